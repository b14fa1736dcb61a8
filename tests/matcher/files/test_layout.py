from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from matcher.files.layout import TABLES, Path, Table
from matcher.files.rows import letters
from matcher.records.register import LISTS, Register

#: Fields that a table shows in one cell, or in several that are not named after inner fields.
WHOLE = {"needs", "exclusion_zones", "other_children", "ages"}


def inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(inner, get_args(annotation))), None)


def leaves(record: type[BaseModel], under: Path = (), needed: bool = True) -> dict[Path, bool]:
    """Return the places of single values in a record, and whether each must be given."""
    found: dict[Path, bool] = {}
    for name, field in record.model_fields.items():
        inside = None if name in WHOLE else inner(field.annotation)
        must = needed and field.is_required()
        if inside is None:
            found[(*under, name)] = must
        else:
            found |= leaves(inside, (*under, name), must)
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_record_has_its_column(table: Table) -> None:
    fields = leaves(table.record)
    if table.record is Register:
        fields = {path: must for path, must in fields.items() if path[0] in ("as_of", "authority")}
        assert set(Register.model_fields) - set(LISTS) == {"format", "as_of", "authority"}
    shown = {tuple(step for step in c.path if isinstance(step, str)) for c in table.columns}
    assert shown == set(fields)
    for column in table.columns:
        path = tuple(step for step in column.path if isinstance(step, str))
        assert column.required is fields[path], column.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_have_a_name_of_their_own_and_words_for_people(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    for column in table.columns:
        assert column.meaning
        assert column.kind.accepted
        assert column.example


def test_letters_are_those_of_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"
    ]  # fmt: skip
