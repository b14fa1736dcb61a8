"""Between Pydantic's errors and ours: every fault with its place and what would be accepted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

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
    "greater_than": ("is too small", "more than {gt}"),
    "less_than": ("is too large", "less than {lt}"),
    "less_than_equal": ("is too large", "at most {le}"),
    "too_short": ("has too few items", "at least {min_length}"),
    "too_long": ("has too many items", "at most {max_length}"),
}
#: What is said of single values that came as text: settings, parameters of a request.
_PLAIN = {
    "int_parsing": ("is not a whole number", "a whole number, such as 3"),
    "int_type": ("is not a whole number", "a whole number, such as 3"),
    "int_from_float": ("is not a whole number", "a whole number, such as 3"),
    "bool_parsing": ("is neither true nor false", "true or false"),
    "bool_type": ("is neither true nor false", "true or false"),
    "string_type": ("is not text", "text"),
    "string_too_long": ("is too long", "at most {max_length} characters"),
    "string_too_short": ("is too short", "at least {min_length} characters"),
    "json_invalid": ("is not JSON", "JSON, whole, in UTF-8"),
}
#: Of records of several kinds, told apart by a field, one that lacks it or gives no such kind.
_KIND_FAULTS = ("union_tag_not_found", "union_tag_invalid")
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
    return faults_in(error.errors(include_url=False, include_input=False)[:MAX_FAULTS], model)


def faults_in(lines: Iterable[ErrorDetails], model: type[BaseModel] = BaseModel) -> list[Fault]:
    """Return the faults that lines of a validation error tell; see `faults_of`."""
    return [Fault(path_of(_place(line)), *_words(line, model)) for line in lines]


def _place(line: ErrorDetails) -> tuple[str | int, ...]:
    """Return where a fault is: of a record that does not say its kind, the field that would."""
    if line["type"] in _KIND_FAULTS:
        return (*line["loc"], line["ctx"]["discriminator"].strip("'"))
    return line["loc"]


def _words(line: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    context: dict[str, Any] = line.get("ctx", {})
    kind = line["type"]
    if kind == "cartref":
        return context["fault"], context["accepted"]
    if kind in _KIND_FAULTS:
        return _no_such_kind(context, line["loc"], model)
    if kind == "missing":
        return "is missing", "a value: the field has no default"
    if kind == "extra_forbidden":
        return _unknown(str(line["loc"][-1]), line["loc"], model)
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return "is none of the values allowed", expected
    if kind in _KINDS:
        return f"is not {_KINDS[kind]}", _KINDS[kind]
    if kind in _BOUNDS or kind in _PLAIN:
        fault, accepted = {**_BOUNDS, **_PLAIN}[kind]
        return fault, accepted.format(**context)
    return line["msg"][:1].lower() + line["msg"][1:], ""


def _no_such_kind(
    context: dict[str, Any], loc: Sequence[str | int], model: type[BaseModel]
) -> tuple[str, str]:
    """Return the words of a record that lacks its kind, or gives one that there is not."""
    field = context["discriminator"].strip("'")
    kinds = [
        get_args(record.model_fields[field].annotation)[0] for record in _records_at(loc, model)
    ]
    if "tag" not in context:
        return "is missing", ", ".join(kinds)
    tag = str(context["tag"])
    if not re.fullmatch(r"[\w .-]{1,60}", tag):
        return "is none of the values allowed", ", ".join(kinds)
    likely = difflib.get_close_matches(tag, kinds, n=1)
    hint = f"{likely[0]} (the likely one)" if likely else ", ".join(kinds)
    return f"no {field} is called {tag!r}", hint


def _unknown(name: str, loc: Sequence[str | int], model: type[BaseModel]) -> tuple[str, str]:
    records = _records_at(loc[:-1], model)
    fields = list(dict.fromkeys(field for record in records for field in record.model_fields))
    likely = difflib.get_close_matches(name, fields, n=1)
    hint = f"{likely[0]} (the likely one)" if likely else ", ".join(fields)
    return "is not a field of the format", hint or "only the fields of the format"


def _records_at(loc: Sequence[str | int], model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the records that may stand at a location below `model`: one, or one of each kind."""
    records = [model]
    for part in loc:
        if isinstance(part, int):
            continue
        of_kind = [record for record in records if _is_of_kind(record, part)]
        fields = [record.model_fields[part] for record in records if part in record.model_fields]
        records = of_kind or [inside for field in fields for inside in _inside(field.annotation)]
    return records


def _is_of_kind(record: type[BaseModel], kind: str) -> bool:
    """Return whether some field of a record can have this value alone."""
    return any(get_args(field.annotation) == (kind,) for field in record.model_fields.values())


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the records that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)
