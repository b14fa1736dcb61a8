"""Errors that people read: a place, a fault and what would be accepted.

Every refusal is an `InputError` with all its faults together. Anything else that escapes is
a fault of the engine itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

#: No report lists more faults than this: more help nobody and cost memory.
MAX_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was given.

    Attributes
    ----------
    place : str
        Where: a JSON path (``children[12].date_of_birth``), a cell
        (``sheet children, row 14, column ages.min``), an argument or a file.
    fault : str
        What is wrong, in plain words.
    accepted : str
        What would be accepted instead; empty where the fault says it all.
    """

    place: str
    fault: str
    accepted: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.fault}" if self.place else self.fault
        return f"{text}; accepted: {self.accepted}" if self.accepted else text


class CartrefError(Exception):
    """Base of every error that the engine raises on purpose."""


class InputError(CartrefError):
    """What was given can't be used.

    Parameters
    ----------
    faults : iterable of Fault
        All faults, in the order of the file.
    total : int, optional
        How many there are, where the list was cut at `MAX_FAULTS`.
    """

    def __init__(self, faults: Iterable[Fault], total: int | None = None) -> None:
        self.faults = tuple(faults)
        self.total = len(self.faults) if total is None else total
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def single(cls, place: str, fault: str, accepted: str = "") -> Self:
        """Return the error of one fault."""
        return cls([Fault(place, fault, accepted)])


class UnreadableError(InputError):
    """A file can't be read at all, whatever is in it: it is missing, no file, locked away."""


class NoPlanError(InputError):
    """No plan keeps the limits, locks and forbidden pairs together.

    Attributes
    ----------
    limits : tuple of str
        A smallest set of limits that can't hold together, by code; empty where locks or
        forbidden pairs alone are to blame.
    """

    def __init__(self, faults: Iterable[Fault], limits: tuple[str, ...] = ()) -> None:
        super().__init__(faults)
        self.limits = limits


class UndecidedError(CartrefError):
    """Time ran out before any plan within the limits was found, or shown impossible."""
