"""The version of Cartref that is running."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def _version() -> str:
    try:
        return f"cartref {version('cartref')}"
    except PackageNotFoundError:
        return "cartref, not installed"


#: As the log and the runs keep it.
SOFTWARE = _version()
