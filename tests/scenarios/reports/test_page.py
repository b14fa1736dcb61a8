"""The page: one file, safe whatever a register holds, and the same numbers as the comparison."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from scenarios.compare import Comparison
from scenarios.reports import phrases
from scenarios.reports.language import Language
from scenarios.reports.page import page
from tests.support.registers import child, home, register
from tests.support.reports import FORMULA, HOSTILE, Elements, comparison
from tests.support.what_ifs import compared, inputs

EN = Language("en")


def english() -> Elements:
    return Elements(page(comparison(), EN))


@pytest.mark.parametrize("code", ["en", "cy"])
def test_nothing_is_fetched_and_nothing_runs(code: str) -> None:
    html = page(comparison(), Language(code))
    read = Elements(html)
    assert read.named("html") == [{"lang": code}]
    tags = {tag for tag, _ in read.found}
    assert not tags & {"script", "link", "iframe", "img", "object", "base", "form"}
    for _, attributes in read.found:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r"https?://", html)


def test_hostile_texts_are_texts() -> None:
    read = english()
    assert HOSTILE not in page(comparison(), EN)
    assert f"What if {HOSTILE}?" in read.texts
    assert HOSTILE in read.texts
    assert FORMULA in read.texts


def test_every_number_is_one_of_the_comparison_s_and_each_change_is_there() -> None:
    told = comparison().answers[1]
    shown = Counter(english().values)
    for one in told.figures:
        if one.of and not (one.today or one.baseline or one.value):
            continue
        if one.of and not one.change:
            continue  # the workbook has it
        for value in (one.today, one.baseline, one.value, one.change):
            assert value is None or shown[str(value)], one
    for level in told.levels:
        assert shown[str(level.value)]
        assert shown[str(level.difference)]
    assert set(shown) <= {str(value) for value in numbers(comparison())}


def numbers(told: Comparison) -> list[float | None]:
    found: list[float | None] = []
    for answer in told.answers:
        found.append(len(answer.placed_differently))
        for figure in answer.figures:
            found += [figure.today, figure.baseline, figure.value, figure.change]
        for level in answer.levels:
            found += [level.value, level.gap, level.baseline_value, level.baseline_gap]
            found.append(level.difference)
        for total in answer.totals:
            found += [total.baseline, total.value, total.change]
        for one in answer.placed_differently:
            for change in one.criteria:
                found += [change.baseline, change.value, change.change]
    return found


def test_headings_come_in_order_and_tables_have_captions_and_scopes() -> None:
    read = english()
    headings = [int(tag[1]) for tag, _ in read.found if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    assert len(read.named("caption")) == len(read.named("table")) > 10
    assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in read.named("th"))
    ids = [attributes["id"] for _, attributes in read.found if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for _, attributes in read.found:
        for name in ("aria-labelledby", "href"):
            target = attributes.get(name)
            assert target is None or target.removeprefix("#") in ids


def test_an_open_gap_is_told_beside_the_figures() -> None:
    texts = english().texts
    assert any(text.startswith("no proven difference: level 2") for text in texts)
    assert "no proven difference; an earlier gap is open" in texts
    assert any(text.startswith("Not every level is proved") for text in texts)
    assert "not known" in texts
    one = inputs(register(child("C1"), home("H1")))
    proved = Elements(page(compared(one, {"C1": "H1"}, one, {"C1": "H1"}), EN)).texts
    assert not any(text.startswith("Not every level is proved") for text in proved)
    assert "no difference at any level" in proved
    assert phrases.PHRASES["nobody"].en in proved


def test_the_map_has_a_line_to_the_home_in_each_plan_and_the_new_home() -> None:
    read = english()
    classes = Counter(attributes.get("class") for attributes in read.named("path"))
    # One in the map, one in the key.
    assert classes["line baseline"] == 2
    assert classes["line scenario"] == 2
    # H1 and H3 in question; H1 and H2 of the baseline beneath.
    assert classes["home asked"] == 2
    assert classes["home other"] == 2
    assert len(read.named("svg")) > 10


def test_a_failed_baseline_still_makes_a_page() -> None:
    whole = comparison()
    answers = (whole.answers[2], whole.answers[2].model_copy(update={"name": "again"}))
    read = Elements(page(whole.model_copy(update={"answers": answers}), EN))
    assert read.texts.count("There is no plan") == 2


def test_dates_and_titles_in_both_languages() -> None:
    day = comparison().as_of
    assert phrases.day(day, EN) == "2 November 2026"
    assert phrases.day(day, Language("cy")) == "2 Tachwedd 2026"
    assert phrases.title("Powys", Language("cy")).startswith("Beth os?")
    assert phrases.proved(1, 3, EN) == "Plans proved to be the best possible: 1 of 3."
    assert all(words.cy for words in phrases.PHRASES.values())
