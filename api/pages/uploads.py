"""Files that are sent with a form of a page: read, or what is wrong with them shown in the form."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from fastapi import Depends

from api.pages.auth import Uploader
from api.pages.forms import Posted
from api.pages.language import mark
from api.service.uploads import FILE, Form, Reader, Upload, faults_of_name, opened
from matcher.errors import Fault, InputError
from matcher.files.formulas import guarded

#: So many faults are listed on a page; all of them are in the file to download.
SHOWN = 50

F = TypeVar("F", bound=Form)
R = TypeVar("R")


@dataclass(frozen=True)
class Tried(Generic[F, R]):
    """A file that somebody sent: read, or not.

    Attributes
    ----------
    upload : Upload or None
        What was sent and read; None where something is wrong.
    of_form : tuple of Fault
        What is wrong with the form: no file, a file of another kind, a reason too long.
    of_file : InputError or None
        What is wrong in the file.
    """

    upload: Upload[F, R] | None = None
    of_form: tuple[Fault, ...] = ()
    of_file: InputError | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the form says is wrong: faults in the file stand in a table of their own."""
        if self.of_file is None:
            return self.of_form
        return (Fault(FILE, mark("has the faults listed on this page: nothing of it is kept")),)


def tried(form: type[F], suffixes: Sequence[str], reader: Reader[R]) -> Any:
    """Return the dependency of a page that takes a file: what came of reading it, as `Tried`.

    Parameters
    ----------
    form : type of Form
        The fields that may be sent with the file.
    suffixes : sequence of str
        How the file's name may end, in lower case.
    reader : callable
        Reads it.
    """

    async def try_(page: Uploader, sent: Posted) -> AsyncIterator[Tried[F, R]]:
        del page
        faults = faults_of_name(sent.files.get(FILE), suffixes)
        try:
            fields = sent.read(form)
        except InputError as error:
            faults += error.faults
        if faults:
            yield Tried(of_form=tuple(faults))
            return
        async with AsyncExitStack() as stack:
            try:
                found: Tried[F, R] = Tried(
                    await stack.enter_async_context(opened(sent.files[FILE], fields, reader))
                )
            except InputError as error:
                found = Tried(of_file=error)
            yield found

    return Depends(try_)


@dataclass(frozen=True)
class Listed:
    """The faults of a file, to be shown.

    Attributes
    ----------
    faults : tuple of Fault
        The first of them.
    total : int
        How many there are.
    address : str
        All that are known as a CSV file, in an address of its own: nothing of it is kept here.
    """

    faults: tuple[Fault, ...]
    total: int
    address: str

    @classmethod
    def of(cls, error: InputError) -> Listed:
        """Return the faults of a file to be shown."""
        return cls(error.faults[:SHOWN], error.total, f"data:text/csv,{quote(_csv(error.faults))}")


def _csv(faults: Sequence[Fault]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["place", "fault", "accepted"])
    for one in faults:
        writer.writerow([guarded(text) for text in (one.place, one.fault, one.accepted)])
    return "\ufeff" + out.getvalue()
