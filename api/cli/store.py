"""``cartref store``: the database of a service, looked after at its machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import options
from api.cli.database import Data, opened
from api.cli.output import print_json

HELP = "Looks after the database of a service: backup, restore, upgrade, erasing a child."


def backup(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The backup, a new file.", show_default=False),
    ],
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Write a backup, also while the service runs, and verify it.

    SQLite: a copy of the file. PostgreSQL: what pg_dump writes, which has to be on this machine.
    """
    from api.store.backup import backup as write

    with opened(data) as database:
        noted = write(database, path)
    if as_json:
        print_json({"format": "cartref/backup/1", "file": str(path), "head": str(noted)})
        return 0
    typer.echo(f"The backup is written to {path}; its log is whole and ends with")
    typer.echo(str(noted))
    return 0


def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Let go of what is in the database.")
    ] = False,
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Put a backup in the database's place, while no service uses it, and verify it."""
    from api.settings import read_settings
    from api.store.backup import restore as put_back
    from api.store.private import make_data_folder

    make_data_folder(read_settings(data=data))
    with opened(data, current=False, alone=True) as database:
        noted = put_back(database, path, replace=replace)
    if as_json:
        print_json({"format": "cartref/restore/1", "file": str(path), "head": str(noted)})
        return 0
    typer.echo("The backup is in place; its log is whole and ends with")
    typer.echo(str(noted))
    typer.echo("Children who were erased after it was made are back: erase them again.")
    return 0


def upgrade(data: Data = None, as_json: options.Json = False) -> int:
    """Bring the tables up to date; a service does so by itself when it starts."""
    from api.settings import read_settings
    from api.store.migrate import upgrade as bring_up
    from api.store.private import make_data_folder

    make_data_folder(read_settings(data=data))
    with opened(data, current=False, alone=True) as database:
        bring_up(database)
    if as_json:
        print_json({"format": "cartref/upgrade/1", "current": True})
    else:
        typer.echo("The tables are up to date.")
    return 0


def erase(
    child: Annotated[
        str | None,
        typer.Argument(
            metavar="CHILD", help="The child's id; asked for if not given.", show_default=False
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why, without the child's id or name.")
    ] = "",
    data: Data = None,
    as_json: options.Json = False,
) -> int:
    """Erase a child from all that is kept, while no service runs; the log goes on to verify.

    A running service does so for an admin: POST /v1/erasures. Backups still have the child.
    """
    from dataclasses import asdict

    from api.store.audit import COMMAND
    from api.store.erasing import erase as take_out
    from api.store.scrubbing import scrub as overwrite
    from matcher.errors import InputError

    if not reason.strip():
        raise InputError.single("--reason", "is empty", "why, without the child's id or name")
    wanted = child if child is not None else typer.prompt("Child")
    with opened(data, alone=True) as database:
        with database.writing() as session:
            erasure = take_out(session, COMMAND, wanted.strip(), reason.strip())
        overwrite(database)
    if as_json:
        print_json({"format": "cartref/erasure/1", **asdict(erasure)})
        return 0
    for found, what in (
        (erasure.versions, "versions of the register are without the child now"),
        (erasure.decisions, "decisions have no content now"),
        (erasure.runs, "runs have no request and no answer now"),
        (erasure.entries, "entries of the log have no detail now"),
        (erasure.journeys, "tables of journeys are without the child now"),
    ):
        typer.echo(f"{len(found)} {what}.")
    if erasure.named:
        numbers = ", ".join(map(str, erasure.named))
        typer.echo(f"Free text, such as a provider's name, still has the id in version {numbers}.")
    typer.echo("Backups that were made before still have the child.")
    return 0


def scrub(data: Data = None, as_json: options.Json = False) -> int:
    """Overwrite what was erased in the free space of the database's files."""
    from api.store.scrubbing import scrub as overwrite

    with opened(data) as database:
        overwrite(database)
    if as_json:
        print_json({"format": "cartref/scrub/1", "done": True})
    else:
        typer.echo("What was erased is overwritten.")
    return 0


#: The commands under ``cartref store``, each with an example of its use.
COMMANDS = (
    (backup, "cartref store backup cartref-2026-11-22.backup"),
    (restore, "cartref store restore cartref-2026-11-22.backup --replace"),
    (upgrade, "cartref store upgrade --data cartref-data"),
    (erase, 'cartref store erase C011 --reason "Kept until the age the schedule says"'),
    (scrub, "cartref store scrub"),
)
