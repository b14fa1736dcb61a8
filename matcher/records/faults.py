"""Between Pydantic's errors and ours: every fault with its place and what would be accepted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from matcher.errors import MAX_FAULTS, Fault

_KINDS = {
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}
_BOUNDS = {
    "greater_than_equal": ("is too small", "at least {ge}"),
    "less_than_equal": ("is too large", "at most {le}"),
    "too_short": ("has too few items", "at least {min_length}"),
    "too_long": ("has too many items", "at most {max_length}"),
}
_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def path_of(loc: Iterable[str | int]) -> str:
    """Return a location as a JSON path: ``children[12].date_of_birth``."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def loc_of(path: str) -> tuple[str | int, ...]:
    """Return a JSON path as a location; the inverse of `path_of`."""
    return tuple(int(match[2]) if match[2] else match[1] for match in _PART.finditer(path))


def details(fault: Fault) -> InitErrorDetails:
    """Return a fault in the form in which Pydantic raises it."""
    template = "{fault}; accepted: {accepted}" if fault.accepted else "{fault}"
    context = {"fault": fault.fault, "accepted": fault.accepted}
    return InitErrorDetails(
        type=PydanticCustomError("cartref", template, context),
        loc=loc_of(fault.place),
        input=None,
    )


def lines(
    error: ValidationError, model: type[BaseModel], under: Sequence[str | int] = ()
) -> list[InitErrorDetails]:
    """Return an error's lines, placed under a location, in the form in which it is raised."""
    return [
        details(Fault(path_of((*under, *loc_of(fault.place))), fault.fault, fault.accepted))
        for fault in faults_of(error, model)
    ]


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Return the faults that a validation error holds, or the first `MAX_FAULTS` of them.

    Parameters
    ----------
    error : pydantic.ValidationError
        What a record's validation raised.
    model : type
        The record, to name the likely field where an unknown one stands.
    """
    return [
        Fault(path_of(line["loc"]), *_words(line, model))
        for line in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
    ]


def _words(line: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    context: dict[str, Any] = line.get("ctx", {})
    kind = line["type"]
    if kind == "cartref":
        return context["fault"], context["accepted"]
    if kind == "missing":
        return "is missing", "a value: the field has no default"
    if kind == "extra_forbidden":
        return _unknown(str(line["loc"][-1]), line["loc"], model)
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return "is none of the values allowed", expected
    if kind in _KINDS:
        return f"is not {_KINDS[kind]}", _KINDS[kind]
    if kind in _BOUNDS:
        fault, accepted = _BOUNDS[kind]
        return fault, accepted.format(**context)
    return line["msg"][:1].lower() + line["msg"][1:], ""


def _unknown(name: str, loc: Sequence[str | int], model: type[BaseModel]) -> tuple[str, str]:
    fields = _fields(model, loc[:-1])
    likely = difflib.get_close_matches(name, fields, n=1)
    hint = f"{likely[0]} (the likely one)" if likely else ", ".join(fields)
    return "is not a field of the format", hint or "only the fields of the format"


def _fields(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the field names of the record that stands at a location below `model`."""
    record: type[BaseModel] | None = model
    for part in loc:
        if record is None or isinstance(part, int):
            continue
        field = record.model_fields.get(part)
        record = _record_in(field.annotation) if field else None
    return list(record.model_fields) if record else []


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inside in getattr(annotation, "__args__", ()):
        if found := _record_in(inside):
            return found
    return None
