"""Roles and permissions in words."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.language import Speech, mark
from api.settings import Role
from api.sign_in.permissions import PERMISSIONS, ROLES, Permission

#: Each role, with what it is for.
ROLE = {
    "viewer": (mark("viewer"), mark("sees everything, changes nothing")),
    "officer": (
        mark("placement officer"),
        mark("uploads registers, ranks homes, makes plans, decides"),
    ),
    "panel": (mark("panel member"), mark("makes plans and scenarios, sets the council's policy")),
    "admin": (mark("admin"), mark("lets people in, verifies the log, erases children")),
}
PERMISSION = {
    "read": mark("read registers, plans, decisions and records"),
    "upload": mark("upload registers and tables of journeys"),
    "rank": mark("rank homes for a child, and children for a home"),
    "plan": mark("make plans"),
    "decide": mark("record decisions"),
    "scenario": mark("run scenarios"),
    "policy": mark("set the council's policy"),
    "admin": mark("let people in, revoke everybody's keys, erase children"),
    "metrics": mark("read figures of the service, for monitoring"),
}


def role_choices(say: Speech) -> list[tuple[str, str, str]]:
    """Return the roles that somebody can have: code, name, what it is for."""
    named = ((code, *ROLE[code]) for code in ROLES)
    return [(code, say.text(name), say.text(what)) for code, name, what in named]


def roles_told(say: Speech, roles: Iterable[Role]) -> str:
    """Return roles in one sentence."""
    return say.listed([say.text(ROLE[code][0]) for code in roles]) or say.text(mark("no role"))


def permissions_told(say: Speech, may: Iterable[Permission]) -> list[tuple[str, str]]:
    """Return permissions with what each allows, in their usual order."""
    allowed = set(may)
    return [(code, say.text(PERMISSION[code])) for code in PERMISSIONS if code in allowed]
