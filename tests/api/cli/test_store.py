"""``cartref store``: backup, restore, upgrade and erasing at the machine itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store import audit
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.owning import Ownership
from api.store.people import add_person
from api.store.versions import add_version
from tests.api.cli.helpers import Run
from tests.support.registers import child, home, register

CHILD = "Zq7-Xerxes"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """The database of a service in this folder, with a child in it."""
    (folder / "cartref-data").mkdir()
    found = Database("sqlite:///cartref-data/cartref.sqlite3")
    upgrade(found)
    with found.writing() as session:
        actor = audit.Actor(add_person(session, "Ann", ["admin"]).id, "session")
        add_version(session, actor, register(child(CHILD), child("C2"), home()), "upload", None)
    yield found
    found.close()


def test_backup_and_restore(database: Database, cartref: Run) -> None:
    made = cartref("store", "backup", "a.backup")
    head = cartref("audit", "head").out
    assert (made.code, made.out.splitlines()[-1]) == (0, head.strip())
    assert cartref("store", "backup", "a.backup").code == 2
    with database.writing() as session:
        audit.append(session, audit.COMMAND, "person.added", about="person 1")
    refused = cartref("store", "restore", "a.backup")
    assert (refused.code, "has something in it" in refused.err) == (2, True)
    held = cartref("store", "restore", "a.backup", "--replace")
    assert (held.code, "is open elsewhere" in held.err) == (2, True)
    database.close()
    done = cartref("store", "restore", "a.backup", "--replace")
    assert done.code == 0
    assert cartref("audit", "head").out == head
    assert cartref("store", "restore", "a.backup", "--data", "new").code == 0
    assert cartref("audit", "head", "--data", "new").out == head


def test_nothing_is_put_in_place_under_a_running_service(database: Database, cartref: Run) -> None:
    cartref("store", "backup", "a.backup")
    owner = Ownership(database)
    owner.take()
    for command in (
        ("restore", "a.backup", "--replace"),
        ("upgrade",),
        ("erase", CHILD, "--reason", "why"),
    ):
        done = cartref("store", *command)
        assert (done.code, "a service uses it already" in done.err) == (2, True)
    assert cartref("store", "backup", "b.backup").code == 0
    owner.release()


def test_a_child_is_erased(database: Database, cartref: Run, folder: Path) -> None:
    done = cartref("store", "erase", CHILD, "--reason", "The age that the schedule says")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1 versions of the register are without the child now.\n")
    database.close()
    files = list((folder / "cartref-data").glob("cartref.sqlite3*"))
    assert len(files) >= 1
    assert all(CHILD.encode() not in file.read_bytes() for file in files)
    assert cartref("audit", "verify").code == 0
    again = cartref("store", "erase", CHILD, "--reason", "why", "--json")
    assert (again.code, again.json["faults"][0]["place"]) == (2, "child")
    assert cartref("store", "scrub").code == 0


def test_erasing_wants_a_reason(database: Database, cartref: Run) -> None:
    done = cartref("store", "erase", CHILD)
    assert (done.code, done.err.startswith("--reason: is empty")) == (2, True)
    assert database.is_sqlite


def test_upgrade_makes_the_tables_where_there_are_none(cartref: Run, folder: Path) -> None:
    assert cartref("store", "upgrade", "--data", "fresh").code == 0
    assert (folder / "fresh" / "cartref.sqlite3").exists()
    assert cartref("audit", "head", "--data", "fresh").out == f"0:{'0' * 64}\n"
