"""The page of what a scenario can change, from the fields of the changes."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from docs.markdown import code, page, table
from matcher.limits import LIMITS
from matcher.records.fields import Record
from scenarios.changes import CHANGES, Change
from scenarios.changes._kinds import USUAL
from scenarios.selection import Children, Homes, Near

_PLAIN = {
    int: "whole number",
    float: "number",
    bool: "true or false",
    str: "text",
    datetime.date: "date",
    Homes: "[homes](#homes)",
    Children: "[children](#children)",
    Near: "[place](#place)",
}
_LIMIT_UNITS = {limit.code: limit.unit.en for limit in LIMITS}
_BOUNDS = {"ge": "from", "gt": "above", "le": "to", "lt": "below"}


def changes_page() -> str:
    """Return the page of what a scenario can change."""
    return page(
        "# Changes",
        "What a scenario can change: each is one table `[[changes]]` of a scenario file, made one "
        "after the other. [Add a change](add-a-change.md) says how to add one.",
        table(
            ("code", "what it does", "why somebody asks"),
            [
                (f"[{code(one.code)}](#{one.code})", one.meaning.en, one.source)
                for one in CHANGES.values()
            ],
        ),
        "A new home gets the id `NEW-H1`, a new child `NEW-C1`, a new sibling group `NEW-S1`, or "
        "the next number that no record has.",
        *(part for change in CHANGES.values() for part in _change(change)),
        "## homes",
        'Which homes: `"all"`, one id, a list of ids, or a table of conditions that hold together, '
        'such as `{ kind = "residential", in_county = false }`. What matches no home is a fault.',
        _fields(Homes),
        "## children",
        'Which children: `"all"`, one id, a list of ids, or a table of conditions that hold '
        'together, such as `{ status = "waiting", ages = [0, 4] }`. What matches nobody is a '
        "fault.",
        _fields(Children),
        "## place",
        _text(Near),
        _fields(Near),
    )


def _change(change: type[Change]) -> Iterator[str]:
    yield f"## {change.code}"
    yield _text(change)
    yield _fields(change)
    if change is CHANGES["add_homes"]:
        yield "What a usual home is like; further fields are as the format of registers has them."
        yield _usual()
    yield f"```toml\n{change.example}```"


def _usual() -> str:
    heading = ("kind", "places and bedrooms", "ages", "placement types", "pounds a week", "source")
    return table(
        heading,
        [
            (
                code(kind),
                str(one.terms["places"]),
                "{} to {}".format(*one.terms["ages"]),
                ", ".join(one.terms["placement_types"]),
                f"{one.terms['weekly_cost']:,g}"
                + (f"; in the county {one.in_county_gbp:,g}" if one.in_county_gbp else ""),
                one.source,
            )
            for kind, one in USUAL.items()
        ],
    )


def _text(record: type[Record]) -> str:
    """Return what a record's docstring says, as a page has it."""
    return inspect.cleandoc(record.__doc__ or "").replace("``", "`")


def _fields(record: type[Record]) -> str:
    """Return the table of a record's fields, its own before those that it shares with others."""
    own = [name for name in record.model_fields if name in record.__annotations__]
    names = dict.fromkeys([*own, *record.model_fields])
    rows = [
        (
            code(name),
            _value_of(record, name),
            _default(record, name),
            field.description or f"limit, {_LIMIT_UNITS[name]}",
        )
        for name in names
        if name != "change"
        for field in [record.model_fields[name]]
    ]
    return table(("field", "value", "if left out", "meaning"), rows)


def _default(record: type[Record], name: str) -> str:
    field = record.model_fields[name]
    if field.is_required():
        return "must be given"
    value = field.default
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(code, value))
    if isinstance(value, bool):
        return code(str(value).lower())
    return code(f"{value:g}" if isinstance(value, float) else str(value))


def _value_of(record: type[Record], name: str) -> str:
    field = record.model_fields[name]
    return _value(field.annotation) + _bounds(field.metadata)


def _value(kind: Any) -> str:
    """Return in words what values a type takes."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    form, inside = get_origin(kind), get_args(kind)
    if form is Annotated:
        return _value(inside[0]) + _bounds(inside[1:])
    if form in (Union, UnionType):
        return _value(next(part for part in inside if part is not type(None)))
    if form is Literal:
        return "one of " + ", ".join(map(code, inside))
    if form is dict:
        return f"table by code: {_value(inside[1])}"
    return (
        f"list: {_value(inside[0])}"
        if inside[-1] is ...
        else f"[lowest, highest]: {_value(inside[0])}"
    )


def _bounds(constraints: Iterable[Any]) -> str:
    """Return the lowest and highest value that constraints leave."""
    # A field within a type keeps its constraints in a list of its own.
    flat = [part for one in constraints for part in getattr(one, "metadata", [one])]
    return "".join(
        f" {word} {getattr(one, sign):,}"
        for sign, word in _BOUNDS.items()
        for one in flat
        if hasattr(one, sign)
    )
