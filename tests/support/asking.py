"""Builders of what-ifs: tiny inputs, a change by its code, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.errors import InputError
from matcher.records.child import Child, SiblingGroup
from matcher.records.faults import faults_of
from matcher.records.home import Home
from matcher.records.plan import Pair
from matcher.records.policy import Policy
from matcher.travel import Journey, Journeys
from scenarios.changes import CHANGES, Change
from scenarios.inputs import Inputs
from tests.support.registers import register


def asked(
    *records: Child | SiblingGroup | Home,
    journeys: Mapping[tuple[str, str], Journey] | None = None,
    locks: Iterable[Pair] = (),
    forbid: Iterable[Pair] = (),
    **policy: Any,
) -> Inputs:
    """Return inputs of some records; what else is given is the policy's."""
    return Inputs(
        register(*records),
        Policy.model_validate(policy),
        None if journeys is None else Journeys(journeys),
        tuple(locks),
        tuple(forbid),
    )


def change(code: str, **fields: Any) -> Change:
    """Return a change as a scenario file gives it."""
    return CHANGES[code].model_validate({"change": code, **fields})


def changed(code: str, inputs: Inputs, **fields: Any) -> Inputs:
    """Return inputs as a change makes them."""
    return change(code, **fields).apply(inputs)


def refused(code: str, inputs: Inputs, **fields: Any) -> list[tuple[str, str]]:
    """Return place and fault of everything that is said against a change of these inputs."""
    with pytest.raises(InputError) as caught:
        changed(code, inputs, **fields)
    return [(fault.place, fault.fault) for fault in caught.value.faults]


def misread(code: str, **fields: Any) -> list[tuple[str, str]]:
    """Return place and fault of everything that is said against how a change is written."""
    with pytest.raises(ValidationError) as caught:
        change(code, **fields)
    return [(fault.place, fault.fault) for fault in faults_of(caught.value, CHANGES[code])]
