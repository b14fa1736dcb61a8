"""What the page of a plan is made of: rows, choices among them, places."""

from __future__ import annotations

import matcher
from api.pages.language import speech
from api.pages.plans import Chosen, Place, Row, counts_of, map_of, places_of, rows_of
from tests.support.registers import child, group, home, register, settled, there


def rows() -> list[Row]:
    """C1 is placed where H1 is, C2 stays with H2 next door, C3 has no home."""
    here = there().model_copy(update={"label": "Newtown"})
    kept = register(
        child("C1"),
        settled("C2", "H2"),
        child("C3", needs=[{"code": "lift", "required": True}]),
        group("C1", "C3"),
        home("H1", places=1, location=here),
        home("H2", kind="residential", location=here.model_copy(update={"lat": 52.3})),
    )
    return rows_of(matcher.plan(kept, locks=[("C1", "H1")]), kept)


def test_each_child_is_a_row_with_what_the_plan_does_for_it() -> None:
    told = [
        (row.child, row.group, row.change, row.home and row.home.id, row.is_locked, row.is_settled)
        for row in rows()
    ]
    assert told == [
        ("C1", "S1", "placed", "H1", True, False),
        ("C2", None, "stays", "H2", False, True),
        ("C3", "S1", "unplaced", None, False, False),
    ]
    assert counts_of(rows()) == {"placed": 1, "stays": 1, "unplaced": 1}
    assert rows()[2].in_short(speech("en")) == []


def test_rows_are_chosen() -> None:
    def ids(chosen: Chosen) -> list[str]:
        return [row.child for row in rows() if chosen.fits(row)]

    assert ids(Chosen()) == ["C1", "C3"]
    assert ids(Chosen(change="all")) == ["C1", "C2", "C3"]
    assert ids(Chosen(change="unplaced")) == ["C3"]
    assert ids(Chosen(change="all", kind="residential")) == ["C2"]
    assert ids(Chosen(change="all", area="Newtown")) == ["C1", "C2"]
    assert ids(Chosen(kind="residential")) == []


def test_places_count_who_lives_there_and_who_came() -> None:
    assert places_of(rows()) == [Place("Newtown", 52.25, -3.38, 2, 1)]
    drawn = map_of(places_of(rows()), "Where children live", speech("en"))
    assert "Newtown: 2 children" in drawn
    assert map_of([], "Where children live", speech("en")).startswith("<svg")
