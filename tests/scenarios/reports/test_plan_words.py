"""What is said of a plan in a few words."""

from __future__ import annotations

from matcher.plan_warnings import AGES_OUT, CANNOT_UNITE, STANDING_BREACH
from matcher.records.policy import Limits
from scenarios.reports.language import Language
from scenarios.reports.plan_words import WARNINGS, in_short, limits

ENGLISH, WELSH = Language("en"), Language("cy")


def test_criteria_are_told_with_their_units_and_zeros_left_out_but_for_the_distance() -> None:
    criteria = {"distance_home": 0, "contact_travel": 1504, "weekly_cost": 950, "language": 0}
    criteria |= {"out_of_county": 1, "school_change": 2, "unmet_preferences": 1}
    assert list(in_short(criteria, ENGLISH)) == [
        "0.0 km from the family home",
        "150.4 km a week of travel for family time",
        "£950 a week",
        "preferences not met: 1 need",
        "out of the county",
        "change of school",
    ]
    assert list(in_short({"distance_home": 12}, WELSH)) == ["1.2 km o gartref y teulu"]
    assert list(in_short({}, ENGLISH)) == []


def test_limits_are_told_in_words_where_there_are_any() -> None:
    both = Limits(max_weekly_cost=250_000, min_in_house_share=0.7)
    assert limits(both, ENGLISH) == "at most £250,000 a week; at least 70 % in-house"
    assert limits(Limits(), ENGLISH) == ""


def test_every_warning_of_the_engine_has_its_words() -> None:
    assert set(WARNINGS) == {CANNOT_UNITE, STANDING_BREACH, AGES_OUT, "limit_leaves_unplaced"}
