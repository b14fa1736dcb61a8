"""``cartref study price``: what each element of the policy costs."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out, TimeLimit


def price(
    register: options.RegisterFile,
    element: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ELEMENT",
            help="Only this element, such as in_house_first, siblings_together or county_border; "
            "may be repeated.",
        ),
    ] = None,
    in_house_target: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="The in-house target that is priced where the policy sets none, from 0 to 1; "
            "0.7 if not given.",
            show_default=False,
        ),
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: TimeLimit = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Say what each element of the policy costs: kilometres, pounds, moves.

    The best plan with the element and the best plan without it, and who is placed differently.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.price import IN_HOUSE_TARGET, price_of

    inputs = inputs_of(register, policy, travel, out, language)
    target = IN_HOUSE_TARGET if in_house_target is None else in_house_target
    with counting("elements") as progress:
        study = price_of(
            inputs,
            element or (),
            in_house_target=target,
            time_limit=time_limit,
            progress=progress,
        )
    return give(study, out, language, as_json=as_json)


COMMAND = (price, "cartref study price register.json --element county_border --out price.html")
