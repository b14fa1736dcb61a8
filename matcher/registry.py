"""One folder, one list: finds the rules, criteria and the like that a package holds.

A module ``matcher/rules/age.py`` with a class whose ``code`` is ``age`` is in the list
because it is in the folder; nothing else has to be told of it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol, TypeVar

from matcher.words import Words


class Coded(Protocol):
    """What stands in a list under a code, which is also the name of its module."""

    code: str


T = TypeVar("T", bound=Coded)
C = TypeVar("C")


class Entry:
    """What every entry of a list says of itself.

    Attributes
    ----------
    code : str
        Its name in files, explanations, tests and source; also the name of its module.
    meaning : Words
        What it says, for people, in both languages.
    source : str
        The law, guidance or practice behind it.
    """

    code: str
    meaning: Words
    source: str


@cache
def codes(folder: str) -> tuple[str, ...]:
    """Return the codes that a folder of `matcher` holds, sorted, without importing them."""
    return _modules([str(Path(__file__).parent / folder)])


def _modules(path: Iterable[str]) -> tuple[str, ...]:
    names = (module.name for module in pkgutil.iter_modules(path))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def classes(package: ModuleType, kind: type[C]) -> tuple[type[C], ...]:
    """Return the class of `kind` that each of a package's modules defines.

    Parameters
    ----------
    package : module
        A package whose modules each define one class, its `code` the module's name.
    kind : type
        The base class.

    Returns
    -------
    tuple of type
        The classes, sorted by code.

    Raises
    ------
    ImportError
        If a module does not define exactly one such class, or is not named after its code.
    """
    found = []
    for code in _modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{code}")
        own = [
            member
            for _, member in inspect.getmembers(module, inspect.isclass)
            if issubclass(member, kind) and member.__module__ == module.__name__
        ]
        if [getattr(member, "code", None) for member in own] != [code]:
            raise ImportError(f"{module.__name__} must define one {kind.__name__}, code {code!r}")
        found.append(own[0])
    return tuple(found)


def entries(package: ModuleType, kind: type[T]) -> tuple[T, ...]:
    """Return one instance of each class of `kind` that a package's modules define.

    See `classes`; each is made without arguments.
    """
    return tuple(found() for found in classes(package, kind))
