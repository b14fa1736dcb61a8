"""``cartref rank``: the possible homes for a child or siblings, or the children for a home."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.output import print_json

DEFAULT_K = 10


def rank(
    register: options.RegisterFile,
    request: Annotated[
        str,
        typer.Argument(
            metavar="REQUEST", help="A child, a sibling group or a home, by id.", show_default=False
        ),
    ],
    k: Annotated[
        int | None,
        typer.Option(
            "-k",
            metavar="N",
            min=1,
            help=f"How many options; {DEFAULT_K} if not given.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="All options and near misses; refused where there are over 100,000."
        ),
    ] = False,
    system_cost: Annotated[
        bool,
        typer.Option(
            "--system-cost", help="What each option costs everybody together, level by level."
        ),
    ] = False,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    as_json: options.Json = False,
) -> int:
    """Rank the possible homes for a child or sibling group.

    For a home: the children whom it could take. Everybody else stays as they are. Says which
    homes are refused and why, and the smallest changes that would make one possible.
    """
    if everything and k is not None:
        raise typer.BadParameter("can't be given together with --all", param_hint="-k")
    import matcher
    from api.cli.rank_view import show_ranking

    read = matcher.read_register(register)
    most = None if everything else k or DEFAULT_K
    ranking = matcher.rank(
        read,
        request,
        options.policy_in(policy),
        k=most,
        system_cost=system_cost,
        travel=travel,
    )
    if as_json:
        print_json(ranking.model_dump(mode="json"))
    else:
        show_ranking(read, ranking, system_cost=system_cost, most=most)
    return 0
