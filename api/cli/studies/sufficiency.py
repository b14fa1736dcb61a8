"""``cartref study sufficiency``: supply against need."""

from __future__ import annotations

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out


def sufficiency(
    register: options.RegisterFile,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Set supply against need: the tables of the annual sufficiency plan.

    By area, kind of home, age, need and language: children, places, what is free, who has no
    possible home and which rules refuse them.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.sufficiency import sufficiency_of

    inputs = inputs_of(register, policy, travel, out, language)
    with counting("children") as progress:
        study = sufficiency_of(inputs, progress=progress)
    return give(study, out, language, as_json=as_json)


COMMAND = (sufficiency, "cartref study sufficiency register.json --out sufficiency.xlsx")
