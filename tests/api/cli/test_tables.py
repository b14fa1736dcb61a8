"""Tables that fit their page, whatever is in them."""

from __future__ import annotations

import re

import pytest

from api.cli.output import plain
from api.cli.tables import Column, Page
from tests.api.cli.helpers import pretend_terminal

COLUMNS = (Column("id", is_id=True), Column("km", is_number=True), Column("what"))


def test_ids_and_numbers_stay_whole_while_texts_wrap(capsys: pytest.CaptureFixture[str]) -> None:
    ids = ", ".join(f"H{n:04d}" for n in range(60))
    Page().table("Homes", COLUMNS, [("CHILD-0000000001", "1,234.5 km", ids)])
    out = capsys.readouterr().out
    assert "CHILD-0000000001  1,234.5 km  H0000, H0001" in out
    assert max(map(len, out.splitlines())) <= 100
    for n in range(60):
        assert f"H{n:04d}" in out


@pytest.mark.parametrize("page", [100, 40, 12])
def test_nothing_is_lost_on_any_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(page))
    long = "".join(chr(ord("a") + n % 26) for n in range(200))
    columns = [Column("", is_id=True)]
    Page().table("Ids", columns, [(long,)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= page
    assert "".join(line.strip() for line in lines[4:]) == long


def test_many_columns_fit_a_narrow_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    columns = [Column(f"column {n}", is_number=n % 2 == 0) for n in range(10)]
    Page().table("Wide", columns, [["text"] * 10])
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 30
    assert out.count("t") >= 20


def test_no_rows_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    Page().table("Nothing", COLUMNS, [])
    assert capsys.readouterr().out == ""


def test_a_group_shows_its_first_cell_once(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("A", "1", "x"), ("A", "2", "y"), ("B", "3", "z")]
    Page().table("Grouped", COLUMNS, rows, grouped=True)
    body = [line.split() for line in capsys.readouterr().out.splitlines()[-3:]]
    assert body == [["A", "1", "x"], ["2", "y"], ["B", "3", "z"]]


def test_text_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    Page().table("Odd [b]", COLUMNS, [("[red]C1[/red]", "1", ":smile: \x1b[31m\u202e")])
    out = capsys.readouterr().out
    assert "[red]C1[/red]" in out
    assert ":smile:" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_terminal_gets_bold_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = pretend_terminal("stdout", monkeypatch)
    Page().heading("Levels")
    assert "\x1b[1mLevels" in terminal.getvalue()


def test_no_color_means_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = pretend_terminal("stdout", monkeypatch)
    Page().table("Levels", COLUMNS, [("a", "1", "b")])
    shown = terminal.getvalue()
    assert "Levels" in shown
    assert set(re.findall(r"\x1b\[([\d;]+)m", shown)) <= {"0", "1"}


def test_plain_keeps_what_people_write() -> None:
    assert plain("Ŵyr, Tŷ-nant £5\nnext") == "Ŵyr, Tŷ-nant £5\nnext"
    assert plain("a\tb\u00a0c") == "a b c"
    assert plain("a\x9bb\udcff") == "a\ufffdb\ufffd"


def test_headings_of_numbers_wrap_before_texts_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    columns = (Column("area"), *(Column(f"children waiting {n}", is_number=True) for n in range(5)))
    Page().table("Need", columns, [("outside: Welsh neighbours", *"12345")])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.split() == ["outside:", "Welsh", "neighbours", *"12345"]
    assert last.startswith("outside: Welsh neighbours ")


def test_a_page_says_how_wide_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "64")
    assert Page().width == 64
    monkeypatch.delenv("COLUMNS")
    assert Page(120).width == 120
