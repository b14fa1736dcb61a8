"""The database: opened once, read and written in short transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from api.store.private import make_file

#: Any number, the same for all who write: PostgreSQL lets one of them in at a time.
_WRITERS = 7_302_651

#: What is raised where a database does not answer, or others keep it busy for too long.
UNANSWERED = (OperationalError, InterfaceError, TimeoutError)


class Database:
    """A database, SQLite or PostgreSQL.

    Writes happen one after the other, so that what a write has read is still so when it ends:
    two officers who decide at once are never both right, and the log has one last entry.

    Parameters
    ----------
    url : str
        As SQLAlchemy writes it: ``sqlite:///FILE`` or ``postgresql+psycopg://...``.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = create_engine(self.url, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            event.listen(self.engine, "do_connect", self._keep_private)
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session in which nothing is changed, and all that is read is of one moment."""
        engine = self.engine
        if not self.is_sqlite:  # SQLite does so by itself
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session of the one who writes; all of it is kept, or nothing.

        What is read inside is the newest there is, and stays so until the end.
        """
        engine = self.engine.execution_options(cartref_writes=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            if not self.is_sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
            yield session

    def _keep_private(self, *_: Any) -> None:
        name = self.url.database
        if name and name != ":memory:":
            with suppress(OSError):  # SQLite says what is wrong when it opens it
                make_file(Path(name))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _set_up_sqlite(connection: Any, _: Any) -> None:
    # The driver begins no transaction by itself: `_begin_sqlite` says which kind.
    connection.isolation_level = None
    for pragma in (
        "busy_timeout = 30000",  # first: the next one may have to wait as well
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is erased is overwritten with zeros, not just forgotten.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("cartref_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
