"""What a policy keeps besides its levels, in words with units."""

from __future__ import annotations

from collections.abc import Iterator

from api.pages.language import Speech, mark
from matcher.records.policy import Matrix, Policy

#: Each limit: its field, its unit in English, and what it bounds.
LIMITS = (
    ("max_weekly_cost", "pounds a week", mark("All placements together cost at most")),
    ("min_in_house_share", "share", mark("In-house share of foster placements at least")),
    ("max_out_of_county", "children", mark("Children out of the county at most")),
    ("max_moves", "children", mark("Children under review who are moved at most")),
)


def in_words(say: Speech, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield what a policy keeps besides its levels, each as what and how much, with units."""
    off = say.text(mark("no limit"))
    yield (
        say.text(mark("Journeys")),
        say.text(mark("by the table %(name)s"), name=policy.travel.matrix)
        if isinstance(policy.travel, Matrix)
        else say.text(mark("in straight lines")),
    )
    yield (
        say.text(mark("Distance from the family home at most")),
        off if policy.max_km is None else say.amount(policy.max_km, "km"),
    )
    yield (
        say.text(mark("A school is kept from homes within")),
        say.text(mark("any distance"))
        if policy.school_reach_km is None
        else say.amount(policy.school_reach_km, "km"),
    )
    yield (
        say.text(mark("For-profit homes in Wales take no new placement from")),
        say.text(mark("no day"))
        if policy.for_profit_ends is None
        else say.day(policy.for_profit_ends),
    )
    for code, unit, what in LIMITS:
        value = getattr(policy.limits, code)
        yield say.text(what), off if value is None else say.amount(value, unit)
