from __future__ import annotations

import pytest

from api.store import journeys
from api.store.audit import Actor
from api.store.people import add_person
from matcher.errors import InputError
from matcher.travel import Journey
from tests.support.service import Serving

CSV = b"child,home,distance_home,distance_school\nC1,H1,12,\nC2,H1,7,9\n"


def test_a_table_that_was_kept_is_read_as_it_came(served: Serving) -> None:
    with served.service.database.writing() as session:
        actor = Actor(add_person(session, "a", ["officer"]).id, "command")
        table = journeys.add_table(session, actor, "roads.csv", CSV, 2)
    found = journeys.journeys_of(table)
    assert found is not None
    assert found.rows == {("C1", "H1"): Journey(12), ("C2", "H1"): Journey(7, 9)}
    assert journeys.journeys_of(None) is None


@pytest.mark.parametrize("name", ["a", "roads-2026.csv", "A_1", "x" * 100])
def test_a_plain_name_is_sound(name: str) -> None:
    assert journeys.sound_name(name) == name


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\n", "-a", "ŵ", "x" * 101])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="roads-2026"):
        journeys.sound_name(name)
