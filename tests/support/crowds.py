"""Random tiny cases of full houses: siblings, settled children and few rooms, few other rules."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from matcher.case import Case
from matcher.case_arrays import ALONGSIDE, GENDERS
from matcher.records.child import Child
from matcher.records.home import Home
from tests.support.registers import case, group
from tests.support.registers import child as child_of
from tests.support.registers import home as home_of

IDS = ("1", "10", "2", "3", "4", "5", "6")
LEVELS: list[list[dict[str, int]]] = [
    [{"unplaced": 1}, {"siblings_apart": 1}, {"moves": 3, "setting": 2, "weekly_cost": 1}],
    [{"unplaced": 1}, {"weekly_cost": 1}],
    [{"unplaced": 300, "siblings_apart": 150, "moves": 100, "weekly_cost": 1}],
    [
        {"siblings_apart": 2, "moves": 1},
        {},
        {"weekly_cost": 1, "siblings_apart": 90},
        {"unplaced": 1},
    ],
    [{"weekly_cost": 1}, {"unplaced": 1, "moves": 0}],
]


@st.composite
def crowds(draw: st.DrawFn, max_children: int = 5, max_homes: int = 3, limits: bool = True) -> Case:
    """Draw a case in which children, siblings for the most part, contend for few places."""
    homes = [f"H{id_}" for id_ in IDS[: draw(st.integers(1, max_homes))]]
    children = [f"C{id_}" for id_ in IDS[: draw(st.integers(1, max_children))]]
    bedrooms, apart, alongside = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    declined = draw(st.booleans())

    def a_home(id_: str) -> Home:
        fields: dict[str, Any] = {"places": draw(st.integers(1, 4))}
        if bedrooms:
            fields["bedrooms"] = draw(st.none() | st.integers(0, 3))
        fields["kind"] = draw(st.sampled_from(["in_house_foster", "residential", "agency_foster"]))
        fields["fostering_limit"] = draw(st.sampled_from([3, 3, 0, 1, 2]))
        fields["weekly_cost"] = draw(st.sampled_from([0, 0.1, 50, 100.5]))
        if draw(st.integers(0, 5)) == 0:
            fields["other_children"] = [{"age": 9, "gender": "female"}]
        return home_of(id_, **fields)

    def a_child(id_: str) -> Child:
        lives = draw(st.sampled_from([None, None, *homes[:2]]))
        status = draw(st.sampled_from(["review", "review", "settled"])) if lives else "waiting"
        fields: dict[str, Any] = {"moves_12m": draw(st.integers(0, 1))}
        if bedrooms:
            fields["gender"] = draw(st.sampled_from(GENDERS))
        if apart:
            others = [other for other in children if other != id_]
            one = st.lists(st.sampled_from(others), max_size=1) if others else st.just([])
            fields["apart_from"] = draw(one)
        if alongside:
            fields["alongside"] = draw(st.sampled_from(["any", "any", *ALONGSIDE]))
        if declined:
            fields["declined_by"] = draw(st.lists(st.sampled_from(homes), max_size=1))
        age = draw(st.sampled_from([5, 9, 10, 12]))
        return child_of(id_, age=age, home=lives, **fields | {"status": status})

    records: list[Child | Home] = [
        *map(a_child, draw(st.permutations(children))),
        *map(a_home, homes),
    ]
    members: dict[str, list[str]] = {"": [], "S1": [], "S2": []}
    for id_ in children:
        members[draw(st.sampled_from(["", "S1", "S1", "S2"]))].append(id_)
    groups = [
        group(*ids, id_=id_, together=draw(st.sampled_from(["must", "prefer", "prefer"])))
        for id_, ids in members.items()
        if id_ and len(ids) > 1
    ]
    some: dict[str, float | None] = {}
    if limits and draw(st.booleans()):
        some["max_moves"] = draw(st.none() | st.integers(0, 1))
        some["max_weekly_cost"] = draw(st.sampled_from([None, 0.3, 100.6, 250.6, 301.5]))
        some["min_in_house_share"] = draw(st.sampled_from([None, 0.5, 0.75, 1]))
    return case(*records, *groups, levels=draw(st.sampled_from(LEVELS)), limits=some)
