"""``cartref study next-home``: where one more carer or home helps most."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out


def next_home(
    register: options.RegisterFile,
    area: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AREA",
            help="Only here: a town, a postcode district or a place of the register; may be "
            "repeated. The twelve areas of the county that most children come from if not given.",
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="in_house_foster, residential or supported_lodgings; may be repeated; in-house "
            "carers if not given.",
        ),
    ] = None,
    places: Annotated[
        list[int] | None,
        typer.Option(
            metavar="N", help="Places of the home; may be repeated; 1, 2 and 3 if not given."
        ),
    ] = None,
    provides: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NEED",
            help="A need that the home provides for, such as autism; may be repeated; none if "
            "not given.",
        ),
    ] = None,
    plans: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Make at most so many plans, of the homes that may gain most; as many as it "
            "takes to know every gain if not given.",
            show_default=False,
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Say what one more home would be worth, for each area, size, age band and language.

    Each gain is exact: today's best plan less the best plan with that home. Ctrl-C keeps what is
    known by then.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.next_home import KINDS, PLACES, value_of_next_home

    inputs = inputs_of(register, policy, travel, out, language)
    with counting("homes") as progress:
        study = value_of_next_home(
            inputs,
            areas=area or (),
            kinds=kind or KINDS[:1],
            places=places or PLACES,
            provides=provides or (),
            most_plans=plans,
            progress=progress,
        )
    return give(study, out, language, as_json=as_json)


COMMAND = (next_home, "cartref study next-home register.json --area Newtown --out next-home.html")
