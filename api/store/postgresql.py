"""What PostgreSQL's own programs do for backups, and a restore that can be taken back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import inspect, text

from api.store.database import Database
from matcher.errors import InputError

T = TypeVar("T")

#: Where tables stand while others are put in their place.
ASIDE, FAILED = "cartref_before", "cartref_failed"


def restored(database: Database, path: Path, judged: Callable[[Database], T]) -> T:
    """Put a backup in the place of a database's tables, and return what is thought of it.

    Parameters
    ----------
    database : Database
        That nobody uses.
    path : Path
        What ``pg_dump --format=custom`` wrote.
    judged : callable
        Looks at what was put there; where it raises, the tables from before come back.

    Raises
    ------
    InputError
        If the backup can't be read.
    """
    run("pg_restore", database, ["--list", str(path)], connect=False)
    if ASIDE in inspect(database.engine).get_schema_names():
        raise InputError.single(
            "database",
            f"has a schema {ASIDE}, left there by a restore that broke off",
            "its tables back in the schema public, or dropped, by hand",
        )
    _move(database, "public", ASIDE)
    try:
        run(
            "pg_restore",
            database,
            ["--no-owner", "--no-privileges", "--single-transaction", str(path)],
        )
        found = judged(database)
    except BaseException:
        _move(database, "public", FAILED)
        _move(database, ASIDE, "public")
        _drop(database, FAILED)
        _drop(database, ASIDE)
        raise
    _drop(database, ASIDE)
    return found


def run(program: str, database: Database, options: Sequence[str], *, connect: bool = True) -> None:
    """Run a program of PostgreSQL on a database; the password is on no command line.

    Raises
    ------
    InputError
        If it is not on this machine, or refuses.
    """
    plain = database.url.set(drivername="postgresql", password=None)
    address = [f"--dbname={plain.render_as_string(hide_password=False)}"] if connect else []
    found = shutil.which(program)
    if found is None:
        raise InputError.single(
            program,
            "is not on this machine",
            f"{' '.join([program, *options, *address])}, run where it is",
        )
    password = database.url.password
    done = subprocess.run(
        [found, *options, *address],
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if "error:" in line), done.stderr)
        raise InputError.single(program, said.strip()[:500])


def _move(database: Database, source: str, target: str) -> None:
    """Move all tables and functions of a schema, but those of extensions."""
    functions = text(
        "SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc "
        "WHERE pronamespace = CAST(:schema AS regnamespace) AND NOT EXISTS "
        "(SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    )
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {target}")
        for name in inspect(connection).get_table_names(schema=source):
            connection.exec_driver_sql(f'ALTER TABLE {source}."{name}" SET SCHEMA {target}')
        for name in connection.scalars(functions, {"schema": source}).all():
            connection.exec_driver_sql(f"ALTER FUNCTION {name} SET SCHEMA {target}")


def _drop(database: Database, schema: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
