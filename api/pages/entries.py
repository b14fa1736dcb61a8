"""What a record's fields are in a form: one entry each, made from the record itself.

A change of a scenario, a study, a selection of children or homes: whatever field is added to one
of them can be filled in here without another line of code.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from scenarios.selection import Near

#: What is filled in: a text; a list of texts; a whole number; several; a number; a day; a tick;
#: yes, no or nothing; one of some; several of some; a place; weights by code; levels of weights.
Kind = Literal[
    "text",
    "texts",
    "whole",
    "wholes",
    "number",
    "day",
    "tick",
    "answer",
    "choice",
    "choices",
    "place",
    "weights",
    "levels",
]
Sent = Mapping[str, Sequence[str]]

_PLACE = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)", re.ASCII)
#: What no form may name: a file of the server's.
_NOT_ASKED = {"matrix"}
#: Names of providers may have commas.
_BY_LINE = {"provider"}


@dataclass(frozen=True)
class Entry:
    """One field in a form.

    Attributes
    ----------
    path : tuple of str
        The field, within fields that are records themselves.
    kind : Kind
        What is filled in.
    choices : tuple of str
        Codes to choose from.
    default : object
        What holds where nothing is filled in; None for nothing, or where it is required.
    required : bool
        Whether something must be filled in.
    """

    path: tuple[str, ...]
    kind: Kind
    choices: tuple[str, ...]
    default: Any
    required: bool

    @property
    def name(self) -> str:
        """Its name in the form, below that of the record."""
        return "-".join(self.path)

    @property
    def field(self) -> str:
        """The last of its names, by which people know it."""
        return self.path[-1]

    def read(self, sent: Sequence[str]) -> Any:
        """Return what was filled in as JSON would have it; None for nothing."""
        given = [one.strip() for one in sent if one.strip()]
        if not given:
            return None
        if self.kind == "tick":
            return True
        if self.kind == "answer":
            return given[0] == "yes"
        if self.kind == "choices":
            return given
        text = given[0]
        if self.kind in ("whole", "number"):
            return _number(text)
        if self.kind == "texts":
            by = r"[;\n]" if self.field in _BY_LINE else r"[;,\n]"
            return [one.strip() for one in re.split(by, text) if one.strip()]
        if self.kind == "wholes":
            return [_number(one) for one in re.split(r"[;,\s]+", text) if one]
        if self.kind == "place":
            found = _PLACE.fullmatch(text)
            return {"lat": float(found[1]), "lon": float(found[2])} if found else {"label": text}
        if self.kind == "weights":
            return _weights(text.splitlines())
        if self.kind == "levels":
            return [_weights(line.split(",")) for line in text.splitlines() if line.strip()]
        return text

    def shown(self, value: Any) -> list[str]:
        """Return a value as it stands in the form; the other way round than `read`."""
        if value is None or (value is False and self.kind == "tick"):
            return []
        if self.kind == "tick":
            return ["yes"]
        if self.kind == "answer":
            return ["yes" if value else "no"]
        if self.kind == "choices":
            return [str(one) for one in value]
        if self.kind == "texts":
            return ["\n".join(value)] if value else []
        if self.kind == "wholes":
            return [", ".join(map(str, value))]
        if self.kind == "place":
            there = value.label if value.lat is None else f"{value.lat}, {value.lon}"
            return [there]
        if self.kind == "weights":
            return [_told(value, "\n")]
        if self.kind == "levels":
            return ["\n".join(_told(level, ", ") for level in value)]
        if self.kind == "number":
            return [f"{value:g}" if abs(value) < 1e6 else repr(value)]
        return [value.isoformat() if isinstance(value, date) else str(value)]


def entries_of(model: type[BaseModel], without: str = "") -> tuple[Entry, ...]:
    """Return an entry for each field of a record, those of records within it in its place.

    Parameters
    ----------
    model : type
        The record.
    without : str
        A field that is known otherwise.
    """
    return tuple(_entries(model, (), {without, *_NOT_ASKED}))


def read(entries: Sequence[Entry], sent: Sent) -> dict[str, Any]:
    """Return a record's fields as they were filled in; what was left out is left out."""
    record: dict[str, Any] = {}
    for entry in entries:
        value = entry.read(sent.get(entry.name, ()))
        if value is None:
            continue
        inside = record
        for name in entry.path[:-1]:
            inside = inside.setdefault(name, {})
        inside[entry.field] = value
    return record


def filled(entries: Sequence[Entry], record: BaseModel) -> dict[str, list[str]]:
    """Return what stands in the form for a record."""
    values = {}
    for entry in entries:
        value: Any = record
        for name in entry.path:
            value = None if value is None else getattr(value, name)
        shown = entry.shown(value)
        if shown:
            values[entry.name] = shown
    return values


def at_first(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Return what stands in the form before anybody has filled it in: the defaults."""
    shown = {entry.name: entry.shown(entry.default) for entry in entries}
    return {name: values for name, values in shown.items() if values}


def _entries(model: type[BaseModel], path: tuple[str, ...], without: set[str]) -> Iterator[Entry]:
    for name, field in model.model_fields.items():
        if name in without:
            continue
        inner = _plain(field.annotation)
        here = (*path, name)
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not Near:
            yield from _entries(inner, here, without)
            continue
        kind, choices = _kind(inner, optional=inner is not _bare(field.annotation))
        required = field.is_required()
        yield Entry(here, kind, choices, None if required else field.default, required)


def _kind(inner: Any, *, optional: bool) -> tuple[Kind, tuple[str, ...]]:
    if inner is Near:
        return "place", ()
    if get_origin(inner) is Literal:
        return "choice", get_args(inner)
    if get_origin(inner) is dict:
        return "weights", ()
    if get_origin(inner) is tuple:
        item = _plain(get_args(inner)[0])
        if get_origin(item) is Literal:
            return "choices", get_args(item)
        if get_origin(item) is dict:
            return "levels", ()
        return ("wholes" if item is int else "texts"), ()
    if inner is bool:
        return ("answer" if optional else "tick"), ()
    kinds: dict[Any, Kind] = {int: "whole", float: "number", date: "day"}
    return kinds.get(inner, "text"), ()


def _bare(annotation: Any) -> Any:
    """Return a type without what is said of it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _plain(annotation: Any) -> Any:
    """Return a type without what is said of it, and without None."""
    annotation = _bare(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    return _bare(annotation)


def _number(text: str) -> Any:
    """Return a number; what is none stays a text, which the record refuses by its place."""
    plain = text.replace("£", "").replace(" ", "")
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", plain, re.ASCII):
        return text
    found: int | float = json.loads(re.sub(r"^(-?)0+(?=\d)", r"\1", plain))
    return found


def _weights(parts: Sequence[str]) -> dict[str, Any]:
    """Return weights by code from ``code = weight`` in each part."""
    found = {}
    for part in parts:
        if part.strip():
            code, _, weight = part.partition("=")
            found[code.strip()] = _number(weight.strip())
    return found


def _told(weights: Mapping[str, Any], by: str) -> str:
    return by.join(f"{code} = {weight}" for code, weight in weights.items())
