"""Records from JSON files: each item of a list is validated as soon as it is read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar, get_args

from pydantic import ValidationError

from matcher.errors import MAX_FAULTS, Fault, InputError
from matcher.files.json_text import JsonText
from matcher.files.opening import opened, stopped
from matcher.records.faults import faults_of, path_of
from matcher.records.fields import Record

R = TypeVar("R", bound=Record)

#: A list inside a record is no longer than this: more than all children of England.
MAX_ITEMS = 100_000

_FORMAT = re.compile(r"cartref/([a-z]{1,20})/(\d{1,9})", re.ASCII)
_KEY = re.compile(r"\w{1,40}", re.ASCII)


def read_record(
    path: Path,
    record: type[R],
    lists: Mapping[str, type[Record]],
    file: BinaryIO | None = None,
) -> R:
    """Read the record that a JSON file holds.

    Parameters
    ----------
    path : Path
        The file.
    record : type
        What it should hold; has a field `format`.
    lists : mapping of str to type
        The fields that are long lists, and the record of their items.
    file : binary file, optional
        What to read in its place, if it is open already.

    Raises
    ------
    InputError
        With all faults of the file, or the first `MAX_FAULTS` of them.
    """
    with opened(path, "JSON in UTF-8", file) as found:
        return _Reading(JsonText(found, path), path, record, lists).result()


class _Reading(Generic[R]):
    """One file on its way to a record."""

    def __init__(
        self, text: JsonText, path: Path, record: type[R], lists: Mapping[str, type[Record]]
    ) -> None:
        self._text = text
        self._path = path
        self._record = record
        self._lists = lists
        self._faults: list[Fault] = []

    def result(self) -> R:
        data: dict[str, Any] = {}
        try:
            self._read_into(data)
        except InputError as error:
            # What is broken stops the reading; what was found before it is told all the same.
            raise InputError([*self._faults, *error.faults][: MAX_FAULTS + 1]) from None
        if "format" not in data:
            self._faults.append(Fault("format", "is missing", self._format))
        try:
            read = self._record.model_validate(data)
        except ValidationError as error:
            self._add(faults_of(error, self._record))
        else:
            if not self._faults:
                return read
        raise InputError(self._in_order(list(data)))

    @property
    def _format(self) -> str:
        return str(get_args(self._record.model_fields["format"].annotation)[0])

    def _add(self, faults: list[Fault]) -> None:
        """Take faults in, the first one at each place."""
        known = {fault.place for fault in self._faults}
        self._faults.extend(fault for fault in faults if fault.place not in known)

    def _in_order(self, keys: list[str]) -> list[Fault]:
        """Return the faults in the order of the file, as far as keys and positions tell."""
        rank = {key: index for index, key in enumerate(keys)}

        def order(fault: Fault) -> tuple[int, int]:
            match = re.match(r"([^.\[]*)(?:\[(\d+)\])?", fault.place)
            key, position = match.groups() if match else ("", None)
            return rank.get(key, -1), int(position or 0)

        faults = sorted(self._faults, key=order)
        if len(faults) < MAX_FAULTS:
            return faults
        return [*faults[:MAX_FAULTS], Fault(*stopped(self._path, MAX_FAULTS))]

    def _read_into(self, data: dict[str, Any]) -> None:
        text = self._text
        if text.peek() == "":
            raise InputError.single(str(self._path), "is empty", f"JSON, {self._format}")
        if text.peek() in tuple('["-0123456789tfnNI'):
            raise InputError.single(str(self._path), "is not a JSON object", f"{self._format}")
        text.expect("{")
        if not text.take("}"):
            while True:
                self._read_field(data)
                if text.expect(",", "}") == "}":
                    break
        if text.peek():
            raise InputError.single(str(self._path), "goes on after its end", "one JSON object")

    def _read_field(self, data: dict[str, Any]) -> None:
        text = self._text
        if text.peek() != '"':
            text.expect('"')
        key = text.value()
        text.expect(":")
        if key in data:
            self._found([Fault(_named(key), "is given twice", "each field once")])
            data = {}
        if key in self._lists and text.take("["):
            data[key] = list(self._items(key, self._lists[key]))
            return
        try:
            value = text.value()
        except InputError:
            if key not in self._record.model_fields:
                self._found(self._unknown(key))
            raise
        self._found(self._repeated(_named(key)))
        self._refuse_long_lists(value, (key,))
        if key == "format":
            self._check_format(value)
        if key in self._record.model_fields:
            self._found(list(_not_finite(value, (key,))))
            data[key] = value
        else:
            self._found(self._unknown(key))

    def _items(self, name: str, record: type[Record]) -> Iterator[Any]:
        """Yield the items of a list: records where they are sound, data where they are not."""
        if self._text.take("]"):
            return
        position = 0
        while True:
            item = self._text.value()
            self._found(self._repeated(f"{name}[{position}]"))
            self._refuse_long_lists(item, (name, position))
            try:
                yield record.model_validate(item)
            except ValidationError as error:
                self._found(
                    [
                        Fault(_under(name, position, fault.place), fault.fault, fault.accepted)
                        for fault in faults_of(error, record)
                    ]
                )
                yield item
            position += 1
            if self._text.expect(",", "]") == "]":
                return

    def _found(self, faults: list[Fault]) -> None:
        """Take faults in and stop when there are more than anybody reads."""
        self._faults.extend(faults)
        if len(self._faults) >= MAX_FAULTS:
            del self._faults[MAX_FAULTS:]
            raise InputError([Fault(*stopped(self._path, MAX_FAULTS))])

    def _refuse_long_lists(self, value: Any, loc: tuple[str | int, ...]) -> None:
        """Stop at a list inside a record that is rubbish: a fault for each item helps nobody."""
        if self._text.length <= MAX_ITEMS:
            return
        for place, inside in _walk(value, loc):
            if isinstance(inside, list) and len(inside) > MAX_ITEMS:
                raise InputError.single(
                    path_of(place), "has too many items", f"at most {MAX_ITEMS}"
                )

    def _repeated(self, place: str) -> list[Fault]:
        keys = (key for key in self._text.repeated if _KEY.fullmatch(key))
        named = ", ".join(sorted(set(keys))[:5]) or "a field"
        return [Fault(place, f"gives {named} twice", "each once")] if self._text.repeated else []

    def _unknown(self, key: str) -> list[Fault]:
        fault = Fault(_named(key), "is not a field of the format", "the fields of the format")
        try:
            self._record.model_validate({key: None})
        except ValidationError as error:
            found = (f for f in faults_of(error, self._record) if f.place == key)
            fault = next(found, fault)
        return [fault]

    def _check_format(self, value: Any) -> None:
        """Stop at once at another format: its other faults would say nothing."""
        if not isinstance(value, str) or value == self._format:
            return
        match = _FORMAT.fullmatch(value)
        kind = self._format.split("/")[1]
        if match is None:
            fault = "is not a format of this engine"
        elif match[1] != kind:
            fault = f"says that this is a {match[1]}, not a {kind}"
        else:
            fault = f"is version {match[2]} of the format, which is not known"
        self._faults.clear()
        raise InputError.single("format", fault, self._format)


def _under(name: str, position: int, place: str) -> str:
    separator = "." if place and not place.startswith("[") else ""
    return f"{name}[{position}]{separator}{place}"


def _named(key: str) -> str:
    return key if _KEY.fullmatch(key) else "a field"


def _not_finite(value: Any, loc: tuple[str | int, ...]) -> Iterator[Fault]:
    """Yield a fault for each number that JSON does not have: NaN and the infinities."""
    for place, inside in _walk(value, loc):
        if isinstance(inside, float) and not math.isfinite(inside):
            yield Fault(path_of(place), "is not a finite number", "a number, such as 12.5")


def _walk(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield loc, value
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _walk(inside, (*loc, key))
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            yield from _walk(inside, (*loc, position))
