"""The log as people read it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from api.pages.language import speech
from api.pages.log import ACTIONS, KINDS, Sought, action_choices, lines
from api.store import audit, entries
from api.store.audit import SERVICE, Actor
from api.store.entries import Told, Wanted
from api.store.policies import policy_sha256
from api.store.tables import Entry
from matcher.records.policy import Policy
from tests.support.keeping import keep, keep_policy
from tests.support.registers import home
from tests.support.service import Serving

EN = speech("en")


def newest(served: Serving, **wanted: Any) -> Any:
    with served.service.database.reading() as session:
        return lines(session, EN, entries.page(session, Wanted(**wanted), None, 1))[0]


def append(served: Serving, actor: Actor, action: str, **fields: Any) -> None:
    with served.service.database.writing() as session:
        audit.append(session, actor, action, **fields)


def test_days_are_by_the_clock_here_and_the_last_one_counts() -> None:
    wanted = Sought(since=date(2026, 7, 1), until=date(2026, 7, 1)).wanted
    assert wanted.since == "2026-06-30T23:00:00.000000Z"
    assert wanted.until == "2026-07-01T23:00:00.000000Z"
    assert Sought(since=date(2026, 1, 1)).wanted.since == "2026-01-01T00:00:00.000000Z"
    assert Sought().wanted == Wanted()
    with pytest.raises(ValidationError):
        Sought(until=date(9999, 12, 31))


def test_an_entry_says_who_what_and_on_which_register(served: Serving) -> None:
    keep(served, home("H1"))
    line = newest(served)
    assert (line.number, line.what, line.who) == (1, "register stored", "keeper")
    assert (line.about, line.address) == ("version 1 of the register", "/registers/1")
    assert (line.version, line.policy) == (1, None)
    assert line.detail == [("made by", "upload")]


def test_a_policy_is_known_by_its_number(served: Serving) -> None:
    number = keep_policy(served, name="Panel")
    assert (newest(served).about, newest(served).policy) == (f"policy {number}", number)
    append(served, SERVICE, "plan.checked", policy_sha256=policy_sha256(Policy()))
    line = newest(served)
    assert (line.policy, line.who, line.what) == (0, "Cartref itself", "plan checked")
    append(served, SERVICE, "plan.checked", policy_sha256="0" * 64)
    assert newest(served).policy is None


@pytest.mark.parametrize(
    ("about", "told", "address"),
    [
        ("decision 4", "decision 4", "/decisions/4/record"),
        ("run " + "ab" * 16, "run abababab", "/records/runs/" + "ab" * 16),
        ("person 2", "person 2", ""),
        (None, "", ""),
    ],
)
def test_what_an_entry_is_about_leads_there(
    served: Serving, about: str | None, told: str, address: str
) -> None:
    append(served, SERVICE, "run.done", about=about)
    line = newest(served)
    assert (line.about, line.address) == (told, address)


def test_a_detail_is_told_piece_by_piece() -> None:
    detail = {
        "decision": {"kind": "offered", "children": ["C1", "C2"], "reason": None, "late": False},
        "versions": [{"number": 1}, {"number": 2}],
        "entries": [],
    }
    told = Told(Entry(number=1, at="2026-11-22T08:00:00.000000Z"), None, json.dumps(detail))
    from api.pages.log import Line

    line = Line(1, "", "", "", "", "", None, None, told)
    assert line.detail == [
        ("decision kind", "offered"),
        ("decision children", "C1, C2"),
        ("decision late", "false"),
        ("versions 1 number", "1"),
        ("versions 2 number", "2"),
    ]


def test_each_action_can_be_looked_for() -> None:
    choices = action_choices(EN)
    assert choices[0] == ("", "everything")
    assert {code for code, _ in choices[1:]} == set(ACTIONS) | set(KINDS)
    for code, _ in choices[1:]:
        Sought(action=code)
    assert {code.partition(".")[0] for code in ACTIONS if "." in code} >= set(KINDS)
