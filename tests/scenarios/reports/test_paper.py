"""A study on paper: every format has the same numbers, and obeys nothing it holds."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest
import python_calamine

from matcher.errors import InputError
from scenarios.reports import paper
from scenarios.reports.language import Language
from tests.support.drawings import Drawing
from tests.support.papers import FORMULA, HOSTILE, ORIGIN, MadeUp, made_up
from tests.support.reports import Elements

EN = Language("en")


@pytest.mark.parametrize("suffix", paper.WRITERS)
def test_each_paper_is_written_in_either_language(suffix: str, tmp_path: Path) -> None:
    for language in ("en", "cy"):
        paper.write(made_up(), tmp_path / f"{language}{suffix}", language)
    assert {path.name for path in tmp_path.iterdir()} == {f"en{suffix}", f"cy{suffix}"}
    same = (tmp_path / f"en{suffix}").read_bytes() == (tmp_path / f"cy{suffix}").read_bytes()
    assert same == (suffix == ".json")


def test_json_is_the_study(tmp_path: Path) -> None:
    path = tmp_path / "study.JSON"
    paper.write(made_up(), path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert MadeUp.model_validate(data) == made_up()
    assert data["format"] == "cartref/study/made_up/1"
    assert data["provenance"]["as_of"] == "2026-11-02"


def test_csv_has_a_row_for_each_cell_and_what_it_was_made_from(tmp_path: Path) -> None:
    path = tmp_path / "study.csv"
    paper.write(made_up(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    title = "Places by area: in, out/of [the] county"
    assert ("In short", "2", "In short", "which", "", "There are 4 places.") in rows
    assert ("In short", "4", "council", "which", "", "Powys") in rows
    assert [row for row in rows if row[0] == title] == [
        (title, "1", "Brecon", "note", "", f"'{FORMULA}"),
        (title, "1", "Brecon", "places", "places", "3"),
        (title, "1", "Brecon", "change", "places", ""),
        (title, "2", HOSTILE, "note", "", f"'{FORMULA}"),
        (title, "2", HOSTILE, "places", "places", "1"),
        (title, "2", HOSTILE, "change", "places", ""),
    ]


def test_a_row_may_begin_with_a_number() -> None:
    from scenarios.reports.tables import Amount, Table

    class Numbered(MadeUp):
        def tables(self, say: Language) -> list[Table]:
            assert say is EN
            return [Table("Steps", ("moves", "cost"), [(Amount(2, "children"), Amount(5, "km"))])]

    study = Numbered(provenance=ORIGIN, places={})
    rows = [row for row in paper.cells(study, EN) if row["table"] == "Steps"]
    assert [(row["row"], row["column"], row["value"]) for row in rows] == [
        ("2 children", "moves", 2),
        ("2 children", "cost", 5),
    ]


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    paper.write(made_up(), path)
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        names = list(book.sheet_names)
        first, second, third = (book.get_sheet_by_name(name).to_python() for name in names)
    assert names == [
        "In short",
        "Places by area in, out of the c",
        "Places by area in, out of the 2",
    ]
    assert ["In short", "There are 4 places."] in first
    assert ["policy", "in-house first"] in first
    assert second[0] == ["area", "note", "places, places", "change, places"]
    assert [row[2] for row in second[1:]] == [3, 1]
    assert second[2][:2] == [HOSTILE, FORMULA]
    assert third == [["area", "note", "places", "change"]]
    with zipfile.ZipFile(path) as archive:
        inside = [archive.read(name) for name in archive.namelist() if "worksheets" in name]
    assert inside
    assert not any(b"<f>" in part or b"<f " in part for part in inside)


@pytest.mark.parametrize("code", ["en", "cy"])
def test_the_page_fetches_nothing_runs_nothing_and_obeys_nothing(code: str) -> None:
    html = paper.page(made_up(), Language(code))
    read = Elements(html)
    assert read.named("html") == [{"lang": code}]
    tags = {tag for tag, _ in read.found}
    assert not tags & {"script", "link", "iframe", "img", "object", "base", "form"}
    for _, attributes in read.found:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
    assert HOSTILE not in html
    assert "url(" not in html
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html)


def test_the_page_has_the_finding_the_picture_the_numbers_and_how_exact() -> None:
    read = Elements(paper.page(made_up(), EN))
    headings = [
        "How many places?",
        "In short",
        "In pictures",
        "In numbers",
        "How exact it is",
        "What it was made from",
    ]
    assert list(dict.fromkeys(text for text in read.texts if text in headings)) == headings
    assert "There are 4 places." in read.texts
    assert "All are counted." in read.texts
    assert "One bar for each area." in read.texts
    assert ORIGIN.register_sha256 in read.texts
    assert read.values == ["3", "1"]
    assert len(read.named("svg")) == 1
    assert "None." in read.texts  # the table without rows
    assert "svg" not in {tag for tag, _ in Elements(paper.page(made_up(drawn=False), EN)).found}


def test_the_picture_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "study.svg"
    paper.write(made_up(), path)
    assert path.read_text(encoding="utf-8") == made_up().pictures(EN)[0].svg + "\n"
    assert Drawing(path.read_text(encoding="utf-8")).told[0] == "Brecon: 3 places"
    with pytest.raises(InputError, match="there is nothing to draw"):
        paper.write(made_up(drawn=False), path)


def test_what_can_t_be_written_is_refused_all_at_once() -> None:
    with pytest.raises(InputError) as refused:
        paper.refuse([Path("study.pdf"), Path("a.csv"), Path("study"), Path("no/b.csv")], "fr")
    assert [(fault.place, fault.accepted) for fault in refused.value.faults] == [
        ("study.pdf", "a name that ends in .json, .csv, .xlsx, .html, .svg"),
        ("study", "a name that ends in .json, .csv, .xlsx, .html, .svg"),
        ("no", "a folder that exists"),
        ("language", "en (English) or cy (Welsh)"),
    ]


def test_a_copy_that_is_not_installed_says_so() -> None:
    table = paper.origin(ORIGIN.model_copy(update={"cartref": None}), EN)
    assert table.rows[-1] == ("version of Cartref", "not installed")
