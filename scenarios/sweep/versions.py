"""Versions of what an outcome depends on: another may choose another of several best plans."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("cartref", "numpy", "ortools", "pydantic", "scipy")


def versions() -> dict[str, str]:
    """Return the versions of Cartref and the libraries that do its arithmetic, by name."""
    return {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # Cartref run from a copy, not installed
        return "not installed"
