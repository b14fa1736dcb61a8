"""Files that are sent: taken in only from who may, and read where they came.

A large one is on the disk while it is read, but has no name there: whatever ends the service,
nothing of it is left.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.refusals import refused
from api.service.auth import Uploader
from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of

MULTIPART = "multipart/form-data"
#: The field of a form that holds the file.
FILE = "file"
#: Fields besides the file, and the bytes of one: a reason is the longest.
_MAX_FIELDS, _MAX_FIELD = 20, 16_384
#: Characters of a file's name that are kept; the longest of them take four bytes each.
_MAX_NAME = 50

#: Two files at once: a large one takes some hundred MB of memory while it is read. Those that wait
#: hold none of the threads that answer everybody else.
_readers = ThreadPoolExecutor(2, "cartref-reads")


class Form(BaseModel):
    """Base of the fields that are sent with a file; an empty one is as if not sent."""

    model_config = ConfigDict(extra="forbid")


F = TypeVar("F", bound=Form)
R = TypeVar("R")
#: Reads a file: told its name, for messages, and given it open.
Reader = Callable[[Path, BinaryIO], R]


@dataclass(frozen=True)
class Upload(Generic[F, R]):
    """A file that was sent and read, and the fields with it.

    Attributes
    ----------
    name : str
        What it is called: as the sender calls it, made safe.
    file : binary file
        What was sent, open until the request is answered.
    sha256 : str
        Of its bytes.
    record : register or table of journeys
        What is in it.
    fields : Form
        What was sent with it.
    """

    name: str
    file: BinaryIO
    sha256: str
    record: R
    fields: F

    def content(self) -> bytes:
        """Return what was sent."""
        self.file.seek(0)
        return self.file.read()

    def asked_for(self) -> str:
        """Return what tells this request from another with the same idempotency key."""
        return f"{self.name}\n{self.sha256}\n{self.fields.model_dump_json()}"


def taken_in(form: type[F], suffixes: Sequence[str], reader: Reader[R]) -> Any:
    """Return the dependency of a handler that takes a file: an `Upload` of one of these kinds.

    Nothing is read of a request whose sender may not upload.

    Parameters
    ----------
    form : type of Form
        The fields that may be sent with the file.
    suffixes : sequence of str
        How the file's name may end, in lower case.
    reader : callable
        Reads it: told its name, for messages, and given it open.
    """

    async def take_in(request: Request, who: Uploader) -> AsyncIterator[Upload[F, R]]:
        del who
        parsed = await _form_in(request)
        try:
            sent, fields = _checked(parsed, form, suffixes)
            async with opened(sent, fields, reader) as upload:
                yield upload
        finally:
            await parsed.close()

    return Depends(take_in)


@asynccontextmanager
async def opened(sent: UploadFile, fields: F, reader: Reader[R]) -> AsyncIterator[Upload[F, R]]:
    """Give a file that was sent, once it is read; see `taken_in`.

    Raises
    ------
    InputError
        With all the faults that the reader finds.
    """
    name = safe_name(sent.filename or "")
    work = _readers.submit(_read, sent.file, name, reader)
    yield Upload(name, sent.file, *await asyncio.wrap_future(work), fields)


def faults_of_name(sent: UploadFile | None, suffixes: Sequence[str]) -> list[Fault]:
    """Return what is wrong with a file by its name alone, or by its absence."""
    if sent is None:
        return [Fault(FILE, "is missing", _accepted(suffixes))]
    if Path(safe_name(sent.filename or "")).suffix.lower() not in suffixes:
        return [Fault(FILE, "has a name of another kind", _accepted(suffixes))]
    return []


def _accepted(suffixes: Sequence[str]) -> str:
    return f"a file whose name ends in {', '.join(suffixes)}"


def form_of(form: type[Form], example: str) -> dict[str, Any]:
    """Return how OpenAPI describes a form with a file, as ``openapi_extra`` of a route.

    Parameters
    ----------
    form : type of Form
        The fields besides the file.
    example : str
        What the file is, in words.
    """
    schema = form.model_json_schema()
    file = {"type": "string", "format": "binary", "description": example}
    schema["properties"] = {FILE: file, **schema.get("properties", {})}
    schema["required"] = [FILE, *schema.get("required", ())]
    return {"requestBody": {"required": True, "content": {MULTIPART: {"schema": schema}}}}


def safe_name(name: str) -> str:
    """Return the name of a file that somebody else chose, fit to be one here and to be shown."""
    plain = re.sub(r"[^\w .()-]", "_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:_MAX_NAME]}{dot}{suffix[:10]}" if stem else plain[:_MAX_NAME] or "upload"


async def _form_in(request: Request) -> FormData:
    """Return the form that a request brings, its file as far as that goes on the disk."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != MULTIPART:
        raise refused(415, "Content-Type", "is not that of a form with a file", MULTIPART)
    try:
        return await request.form(max_files=1, max_fields=_MAX_FIELDS, max_part_size=_MAX_FIELD)
    except ClientDisconnect:
        raise refused(400, "", "the request ended before it was whole") from None
    except HTTPException as error:
        if error.status_code != 400:
            raise
        accepted = f"one file as {FILE}, and the fields of the form"
        raise refused(400, "", f"the form is broken: {error.detail}", accepted) from None


def _checked(parsed: FormData, form: type[F], suffixes: Sequence[str]) -> tuple[UploadFile, F]:
    """Return the file and the fields of a form, or refuse it with all that is wrong."""
    texts: dict[str, str] = {}
    files: list[UploadFile] = []
    faults: list[Fault] = []
    for name, value in parsed.multi_items():
        if isinstance(value, UploadFile):
            if name == FILE:
                files.append(value)
            else:
                faults.append(Fault("form", "has a file under another name", FILE))
        elif name == FILE:
            faults.append(Fault(FILE, "is text, not a file", _accepted(suffixes)))
        elif name not in form.model_fields:
            known = ", ".join((FILE, *form.model_fields))
            faults.append(Fault("form", "has a field that it does not know", known))
        elif name in texts:
            faults.append(Fault("form", "gives a field twice", "each field once"))
        elif value:
            texts[name] = value
    if not files and not faults:
        faults += faults_of_name(None, suffixes)
    for file in files:
        faults += faults_of_name(file, suffixes)
    fields: F | None = None
    try:
        fields = form.model_validate(texts)
    except ValidationError as error:
        faults += faults_of(error, form)
    if faults or fields is None:
        raise InputError(faults)
    return files[0], fields


def _read(file: BinaryIO, name: str, reader: Reader[R]) -> tuple[str, R]:
    """Return the SHA-256 of a file that was sent, and what a reader makes of it."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest(), reader(Path(name), file)
