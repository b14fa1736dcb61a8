"""What people may do: permissions, and the roles that give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from api.refusals import refused
from api.settings import Role
from api.store.audit import Actor

#: One for each kind of thing to do; also the scopes of keys.
Permission = Literal[
    "read",  # registers, plans, decisions, the log
    "upload",  # new versions of the register, tables of journeys
    "rank",  # rankings, judging a plan
    "plan",  # plans
    "decide",  # offered, declined, accepted, ended
    "scenario",  # scenarios
    "policy",  # the council's policy
    "admin",  # people, everybody's keys, erasing
    "metrics",  # figures of the service, for monitoring
]
ROLES: tuple[Role, ...] = get_args(Role)
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

#: What each role may do. Somebody may have several roles.
MAY: dict[Role, frozenset[Permission]] = {
    "viewer": frozenset({"read"}),
    "officer": frozenset({"read", "upload", "rank", "plan", "decide"}),
    "panel": frozenset({"read", "rank", "plan", "scenario", "policy"}),
    "admin": frozenset({"read", "admin", "metrics"}),
}


def roles_of(text: str) -> tuple[Role, ...]:
    """Return the roles that a text lists, separated by spaces."""
    return tuple(role for role in ROLES if role in text.split())


def permissions_of(roles: str) -> frozenset[Permission]:
    """Return what somebody may do who has these roles, separated by spaces."""
    return frozenset(permission for role in roles_of(roles) for permission in MAY[role])


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks.

    Attributes
    ----------
    person : int
        The person's number.
    name : str
        The name under which they sign in.
    roles : tuple of Role
        The person's roles.
    may : frozenset of Permission
        What is allowed: by the roles, and where a key is used by its scopes too.
    via : str
        ``session`` or ``key ID``.
    must_change : bool
        Whether nothing is allowed but changing the password.
    """

    person: int
    name: str
    roles: tuple[Role, ...]
    may: frozenset[Permission]
    via: str
    must_change: bool = False

    def needs(self, permission: Permission) -> None:
        """Refuse what they may not do.

        Raises
        ------
        RefusedError
            403.
        """
        if permission not in self.may:
            raise refused(403, "", f"this needs the permission {permission}", "somebody who has it")

    @property
    def actor(self) -> Actor:
        """As the log names them."""
        return Actor(self.person, self.via)
