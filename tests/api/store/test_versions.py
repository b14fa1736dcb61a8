from __future__ import annotations

import pytest
from sqlalchemy.exc import InvalidRequestError

from api.store import versions
from api.store.audit import Actor
from api.store.people import add_person
from matcher.records.register import Register
from tests.support.registers import child, home, register
from tests.support.service import Serving


def numbered(number: int) -> Register:
    return register(child(f"C{number}"), home("H1"))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Powys", "powys"),
        ("Cyngor Sir Ynys Môn", "cyngor-sir-ynys-mon"),
        ('../"a"\\b', "a-b"),
        ("東京", "w06000023"),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_council_has_a_name_fit_for_files(name: str, slug: str) -> None:
    found = register(home("H1"), authority={"code": "W06000023", "name": name})
    assert versions.slug(found) == slug


def test_a_page_of_versions_does_not_load_registers(served: Serving) -> None:
    with served.service.database.writing() as session:
        person = add_person(session, "a", ["officer"])
        actor = Actor(person.id, "command")
        for number in range(3):
            versions.add_version(session, actor, numbered(number), "upload", None)
    with served.service.database.reading() as session:
        found = versions.page(session, 3, 10)
        assert [version.number for version in found] == [2, 1]
        with pytest.raises(InvalidRequestError):
            found[0].content  # noqa: B018 - looking is what is refused


def test_a_version_is_read_as_it_stands(served: Serving) -> None:
    with served.service.database.writing() as session:
        person = add_person(session, "a", ["officer"])
        actor = Actor(person.id, "command")
        added = versions.add_version(session, actor, numbered(1), "upload", None)
        assert versions.standing_sha256(added) == numbered(1).sha256
        assert versions.register_of(added) == numbered(1)
        less = register(home("H1"))
        added.content, added.erased_sha256 = versions.packed(less), less.sha256
        assert versions.standing_sha256(added) == less.sha256
        assert versions.register_of(added) == less
        newest = versions.newest(session)
    assert newest is not None
    assert newest.number == 1
