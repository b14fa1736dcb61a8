"""Accounts of this service: signing in with a name and a password, changing the password."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.settings import Settings
from api.sign_in import passwords, sessions
from api.sign_in.permissions import Principal
from api.sign_in.sessions import Begun
from api.store.audit import SERVICE, append
from api.store.database import Database
from api.store.people import about_person, person_called, sha256
from api.store.tables import Person, SignedIn
from api.store.times import after, now
from matcher.errors import Fault, InputError

#: So many wrong passwords one after the other lock a name, for so long.
ATTEMPTS = 5
LOCKED_MINUTES = 15


def sign_in(database: Database, settings: Settings, name: str, password: str) -> Begun:
    """Begin a session of somebody who gives a name and a password.

    Raises
    ------
    RefusedError
        401; the same, and after the same time, whatever was wrong.
    """
    with database.reading() as session:
        person = person_called(session, name)
        kept = person.password_hash if person else None
    proved = kept if passwords.fits(kept, password) else None
    anew = passwords.hashed(password) if proved and passwords.is_outdated(proved) else proved
    begun = None
    with database.writing() as session:
        person = person_called(session, name)
        if _passes(session, person, proved):
            assert person is not None
            once = person.one_time_until is not None
            # A one-time password is used up: nobody can sign in with it again.
            person.password_hash = None if once else anew
            person.one_time_until = None
            begun = sessions.begin(session, settings, person, must_change=once)
            append(session, begun.who.actor, "signed_in", about=about_person(person.id))
    # The transaction has ended: what was counted stays counted.
    if begun is None:
        raise _wrong(401, "", "the name and the password do not belong together")
    return begun


def change_password(
    database: Database, who: Principal, token: str, old: str | None, new: str
) -> None:
    """Change somebody's own password; their other sessions end.

    Parameters
    ----------
    database : Database
        Where it is kept.
    who : Principal
        Who is signed in, by a session.
    token : str
        Of that session.
    old : str or None
        The password so far; None after a one-time password, which is used up.
    new : str
        The password from now on.

    Raises
    ------
    InputError
        If the new password is not taken.
    RefusedError
        403 if the old one is wrong, 409 for somebody who has no password here.
    """
    faults = passwords.faults_of(new, who.name, "new")
    if old is None and not who.must_change:
        faults.append(Fault("old", "is missing", "the password so far"))
    if old == new:
        faults.append(Fault("new", "is the old one", "another"))
    if faults:
        raise InputError(faults)
    with database.reading() as session:
        person = session.get(Person, who.person)
        assert person is not None
        if person.issuer is not None:
            raise refused(409, "", "the password is the council directory's", "a change there")
        kept = person.password_hash
    proved = None
    if old is not None and not who.must_change:
        proved = kept if passwords.fits(kept, old) else None
    anew = passwords.hashed(new)
    done = False
    with database.writing() as session:
        person = session.get(Person, who.person)
        row = session.get(SignedIn, sha256(token))
        assert person is not None
        if row is not None and (row.must_change or _passes(session, person, proved)):
            person.password_hash, person.one_time_until = anew, None
            row.must_change = False
            sessions.end_all(session, person.id, but=token)
            append(session, who.actor, "password.changed", about=about_person(person.id))
            done = True
    if not done:
        raise _wrong(403, "old", "is not the password so far")


def _passes(session: Session, person: Person | None, proved: str | None) -> bool:
    """Return whether an attempt passes, and count it.

    Parameters
    ----------
    session : Session
        Of a write, so that attempts are counted one after the other.
    person : Person or None
        Who is said to try.
    proved : str or None
        What is kept of the password that was given, if it is one that was kept a moment ago.
    """
    if person is None:
        append(session, SERVICE, "sign_in.failed")
        return False
    at = now()
    locked = person.locked_until is not None and person.locked_until > at
    over = person.one_time_until is not None and person.one_time_until <= at
    right = proved is not None and proved == person.password_hash
    if right and person.active and not locked and not over:
        person.failed, person.locked_until = 0, None
        return True
    append(session, SERVICE, "sign_in.failed", about=about_person(person.id))
    if not locked:
        person.failed += 1
        if person.failed >= ATTEMPTS:
            person.failed, person.locked_until = 0, after(LOCKED_MINUTES)
            append(session, SERVICE, "sign_in.locked", about=about_person(person.id))
    return False


def _wrong(status: int, place: str, fault: str) -> RefusedError:
    return refused(
        status,
        place,
        f"{fault}, or there were too many attempts",
        f"the right ones; after {ATTEMPTS} wrong attempts only {LOCKED_MINUTES} minutes later",
    )
