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
    from api.settings import read_settings
    from api.store.database import Database
    from api.store.migrate import is_current
    from api.store.owning import Ownership
    from api.store.trouble import plainly
    from matcher.errors import InputError

    settings = read_settings(data=data)
    database = Database(settings.url)
    if current and database.is_sqlite and not Path(database.url.database or "").exists():
        raise InputError.single(
            str(database.url.database),
            "there is no database here",
            "--data FOLDER of a service, or its settings",
        )
    owner = Ownership(database)
    try:
        with plainly(database):
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
