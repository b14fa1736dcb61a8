"""Deciding one by one, as the first plan of the solver does it too."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from matcher.case import Case
from matcher.engine import Engine
from matcher.solve.heuristics.in_turn import best_now, thumb_costs
from matcher.solve.stop import Stop
from scenarios.inputs import Inputs
from scenarios.studies.year.offers import Offer
from scenarios.studies.year.rates import Refusals
from scenarios.studies.year.script import Script
from scenarios.studies.year.ways import WAYS
from scenarios.studies.year.week import Life, first_day
from tests.support.crowds import crowds
from tests.support.drafting import homes_of, today
from tests.support.strategies import tiny_cases


def settled(inputs: Inputs, offers: Sequence[Offer]) -> Inputs:
    """Return inputs after every home has said yes."""
    at = {id_: offer.home for offer in offers for id_ in offer.children}
    children = [
        {
            **dict(child),
            "status": "settled",
            "placement": {"home": at[child.id], "since": inputs.register.as_of},
        }
        if child.id in at
        else child
        for child in inputs.register.children
    ]
    return inputs.edited(children=children)


@pytest.mark.parametrize("code", ["rule_of_thumb", "best_for_each"])
@settings(max_examples=60)
@given(case=crowds(5, 3) | tiny_cases(5, 4))
def test_who_waits_gets_what_a_week_of_deciding_in_turn_gives(code: str, case: Case) -> None:
    inputs = first_day(Inputs(case.register, case.policy, case.journeys))
    engine = Engine(inputs.case)
    draft = today(engine)
    best_now(draft, thumb_costs if code == "rule_of_thumb" else None, Stop())
    requests = Life(inputs, Script(1, (), Refusals()))._requests()
    after = WAYS[code]().decide(inputs, requests, settled)
    lives = {child.id: child.present_home for child in after.register.children}
    assert homes_of(engine, draft) == lives
