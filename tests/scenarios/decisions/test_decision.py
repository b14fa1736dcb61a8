"""A decision as it is written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.records.faults import faults_of
from scenarios.decisions import Decision

SOUND = {
    "kind": "accepted",
    "children": ["C1"],
    "home": "H1",
    "on": "2026-11-09",
    "despite": ["age"],
}


def test_it_is_read_from_json() -> None:
    one = Decision.model_validate(SOUND)
    assert one.children == ("C1",)
    assert one.on == date(2026, 11, 9)
    assert one.despite == ("age",)
    assert one.reason is None
    assert not one.left_care
    assert Decision.model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize(
    ("given", "read"),
    [(None, None), ("", None), (" \n ", None), (" near the\r\n\tschool ", "near the school")],
)
def test_a_reason_is_one_line_or_none(given: str | None, read: str | None) -> None:
    assert Decision.model_validate({**SOUND, "reason": given}).reason == read


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("kind", "refused", "is none of the values allowed"),
        ("children", [], "has too few items"),
        ("children", [f"C{n}" for n in range(21)], "has too many items"),
        ("on", "9 November", "is not a date"),
        ("reason", 3, "is not text"),
        ("reason", "a\x00b", "has a control character"),
        ("reason", "x" * 2001, "is too long"),
        ("left_care", "yes", "is neither true nor false"),
        ("who", "me", "is not a field of the format"),
    ],
)
def test_what_is_not_so_written_is_refused(field: str, value: Any, fault: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Decision.model_validate({**SOUND, field: value})
    found = faults_of(caught.value, Decision)
    assert [(one.place, one.fault) for one in found] == [(field, fault)]
