"""``cartref audit``: the log verified, shown, its head kept, a run worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store import audit
from api.store.database import Database
from api.store.migrate import downgrade, upgrade
from api.store.people import add_person
from api.store.versions import add_version
from tests.api.cli.helpers import Run
from tests.support.databases import tamper
from tests.support.registers import child, home, register


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """The database of a service in this folder, with two entries in its log."""
    (folder / "cartref-data").mkdir()
    found = Database("sqlite:///cartref-data/cartref.sqlite3")
    upgrade(found)
    with found.writing() as session:
        actor = audit.Actor(add_person(session, "Ann", ["admin"]).id, "session")
        add_version(session, actor, register(child("C1"), home()), "upload", "first")
        audit.append(session, audit.COMMAND, "person.added", about="person 1")
    yield found
    found.close()


def test_a_whole_log(database: Database, cartref: Run) -> None:
    done = cartref("audit", "verify")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("The log is whole: 2 entries, and all that they tell of is there.\n")
    assert database.is_sqlite


def test_a_log_that_was_tampered_with(database: Database, cartref: Run) -> None:
    tamper(database, "UPDATE entry SET person = 9 WHERE number = 2")
    done = cartref("audit", "verify")
    assert (done.code, done.out) == (1, "")
    assert done.err == "entry 2: was changed: its hash is not the one it has\n"
    told = cartref("audit", "verify", "--json")
    assert (told.code, told.json["sound"], told.json["total"]) == (1, False, 1)
    assert told.json["faults"][0]["place"] == "entry 2"


def test_a_head_that_was_kept_finds_a_log_that_was_cut_off(
    database: Database, cartref: Run
) -> None:
    head = cartref("audit", "head").out.strip()
    assert head == str(cartref("audit", "verify", "--json").json["head"])
    assert cartref("audit", "verify", "--head", head).code == 0
    tamper(
        database,
        "DELETE FROM entry WHERE number = 2",
        "UPDATE head SET number = 1, sha256 = (SELECT sha256 FROM entry WHERE number = 1)",
    )
    assert cartref("audit", "verify").code == 0
    cut = cartref("audit", "verify", "--head", head)
    assert cut.code == 1
    assert "the log's end: entries 2 to 2 are gone" in cut.err
    assert cartref("audit", "verify", "--head", "nonsense").code == 2


def test_entries_are_shown_newest_first(database: Database, cartref: Run) -> None:
    lines = cartref("audit", "show").out.splitlines()
    assert [line.split()[0] for line in lines[-2:]] == ["2", "1"]
    assert "Ann" in lines[-1]
    assert "register.added" in lines[-1]
    assert lines[-1].endswith("made by upload; reason first")
    found = cartref("audit", "show", "--action", "register", "--json").json["records"]
    assert [(one["number"], one["name"], one["version"]) for one in found] == [(1, "Ann", 1)]
    assert found[0]["detail"] == {"made_by": "upload", "reason": "first"}
    none = cartref("audit", "show", "--person", "7")
    assert (none.code, none.out) == (0, "The log has no such entries.\n")
    assert database.is_sqlite


def test_an_erased_detail_is_shown_as_such(database: Database, cartref: Run) -> None:
    tamper(database, "DELETE FROM detail WHERE entry = 1")
    assert cartref("audit", "show", "--version", "1").out.splitlines()[-1].endswith("erased")


def test_a_run_that_there_is_not(database: Database, cartref: Run) -> None:
    done = cartref("audit", "replay", "3f" * 16)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("run: there is no such run")
    assert database.is_sqlite


def test_no_database_is_made_by_looking(cartref: Run, folder: Path) -> None:
    done = cartref("audit", "verify", "--data", "nowhere")
    assert done.code == 2
    assert "there is no database here" in done.err
    assert not (folder / "nowhere").exists()


def test_tables_of_another_version_are_told(database: Database, cartref: Run) -> None:
    downgrade(database, "0001")
    done = cartref("audit", "verify")
    assert done.code == 2
    assert "has tables of another version of cartref; accepted: cartref store upgrade" in done.err
    assert cartref("store", "upgrade").code == 0
    assert cartref("audit", "verify").code == 0


@pytest.mark.parametrize("url", ["nonsense", "postgresql+psycopg://u:secret@/none?host=/nowhere"])
def test_an_address_that_is_none(url: str, cartref: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTREF_DATABASE_URL", url)
    done = cartref("audit", "head")
    assert done.code == 2
    assert done.err.startswith("CARTREF_DATABASE_URL: ")
    assert "secret" not in done.err
