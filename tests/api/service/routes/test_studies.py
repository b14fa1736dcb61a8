"""Studies over HTTP: asked, worked out by a run, taken away as files."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from api.runs.studies import STUDIES, study_of
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF
from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from tests.support.finished import over
from tests.support.service import Serving
from tests.support.small_service import served

__all__ = ["served"]

#: Each study, with as little to do as there can be.
LEAST: dict[str, dict[str, Any]] = {
    "sufficiency": {},
    "next-home": {"places": [1]},
    "price": {"elements": ["county_border"]},
    "tradeoff": {"most_points": 2},
    "stress": {"children": [2], "draws": 1},
    "contention": {},
    "call-list": {"request": "C1", "most": 1},
    "year": {"years": 1, "weeks": 2},
}


def test_every_study_can_be_asked() -> None:
    assert LEAST.keys() == STUDIES.keys()
    assert {code: one.finds.code for code, one in STUDIES.items()} == {code: code for code in LEAST}


@pytest.mark.parametrize(
    ("code", "as_of"), list(product(LEAST, (FIRST_AS_OF, LAST_AS_OF - timedelta(weeks=2))))
)
def test_every_study_of_a_register_whose_day_is_at_an_end(code: str, as_of: date) -> None:
    inputs = Inputs(sample_register(1, 12, as_of=as_of))
    waits = next(one.id for one in inputs.register.children if one.status == "waiting")
    least = LEAST[code] | ({"request": waits} if code == "call-list" else {})
    found = STUDIES[code].model_validate(least).found(inputs, lambda _, __: None)
    assert study_of(found.model_dump(mode="json")) == found


@pytest.mark.parametrize("code", LEAST)
def test_a_study_is_found_and_taken_away(served: Serving, code: str) -> None:
    panel = served.somebody("panel")
    asked = panel.post("/v1/studies", json={"study": {"study": code, **LEAST[code]}})
    assert asked.status_code == 202, asked.text
    run = over(served, panel, asked.json()["id"])
    assert (run["state"], run["kind"], run["final"]) == ("done", "study", True), run
    assert run["progress"]["done"] is not None
    answer = panel.get(f"/v1/runs/{run['id']}/answer").json()
    assert answer["format"] == f"cartref/study/{code}/1"
    # What is read back is what was found.
    assert study_of(answer).model_dump(mode="json") == answer
    begins = {"json": b"{", "html": b"<!DOCTYPE", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
    for form, begin in begins.items():
        file = panel.get(f"/v1/runs/{run['id']}/file", params={"form": form, "language": "cy"})
        assert file.status_code == 200, file.text
        assert file.content.lstrip().startswith(begin), file.content[:40]
    again = panel.post("/v1/studies", json={"study": {"study": code, **LEAST[code]}})
    assert (again.status_code, again.json()["id"]) == (200, run["id"])


def test_bounds_are_kept_and_told_together(served: Serving) -> None:
    panel = served.somebody("panel")
    asked = panel.post("/v1/studies", json={"study": {"study": "year", "years": 101, "weeks": 0}})
    assert asked.status_code == 422
    places = [fault["place"] for fault in asked.json()["faults"]]
    assert places == ["study.year.years", "study.year.weeks"]
    unknown = panel.post("/v1/studies", json={"study": {"study": "weather"}})
    assert unknown.json()["faults"][0]["place"] == "study.study"


def test_only_the_panel_asks(served: Serving) -> None:
    given = {"study": {"study": "contention"}}
    assert served.somebody("officer").post("/v1/studies", json=given).status_code == 403
