"""People who may sign in: added, changed, given a new one-time password."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.refusals import refused
from api.settings import Role
from api.sign_in import sessions
from api.sign_in.passwords import ONE_TIME_MINUTES
from api.sign_in.permissions import ROLES, permissions_of
from api.store.audit import Actor, append
from api.store.people import (
    about_person,
    add_person,
    all_people,
    person_called,
    person_of,
    revoke_keys,
    tidy,
)
from api.store.tables import Person
from api.store.times import after
from matcher.errors import InputError

#: Characters.
MAX_NAME = 200


def add(
    session: Session,
    actor: Actor,
    name: str,
    roles: Sequence[Role],
    *,
    password_hash: str | None = None,
    subject: tuple[str, str] | None = None,
) -> Person:
    """Add somebody, with a one-time password or for the council's directory.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who adds them.
    name : str
        The name under which they sign in.
    roles : sequence of Role
        What they are here.
    password_hash : str, optional
        Of their one-time password.
    subject : (str, str), optional
        Who they are in the directory: issuer and subject.

    Raises
    ------
    InputError
        If the name is none.
    RefusedError
        409 if there is such a person.
    """
    name = tidy(name)
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise InputError.single("name", "is no name", f"1 to {MAX_NAME} characters")
    if person_called(session, name) is not None:
        raise refused(409, "name", "is somebody's already", "another name")
    if subject is not None and person_of(session, *subject) is not None:
        raise refused(409, "subject", "is somebody's already", "another subject")
    issuer, of_issuer = subject or (None, None)
    person = add_person(session, name, ordered(roles), issuer, of_issuer)
    if password_hash is not None:
        person.password_hash, person.one_time_until = password_hash, after(ONE_TIME_MINUTES)
    detail = {"roles": list(ordered(roles))}
    append(session, actor, "person.added", about=about_person(person.id), detail=detail)
    return person


def change(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    roles: Sequence[Role] | None = None,
    active: bool | None = None,
) -> None:
    """Give somebody other roles, let them no longer sign in, or again.

    Who may no longer sign in is signed out at once, and has no keys any more.

    Raises
    ------
    RefusedError
        409 if nobody would be left who may let others in.
    """
    was_admin = _is_admin(person)
    if roles is not None:
        person.roles = " ".join(ordered(roles))
    if active is not None:
        person.active = active
    if was_admin and not any(_is_admin(one) for one in all_people(session)):
        raise refused(
            409, "", "is the last admin who may sign in", "another admin first (POST /v1/people)"
        )
    if not person.active:
        sessions.end_all(session, person.id)
        revoke_keys(session, person.id)
    log_change(session, actor, person)


def log_change(session: Session, actor: Actor, person: Person) -> None:
    """Write down what somebody has become."""
    detail = {"roles": person.roles.split(), "active": person.active}
    append(session, actor, "person.changed", about=about_person(person.id), detail=detail)


def reset(session: Session, actor: Actor, person: Person, password_hash: str) -> None:
    """Give somebody a new one-time password: they are signed out, and no longer locked out.

    Raises
    ------
    RefusedError
        409 for somebody of the council's directory, which keeps their password.
    """
    if person.issuer is not None:
        raise refused(409, "", "signs in through the council's directory", "a change there")
    person.password_hash, person.one_time_until = password_hash, after(ONE_TIME_MINUTES)
    person.failed, person.locked_until = 0, None
    sessions.end_all(session, person.id)
    append(session, actor, "password.reset", about=about_person(person.id))


def ordered(roles: Sequence[str]) -> tuple[Role, ...]:
    """Return roles once each, in their usual order."""
    return tuple(role for role in ROLES if role in roles)


def _is_admin(person: Person) -> bool:
    return person.active and "admin" in permissions_of(person.roles)
