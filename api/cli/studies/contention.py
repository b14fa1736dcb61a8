"""``cartref study contention``: homes that several want first, and who should have each."""

from __future__ import annotations

from api.cli import options
from api.cli.study_view import LanguageOfFiles, Out, TimeLimit


def contention(
    register: options.RegisterFile,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: TimeLimit = None,
    out: Out = None,
    language: LanguageOfFiles = "en",
    as_json: options.Json = False,
) -> int:
    """Say which homes several children want first, and who should have each.

    Each contender is given the home in turn and everybody is planned again: what that costs the
    others is exact.
    """
    from api.cli.study_live import counting
    from api.cli.study_view import give, inputs_of
    from scenarios.studies.contention import contention_of

    inputs = inputs_of(register, policy, travel, out, language)
    with counting("plans") as progress:
        study = contention_of(inputs, time_limit, progress)
    return give(study, out, language, as_json=as_json)


COMMAND = (contention, "cartref study contention register.json --out contention.html")
