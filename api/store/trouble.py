"""What a database refuses, in plain words: for whoever starts a service or gives a command.

The words are ours. A driver's may hold what it was told, and a password with a character that
addresses have for something else ends up in the name of the host.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, TimeoutError

from api.settings import ADDRESS, DATABASE_URL
from api.store.database import UNANSWERED, Database
from matcher.errors import InputError

_SQLITE = {
    "SQLITE_CANTOPEN": "the folder is not there, or may not be used",
    "SQLITE_NOTADB": "it is a file of another kind",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it may not be written",
    "SQLITE_PERM": "it may not be used",
    "SQLITE_BUSY": "others keep it busy",
    "SQLITE_LOCKED": "others keep it busy",
    "SQLITE_IOERR": "the disk refuses, or is full",
}
#: By the first letters of what PostgreSQL calls SQLSTATE.
_STATES = {
    "28": "it refuses this name or this password",
    "3D": "its server has no database of this name",
    "42501": "this name may not do that in it",
    "53100": "its disk is full",
    "53": "its server can take no more",
    "57P": "its server is starting or stopping",
}
#: By what stands in the words of a driver that got no answer.
_UNANSWERED = {
    "resolve host": "its host is not known",
    "translate host": "its host is not known",
    "refused": "nothing listens there",
    "timeout": "it does not answer",
    "timed out": "it does not answer",
    "unreachable": "it does not answer",
    "password": "it refuses this name or this password",
    "no such file": "nothing listens there",
    "invalid connection option": "the address has an option that there is not, or a wrong one",
    "does not exist": "its server has no database, or nobody, of this name",
    "too many": "its server can take no more",
    "starting up": "its server is starting or stopping",
    "shutting down": "its server is starting or stopping",
}


@contextmanager
def plainly(database: Database) -> Iterator[None]:
    """Let what a database refuses meanwhile be the fault of the settings or the machine.

    Raises
    ------
    InputError
        Where it can't be reached, opened, read or written.
    """
    try:
        yield
    except (DBAPIError, TimeoutError, sqlite3.Error) as error:
        raw = getattr(error, "orig", None) or error
        if database.is_sqlite:
            reason = _of_sqlite(raw)
        else:
            reason = _of_postgresql(raw, lost=isinstance(error, UNANSWERED))
        if reason is None:
            raise
        place = database.url.database or "" if database.is_sqlite else DATABASE_URL
        accepted = "a database, or a folder, that this account may write"
        raise InputError.single(
            place,
            f"the database can't be opened or used: {reason}",
            accepted if database.is_sqlite else f"one that answers, as {ADDRESS}",
        ) from None


def _of_sqlite(error: BaseException) -> str | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((words for start, words in _SQLITE.items() if name.startswith(start)), None)


def _of_postgresql(error: BaseException, *, lost: bool) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state:
        return next((words for start, words in _STATES.items() if state.startswith(start)), None)
    said = str(error).lower()
    other = "it does not answer" if lost else None
    return next((words for part, words in _UNANSWERED.items() if part in said), other)
