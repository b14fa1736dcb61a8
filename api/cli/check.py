"""``cartref check``: the judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.errors import WANTING
from api.cli.output import print_json


def check(
    register: options.RegisterFile,
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", help="The plan, also one made or edited by hand.", show_default=False
        ),
    ],
    policy: Annotated[
        Path | None,
        typer.Option("--policy", metavar="P.json", help="The policy; the plan's own if not given."),
    ] = None,
    travel: options.TravelFile = None,
    as_json: options.Json = False,
) -> int:
    """Judge a plan, also one made by hand.

    Recomputes everything from the register, with no solver; names each broken rule with the
    children and the home, and each statement of the plan that is not so.
    """
    import matcher
    from api.cli.tables import Column, Page

    read = matcher.read_register(register)
    judged = matcher.read_plan(plan)
    violations = matcher.check(read, judged, options.policy_in(policy), travel=travel)
    if as_json:
        found = [violation.model_dump(mode="json") for violation in violations]
        print_json({"format": "cartref/check/1", "violations": found})
    elif violations:
        Page().table(
            f"Violations: {len(violations)}",
            (
                Column("code", is_id=True),
                Column("children"),
                Column("home", is_id=True),
                Column("what"),
            ),
            ((v.code, ", ".join(v.children), v.home or "", v.text) for v in violations),
        )
    else:
        Page().say("The plan keeps every rule, and what it states is so.")
    return WANTING if violations else 0
