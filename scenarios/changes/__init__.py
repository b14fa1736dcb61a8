"""The changes that a scenario can make; one module each."""

from __future__ import annotations

import sys

from matcher.registry import classes
from scenarios.changes._base import Change

#: All changes, by code.
CHANGES: dict[str, type[Change]] = {
    change.code: change
    for change in classes(sys.modules[__name__], Change)  # type: ignore[type-abstract]
}

__all__ = ["CHANGES", "Change"]
