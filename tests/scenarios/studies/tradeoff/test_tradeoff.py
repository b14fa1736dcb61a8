"""Trade-off curves that are known by hand, and curves found again by enumeration."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.errors import InputError, NoPlanError, UndecidedError
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.studies.tradeoff import CHILDREN_MOVED, PolicyPoint, Tradeoff, search, tradeoff_of
from scenarios.studies.tradeoff.axes import Axis
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import WELSH_NEIGHBOUR, child, home, register, settled, there
from tests.support.what_ifs import inputs

#: Tenths of a km to homes 0.1 and 0.2 degrees to the north.
NEAR, FAR = 111, 222
LEVELS = [{"unplaced": 1}, {"distance_home": 1}]
COST = ("weekly_cost", "distance_home")
DEAR = home("H1", weekly_cost=900.25)


def county(middle: float = 600, *others: Any, **policy: Any) -> Inputs:
    """One child, a dear home next door, one in the middle, a cheap one far away."""
    homes = (
        home("H2", weekly_cost=middle, location=there(0.1)),
        home("H3", weekly_cost=500, location=there(0.2)),
    )
    return inputs(register(child("C1"), DEAR, *homes, *others), **{"levels": LEVELS, **policy})


def places(study: Tradeoff) -> list[tuple[int, int, bool, str]]:
    return [(one.across, one.down, one.corner, one.next) for one in study.points]


def test_a_curve_of_exactly_three_points() -> None:
    study = tradeoff_of(county(), *COST)
    assert places(study) == [
        (500, FAR, True, "nothing"),
        (600, NEAR, True, "nothing"),
        (900, 0, True, "nothing"),
    ]
    assert study.is_complete
    assert study.held == ({"unplaced": 1},)
    assert study.policy_point == PolicyPoint(across=900, down=0)
    assert [
        [(who.child, who.policy_home, who.home) for who in one.elsewhere] for one in study.points
    ] == [
        [("C1", "H1", "H3")],
        [("C1", "H1", "H2")],
        [],
    ]
    assert study.headline(Language("en")) == (
        "3 best trade-offs between weekly cost and distance from family, every one there is: from "
        "£500 a week, 22.2 km to £900 a week, 0.0 km."
    )


def test_a_point_that_no_weights_choose_is_found_by_a_limit() -> None:
    assert places(tradeoff_of(county(800), *COST)) == [
        (500, FAR, True, "nothing"),
        (800, NEAR, False, "nothing"),
        (900, 0, True, "nothing"),
    ]
    # The same the other way round, and of points on one line.
    other_way = tradeoff_of(county(800), *reversed(COST))
    assert [(one.down, one.across) for one in other_way.points] == [
        (900, 0),
        (800, NEAR),
        (500, FAR),
    ]
    assert other_way.is_complete
    assert [one.across for one in tradeoff_of(county(700), *COST).points] == [500, 700, 900]


def test_a_sum_without_a_limit_gives_the_corners_and_says_so() -> None:
    # Contact at the cheap home: what is near the family is far from it, the middle beyond both.
    contact = {"at": there(0.2), "per_week": 1}
    homes = [home(f"H{n}", location=there(n / 10, lon)) for n, lon in ((0, 0), (1, 0.2), (2, 0))]
    one = inputs(register(child("C1", contact=contact), *homes), levels=LEVELS)
    study = tradeoff_of(one, "contact_travel", "distance_home")
    assert places(study) == [(0, FAR, True, "unweighable"), (2 * FAR, 0, True, "nothing")]
    assert (study.is_complete, study.has_all_corners, study.bounded) == (False, True, False)
    say = Language("en")
    assert "every one that some weights would choose before all others" in study.headline(say)
    assert "neither sum can be limited exactly" in study.exactness(say)
    assert study.tables(say)[0].rows[0][-1] == "perhaps some, no corner"


def test_children_moved_count_once_however_often_they_moved() -> None:
    records = (
        child("C1", home="H3", moves_12m=2),
        child("C2", home="H3"),
        home("H1", places=2),
        home("H3", places=2, location=there(0.2)),
    )
    one = inputs(register(*records), levels=LEVELS)
    moved = tradeoff_of(one)
    assert (moved.across, moved.down) == (CHILDREN_MOVED, "distance_home")
    assert places(moved) == [
        (0, 2 * FAR, True, "nothing"),
        (1, FAR, False, "nothing"),
        (2, 0, True, "nothing"),
    ]
    assert moved.headline(Language("en")).startswith("3 best trade-offs between children moved and")
    # Counted with earlier moves, C2 is 1 and C1 is 3; no limit counts so.
    counted = tradeoff_of(one, "moves", "distance_home")
    assert places(counted) == [
        (0, 2 * FAR, True, "nothing"),
        (1, FAR, True, "unweighable"),
        (4, 0, True, "nothing"),
    ]
    assert not counted.bounded
    still = one.edited(children=[{**dict(who), "moves_12m": 0} for who in one.register.children])
    assert tradeoff_of(still, "moves", "distance_home").is_complete


def test_settled_children_count_in_limits_but_not_in_the_sums() -> None:
    over = home("H4", authority=WELSH_NEIGHBOUR, weekly_cost=333, places=2)
    records = child("C1"), settled("C9", "H4"), over, home("H5", location=there(0.1), places=1)
    study = tradeoff_of(inputs(register(*records), levels=LEVELS), "out_of_county", "distance_home")
    assert [(one.across, one.down) for one in study.points] == [(0, NEAR), (1, 0)]
    study = tradeoff_of(
        county(800, settled("C9", "H4"), over.model_copy(update={"places": 1})), *COST
    )
    assert [one.across for one in study.points] == [500, 800, 900]


def test_the_policys_own_limit_stays() -> None:
    own = {"limits": {"max_weekly_cost": 850}}
    study = tradeoff_of(county(800, **own), *COST)
    # Pence count in that limit and not in the sum, so no limit can be put on the sum.
    assert not study.bounded
    assert places(study) == [(500, FAR, True, "unweighable"), (800, NEAR, True, "nothing")]
    whole = county(800, **own).edited(homes=county(800).register.homes[1:])
    assert tradeoff_of(whole, *COST).is_complete
    with pytest.raises(NoPlanError):
        tradeoff_of(
            inputs(register(settled("C1", "H1"), DEAR), limits={"max_weekly_cost": 1}), *COST
        )


def test_the_levels_before_stay_first() -> None:
    # The cheapest is no home at all; and the default policy keeps siblings together before.
    assert tradeoff_of(county(), *COST).points[0].across == 500
    default = inputs(county().register)
    assert tradeoff_of(default, *COST).held == ({"unplaced": 1}, {"siblings_apart": 1})
    last = county(levels=[{"weekly_cost": 1}, {"unplaced": 1}])
    assert tradeoff_of(last, *COST).held == ({"unplaced": 1},)
    unplaced = tradeoff_of(county(), "unplaced", "weekly_cost")
    assert unplaced.held == ()
    assert [(one.across, one.down) for one in unplaced.points] == [(0, 500), (1, 0)]
    neither = tradeoff_of(county(), "setting", "weekly_cost")
    assert neither.held == tuple(LEVELS)
    assert neither.headline(Language("en")) == (
        "One plan is best in both: 0 steps, £900 a week. There is nothing to trade."
    )


def test_no_more_points_than_asked_for() -> None:
    far = home("H4", weekly_cost=499, location=there(0.3))
    study = tradeoff_of(county(800, far), *COST, most_points=3)
    assert [one.across for one in study.points] == [499, 500, 900]
    assert [one.next for one in study.points] == ["nothing", "unknown", "nothing"]
    assert not study.has_all_corners
    say = Language("en")
    assert "No more than 3 points were looked for." in study.exactness(say)
    assert "not all there may be" in study.headline(say)
    assert len(tradeoff_of(county(800, far), *COST).points) == 4


def test_faults_of_what_is_asked_are_told_together() -> None:
    with pytest.raises(InputError) as raised:
        tradeoff_of(county(), "costs", "distance")
    assert [fault.place for fault in raised.value.faults] == ["across", "down"]
    with pytest.raises(InputError, match="down: counts the same as across"):
        tradeoff_of(county(), "moves", CHILDREN_MOVED)
    with pytest.raises(InputError, match="most_points: is too few"):
        tradeoff_of(county(), *COST, most_points=1)


def test_what_no_limit_counts_can_not_be_bounded() -> None:
    assert not Axis("setting").can_be_bounded(county())
    with pytest.raises(ValueError, match="no limit bounds setting"):
        Axis("setting").at_most(county(), 1)


def stop_after(n_plans: int, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    """Let everything after so many plans of the search raise an error."""
    left = iter(range(n_plans))

    def plan(inputs: Inputs, time_limit: float | None) -> Plan:
        if next(left, None) is None:
            raise error
        return inputs.plan(time_limit)

    monkeypatch.setattr(search, "planned", plan)


def test_an_interrupt_keeps_the_points_found(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after(2, monkeypatch, KeyboardInterrupt)
    told: list[tuple[int, int]] = []
    study = tradeoff_of(county(), *COST, progress=lambda done, total: told.append((done, total)))
    assert [one.across for one in study.points] == [500, 900]
    assert study.stopped
    assert not study.has_all_corners
    assert study.exactness(Language("en")).endswith("The study was stopped before it was done.")
    assert told == [(0, 60), (1, 60), (2, 60)]


@pytest.mark.parametrize(
    ("n_plans", "across", "complete"),
    [(0, [], False), (1, [500], False), (2, [500, 900], False), (3, [500, 900], True)],
)
def test_what_is_not_proved_in_time_is_left_out(
    n_plans: int, across: list[int], complete: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(n_plans, monkeypatch, UndecidedError)
    study = tradeoff_of(county(800), *COST, time_limit=60)
    assert [one.across for one in study.points] == across
    assert (study.is_complete, study.has_all_corners) == (False, complete)
    say = Language("en")
    left_out = "Plans that were not proved in the time given are left out."
    assert (left_out in study.exactness(say)) is not complete
    assert len(study.tables(say)[0].rows) == len(across)
    if not across:
        assert study.headline(say).startswith("No point of the curve was proved")


def test_an_unproved_plan_is_no_point(monkeypatch: pytest.MonkeyPatch) -> None:
    def plan(inputs: Inputs, time_limit: float | None) -> Plan:
        found = inputs.plan(time_limit)
        levels = [*found.levels[:1], *({"value": one.value} for one in found.levels[1:])]
        return Plan.model_validate({**dict(found), "levels": levels})

    monkeypatch.setattr(search, "planned", plan)
    assert tradeoff_of(county(), *COST, time_limit=60).points == ()


def test_picture_and_tables_in_both_languages() -> None:
    study = tradeoff_of(county(), *COST)
    for code in ("en", "cy"):
        say = Language(code)
        (picture,) = study.pictures(say)
        assert picture.svg.count("<circle") == 3
        assert "£900" in picture.note
        points, elsewhere = study.tables(say)
        assert {len(row) for row in points.rows} == {len(points.columns)}
        assert len(elsewhere.rows) == 2
        assert study.exactness(say)
    assert Tradeoff.model_validate_json(study.model_dump_json()) == study


def best_trade_offs(case: Case, across: str, down: str) -> list[tuple[int, int]]:
    """Return all points of the curve, by looking at every plan."""
    sums = case.policy.model_copy(update={"levels": ({"unplaced": 1}, {across: 1}, {down: 1})})
    brute = BruteForce(Case(case.register, sums, case.journeys))
    found = {brute.levels(homes) for homes in brute.plans()}
    least = min(found)[0] if found else 0
    kept = {levels[1:] for levels in found if levels[0] == least}
    return sorted(
        (x, y)
        for x, y in kept
        if not any(other != (x, y) and other[0] <= x and other[1] <= y for other in kept)
    )


@settings(max_examples=40, deadline=None)
@given(crowds(max_children=4), st.sampled_from(["weekly_cost", "out_of_county", "siblings_apart"]))
def test_curves_are_those_of_enumeration(case: Case, across: str) -> None:
    levels = [{"unplaced": 1}, {across: 1, "moves": 1}]
    one = Inputs(case.register, case.policy, case.journeys).with_policy(levels=levels)
    every = best_trade_offs(one.case, across, "moves")
    try:
        study = tradeoff_of(one, across, "moves")
    except NoPlanError:
        assert every == []
        return
    found = [(point.across, point.down) for point in study.points]
    assert set(found) <= set(every)
    assert (found == every) or not study.is_complete
    assert study.has_all_corners
    for (x, y), (to_x, to_y) in pairwise(found):
        # What is between two points, if anything, no weights choose.
        for other_x, other_y in every:
            if x < other_x < to_x:
                assert (y - to_y) * other_x + (to_x - x) * other_y >= (y - to_y) * x + (
                    to_x - x
                ) * y
