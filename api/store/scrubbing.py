"""Overwriting what was erased, where databases only mark it as gone."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from sqlalchemy.exc import OperationalError

from api.refusals import refused
from api.store.database import Database

#: PostgreSQL tables that may have named a child.
TABLES = (
    "register_version",
    "journey_table",
    "policy_version",
    "decided",
    "decided_child",
    "run",
    "detail",
    "kept",
)
#: For others to leave a moment.
WAIT_SECONDS = 30
_PAUSE_SECONDS = 0.05


def scrub(database: Database) -> None:
    """Write the database's files anew without what was erased.

    SQLite: the file, and the log of writes beside it is emptied. PostgreSQL: the tables; its own
    log of writes keeps old pages until it comes round to them, or is archived.

    Parameters
    ----------
    database : Database
        Others may go on with it; they wait for a moment.

    Raises
    ------
    RefusedError
        503 where others leave no moment for it: all is erased, and a look into the files would
        still find it.
    """
    try:
        done = _sqlite(database) if database.is_sqlite else _postgresql(database)
    except (OperationalError, sqlite3.OperationalError):
        done = False
    if not done:
        raise refused(
            503,
            "",
            "the child is erased, but the free space of the database could not be overwritten: "
            "others were using it all the time",
            "cartref store scrub, when it is quiet",
        )


def _sqlite(database: Database) -> bool:
    # Not a connection of the engine, which would begin a transaction: this stands outside of any.
    with closing(sqlite3.connect(database.url.database or "", timeout=WAIT_SECONDS)) as connection:
        connection.execute("VACUUM")
        deadline = time.monotonic() + WAIT_SECONDS
        while _is_busy(connection):
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE_SECONDS)
    return True


def _is_busy(connection: sqlite3.Connection) -> bool:
    """Empty the log of writes; tell whether others stood in the way.

    SQLite waits for those who read or write, but not for one who is just emptying it in passing,
    as anybody's write does that finds it long: and to write the file anew makes it long.
    """
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


def _postgresql(database: Database) -> bool:
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"VACUUM FULL {', '.join(TABLES)}")
        connection.exec_driver_sql("RESET lock_timeout")
    return True
