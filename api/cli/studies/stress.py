"""``cartref study stress``: more children come at once; where today's homes break first."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out


def stress(
    register: options.RegisterFile,
    children: Annotated[
        list[int] | None,
        typer.Option(
            metavar="N",
            min=1,
            max=1000,
            help="How many children come; may be repeated. 5, 10, 20 and 30 if not given.",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(metavar="N", min=1, max=10_000, help="How often each is drawn.")
    ] = 40,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Let more children come at once, and tell how often somebody has no home.

    Whole families, drawn again and again on top of today's register, each time with the best
    plan for all. About 20 seconds for 245 children.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.stress import SIZES, stress_of

    inputs = inputs_of(register, policy, travel, out, language)
    with counting("plans") as progress:
        found = stress_of(inputs, children or SIZES, draws, progress=progress)
    return give(found, out, language, as_json=as_json)


COMMAND = (stress, "cartref study stress register.json --children 10 --children 20 --draws 40")
