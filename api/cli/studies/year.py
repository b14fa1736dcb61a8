"""``cartref study year``: what a year would bring, decided in four ways."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.scenario_solve import Workers
from api.cli.study_view import LanguageOfFiles, Out


def year(
    register: options.RegisterFile,
    years: Annotated[
        int, typer.Option(metavar="N", min=1, max=10_000, help="How many years are drawn.")
    ] = 30,
    weeks: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=520,
            help="Weeks of each year; 52 if not given.",
            show_default=False,
        ),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option(
            metavar="R.json",
            help="How much happens in a year, such as how often homes refuse; what the file "
            "leaves out is as published or assumed.",
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Keep each year here when it is done, and go on from those that are here.",
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    workers: Workers = None,
    as_json: options.Json = False,
) -> int:
    """Live the same years in four ways of deciding, and tell how much better planning is.

    Children come and leave, carers too, placements break down, homes refuse. Each week who waits
    is placed by a rule of thumb, one by one by the policy, by a joint plan, or by a joint plan
    with a reserve. About 40 seconds a year for 245 children.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.year import read_rates, year_of

    inputs = inputs_of(register, policy, travel, out, language)
    given = read_rates(rates, weeks)
    with counting("years") as progress:
        found = year_of(inputs, years, given, workers=workers, keep=keep, progress=progress)
    return give(found, out, language, as_json=as_json)


COMMAND = (year, "cartref study year register.json --years 30 --out year.html")
