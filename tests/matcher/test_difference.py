from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.difference import FieldChange, RecordChange, difference
from matcher.records.register import LISTS, Register
from tests.support.registers import AS_OF, child, council, group, home, register, settled
from tests.support.strategies import tiny_registers


def change(field: str, before: Any, after: Any) -> FieldChange:
    return FieldChange(field=field, before=before, after=after)


def test_the_same_register_differs_in_nothing() -> None:
    one = register(child(), home())
    found = difference(one, Register.model_validate(one.model_dump()))
    assert found.empty
    assert found.own == ()
    assert [words.en for words in found.says] == ["Nothing differs."]
    assert found.before == found.after == one.sha256


def test_what_was_added_removed_and_changed_is_told_by_id_and_field() -> None:
    before = register(
        child("C1"), child("C2"), child("C3"), group("C1", "C2", id_="S1"), home("H1"), home("H2")
    )
    after = register(
        settled("C1", "H2"), child("C4"), child("C2"), home("H3", places=1), home("H2", places=4)
    )
    found = difference(before, after)
    assert found.children.added == ("C4",)
    assert found.children.removed == ("C3",)
    assert found.children.changed == (
        RecordChange(
            id="C1",
            fields=(
                change("placement", None, {"home": "H2", "since": "2026-01-05"}),
                change("status", "waiting", "settled"),
            ),
        ),
    )
    assert found.sibling_groups.removed == ("S1",)
    assert found.homes.added == ("H3",)
    assert found.homes.removed == ("H1",)
    assert found.homes.changed == (RecordChange(id="H2", fields=(change("places", 3, 4),)),)
    assert [(words.en, words.cy) for words in found.says] == [
        (
            "Children: 1 added, 1 removed, 1 changed.",
            "Plant: ychwanegwyd 1, tynnwyd 1, newidiwyd 1.",
        ),
        ("Sibling groups: 1 removed.", "Grwpiau brodyr a chwiorydd: tynnwyd 1."),
        (
            "Homes: 1 added, 1 removed, 1 changed.",
            "Cartrefi: ychwanegwyd 1, tynnwyd 1, newidiwyd 1.",
        ),
    ]
    assert not found.empty


def test_the_registers_own_fields_are_told() -> None:
    before = register(child(), home())
    authority = {**council("W06000023"), "name": "Sir Powys"}
    after = register(child(), home(), as_of=AS_OF.replace(day=3), authority=authority)
    found = difference(before, after)
    assert [one.field for one in found.own] == ["as_of", "authority"]
    assert (found.own[0].before, found.own[0].after) == ("2026-11-02", "2026-11-03")
    assert [words.en for words in found.says] == ["Register: as_of, authority changed."]


def test_the_order_of_lists_does_not_count_except_the_first_language_and_ages() -> None:
    before = register(
        child("C1", languages=("cy", "en", "pl"), declined_by=("H1", "H2")),
        child("C2"),
        group("C1", "C2"),
        home("H1", languages=("cy", "en"), ages=(3, 4), provides=("a", "b")),
        home("H2"),
    )
    after = register(
        child("C2"),
        child("C1", languages=("cy", "pl", "en"), declined_by=("H2", "H1")),
        group("C2", "C1"),
        home("H2"),
        home("H1", languages=("en", "cy"), ages=(3, 4), provides=("b", "a")),
    )
    assert difference(before, after).empty
    first = register(child("C1", languages=("en", "cy")), home("H1", ages=(4, 3)))
    other = register(child("C1", languages=("cy", "en")), home("H1", ages=(3, 4)))
    found = difference(first, other)
    assert found.children.changed[0].fields == (change("languages", ["en", "cy"], ["cy", "en"]),)
    assert found.homes.changed[0].fields == (change("ages", [4, 3], [3, 4]),)


@settings(max_examples=40, deadline=None)
@given(before=tiny_registers(), after=tiny_registers(), data=st.data())
def test_making_the_changes_gives_the_other_register(
    before: Register, after: Register, data: st.DataObject
) -> None:
    found = difference(before, after)
    made = before.model_dump(mode="json")
    made.update({one.field: one.after for one in found.own})
    new = after.model_dump(mode="json")
    for name in LISTS:
        one = getattr(found, name)
        records = {record["id"]: record for record in made[name] if record["id"] not in one.removed}
        for record in one.changed:
            records[record.id].update({field.field: field.after for field in record.fields})
        records.update({record["id"]: record for record in new[name] if record["id"] in one.added})
        made[name] = data.draw(st.permutations(list(records.values())))
    assert difference(Register.model_validate(made), after).empty
    assert found.empty or before.sha256 != after.sha256
    assert json.loads(found.model_dump_json()) == found.model_dump(mode="json")
