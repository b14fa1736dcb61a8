"""The pages that every page leads to."""

from __future__ import annotations

from collections.abc import Callable

from api.pages.language import Speech, mark
from api.sign_in.permissions import Permission

#: Each page's path, name, and the permission that it needs.
PAGES: tuple[tuple[str, str, Permission], ...] = (
    ("/", mark("Today"), "read"),
    ("/homes", mark("Homes"), "read"),
    ("/plans", mark("Plan"), "plan"),
    ("/scenarios", mark("Scenarios"), "scenario"),
    ("/registers", mark("Registers"), "read"),
    ("/records", mark("Records"), "read"),
    ("/people", mark("People"), "admin"),
)


def items(path: str, say: Speech, may: Callable[[Permission], bool]) -> list[dict[str, object]]:
    """Return the pages that somebody can go to.

    Parameters
    ----------
    path : str
        Of the page that they are on.
    say : Speech
        The language.
    may : callable
        Whether they have a permission.
    """
    return [
        {
            "href": to,
            "text": say.text(name),
            "current": path == to,
            "active": to != "/" and path.startswith(f"{to}/"),
        }
        for to, name, permission in PAGES
        if may(permission)
    ]
