"""The first start: somebody has to be let in who can let in others."""

from __future__ import annotations

from sqlalchemy import func, select

from api.sign_in import passwords, people
from api.sign_in.permissions import ROLES
from api.store.audit import SERVICE
from api.store.database import Database
from api.store.tables import Person

NAME = "admin"


def first_admin(database: Database) -> str | None:
    """Make a person called ``admin`` with all roles, where there is nobody at all.

    Returns
    -------
    str or None
        Their one-time password, which is kept nowhere; None where there is somebody.
    """
    password = passwords.one_time()
    with database.writing() as session:
        if session.scalar(select(func.count()).select_from(Person)):
            return None
        people.add(session, SERVICE, NAME, ROLES, password_hash=passwords.hashed(password))
    return password
