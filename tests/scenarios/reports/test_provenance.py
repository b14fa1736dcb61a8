"""What a report says of what it was made from."""

from __future__ import annotations

from datetime import date
from importlib import metadata

import pytest

from matcher.travel import Journeys
from scenarios.reports.provenance import installed, provenance
from tests.support.registers import child, home, register
from tests.support.what_ifs import inputs


def test_it_is_of_the_register_and_the_policy() -> None:
    of = inputs(register(child("C1"), home("H1")), name="in-house first")
    told = provenance(of)
    assert told.authority_name == "Powys"
    assert told.authority == "W06000023"
    assert told.as_of == of.register.as_of == date(2026, 11, 2)
    assert told.register_sha256 == of.register.sha256
    assert told.policy_name == "in-house first"
    assert told.travel == "great_circle"
    assert told.cartref == installed()


def test_measured_journeys_are_told() -> None:
    of = inputs(register(child("C1"), home("H1")))
    measured = type(of)(of.register, of.policy, Journeys({}))
    assert provenance(measured).travel == "measured"


def test_a_copy_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name != "cartref":
            raise AssertionError(name)
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("scenarios.reports.provenance.version", version)
    assert installed() is None
    monkeypatch.setattr("scenarios.reports.provenance.version", lambda _: "9.9")
    assert installed() == "9.9"
