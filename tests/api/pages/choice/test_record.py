"""The match record: what was decided, and all that it was decided on."""

from __future__ import annotations

import pytest

from api.pages.choice.record import Record, record_of
from api.refusals import RefusedError
from tests.support.deciding import SMALL, made
from tests.support.keeping import keep, keep_policy
from tests.support.registers import child, home, settled
from tests.support.service import Serving


def record(served: Serving, number: int = 1) -> Record:
    with served.service.database.reading() as session:
        return record_of(session, number)


def test_it_has_the_choice_as_it_was_and_the_entry_of_the_log(served: Serving) -> None:
    keep(served, *SMALL)
    made(served.somebody("officer"), kind="accepted", on="2026-11-16")
    found = record(served)
    assert found.decision is not None
    assert found.decision.home == "H1"
    assert found.asked is not None
    assert (found.asked.id, found.asked.is_group) == ("C1", False)
    assert found.chosen is not None
    assert found.chosen.number == 1
    assert sorted(found.chosen.homes) == ["H1"]
    assert found.entry is not None
    # The placement starts on the day that was decided: five working days later is the 23rd.
    due = {one.due for one in found.chosen.places[0].assignments[0].approvals if one.due}
    assert {day.isoformat() for day in due} == {"2026-11-23"}


def test_it_is_of_the_policy_of_then(served: Serving) -> None:
    keep(served, *SMALL)
    made(served.somebody("officer"))
    keep_policy(served, name="of later")
    asked = record(served).asked
    assert asked is not None
    assert asked.case.policy.name == "default"


def test_of_several_children_it_is_about_their_group(served: Serving) -> None:
    keep(served, *SMALL)
    made(served.somebody("officer"), kind="accepted", children=["C3", "C4"])
    found = record(served)
    assert found.asked is not None
    assert (found.asked.id, found.asked.is_group) == ("S1", True)


def test_where_a_placement_ended_nothing_was_chosen(served: Serving) -> None:
    keep(served, settled("C1", "H1"), child("C2"), home("H1"))
    made(served.somebody("officer"), kind="ended", reason="The carers retire")
    found = record(served)
    assert found.asked is not None
    assert found.chosen is None


def test_there_is_none_of_a_number_that_is_none(served: Serving) -> None:
    keep(served, *SMALL)
    with pytest.raises(RefusedError) as caught:
        record(served, 7)
    assert caught.value.status == 404
