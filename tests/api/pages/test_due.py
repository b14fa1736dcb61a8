"""What accepted placements still need, and which begin soon."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.pages.due import Agenda, agenda
from api.service.planning_context import PlanningContext
from api.store.policies import policy_numbered
from api.store.versions import newest
from tests.support.approving import recorded
from tests.support.deciding import made
from tests.support.keeping import keep
from tests.support.registers import child, group, home, settled, there
from tests.support.service import Serving

#: A Monday, the register's day.
TODAY = date(2026, 11, 2)


def found(served: Serving, today: date = TODAY) -> Agenda:
    with served.service.database.reading() as session:
        version = newest(session)
        assert version
        return agenda(
            session, PlanningContext.of(session, version, None, policy_numbered(session)), today
        )


def due(served: Serving, today: date = TODAY) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (str(one.day), one.need.who.en.partition(",")[0], one.home, one.children)
        for one in found(served, today).due
    ]


def accept(served: Serving, **asked: Any) -> Any:
    return made(served.somebody("officer"), kind="accepted", **asked)


def test_nothing_is_due_before_anything_is_accepted(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    assert found(served) == Agenda()


def test_working_days_are_counted_from_the_day_the_placement_begins(served: Serving) -> None:
    keep(served, child("C1"), child("C2"), settled("C3", "H1"), group("C1", "C2"), home("H1"))
    accept(served, children=["C1", "C2"], home="H1", on="2026-11-05", version=1)
    expected = [
        ("2026-11-05", "matching and impact assessment", "H1", ("C1", "C2")),
        # Five working days after a Thursday.
        ("2026-11-12", "placement plan", "H1", ("C1", "C2")),
    ]
    assert due(served) == expected
    assert due(served, date(2026, 11, 19)) == expected
    # A fortnight after its day an item is left out.
    assert due(served, date(2026, 11, 20)) == expected[1:]
    assert due(served, date(2026, 11, 27)) == []
    starting = found(served).starting
    assert [(str(one.day), one.home, one.children) for one in starting] == [
        ("2026-11-05", "H1", ("C1", "C2"))
    ]
    assert found(served, date(2026, 11, 5)).starting == starting
    assert found(served, date(2026, 11, 6)).starting == ()


def test_what_was_so_before_the_move_counts(served: Serving) -> None:
    # Under review in H1: the move to H2 needs a review first, though C1 is settled afterwards.
    keep(served, child("C1", home="H1"), home("H1"), home("H2", location=there(0.01)))
    accept(served, children=["C1"], home="H2", on="2026-11-02", version=1)
    assert due(served) == [
        ("2026-11-02", "statutory review", "H2", ("C1",)),
        ("2026-11-09", "placement plan", "H2", ("C1",)),
    ]


def test_who_stays_where_they_live_needs_nothing(served: Serving) -> None:
    keep(served, child("C1", home="H1"), home("H1"))
    accept(served, children=["C1"], home="H1", on="2026-11-02", version=1, reason="It goes well.")
    assert due(served) == []


def test_a_placement_that_did_not_come_about_is_left_out(served: Serving) -> None:
    keep(served, child("C1"), child("C2"), home("H1"), home("H2"))
    accept(served, children=["C1"], home="H1", version=1)
    accept(served, children=["C2"], home="H2", version=2, reason="Nearer to the school.")
    assert {ids for _, _, _, ids in due(served)} == {("C1",), ("C2",)}
    keep(served, settled("C1", "H2"), child("C2"), home("H1"), home("H2"))
    assert found(served) == Agenda()


def test_what_nobody_recorded_is_asked_for_until_somebody_does(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    accept(served, children=["C1"], home="H1", on="2026-11-02", version=1)
    (plan,) = found(served).due
    assert (plan.path, plan.recorded) == ("/approvals/1/placement_plan", None)
    # Due on the 9th; a fortnight later it is long overdue.
    assert found(served, date(2026, 11, 23)).due == (plan,)
    assert found(served, date(2026, 11, 24)).overdue == (plan,)
    # For 91 days from the placement's start.
    assert found(served, date(2027, 2, 1)).overdue == (plan,)
    assert found(served, date(2027, 2, 2)) == Agenda()
    recorded(served.somebody("officer"))
    assert found(served) == Agenda(starting=found(served).starting)
    assert found(served, date(2026, 11, 24)) == Agenda()


def test_what_was_refused_stays_while_the_placement_does(served: Serving) -> None:
    keep(served, child("C1"), settled("C3", "H1"), home("H1"))
    officer = served.somebody("officer")
    accept(served, children=["C1"], home="H1", on="2026-11-02", version=1)
    one = recorded(officer, outcome="refused", by="Head of service")
    later = date(2027, 6, 1)
    # What else was never recorded is asked for no more by then.
    assert [due.need.code for due in found(served, later).refused] == ["placement_plan"]
    assert found(served, later).overdue == ()
    (due,) = found(served).refused
    assert due.recorded is not None
    assert (due.recorded.number, due.recorded.by) == (one["number"], "Head of service")
    assert [due.need.code for due in found(served).due] == ["impact_assessment"]
    recorded(officer, outcome="withdrawn", replaces=one["number"])
    assert [due.need.code for due in found(served).due] == ["impact_assessment", "placement_plan"]
    recorded(officer, outcome="refused")
    made(officer, kind="ended", children=["C1"], home="H1", version=2, reason="Refused")
    assert found(served, later) == Agenda()


def test_with_an_erased_child_nothing_is_asked_for(served: Serving) -> None:
    keep(served, child("C1"), child("C2"), group("C1", "C2"), home("H1"))
    accept(served, children=["C1", "C2"], home="H1", version=1)
    assert [due.need.code for due in found(served).due] == ["placement_plan"]
    erased = served.somebody("admin").post("/v1/erasures", json={"child": "C1", "reason": "asked"})
    assert erased.status_code < 300, erased.text
    assert found(served) == Agenda()
