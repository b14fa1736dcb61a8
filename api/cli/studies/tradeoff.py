"""``cartref study tradeoff``: what less of one thing costs in another."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out


def tradeoff(
    register: options.RegisterFile,
    across: Annotated[
        str,
        typer.Argument(
            metavar="ACROSS",
            help="One of the two: a criterion, such as weekly_cost, or children_moved.",
        ),
    ] = "children_moved",
    down: Annotated[
        str, typer.Argument(metavar="DOWN", help="The other, such as distance_home.")
    ] = "distance_home",
    most: Annotated[
        int | None,
        typer.Option(
            "-k",
            metavar="N",
            min=2,
            help="Look for at most so many points; 60 if not given.",
            show_default=False,
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            callback=options.seconds,
            help="For each plan; points not proved by then are left out.",
        ),
    ] = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Show what less of one thing costs in another: the plans that none beats in both.

    With children_moved, out_of_county or weekly_cost every such plan is found, with others every
    one that some weights would choose before all others.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.tradeoff import MOST_POINTS, tradeoff_of

    inputs = inputs_of(register, policy, travel, out, language)
    with counting("points") as progress:
        study = tradeoff_of(
            inputs,
            across,
            down,
            most_points=MOST_POINTS if most is None else most,
            time_limit=time_limit,
            progress=progress,
        )
    return give(study, out, language, as_json=as_json)


COMMAND = (
    tradeoff,
    "cartref study tradeoff register.json weekly_cost distance_home --out curve.html",
)
