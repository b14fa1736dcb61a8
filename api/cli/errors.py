"""Errors as people and programs see them: words and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import typer

from api.cli.output import notice, print_json

#: A screen holds no more; ``--json`` lists all.
SHOWN = 50
DEBUG = "CARTREF_DEBUG"

WANTING, INPUT, OURS = 1, 2, 3


class Fault(Protocol):
    """What is shown of a fault; the engine's faults are such."""

    @property
    def place(self) -> str:
        """Where."""

    @property
    def fault(self) -> str:
        """What is wrong."""

    @property
    def accepted(self) -> str:
        """What would be accepted."""


class Complaint(NamedTuple):
    """A fault found before the engine is imported, or outside it."""

    place: str
    fault: str
    accepted: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.fault}" if self.place else self.fault
        return f"{text}; accepted: {self.accepted}" if self.accepted else text


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong.

    Attributes
    ----------
    code : int
        The exit code.
    faults : sequence of Fault
        What is wrong, all of it.
    total : int
        How many faults there are, where the list was cut.
    limits : sequence of str
        Limits that can't hold together.
    """

    code: int
    faults: Sequence[Fault]
    total: int = 1
    limits: Sequence[str] = ()


def failure(error: Exception) -> Failure:
    """Return what an error means to whoever gave the command."""
    if isinstance(error, typer.TyperException):
        return Failure(INPUT, [_misused(error)])
    if isinstance(error, OSError):
        fault = error.strerror or "the system refuses"
        return Failure(INPUT, [Complaint(str(error.filename), fault)])
    if "matcher.errors" in sys.modules:  # otherwise it can be none of these
        from matcher.errors import InputError, NoPlanError, UndecidedError

        if isinstance(error, NoPlanError):
            return Failure(WANTING, error.faults, error.total, error.limits)
        if isinstance(error, InputError):
            return Failure(INPUT, error.faults, error.total)
        if isinstance(error, UndecidedError):
            accepted = "a longer --time-limit, or none"
            return Failure(WANTING, [Complaint("", str(error), accepted)])
    if "api.refusals" in sys.modules:  # the store's commands, which the service has as routes
        from api.refusals import RefusedError

        if isinstance(error, RefusedError):
            return Failure(INPUT, error.faults, len(error.faults))
    fault = f"This is a fault of cartref: {type(error).__name__}"
    return Failure(OURS, [Complaint("", fault, f"{DEBUG}=1 shows the details, to be reported")])


def _misused(error: typer.TyperException) -> Complaint:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cartref"
    return Complaint(command, error.format_message().rstrip("."), f"what {command} --help shows")


def report(error: Exception, as_json: bool) -> int:
    """Tell of an error and return the exit code.

    Imports nothing of the engine: a slip of the pen is told at once.

    Parameters
    ----------
    error : Exception
        Whatever a command raised.
    as_json : bool
        Whether standard output is for a program, which then gets the error there.
    """
    failed = failure(error)
    if failed.code == OURS and os.environ.get(DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    if as_json:
        print_json(
            {
                "format": "cartref/error/1",
                **faults_json(failed.faults, failed.total),
                "limits": list(failed.limits),
            }
        )
    else:
        for line in fault_lines(failed.faults, failed.total):
            notice(line)
    return failed.code


def faults_json(faults: Sequence[Fault], total: int) -> dict[str, Any]:
    """Return faults for a program, all that are known."""
    return {
        "total": total,
        "faults": [
            {"place": fault.place, "fault": fault.fault, "accepted": fault.accepted}
            for fault in faults
        ],
    }


def fault_lines(faults: Sequence[Fault], total: int) -> list[str]:
    """Return faults as lines to read, the first `SHOWN` of them."""
    lines = [str(fault) for fault in faults[:SHOWN]]
    if total > 1:
        lines.insert(0, f"{total} faults:")
    if total > len(faults[:SHOWN]):
        lines.append(f"The first {SHOWN} of {total} faults are shown; --json lists them.")
    return lines
