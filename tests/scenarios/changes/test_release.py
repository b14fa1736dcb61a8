from __future__ import annotations

from tests.support.asking import asked, change, changed
from tests.support.registers import home, register

CODE = "release"


def test_homes_take_referrals_at_once() -> None:
    inputs = asked(home("H1", open=False, available_from="2027-01-01"), home("H2", open=False))
    released = changed(CODE, inputs, homes=["H1"])
    assert released.register == register(home("H1"), home("H2", open=False))


def test_homes_take_referrals_from_a_day_on() -> None:
    released = changed(CODE, asked(home(open=False)), homes="all", available_from="2026-12-01")
    assert released.register == register(home(available_from="2026-12-01"))


def test_it_is_said_from_when() -> None:
    assert change(CODE, homes="all").says.en == "taking referrals: all homes"
    says = change(CODE, homes=["H1"], available_from="2026-12-01").says
    assert says.en == "taking referrals from 1 December 2026: H1"
    assert says.cy == "yn derbyn atgyfeiriadau o 1 Rhagfyr 2026: H1"
