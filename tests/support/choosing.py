"""Decisions in a test: written in a line, made on a case, their faults."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.case import Case
from matcher.errors import Fault, InputError
from matcher.records.register import Register
from scenarios.decisions import Decision, decided
from tests.support.registers import AS_OF


def decision(kind: str, *children: str, home: str = "H1", **fields: Any) -> Decision:
    """Return a decision about H1 on the register's day, with a reason if nothing else is said."""
    given = {"on": AS_OF, "reason": "the panel agreed", **fields}
    return Decision.model_validate({"kind": kind, "children": children, "home": home, **given})


def made(before: Case, one: Decision) -> Register:
    """Return the register after a decision."""
    return decided(before.register, before.policy, before.journeys, one)


def refused(before: Case, one: Decision) -> tuple[Fault, ...]:
    """Return the faults of a decision that can't be made."""
    with pytest.raises(InputError) as caught:
        made(before, one)
    return caught.value.faults


def said(before: Case, one: Decision) -> list[tuple[str, str]]:
    """Return the places of those faults, and what is wrong there."""
    return [(fault.place, fault.fault) for fault in refused(before, one)]
