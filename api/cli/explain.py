"""``cartref explain``: why this home, why not another, and what would help."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.output import print_json


def explain(
    register: options.RegisterFile,
    child: Annotated[
        str, typer.Argument(metavar="CHILD", help="A child, by id.", show_default=False)
    ],
    home: Annotated[
        str | None,
        typer.Argument(metavar="HOME", help="A home to ask about, by id.", show_default=False),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    as_json: options.Json = False,
) -> int:
    """Say why a child gets its home, and why not another.

    Names the homes that would suit better and what stops each. For a
    child without a home: why, and the smallest change that would help.
    """
    import matcher
    from api.cli.explain_view import show_explanation

    read = matcher.read_register(register)
    chosen = options.policy_in(policy)
    told = matcher.explain(read, child, home, chosen, travel=travel)
    if as_json:
        print_json(told.model_dump(mode="json"))
    else:
        show_explanation(read, told, chosen or matcher.Policy())
    return 0
