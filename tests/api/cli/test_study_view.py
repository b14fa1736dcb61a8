"""What the commands of all studies have in common: the terminal, JSON, files, refusals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from api.cli.study_view import give, inputs_of
from matcher.errors import InputError
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table
from tests.api.cli.helpers import words, write
from tests.support.papers import HOSTILE, ORIGIN, MadeUp, made_up


def test_people_get_the_finding_the_tables_and_how_exact(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert give(made_up()) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "Powys, 2 November 2026, policy in-house first\n\nThere are 4 places.\n\n"
        "Places by area: in, out/of [the] county\n"
    )
    assert HOSTILE in out
    assert "area note places change, places" in words(out)  # a unit stands in its heading
    assert "Brecon =HYPERLINK(1) 3 none" in words(out)
    assert out.endswith("\nHow exact it is\nAll are counted.\n")
    assert err == ""


def test_programs_get_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    give(made_up(), [Path("study.html"), Path("study.svg")], "cy", as_json=True)
    out, err = capsys.readouterr()
    assert MadeUp.model_validate(json.loads(out)) == made_up()
    assert err == ("The study is written to study.html.\nThe study is written to study.svg.\n")
    assert '<html lang="cy">' in Path("study.html").read_text(encoding="utf-8")


def test_files_are_refused_before_anything_is_read() -> None:
    with pytest.raises(InputError, match="no kind of paper"):
        inputs_of(Path("nowhere.json"), out=[Path("study.pdf")])


def test_inputs_are_what_was_given(small: Path) -> None:
    write("p.json", {"format": "cartref/policy/1", "name": "mine"})
    inputs = inputs_of(small, Path("p.json"))
    assert inputs.policy.name == "mine"
    assert [home.id for home in inputs.register.homes] == ["H1", "H2", "H9"]
    assert inputs.register.authority.name == ORIGIN.authority_name


class Wide(MadeUp):
    """A study whose table is wider than a page."""

    def tables(self, say: Language) -> Sequence[Table]:
        columns = ("area", *(f"information{n} about it" for n in range(12)))
        row: tuple[Cell, ...] = (say("Brecon"), *(Amount(n, "places") for n in range(12)))
        return [Table("Wide", columns, [row])]


def test_a_table_too_wide_is_shown_in_parts_each_with_its_first_column(
    capsys: pytest.CaptureFixture[str],
) -> None:
    give(Wide(provenance=ORIGIN, places={}))
    out = capsys.readouterr().out
    assert out.count("Wide\n") == 1
    assert out.count("Wide, continued\n") == 1
    assert out.count("Brecon") == 2
    found = [word for word in out.split() if word.startswith("information")]
    assert found == [f"information{n}" for n in range(12)]
    assert max(map(len, out.splitlines())) <= 100
