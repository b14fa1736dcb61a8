"""People of the service in a test: with passwords, at browsers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.settings import Role
from api.sign_in import passwords, people
from api.store.audit import SERVICE
from api.store.tables import Entry, Person
from tests.support.service import Serving

PASSWORD = "plum kettle harbour seven"


def add_local(served: Serving, name: str, *roles: Role, password: str = PASSWORD) -> int:
    """Add somebody with a password of their own; return their number."""
    with served.service.database.writing() as session:
        person = people.add(
            session, SERVICE, name, roles or ("viewer",), password_hash=_hashed(password)
        )
        person.one_time_until = None
        return person.id


@cache
def _hashed(password: str) -> str:
    return passwords.hashed(password)  # made to be slow


def browser(served: Serving, name: str, password: str = PASSWORD) -> TestClient:
    """Return the browser of somebody who has signed in."""
    client = TestClient(served.app)
    answer = client.post("/v1/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return client


def person(served: Serving, number: int) -> Person:
    """Return somebody as they are kept."""
    with served.service.database.reading() as session:
        found = session.get(Person, number)
        assert found is not None
        return found


def logged(served: Serving) -> Sequence[tuple[str, int, str | None]]:
    """Return what the log says: what, by whom, about what."""
    with served.service.database.reading() as session:
        entries = session.scalars(select(Entry).order_by(Entry.number))
        return [(entry.action, entry.person, entry.about) for entry in entries]
