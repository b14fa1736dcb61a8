"""The ready questions: each can be asked of any register, in both languages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from scenarios.library import LIBRARY, scenario_named, scenarios_of, text_of
from scenarios.scenario import Scenario
from tests.support.shared import shared


@pytest.fixture(scope="module")
def county() -> Inputs:
    return Inputs(sample_register(1))


def test_there_are_a_dozen_and_more_each_named_like_its_file() -> None:
    assert len(LIBRARY) >= 12
    assert [one.name for one in LIBRARY.values()] == list(LIBRARY) == sorted(LIBRARY)
    names = {file.name for file in files("scenarios.library").iterdir()}
    assert {f"{name}.toml" for name in LIBRARY} <= names


@pytest.mark.parametrize("scenario", LIBRARY.values(), ids=lambda scenario: scenario.name)
def test_each_asks_in_both_languages_and_changes_a_county(
    scenario: Scenario, county: Inputs
) -> None:
    assert scenario.question.cy
    assert scenario.question.en.endswith("?")
    assert scenario.question.cy.endswith("?")
    assert scenario.apply(county) != county
    comment = [line for line in text_of(scenario.name).splitlines() if line.startswith("#")]
    assert comment.count("#") == 1  # why it is asked, and how to read the answer


@pytest.mark.parametrize("name", ["powys-a.json", "powys-b.json", "region.json"])
def test_each_can_be_asked_of_other_registers(name: str) -> None:
    import matcher

    inputs = Inputs(matcher.read_register(shared(f"data/{name}")))
    for scenario in LIBRARY.values():
        assert scenario.apply(inputs) != inputs, scenario.name


def test_a_register_that_has_nobody_to_ask_about_is_told_so() -> None:
    nobody = Inputs(sample_register(1, 0))
    with pytest.raises(InputError) as refused:
        LIBRARY["everyone-reviewed"].apply(nobody)
    (fault,) = refused.value.faults
    assert fault.place == "changes[0].review.children"


def test_scenarios_are_found_by_name_by_file_and_by_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text('question = "?"')
    (tmp_path / "notes.txt").write_text("no scenario")
    found = scenarios_of(["no-moves", tmp_path, tmp_path / "b.toml"])
    assert [one.name for one in found] == ["no-moves", "a", "b", "b"]
    assert found[0] is LIBRARY["no-moves"]
    # A folder of that name does not hide a ready question.
    monkeypatch.chdir(tmp_path)
    Path("no-moves").mkdir()
    assert scenarios_of(["no-moves"]) == (LIBRARY["no-moves"],)
    assert text_of(tmp_path / "a.toml") == 'question = "?"'
    assert "max_moves = 0" in text_of("no-moves")


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("question = 1")
    (tmp_path / "b.toml").write_text("")
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError) as refused:
        scenarios_of([tmp_path, "no-move", tmp_path / "none", "x" * 5000, "\0"])
    places = [(fault.place, fault.accepted) for fault in refused.value.faults]
    assert places[:4] == [
        (f"{tmp_path / 'a.toml'}, question", 'text in quotes, or { en = "...", cy = "..." }'),
        (f"{tmp_path / 'b.toml'}", "TOML in UTF-8"),
        ("scenario no-move", "a .toml file or a ready question, such as no-moves"),
        (f"{tmp_path / 'none'}", "a folder of scenario files"),
    ]
    assert len(places) == 6


def test_one_is_one() -> None:
    assert scenario_named("in-house-70") is LIBRARY["in-house-70"]
    with pytest.raises(InputError, match="is no file and no ready question"):
        scenario_named("nothing-of-the-kind")
