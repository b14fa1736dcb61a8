"""What differs between two registers: who and what was added, removed or changed, field by field.

The order of lists does not count, except where it means something: the first of a child's
languages is the child's first language, and approved ages are the lowest and the highest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Code, Record, Text
from matcher.records.home import Home
from matcher.records.register import LISTS, Register
from matcher.words import Words

#: Lists whose order means something.
_ORDERED = frozenset({"ages"})
#: The list of whom the first item means something.
_FIRST = (Child, "languages")

_NAMES = {
    "children": Words("children", "plant"),
    "sibling_groups": Words("sibling groups", "grwpiau brodyr a chwiorydd"),
    "homes": Words("homes", "cartrefi"),
}


class FieldChange(Record):
    """One field of a record with another value.

    Attributes
    ----------
    field : str
        The field's name, such as ``placement``.
    before, after : any value of JSON
        As in the register's JSON, defaults filled in; null where there is none.
    """

    field: Text
    before: Any
    after: Any


class RecordChange(Record):
    """A child, a group or a home that is in both registers but is not the same."""

    id: Code
    fields: tuple[FieldChange, ...]


class ListDifference(Record):
    """What differs in one list: ids in the order of the register that has them."""

    added: tuple[Code, ...] = ()
    removed: tuple[Code, ...] = ()
    changed: tuple[RecordChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed)


class Difference(Record):
    """What differs between two registers (`cartref/difference/1`).

    Attributes
    ----------
    before, after : str
        Which registers, by their SHA-256.
    own : tuple of FieldChange
        The register's own fields: ``as_of``, ``authority``.
    children, sibling_groups, homes : ListDifference
        What differs in each list.
    """

    format: Literal["cartref/difference/1"] = "cartref/difference/1"
    before: str
    after: str
    own: tuple[FieldChange, ...] = ()
    children: ListDifference = ListDifference()
    sibling_groups: ListDifference = ListDifference()
    homes: ListDifference = ListDifference()

    @property
    def empty(self) -> bool:
        """Whether the registers hold the same."""
        return not self.own and all(getattr(self, name).empty for name in LISTS)

    @property
    def says(self) -> tuple[Words, ...]:
        """The same in short lines for people, one for each list in which something differs."""
        return tuple(self._lines()) or (Words("Nothing differs.", "Nid oes dim yn wahanol."),)

    def _lines(self) -> Iterator[Words]:
        if self.own:
            fields = ", ".join(change.field for change in self.own)
            yield Words(f"Register: {fields} changed.", f"Cofrestr: newidiwyd {fields}.")
        for name, words in _NAMES.items():
            one: ListDifference = getattr(self, name)
            counts = [
                (len(one.added), "added", "ychwanegwyd"),
                (len(one.removed), "removed", "tynnwyd"),
                (len(one.changed), "changed", "newidiwyd"),
            ]
            if not one.empty:
                en = ", ".join(f"{count} {verb}" for count, verb, _ in counts if count)
                cy = ", ".join(f"{verb} {count}" for count, _, verb in counts if count)
                yield Words(f"{words.en.capitalize()}: {en}.", f"{words.cy.capitalize()}: {cy}.")


def difference(before: Register, after: Register) -> Difference:
    """Return what differs between two registers.

    Parameters
    ----------
    before, after : Register
        The two; of any two days, and of any two councils.
    """
    names = [name for name in Register.model_fields if name not in LISTS]
    return Difference(
        before=before.sha256,
        after=after.sha256,
        own=tuple(_changes(before, after, names)),
        children=_of_lists(before.children, after.children),
        sibling_groups=_of_lists(before.sibling_groups, after.sibling_groups),
        homes=_of_lists(before.homes, after.homes),
    )


def _of_lists(
    before: Sequence[Child | SiblingGroup | Home], after: Sequence[Child | SiblingGroup | Home]
) -> ListDifference:
    old, new = ({record.id: record for record in records} for records in (before, after))
    changed = [
        RecordChange(id=id_, fields=fields)
        for id_, record in new.items()
        if id_ in old and record != old[id_] and (fields := tuple(_changes(old[id_], record)))
    ]
    return ListDifference(
        added=tuple(id_ for id_ in new if id_ not in old),
        removed=tuple(id_ for id_ in old if id_ not in new),
        changed=tuple(changed),
    )


def _changes(
    before: Record, after: Record, names: Sequence[str] | None = None
) -> Iterator[FieldChange]:
    """Yield the fields in which two records differ, in the order of the format."""
    for name in names or type(after).model_fields:
        if getattr(before, name) == getattr(after, name):
            continue
        old, new = (
            record.model_dump(mode="json", include={name})[name] for record in (before, after)
        )
        if _plain(old, type(after), name) != _plain(new, type(after), name):
            yield FieldChange(field=name, before=old, after=new)


def _plain(value: Any, record: type[Record], name: str) -> Any:
    """Return a value of JSON with its lists in one order, where their order means nothing."""
    if isinstance(value, dict):
        return {key: _plain(inside, record, key) for key, inside in value.items()}
    if not isinstance(value, list) or name in _ORDERED:
        return value
    items = [_plain(item, record, name) for item in value]
    kept = 1 if (record, name) == _FIRST else 0
    return items[:kept] + sorted(items[kept:], key=lambda item: json.dumps(item, sort_keys=True))
