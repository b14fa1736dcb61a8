"""What differs between two registers, as a page shows it."""

from __future__ import annotations

from api.pages import differing
from api.pages.differing import Differing, Row, Section
from api.pages.language import speech
from matcher.difference import difference
from tests.support.registers import child, home, register

EN = speech("en")


def test_each_list_that_differs_has_a_section_with_units() -> None:
    before = register(child("C1"), home("H1"), home("H2"))
    after = register(
        child("C1", needed_by="2026-12-01"), child("C2"), home("H1", weekly_cost=700, places=1)
    )
    found = Differing.of(EN, difference(before, after))
    assert found.sentences == (
        "Children: 1 added, 1 changed.",
        "Homes: 1 removed, 1 changed.",
    )
    assert found.own == ()
    assert found.sections == (
        Section(
            "Children",
            "/children/",
            ("C2",),
            (),
            (Row("C1", "home needed by", "none", "1 December 2026"),),
            1,
        ),
        Section(
            "Homes",
            "/homes/",
            (),
            ("H2",),
            (
                Row("H1", "places", "3 places", "1 place"),
                Row("H1", "weekly cost", "£500 a week", "£700 a week"),
            ),
            2,
        ),
    )


def test_the_registers_own_fields_come_first() -> None:
    found = Differing.of(
        EN, difference(register(home("H1")), register(home("H1"), as_of="2026-11-09"))
    )
    assert found.own == (Row("", "day of the register", "2 November 2026", "9 November 2026"),)
    assert found.sections == ()


def test_where_nothing_differs_it_says_so() -> None:
    same = register(home("H1"))
    assert Differing.of(EN, difference(same, same)).sentences == ("Nothing differs.",)


def test_a_long_list_is_cut_and_counted() -> None:
    ids = [f"C{number}" for number in range(differing.SHOWN + 5)]
    before = register(*(child(id_) for id_ in ids), home("H1"))
    after = register(*(child(id_, needed_by="2026-12-01") for id_ in ids), home("H1"))
    (section,) = Differing.of(EN, difference(before, after)).sections
    assert len(section.rows) == differing.SHOWN
    assert section.n_rows == differing.SHOWN + 5
