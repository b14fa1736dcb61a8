"""The list of changes, swept: no change without its test, its docs, its words, its example."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from docs.generate import DOCS
from matcher.errors import InputError
from scenarios.changes import CHANGES, Change
from scenarios.inputs import Inputs
from scenarios.scenario import Scenario
from tests.support.asking import asked, change
from tests.support.registers import ENGLAND, child, group, home, settled

TESTS = Path(__file__).parent
#: What the panel asks for (issue 4), by the code that answers it.
ASKED = (
    "add_homes close_homes change_homes hold release children_arrive children_leave turn_18 "
    "return_to_parents numbers_up limits weights levels reach law_on on_date travel find_kin lock "
    "forbid review settle"
)
NEWTOWN = {"lat": 52.51, "lon": -3.31}


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Return a small register in which every example has somebody to be about."""
    rows = "child,home,distance_home\nC0001,H0001,10\n"
    (tmp_path / "journeys.csv").write_text(rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return asked(
        child("C0001", home="H0001"),
        child("C0002"),
        child("C0003", age=4),
        child("C0004", age=6),
        settled("C0005", "H0003"),
        child("C0006", home="H0002", age=17),
        group("C0003", "C0004"),
        home("H0001", location=NEWTOWN),
        home("H0002", open=False),
        home("H0003", kind="agency_foster", provider="P2", authority=ENGLAND),
    )


def scenario(code: str) -> Scenario:
    example = tomllib.loads(CHANGES[code].example)
    return Scenario.model_validate({"name": "example", "question": "What if?", **example})


def test_the_panel_s_changes_are_there() -> None:
    assert set(CHANGES) >= set(ASKED.split())


@pytest.mark.parametrize("code", CHANGES)
def test_words_in_both_languages_and_a_source(code: str) -> None:
    (one,) = scenario(code).changes
    for words in (one.meaning, one.says):
        assert words.en.strip()
        assert words.cy.strip()
        assert words.en != words.cy
        assert not words.en.endswith(".")
    assert one.source.strip()


@pytest.mark.parametrize("code", CHANGES)
def test_the_example_is_of_this_change_and_can_be_made(code: str, town: Inputs) -> None:
    (one,) = scenario(code).changes
    assert type(one) is CHANGES[code]
    after = scenario(code).apply(town)
    assert after != town
    assert after == scenario(code).apply(town)


@pytest.mark.parametrize("code", CHANGES)
def test_a_scenario_reads_back_from_json_as_it_was(code: str, town: Inputs) -> None:
    before = scenario(code)
    after = Scenario.model_validate(json.loads(before.model_dump_json()))
    assert after == before
    assert after.apply(town) == before.apply(town)


@pytest.mark.parametrize("code", CHANGES)
def test_a_test_file_and_a_place_in_the_docs(code: str) -> None:
    file = TESTS / f"test_{code}.py"
    assert f'CODE = "{code}"' in file.read_text(encoding="utf-8")
    page = (DOCS / "changes.md").read_text(encoding="utf-8")
    assert f"| [`{code}`](#{code}) |" in page
    assert f"\n## {code}\n" in page
    assert CHANGES[code].example in page


@pytest.mark.parametrize("code", CHANGES)
def test_every_field_says_what_it_is(code: str) -> None:
    page = (DOCS / "changes.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {code}\n")[1].split("\n## ")[0]
    for name in CHANGES[code].model_fields:
        rows = [line for line in section.splitlines() if line.startswith(f"| `{name}` |")]
        assert len(rows) == (name != "change")
        assert all(cell.strip() for row in rows for cell in row.split("|")[-2:-1])


def test_a_fault_says_which_change_and_which_of_its_fields(town: Inputs) -> None:
    changes: list[Change] = [change("hold", homes="all"), change("hold", homes=["H0001", "H9"])]
    asked_twice = Scenario.model_validate({"name": "x", "question": "?", "changes": changes})
    with pytest.raises(InputError) as caught:
        asked_twice.apply(town)
    (fault,) = caught.value.faults
    assert (fault.place, fault.fault) == (
        "changes[1].hold.homes[1]",
        "no home has the id H9",
    )
