"""First come, first served, in-house and near first: what an officer can do by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

from benchmarks.rivals._base import Answer, Rival, rule_of_thumb
from benchmarks.rivals._by_hand import Placing, in_turn
from matcher.case import Case
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules import RULES

#: The kinds of home in the order in which they are asked.
KINDS = (
    ("parents", "kinship"),
    ("in_house_foster",),
    ("agency_foster",),
    ("supported_lodgings",),
    ("residential",),
)


class Greedy(Rival):
    """First come, first served, in-house and near first: what an officer can do by hand."""

    code = "greedy"
    name = "First come, in-house first"
    model = (
        "Waiting children one after the other by the day they need a home, then id; each gets the "
        "first home that may take it beside those who live there by then: parents and kin, "
        "in-house, agency, supported lodgings, residential; of each the county's first, then the "
        "nearest. Siblings together where a home takes all who wait, else one by one if they only "
        "prefer it. Nobody under review moves; rules and limits are kept, nothing is proved."
    )
    exact = False

    def suits(self, case: Case) -> bool:
        """Return whether limits are kept as things are: it knows no way back to them."""
        return Placing.starts_within_limits(case)

    def solve(self, case: Case, seconds: float | None = None) -> Answer:
        """Return the plan; what time does not allow for stays as it is."""
        began = time.perf_counter()
        placing = Placing(case)
        waiting = [child for child in case.register.children if child.status == "waiting"]
        for siblings in in_turn(case, waiting):
            if seconds is not None and time.perf_counter() - began >= seconds:
                break
            if not _place(placing, siblings) and len(siblings) > 1:
                # A `must` group that no home takes whole fits nowhere in parts either.
                for child in siblings:
                    _place(placing, [child])
        n_placed = sum(placing.homes[child.id] is not None for child in waiting)
        return rule_of_thumb(case, placing.homes, began, placed=n_placed)


def _place(placing: Placing, party: list[Child]) -> bool:
    """Give a party the first home that takes it whole; return whether one did."""
    for home in _in_order(placing.case, party):
        homes: dict[str, str | None] = {child.id: home.id for child in party}
        eligible = not any(
            rule.refuses(child, home, placing.case) for rule in RULES for child in party
        )
        if eligible and placing.fits(homes):
            placing.take(homes)
            return True
    return False


def _in_order(case: Case, party: list[Child]) -> Iterator[Home]:
    """Yield the homes in the order in which they are asked."""

    def distance(home: Home) -> tuple[int, str]:
        return sum(case.tenths(child, home, "home") for child in party), home.id

    for kinds, away in product(KINDS, (False, True)):
        yield from sorted(
            (
                home
                for home in case.register.homes
                if home.kind in kinds and case.out_of_county(home) == away
            ),
            key=distance,
        )
