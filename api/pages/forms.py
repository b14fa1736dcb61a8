"""Forms as they are sent: their fields, and what is wrong with them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from api.refusals import RefusedError
from api.sign_in.requests import CSRF_HEADER, SAFE
from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of

#: Hidden fields of every form, each with the header that says the same of any other request: the
#: session's token, and what tells one click from the next.
CSRF, ONCE = "csrf", "once"
_AS_HEADERS = {CSRF: CSRF_HEADER, ONCE: "Idempotency-Key"}
#: What the language switch sends along where a page has a form that it keeps.
SHOWN_AGAIN = "shown_again"

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Form:
    """A form as it was sent, or as it is shown at first.

    Attributes
    ----------
    values : mapping of str to sequence of str
        What each field holds, to show again: never a password.
    files : mapping of str to UploadFile
        Files that were chosen.
    faults : tuple of Fault
        What is wrong; the place is the field's name, or empty.
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, UploadFile] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def is_shown_again(self) -> bool:
        """Whether nothing is to be done but to show it as it stands, in another language."""
        return SHOWN_AGAIN in self.values

    def value(self, name: str, default: str = "") -> str:
        """Return what a field holds; of several the first."""
        return next(iter(self.values.get(name, ())), default)

    def read(self, model: type[T], **more: Any) -> T:
        """Return the fields as a record; those that were left empty are as if not sent.

        Parameters
        ----------
        model : type
            The record. Fields of it that hold several values take a list.
        **more
            Fields that are known otherwise.

        Raises
        ------
        InputError
            With every fault, its place the field.
        """
        given: dict[str, Any] = {}
        for name in model.model_fields:
            sent = [value for value in self.values.get(name, ()) if value.strip()]
            if sent:
                given[name] = sent if _is_list(model, name) else sent[0]
        try:
            return model.model_validate(given | more)
        except ValidationError as error:
            raise InputError(faults_of(error, model)) from None

    def with_faults(self, error: InputError | RefusedError | Sequence[Fault]) -> Form:
        """Return the form as it is shown again, with what is wrong."""
        faults = error.faults if isinstance(error, InputError | RefusedError) else error
        return replace(self, faults=tuple(faults))

    def fault_of(self, name: str) -> Fault | None:
        """Return what is wrong with a field, the first of its faults."""
        return next((fault for fault in self.faults if field_of(fault) == name), None)


def field_of(fault: Fault) -> str:
    """Return the field that a fault is in: that of ``ages[1].min`` is ``ages``."""
    return fault.place.partition(".")[0].partition("[")[0]


def _is_list(model: type[BaseModel], name: str) -> bool:
    return str(model.model_fields[name].annotation).startswith(("list[", "tuple["))


async def posted(request: Request) -> AsyncIterator[Form]:
    """Give the form of a request; what forms can't send as headers is made headers.

    So a session's token and the key of a click are looked at where those of any other request
    are. It has to come before everything that asks for them: the pages' router sees to that.
    """
    if request.method in SAFE:
        yield Form()
        return
    sent = await request.form()
    for name, header in _AS_HEADERS.items():
        value = sent.get(name)
        if isinstance(value, str) and value.isascii() and value.isprintable():
            request.scope["headers"].append((header.lower().encode(), value.encode()))
    values: dict[str, list[str]] = {}
    files: dict[str, UploadFile] = {}
    for name, one in sent.multi_items():
        if isinstance(one, UploadFile):
            if one.filename:
                files[name] = one
        elif name not in _AS_HEADERS:
            values.setdefault(name, []).append(one)
    try:
        yield Form(values, files)
    finally:
        await sent.close()  # files, also those fields of files that were left empty


#: Of every page: empty where nothing was sent.
Posted = Annotated[Form, Depends(posted)]
