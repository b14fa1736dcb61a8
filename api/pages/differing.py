"""What differs between two registers, as a page shows it: sentences, and a table for each list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.fields import field_name, field_value
from api.pages.language import Speech, mark
from matcher.difference import Difference, FieldChange
from matcher.records.register import LISTS

#: So many changed fields of a list are shown: more is for the difference as JSON.
SHOWN = 300

TITLES = {
    "children": mark("Children"),
    "sibling_groups": mark("Sibling groups"),
    "homes": mark("Homes"),
}
#: Where one of a list is shown, if it is in the newest register.
ADDRESSES = {"children": "/children/", "sibling_groups": "/groups/", "homes": "/homes/"}


@dataclass(frozen=True)
class Row:
    """One field that has another value.

    Attributes
    ----------
    id : str
        Whose; empty for the register's own.
    field, before, after : str
        To read, with units.
    """

    id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Section:
    """What differs in one list.

    Attributes
    ----------
    title : str
        What it is a list of.
    address : str
        Where one of it is shown, but for its id.
    added, removed : tuple of str
        Ids.
    rows : tuple of Row
        The changed fields, at most `SHOWN`.
    n_rows : int
        How many there are.
    """

    title: str
    address: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rows: tuple[Row, ...]
    n_rows: int


@dataclass(frozen=True)
class Differing:
    """What differs between two registers.

    Attributes
    ----------
    sentences : tuple of str
        The same in short.
    own : tuple of Row
        The register's own fields.
    sections : tuple of Section
        The lists in which something differs.
    """

    sentences: tuple[str, ...]
    own: tuple[Row, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, say: Speech, found: Difference) -> Differing:
        """Return a difference as it is shown in a language."""
        sections = []
        for name in LISTS:
            one = getattr(found, name)
            if one.empty:
                continue
            rows = [
                row for changed in one.changed for row in _rows(say, changed.id, changed.fields)
            ]
            sections.append(
                Section(
                    title=say.text(TITLES[name]),
                    address=ADDRESSES[name],
                    added=one.added,
                    removed=one.removed,
                    rows=tuple(rows[:SHOWN]),
                    n_rows=len(rows),
                )
            )
        own = tuple(_rows(say, "", found.own))
        return cls(tuple(map(say, found.says)), own, tuple(sections))


def _rows(say: Speech, id_: str, changes: Iterable[FieldChange]) -> list[Row]:
    return [
        Row(
            id_,
            field_name(say, one.field),
            field_value(say, one.field, one.before),
            field_value(say, one.field, one.after),
        )
        for one in changes
    ]
