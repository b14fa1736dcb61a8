"""Records that are kept here, read again: they were sound by the checks of the day they came on."""

from __future__ import annotations

import zlib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from api.refusals import RefusedError, refused
from matcher.errors import Fault
from matcher.records.faults import faults_of

#: Nothing is wrong with what was asked, but what it hangs on can't be used.
UNUSABLE = 424

R = TypeVar("R", bound=BaseModel)


def read_again(model: type[R], content: str | bytes, what: str, instead: str) -> R:
    """Return a record that is kept here.

    Parameters
    ----------
    model : type
        What it is.
    content : str or bytes
        Its JSON; bytes are compressed.
    what : str
        What it is called, such as ``version 3 of the register``.
    instead : str
        What can be used instead.

    Raises
    ------
    RefusedError
        424 where today's checks refuse it, with all faults; each place begins with `what`.
    """
    text = unpacked(content, what, instead) if isinstance(content, bytes) else content
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        faults = [
            Fault(f"{what}, {fault.place}" if fault.place else what, fault.fault, fault.accepted)
            for fault in faults_of(error, model)
        ]
    first = Fault(what, "is kept here, but today's checks refuse it", instead)
    raise RefusedError(UNUSABLE, [first, *faults])


def unpacked(content: bytes, what: str, instead: str) -> bytes:
    """Return what is kept compressed; see `read_again`.

    Raises
    ------
    RefusedError
        424 where it is damaged.
    """
    try:
        return zlib.decompress(content)
    except zlib.error:
        raise refused(UNUSABLE, what, "is kept here, but damaged", instead) from None
