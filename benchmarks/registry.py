"""One folder, one list, as in the engine, by code."""

from __future__ import annotations

from types import ModuleType

from matcher import registry
from matcher.registry import T


def entries(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """Return one instance of each class of `kind` that a package's modules define, by code.

    Parameters
    ----------
    package : module
        A package whose modules each define one entry, named after its code; those whose name
        begins with an underscore define none.
    kind : type
        The base class of the entries.

    Raises
    ------
    ImportError
        If a module does not define exactly one entry, or is not named after its code.
    """
    return {entry.code: entry for entry in registry.entries(package, kind)}
