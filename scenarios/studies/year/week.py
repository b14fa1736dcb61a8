"""A year as one way of deciding lives it: register after register, each judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from matcher.case import Case
from matcher.check import judge
from matcher.criteria import child_costs
from matcher.records.child import Child
from matcher.records.plan import Assignment, Plan
from scenarios.changes.children_leave import ChildrenLeave
from scenarios.changes.on_date import OnDate
from scenarios.inputs import Inputs
from scenarios.studies.arrivals import arrived
from scenarios.studies.year.offers import Offer, request_of
from scenarios.studies.year.script import WEEK, Script, Week
from scenarios.studies.year.tally import Figures, Tally
from scenarios.studies.year.ways import Way


def first_day(inputs: Inputs) -> Inputs:
    """Return the inputs that a year begins with.

    Only waiting children are decided on: who is under review settles where they live. Limits,
    locks and forbidden pairs are left out, since deciding one by one could not keep them.
    Siblings of whom it is said that they must live together had better: a group that no home
    could take would wait for ever, in a year in which nobody is asked about it.
    """
    groups = [{**dict(group), "together": "prefer"} for group in inputs.register.sibling_groups]
    children = [
        {**dict(child), "status": "settled"} if child.status == "review" else child
        for child in inputs.register.children
    ]
    free = replace(inputs, locks=(), forbid=()).with_policy(limits={})
    return free.edited(children=children, sibling_groups=groups)


class Life:
    """A year under one way of deciding, lived week by week.

    Parameters
    ----------
    inputs : Inputs
        What the year begins with; see `first_day`.
    script : Script
        What happens.

    Attributes
    ----------
    inputs : Inputs
        As they are now.
    number : int
        The week, from 1; 0 before the first.
    tally : Tally
        What is counted.
    """

    def __init__(self, inputs: Inputs, script: Script) -> None:
        self.inputs, self.script = inputs, script
        self.number = 0
        self.tally = Tally()
        self._asked: list[str] = []  # requests in the order in which they came up

    def live(self, way: Way) -> None:
        """Live the next week.

        Raises
        ------
        AssertionError
            If what was decided breaks a rule.
        """
        week, self.number = self.script.weeks[self.number], self.number + 1
        self.inputs = happened(self.inputs, week)
        before = self.inputs
        self.inputs = way.decide(before, self._requests(), self._ask)
        homes = {child.id: child.present_home for child in self.inputs.register.children}
        violations = judge(before.case, _plan(homes))
        if violations:
            raise AssertionError(f"the judge refuses week {self.number}: {violations[0].text}")
        self.tally.week(self.inputs.case, homes)

    def _requests(self) -> list[str]:
        """Return the requests of whom somebody waits, who came up first before the others."""
        group_of = self.inputs.case.group_of
        now = dict.fromkeys(
            request_of(child.id, group_of)
            for child in self.inputs.register.children
            if child.status == "waiting"
        )
        known = [id_ for id_ in self._asked if id_ in now]
        self._asked = list(dict.fromkeys([*known, *now]))
        return self._asked

    def _ask(self, inputs: Inputs, offers: Sequence[Offer]) -> Inputs:
        """Ask homes for children; return who lives where then, and who was declined."""
        case, answers = inputs.case, dict[str, Child | dict[str, Any]]()
        for offer in offers:
            home = case.homes[offer.home]
            refused = self.script.says_no(offer.children[0], home, self.number)
            self.tally.n_refusals += refused
            for id_ in offer.children:
                child = case.children[id_]
                if refused:
                    declined = (*child.declined_by, home.id)
                    answers[id_] = {**dict(child), "declined_by": declined}
                else:
                    self.tally.placed(child, home, child_costs(child, home, case))
                    answers[id_] = _settled(child, home.id, case)
        children = [answers.get(child.id, child) for child in inputs.register.children]
        return inputs.edited(children=children)


def lived(inputs: Inputs, script: Script, way: Way) -> Figures:
    """Return what a year comes to under one way of deciding."""
    life = Life(inputs, script)
    for _ in script.weeks:
        life.live(way)
    return life.tally.figures


def happened(inputs: Inputs, week: Week) -> Inputs:
    """Return inputs a week later, before anything is decided."""
    inputs = OnDate(date=inputs.register.as_of + WEEK).apply(inputs)
    known = inputs.case.children
    if leaving := [id_ for id_ in week.leaving if id_ in known]:
        inputs = ChildrenLeave.model_validate({"children": leaving}).apply(inputs)
    inputs = _ended(inputs, week)
    if week.opening:
        inputs = inputs.added(homes=week.opening)
    return arrived(inputs, week.arriving)


def _ended(inputs: Inputs, week: Week) -> Inputs:
    """Return inputs in which placements have ended and homes closed."""
    register, case = inputs.register, inputs.case
    # One of the siblings in a home speaks for all: else more of them would move more often.
    speakers: dict[tuple[str, str], str] = {}
    for child in register.children:
        if child.present_home and case.homes[child.present_home].kind != "parents":
            speakers.setdefault((request_of(child.id, case.group_of), child.present_home), child.id)
    ending = {household for household, id_ in speakers.items() if id_ in week.ending}

    def ends(child: Child) -> bool:
        home = child.present_home
        return home is not None and (
            home in week.closing or (request_of(child.id, case.group_of), home) in ending
        )

    ended = [child.id for child in register.children if ends(child)]
    return inputs.edited(
        children=_with(register.children, ended, status="waiting"),
        homes=_with(register.homes, week.closing, open=False),
    )


def _settled(child: Child, home: str, case: Case) -> dict[str, Any]:
    return {
        **dict(child),
        "status": "settled",
        "placement": {"home": home, "since": case.register.as_of},
        "moves_12m": child.moves_12m + (child.placement is not None),
        "declined_by": (),
    }


def _with(records: Sequence[Any], ids: Collection[str], **fields: Any) -> list[Any]:
    return [{**dict(one), **fields} if one.id in ids else one for one in records]


def _plan(homes: dict[str, str | None]) -> Plan:
    assignments = tuple(Assignment(child=child, home=home) for child, home in homes.items())
    return Plan(format="cartref/plan/1", assignments=assignments)
