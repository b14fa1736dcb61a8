"""One folder, one list, as in the engine: finds the entries that a package's modules define."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Protocol, TypeVar


class Entry(Protocol):
    """What every entry has."""

    code: str


T = TypeVar("T", bound=Entry)


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
    found: dict[str, T] = {}
    for code in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        if code.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{code}")
        classes = [
            member
            for _, member in inspect.getmembers(module, inspect.isclass)
            if issubclass(member, kind) and member.__module__ == module.__name__
        ]
        if [member.code for member in classes] != [code]:
            raise ImportError(f"{module.__name__} must define one {kind.__name__}, code {code!r}")
        found[code] = classes[0]()
    return found
