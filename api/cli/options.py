"""Arguments and options that several commands share, and what they mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from matcher import Policy, Register

RegisterFile = Annotated[
    Path,
    typer.Argument(
        metavar="REGISTER",
        help="The register: a JSON file, a workbook (.xlsx), or CSV files in a folder or .zip.",
        show_default=False,
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", metavar="P.json", help="The policy; the default one if not given."),
]
TravelFile = Annotated[
    Path | None,
    typer.Option(
        "--travel",
        metavar="M.csv",
        help="A table of measured journeys; wins over the policy's.",
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Print JSON for programs, errors too, and nothing else."),
]


def seconds(value: float | None) -> float | None:
    """Return a time limit, which must be a finite number of seconds above 0."""
    if value is not None and not (math.isfinite(value) and value > 0):
        raise typer.BadParameter("is not a number of seconds above 0, such as 60")
    return value


def policy_in(path: Path | None) -> Policy | None:
    """Return the policy of a file; None where no file is given."""
    import matcher

    return None if path is None else matcher.read_policy(path)


def pairs_in(given: Sequence[str], option: str, register: Register) -> list[tuple[str, str]]:
    """Return pairs given as ``CHILD=HOME``.

    Parameters
    ----------
    given : sequence of str
        The option's values.
    option : str
        Its name, for messages.
    register : Register
        Tells where an id ends that has an equals sign itself.

    Raises
    ------
    InputError
        If a value is no pair of ids.
    """
    from matcher.errors import Fault, InputError

    children = {child.id for child in register.children}
    pairs, faults = [], []
    for position, text in enumerate(given, start=1):
        parts = [part.strip() for part in text.split("=")]
        cuts = [("=".join(parts[:n]), "=".join(parts[n:])) for n in range(1, len(parts))]
        cuts = [pair for pair in cuts if all(pair)]
        if cuts:
            pairs.append(next((pair for pair in cuts if pair[0] in children), cuts[0]))
        else:
            faults.append(Fault(f"{option} {position}", "is not a pair", "CHILD=HOME, two ids"))
    if faults:
        raise InputError(faults)
    return pairs
