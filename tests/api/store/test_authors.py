from __future__ import annotations

from api.store.authors import names_of
from api.store.people import add_person
from tests.support.service import Serving


def test_names_are_found_for_those_who_are_there(served: Serving) -> None:
    with served.service.database.writing() as session:
        first, second = (add_person(session, name, ["viewer"]).id for name in ("a", "b"))
    with served.service.database.reading() as session:
        assert names_of(session, [first, second, first, 99]) == {first: "a", second: "b"}
        assert names_of(session, []) == {}
