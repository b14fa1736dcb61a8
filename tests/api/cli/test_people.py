"""``cartref people``: who may sign in, kept at the machine itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from api.settings import read_settings
from api.sign_in import local
from api.sign_in.first import first_admin
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.tables import Entry
from tests.api.cli.helpers import Run, words


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database of a service that was started once, where the command looks for it."""
    monkeypatch.setenv("CARTREF_DATA", str(tmp_path))
    made = Database(read_settings().url)
    upgrade(made)
    first_admin(made)
    return made


def test_somebody_is_let_in(cartref: Run, database: Database) -> None:
    done = cartref("people", "add", "mair", "--role", "panel", "--role", "officer", "--json")
    assert (done.code, done.err) == (0, "")
    assert (done.json["format"], done.json["name"]) == ("cartref/person/1", "mair")
    begun = local.sign_in(database, read_settings(), "mair", done.json["one_time_password"])
    assert (begun.who.roles, begun.who.must_change) == (("officer", "panel"), True)
    with database.reading() as session:
        entries = session.scalars(select(Entry).order_by(Entry.number))
        told = [(one.action, one.person, one.via) for one in entries]
    assert told[1] == ("person.added", 0, "command")


def test_everybody_is_listed(cartref: Run, database: Database) -> None:
    del database
    cartref("people", "add", "mair", "--role", "viewer")
    done = cartref("people", "list")
    assert "1 admin viewer, officer, panel, admin yes" in words(done.out)
    assert "2 mair viewer yes" in words(done.out)
    people = cartref("people", "list", "--json").json["people"]
    assert people[1] == {
        "number": 2,
        "name": "mair",
        "roles": ["viewer"],
        "active": True,
        "locked_until": None,
    }


def test_a_lost_password_is_replaced(cartref: Run, database: Database) -> None:
    done = cartref("people", "reset", "admin")
    assert done.code == 0
    first, second = done.out.splitlines()
    assert first.startswith("admin signs in with the password ")
    assert second.startswith("It is shown this once, and good for one sign-in within 7 days")
    begun = local.sign_in(database, read_settings(), "admin", first.rpartition(" ")[2])
    assert begun.who.name == "admin"


def test_roles_change_and_somebody_leaves(cartref: Run, database: Database) -> None:
    del database
    cartref("people", "add", "mair", "--role", "viewer")
    done = cartref("people", "roles", "mair", "--role", "officer")
    assert done.out == "mair is now: officer.\n"
    done = cartref("people", "deactivate", "mair")
    assert done.out == "mair may sign in no longer.\n"
    mair = cartref("people", "list", "--json").json["people"][1]
    assert (mair["roles"], mair["active"]) == (["officer"], False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reset", "nobody"], "NAME: is nobody's; accepted: a name that cartref people list shows"),
        (["add", "admin", "--role", "viewer"], "name: is somebody's already"),
        (["add", "\u202e", "--role", "viewer"], "name: is no name; accepted: 1 to 200 characters"),
        (["add", "x", "--role", "boss"], "--role 1: is no role; accepted: viewer, officer, panel"),
        (["add", "x"], "--role"),
        (["deactivate", "admin"], "is the last admin who may sign in"),
        (["roles", "admin", "--role", "viewer"], "is the last admin who may sign in"),
    ],
)
def test_what_can_t_be_done_is_said(
    cartref: Run, database: Database, arguments: list[str], told: str
) -> None:
    del database
    done = cartref("people", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in words(done.err)


def test_a_wrong_folder_is_not_made(cartref: Run, tmp_path: Path) -> None:
    done = cartref("people", "list", "--data", tmp_path / "other")
    assert done.code == 2
    assert "there is no database of the service; accepted: the folder of cartref serve" in words(
        done.err
    )
    assert not (tmp_path / "other").exists()


def test_a_database_that_does_not_answer(cartref: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+psycopg://somebody:secret@127.0.0.1:9/none"
    monkeypatch.setenv("CARTREF_DATABASE_URL", url)
    done = cartref("people", "list")
    assert done.code == 2
    assert "CARTREF_DATABASE_URL: the database can't be opened" in words(done.err)
    assert "secret" not in done.err
