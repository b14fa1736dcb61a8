"""What is different between two policies, in words."""

from __future__ import annotations

from api.pages.language import speech
from api.pages.policy_changes import Changed, changes_of
from matcher.records.policy import Limits, Matrix, Policy

EN = speech("en")
BEFORE = Policy()


def changed(**fields: object) -> tuple[Changed, ...]:
    return changes_of(EN, BEFORE, Policy.model_validate({**dict(BEFORE), **fields}))


def test_the_same_policy_has_no_changes() -> None:
    assert changed() == ()


def test_fields_are_told_with_their_units_in_the_order_of_the_form() -> None:
    assert changed(
        name="Near",
        max_km=30,
        school_reach_km=None,
        for_profit_ends=None,
        travel=Matrix(matrix="roads.csv"),
        limits=Limits(max_weekly_cost=100_000, min_in_house_share=0.7),
    ) == (
        Changed("Name of the policy", "default", "Near"),
        Changed("Journeys", "in straight lines", "by the table roads.csv"),
        Changed("Distance from the family home at most", "no limit", "30.0 km"),
        Changed("A school is kept from homes within", "24.0 km", "any distance"),
        Changed("For-profit homes in Wales take no new placement from", "1 April 2030", "no day"),
        Changed("All placements together cost at most", "no limit", "£100,000 a week"),
        Changed("In-house share of foster placements at least", "no limit", "70.0 %"),
    )


def test_a_criterion_changes_its_weight_its_level_or_whether_it_counts() -> None:
    levels = ({"unplaced": 1}, {"moves": 1500, "siblings_apart": 1}, {"moves": 2, "not_kin": 800})
    told = {one.what: (one.before, one.after) for one in changed(levels=levels)}
    assert told[EN.criterion("moves")] == (
        "level 3, weight 1,200",
        "level 2, weight 1,500; level 3, weight 2",
    )
    assert told[EN.criterion("weekly_cost")] == ("level 4, weight 1", "does not count")
    assert EN.criterion("not_kin") not in told
    assert EN.criterion("unplaced") not in told
