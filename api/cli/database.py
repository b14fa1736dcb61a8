"""The service's database, for commands at its machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.store.database import Database

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="The service's folder, where CARTREF_DATABASE_URL names no other database. "
        "[default: cartref-data, or CARTREF_DATA]",
    ),
]


@contextmanager
def opened(data: Path | None, *, current: bool = True, alone: bool = False) -> Iterator[Database]:
    """Give the database that the settings name.

    Parameters
    ----------
    data : Path or None
        The service's folder; None for that of the settings.
    current : bool
        Whether its tables must be those of this version of Cartref.
    alone : bool
        Whether no service may use it in the meantime.

    Raises
    ------
    InputError
        If it can't be opened so.
    """
    from sqlalchemy.exc import ArgumentError, OperationalError

    from api.settings import read_settings
    from api.store.database import Database
    from api.store.migrate import is_current
    from api.store.owning import Ownership
    from matcher.errors import InputError

    settings = read_settings(data=data)
    try:
        database = Database(settings.url)
    except (ArgumentError, ImportError):
        raise InputError.single(
            "CARTREF_DATABASE_URL", "is no address of a database", "postgresql+psycopg://..."
        ) from None
    path = Path(database.url.database or "")
    if current and database.is_sqlite and not path.exists():
        raise InputError.single(
            str(path), "there is no database here", "--data FOLDER of a service, or its settings"
        )
    owner = Ownership(database)
    try:
        try:
            with database.engine.connect():
                pass
        except OperationalError:
            raise InputError.single(
                str(path) if database.is_sqlite else "CARTREF_DATABASE_URL",
                "the database can't be opened",
                "one that is there, and that these settings may use",
            ) from None
        if alone:
            owner.take()
        if current and not is_current(database):
            raise InputError.single(
                "database", "has tables of another version of cartref", "cartref store upgrade"
            )
        yield database
    finally:
        owner.release()
        database.close()
