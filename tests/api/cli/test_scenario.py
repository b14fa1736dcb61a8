"""`cartref scenario list`, `show` and `apply`, with the engine itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli.app import GROUPS
from scenarios.library import LIBRARY
from tests.api.cli.helpers import Run, words

NAMES = [command.__name__.rstrip("_") for command, _ in GROUPS["scenario"][1]]

CLOSES = """\
question = { en = "What if H9 closes?", cy = "Beth os bydd H9 yn cau?" }

[[changes]]
change = "close_homes"
homes = ["H9"]
"""


def written(text: str, name: str = "closes.toml") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_the_group_lists_its_commands(cartref: Run) -> None:
    assert NAMES == ["list", "show", "apply", "compare", "sweep"]
    for done in (cartref("scenario"), cartref("scenario", "--help")):
        assert done.code == 0
        for name in NAMES:
            assert f"\n  {name} " in done.out


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_and_json(cartref: Run, name: str) -> None:
    done = cartref("scenario", name, "--help")
    assert done.code == 0
    assert f"\n    cartref scenario {name}" in done.out.partition("Example:")[2]
    assert "--json" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_ready_questions_are_listed(cartref: Run) -> None:
    shown = words(cartref("scenario", "list").out)
    for one in LIBRARY.values():
        assert f"{one.name} {one.question.en}" in shown
    data = cartref("scenario", "list", "--json").json
    assert data["format"] == "cartref/scenarios/1"
    assert [one["name"] for one in data["scenarios"]] == list(LIBRARY)
    assert data["scenarios"][0]["question"]["cy"] == next(iter(LIBRARY.values())).question.cy


def test_a_scenario_is_shown_in_words_and_as_it_is_written(cartref: Run) -> None:
    done = cartref("scenario", "show", written(CLOSES))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("closes: What if H9 closes?\nBeth os bydd H9 yn cau?\n")
    assert "close_homes closing: H9" in words(done.out)
    assert done.out.endswith(CLOSES)
    assert "max_moves = 0" in cartref("scenario", "show", "no-moves").out


def test_a_scenario_for_programs_has_every_field(cartref: Run) -> None:
    data = cartref("scenario", "show", "no-moves", "--json").json
    assert (data["format"], data["name"]) == ("cartref/scenario/1", "no-moves")
    assert data["changes"][0]["max_moves"] == 0
    assert data["changes"][0]["max_weekly_cost"] is None


def test_a_bad_scenario_is_an_input_fault(cartref: Run) -> None:
    done = cartref("scenario", "show", written("[[changes]]\nchange = 'limit'\n", "bad.toml"))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "2 faults:",
        "bad.toml, question: is missing; accepted: a value: the field has no default",
        "bad.toml, changes[0].change: no change is called 'limit'; accepted: limits (the likely "
        "one)",
    ]
    done = cartref("scenario", "show", "no-move")
    assert done.code == 2
    assert "such as no-moves" in done.err


def test_the_changed_register_plans_like_the_scenario(cartref: Run, small: Path) -> None:
    scenario = written(CLOSES)
    done = cartref("scenario", "apply", small, scenario, "changed.json")
    assert (done.code, done.err) == (0, "")
    assert "changed.json is written: 3 children, 0 sibling groups, 3 homes." in words(done.out)
    changed = json.loads(Path("changed.json").read_text(encoding="utf-8"))
    assert [home["open"] for home in changed["homes"]] == [True, True, False]
    assert [child["status"] for child in changed["children"]] == ["waiting"] * 3
    by_hand = cartref("plan", "changed.json", "--json").json
    compared = cartref("scenario", "compare", small, scenario, "--workers", 1, "--json").json
    values = [level["value"] for level in by_hand["levels"]]
    assert [level["value"] for level in compared["answers"][1]["levels"]] == values
    assert values[0] == 2


def test_what_is_not_in_the_register_is_told_or_written(cartref: Run, small: Path) -> None:
    scenario = written(
        'question = "?"\n[[changes]]\nchange = "limits"\nmax_moves = 0\n'
        '[[changes]]\nchange = "lock"\nchild = "C1"\nhome = "H1"\n'
    )
    done = cartref("scenario", "apply", small, scenario, "changed.json")
    assert done.code == 0
    assert done.err.splitlines() == [
        "The scenario changes the policy too: --policy-out P.json writes it.",
        "For cartref plan besides: --lock C1=H1",
    ]
    done = cartref(
        "scenario", "apply", small, scenario, "changed.json", "--policy-out", "policy.json"
    )
    assert done.err.splitlines()[0] == "The policy is written to policy.json."
    policy = json.loads(Path("policy.json").read_text(encoding="utf-8"))
    assert policy["limits"]["max_moves"] == 0
    done = cartref("plan", "changed.json", "--policy", "policy.json", "--json")
    assert done.code == 0


def test_a_change_that_cant_be_made_writes_nothing(cartref: Run, small: Path) -> None:
    scenario = written(CLOSES.replace("H9", "H8"))
    done = cartref("scenario", "apply", small, scenario, "changed.json")
    assert (done.code, done.out) == (2, "")
    assert "changes[0].close_homes.homes[0]: no home has the id H8" in done.err
    assert not Path("changed.json").exists()
