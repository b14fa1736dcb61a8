"""``cartref study call-list``: in which order to ring homes when each may refuse."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out, TimeLimit


def call_list(
    register: options.RegisterFile,
    request: Annotated[
        str,
        typer.Argument(metavar="REQUEST", help="A child or a sibling group.", show_default=False),
    ],
    most: Annotated[
        int | None,
        typer.Option(
            "-k",
            metavar="N",
            help="How many options to look at: the first N of the ranking, and the N best for "
            "everybody. 8 if not given.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[
        list[str] | None,
        typer.Option(
            "--yes",
            metavar="CHANCE",
            help="How likely a home says yes, from 0 to 1; or for one kind, such as "
            "agency_foster=0.4. May be repeated.",
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: TimeLimit = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Say in which order to ring homes when each may refuse.

    The order serves everybody who waits, not this request alone. Says what it comes to on
    average beside ringing in ranked order.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.call_list import USUAL, call_list_of, chances_in

    chances = chances_in(yes or ())
    inputs = inputs_of(register, policy, travel, out, language)
    with counting("plans") as progress:
        study = call_list_of(
            inputs, request, USUAL if most is None else most, chances, time_limit, progress
        )
    return give(study, out, language, as_json=as_json)


COMMAND = (call_list, "cartref study call-list register.json C0012 --yes 0.6 --out calls.html")
