"""``cartref people``: who may sign in to the service, at the machine that it runs on.

For the first days and for bad ones: nobody needs to be signed in here, and the log says that a
command did it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import options
from api.cli.output import print_json

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.settings import Role
    from api.store.database import Database
    from api.store.tables import Person

HELP = "Says who may sign in to the service; to be given at the machine that it runs on."

NameGiven = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="The name under which somebody signs in.", show_default=False
    ),
]
RolesGiven = Annotated[
    list[str],
    typer.Option(
        "--role",
        metavar="ROLE",
        help="viewer, officer, panel or admin; may be given several times.",
        show_default=False,
    ),
]
DataFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where the service keeps its database. [default: cartref-data, or CARTREF_DATA]",
    ),
]


def add(
    name: NameGiven, role: RolesGiven, data: DataFolder = None, as_json: options.Json = False
) -> int:
    """Let somebody in, with a one-time password that is shown this once."""
    from api.sign_in import passwords, people
    from api.store.audit import COMMAND

    given = _roles(role)
    password = passwords.one_time()
    password_hash = passwords.hashed(password)

    def act(session: Session) -> None:
        people.add(session, COMMAND, name, given, password_hash=password_hash)

    _write(data, act)
    return _show(name, password, as_json)


def list_(data: DataFolder = None, as_json: options.Json = False) -> int:
    """List everybody who may sign in, or could once."""
    from api.store.people import all_people

    with _opened(data) as database, database.reading() as session:
        found = all_people(session)
    if as_json:
        lines = [
            {
                "number": one.id,
                "name": one.name,
                "roles": one.roles.split(),
                "active": one.active,
                "locked_until": one.locked_until,
            }
            for one in found
        ]
        print_json({"format": "cartref/people/1", "people": lines})
        return 0
    from api.cli.tables import Column, Page

    Page().table(
        "People",
        (
            Column("number", is_number=True),
            Column("name", is_id=True),
            Column("roles"),
            Column("may sign in"),
        ),
        (
            (str(one.id), one.name, one.roles.replace(" ", ", "), "yes" if one.active else "no")
            for one in found
        ),
    )
    return 0


def reset(name: NameGiven, data: DataFolder = None, as_json: options.Json = False) -> int:
    """Give somebody a new one-time password; they are signed out, and no longer locked out."""
    from api.sign_in import passwords, people
    from api.store.audit import COMMAND

    password = passwords.one_time()
    password_hash = passwords.hashed(password)
    _write(
        data, lambda session: people.reset(session, COMMAND, _called(session, name), password_hash)
    )
    return _show(name, password, as_json)


def roles(name: NameGiven, role: RolesGiven, data: DataFolder = None) -> int:
    """Give somebody other roles, in place of those they have."""
    from api.sign_in import people
    from api.store.audit import COMMAND

    given = _roles(role)
    _write(
        data, lambda session: people.change(session, COMMAND, _called(session, name), roles=given)
    )
    typer.echo(f"{name} is now: {', '.join(people.ordered(given))}.")
    return 0


def deactivate(name: NameGiven, data: DataFolder = None) -> int:
    """Let somebody sign in no longer: their sessions and keys end at once."""
    from api.sign_in import people
    from api.store.audit import COMMAND

    _write(
        data, lambda session: people.change(session, COMMAND, _called(session, name), active=False)
    )
    typer.echo(f"{name} may sign in no longer.")
    return 0


@contextmanager
def _opened(data: Path | None) -> Iterator[Database]:
    """Give the database of the service, which must be there; a refusal is a fault of the input."""
    from api.refusals import RefusedError
    from api.settings import read_settings
    from api.store.database import Database
    from api.store.migrate import upgrade
    from api.store.trouble import plainly
    from matcher.errors import InputError

    settings = read_settings(data=data)
    database = Database(settings.url)
    try:
        if database.is_sqlite and not Path(database.url.database or "").is_file():
            fault = "there is no database of the service"
            raise InputError.single(str(settings.data), fault, "the folder of cartref serve")
        with plainly(database):
            upgrade(database)
            yield database
    except RefusedError as error:
        raise InputError(error.faults) from None
    finally:
        database.close()


def _write(data: Path | None, act: Callable[[Session], None]) -> None:
    with _opened(data) as database, database.writing() as session:
        act(session)


def _called(session: Session, name: str) -> Person:
    from api.store.people import person_called
    from matcher.errors import InputError

    person = person_called(session, name)
    if person is None:
        raise InputError.single("NAME", "is nobody's", "a name that cartref people list shows")
    return person


def _roles(given: Sequence[str]) -> tuple[Role, ...]:
    from api.sign_in.people import ordered
    from api.sign_in.permissions import ROLES
    from matcher.errors import Fault, InputError

    faults = [
        Fault(f"--role {position}", "is no role", ", ".join(ROLES))
        for position, role in enumerate(given, start=1)
        if role not in ROLES
    ]
    if faults:
        raise InputError(faults)
    return ordered(given)


def _show(name: str, password: str, as_json: bool) -> int:
    if as_json:
        print_json({"format": "cartref/person/1", "name": name, "one_time_password": password})
        return 0
    typer.echo(f"{name} signs in with the password {password}")
    typer.echo(
        "It is shown this once, and good for one sign-in within 7 days: they choose another there."
    )
    return 0


#: The commands under ``cartref people``, each with an example of its use.
COMMANDS = (
    (add, "cartref people add mair.evans --role officer --role panel"),
    (list_, "cartref people list"),
    (reset, "cartref people reset admin"),
    (roles, "cartref people roles mair.evans --role viewer"),
    (deactivate, "cartref people deactivate mair.evans"),
)
