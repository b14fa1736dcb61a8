"""``cartref study``: standing questions of the panel, each answered by many plans."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from api.cli import studies

HELP = "Answers standing questions: what a policy costs, where to recruit, who to ring."


def commands() -> tuple[tuple[Callable[..., int], str], ...]:
    """Return the command of each study with an example of its use: those the folder holds."""
    names = sorted(module.name for module in pkgutil.iter_modules(studies.__path__))
    return tuple(
        importlib.import_module(f"{studies.__name__}.{name}").COMMAND
        for name in names
        if not name.startswith("_")
    )


#: The commands under ``cartref study``.
COMMANDS = commands()
