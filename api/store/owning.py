"""One service at a time works off the runs of a database: it holds a lock while it lives."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from sqlalchemy import Connection, text

from api.store.database import Database
from api.store.private import make_file, sweep
from matcher.errors import InputError

#: Any number, but not that of the writers: PostgreSQL gives it to one connection at a time.
_OWNER = 7_302_652


class Ownership:
    """The lock of a database; let go by the operating system or PostgreSQL if its holder dies.

    Parameters
    ----------
    database : Database
        The database: of SQLite, a file beside it is locked, of PostgreSQL, a number in it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: int | None = None
        self._connection: Connection | None = None

    def take(self) -> None:
        """Take the lock, if it is not held already.

        Raises
        ------
        InputError
            If a service holds it.
        """
        if self._file is not None or self._connection is not None:
            return
        held = self._take_file() if self._database.is_sqlite else self._take_number()
        if not held:
            raise InputError.single(
                "database",
                "a service uses it already",
                "one service for a database: stop the other one first",
            )

    def release(self) -> None:
        """Let the lock go, if it is held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._connection is not None:
            # The connection is ended, not given back to the pool with its lock.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _take_file(self) -> bool:
        name = self._database.url.database
        if not name or name == ":memory:":
            return True
        path = Path(f"{name}.lock")
        try:
            make_file(path)
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            reason = (error.strerror or "the system refuses").lower()
            raise InputError.single(
                str(path), f"can't be made: {reason}", "a folder that this account may write"
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        except OSError as error:
            os.close(file)
            reason = (error.strerror or "the system refuses").lower()
            raise InputError.single(
                str(path), f"can't be locked: {reason}", "a folder on a disk that has locks"
            ) from None
        self._file = file
        sweep(Path(name).parent)
        return True

    def _take_number(self) -> bool:
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        connection = engine.connect()
        asked = text("SELECT pg_try_advisory_lock(:key)")
        if not connection.scalar(asked, {"key": _OWNER}):
            connection.close()
            return False
        self._connection = connection
        return True
