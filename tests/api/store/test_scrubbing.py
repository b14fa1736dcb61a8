"""Overwriting what was erased while others use the database: they are waited for, not for ever."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.refusals import RefusedError
from api.store import scrubbing
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.scrubbing import scrub

#: Holds the lock of whoever empties SQLite's log of writes: a byte of the file beside it.
_EMPTYING = """
import fcntl, sys
with open(sys.argv[1], "r+b") as shared:
    fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with the tables, and nothing in them."""
    found = Database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    upgrade(found)
    yield found
    found.close()


@contextmanager
def emptying(database: Database) -> Iterator[subprocess.Popen[str]]:
    """Give another process that is emptying the log until its input is closed."""
    command = [sys.executable, "-c", _EMPTYING, f"{database.url.database}-shm"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_somebody_who_empties_the_log_in_passing_is_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, is_busy = [], scrubbing._is_busy
    with database.reading(), emptying(database) as other:

        def watched(connection: sqlite3.Connection) -> bool:
            tried.append(is_busy(connection))
            other.communicate()
            return tried[-1]

        monkeypatch.setattr(scrubbing, "_is_busy", watched)
        scrub(database)
    assert tried == [True, False]


def test_somebody_who_never_leaves_is_not_waited_for_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "WAIT_SECONDS", 0.1)
    reading = sqlite3.connect(database.url.database or "", isolation_level=None)
    with closing(reading):
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(RefusedError, match="could not be overwritten") as refused:
            scrub(database)
        assert refused.value.status == 503
    scrub(database)
