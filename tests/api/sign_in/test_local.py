"""Signing in with a name and a password: what is counted, also by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from api.refusals import RefusedError
from api.settings import read_settings
from api.sign_in import local, passwords, people
from api.sign_in.first import first_admin
from api.store.audit import SERVICE
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.people import person_called
from api.store.tables import Entry, Person, SignedIn

PASSWORD = "plum kettle harbour seven"
SETTINGS = read_settings()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'people.sqlite3'}")
    upgrade(made)
    return made


def added(database: Database, kept: str | None = None) -> None:
    with database.writing() as session:
        kept = kept or passwords.hashed(PASSWORD)
        people.add(session, SERVICE, "mair", ["viewer"], password_hash=kept).one_time_until = None


def mair(database: Database) -> Person:
    with database.reading() as session:
        found = person_called(session, "mair")
        assert found is not None
        return found


def signs_in(database: Database, name: str, password: str) -> bool:
    try:
        local.sign_in(database, SETTINGS, name, password)
    except RefusedError:
        return False
    return True


def count(database: Database, action: str) -> int | None:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Entry).where(Entry.action == action))


def test_wrong_passwords_at_once_are_all_counted(database: Database) -> None:
    added(database)
    guesses = [f"guess number {number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        assert not any(pool.map(lambda guess: signs_in(database, "mair", guess), guesses))
    assert mair(database).locked_until is not None
    assert (count(database, "sign_in.failed"), count(database, "sign_in.locked")) == (12, 1)
    assert not signs_in(database, "mair", PASSWORD)


def test_a_right_guess_after_the_lock_is_of_no_use(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was being tried while others locked the name."""
    added(database)

    def fits(kept: str | None, password: str) -> bool:
        monkeypatch.undo()
        for _ in range(local.ATTEMPTS):
            signs_in(database, "mair", "wrong")
        return passwords.fits(kept, password)

    monkeypatch.setattr(passwords, "fits", fits)
    assert not signs_in(database, "mair", PASSWORD)


def test_a_one_time_password_tried_at_once_lets_one_in(database: Database) -> None:
    once = first_admin(database)
    assert once is not None
    with ThreadPoolExecutor(4) as pool:
        let_in = list(pool.map(lambda _: signs_in(database, "admin", once), range(4)))
    assert sorted(let_in) == [False, False, False, True]
    with database.reading() as session:
        assert [row.must_change for row in session.scalars(select(SignedIn))] == [True]


def test_what_was_kept_with_older_parameters_is_kept_anew(database: Database) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    added(database, old)
    assert not signs_in(database, "mair", "wrong")
    assert mair(database).password_hash == old
    assert signs_in(database, "mair", PASSWORD)
    anew = mair(database).password_hash
    assert anew is not None
    assert not passwords.is_outdated(anew)
    assert signs_in(database, "mair", PASSWORD)


def test_neither_name_nor_password_is_kept_of_an_attempt(database: Database) -> None:
    assert not signs_in(database, "a name that was a password", "another password")
    raw = b"".join(path.read_bytes() for path in Path(database.url.database or "").parent.iterdir())
    assert b"sign_in.failed" in raw
    assert b"that was a password" not in raw
    assert b"another password" not in raw


def test_the_first_admin_is_made_once(database: Database) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: first_admin(database), range(3)))
    assert sorted(one is None for one in made) == [False, True, True]
    with database.reading() as session:
        (person,) = session.scalars(select(Person))
    assert (person.name, person.roles) == ("admin", "viewer officer panel admin")
