"""What is wrong with a decision: all of it together, each at a field of the decision."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from matcher import together
from matcher.case import Case
from matcher.check import ASSIGNMENT, STATUS, judge
from matcher.errors import Fault
from matcher.household import HOUSEHOLD_RULES
from matcher.records.child import Child
from matcher.records.plan import Assignment, Plan, Violation
from matcher.rules import RULES
from scenarios.changes._edits import replaced
from scenarios.decisions._decision import Decision
from scenarios.inputs import Inputs

#: A decision takes effect at most so many days before or after the register's day.
MOST_DAYS = 366

#: Who can change what each rule refuses; None: nobody.
_CHANGED_BY = {
    **{rule.code: rule.changed_by for rule in RULES},
    **{rule.code: rule.changed_by for rule in HOUSEHOLD_RULES},
    together.CODE: None,
}


@dataclass(frozen=True)
class Faults:
    """What is wrong with a decision.

    Attributes
    ----------
    inputs : Inputs
        On which it was decided.
    decision : Decision
        What was decided.
    """

    inputs: Inputs
    decision: Decision

    @cached_property
    def case(self) -> Case:
        """The register as it stands."""
        return self.inputs.case

    @cached_property
    def children(self) -> list[tuple[str, Child]]:
        """The children of whom something can be said, each with its place in the decision."""
        known = self.case.children
        return [
            (f"children[{position}]", known[id_])
            for position, id_ in enumerate(self.decision.children)
            if id_ in known
        ]

    def found(self) -> list[Fault]:
        """Return all faults; rules are judged where it is clear who would live where from when."""
        found = [*self._ids(), *self._fields(), *self._days(), *self._each()]
        unclear = {fault.place.partition("[")[0] for fault in found} & {"children", "home", "on"}
        if self.decision.kind == "accepted" and not unclear:
            found += self._rules()
        return found

    def _ids(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for position, id_ in enumerate(self.decision.children):
            if id_ not in self.case.children:
                yield Fault(f"children[{position}]", f"no child has the id {id_}", "a child's id")
            elif id_ in seen:
                yield Fault(f"children[{position}]", f"{id_} is there twice", "each child once")
            seen.add(id_)
        if self.decision.home not in self.case.homes:
            yield Fault("home", f"no home has the id {self.decision.home}", "a home's id")

    def _fields(self) -> Iterator[Fault]:
        decision = self.decision
        if decision.kind in ("declined", "ended") and decision.reason is None:
            yield Fault("reason", f"is missing: the kind is {decision.kind}", "why, in a sentence")
        if decision.despite and decision.kind != "accepted":
            yield Fault("despite", "sets rules aside, but nothing is accepted", "none")
        if decision.left_care and decision.kind != "ended":
            yield Fault("left_care", "is true, but no placement ends", "false")

    def _days(self) -> Iterator[Fault]:
        on = self.decision.on
        if abs(on - self.inputs.register.as_of) > timedelta(days=MOST_DAYS):
            accepted = f"a day at most {MOST_DAYS} days before or after it"
            yield Fault("on", "is more than a year from the register's day", accepted)
        for _, child in self.children:
            if on < child.date_of_birth:
                yield Fault("on", f"is before {child.id} was born", "the day it takes effect")
            elif (
                self.decision.kind in ("accepted", "ended")
                and child.placement is not None
                and on < child.placement.since
            ):
                fault = f"is before the placement of {child.id} in {child.placement.home} began"
                yield Fault("on", fault, "that day, or a later one")

    def _each(self) -> Iterator[Fault]:
        """Yield what speaks against deciding so about each child."""
        kind, home = self.decision.kind, self.decision.home
        for place, child in self.children:
            if kind == "ended":
                yield from self._not_ending(place, child)
            elif child.status == "settled":
                fault = f"{child.id} is settled in {child.present_home}"
                yield Fault(place, fault, "a child who is waiting or under review")
            elif kind == "declined" and home in child.declined_by:
                yield Fault(place, f"{home} has declined {child.id} before", "other children")
            elif kind in ("declined", "offered") and child.present_home == home:
                yield Fault(place, f"{child.id} lives in {home}", "another home, or kind ended")

    def _not_ending(self, place: str, child: Child) -> Iterator[Fault]:
        home, placement = self.decision.home, child.placement
        if placement is None or placement.home != home:
            yield Fault(place, f"{child.id} does not live in {home}", "children who live there")
        elif child.status == "waiting" and not self.decision.left_care:
            fault = f"the placement of {child.id} in {home} is ending already"
            yield Fault(place, fault, "other children, or left_care")

    def _rules(self) -> Iterator[Fault]:
        """Yield every rule that the placement breaks and that is not, or can't be, set aside."""
        broken = self._broken()
        despite = self.decision.despite
        for position, code in enumerate(despite):
            place = f"despite[{position}]"
            if code in despite[:position]:
                yield Fault(place, f"{code} is there twice", "each code once")
            elif code not in {violation.code for violation in broken}:
                accepted = ", ".join(sorted({violation.code for violation in broken})) or "none"
                yield Fault(place, "is no rule that this placement breaks", accepted)
            elif _CHANGED_BY[code] is None:
                yield Fault(place, f"nobody can set {code} aside", "another home")
        for violation in broken:
            changed_by = _CHANGED_BY[violation.code]
            if violation.code not in despite:
                yield Fault(
                    "children" if violation.code == together.CODE else "home",
                    f"{violation.text} ({violation.code})",
                    _instead(violation, self.decision.children)
                    if changed_by is None
                    else f"another home, or {violation.code} in despite, set aside by {changed_by}",
                )

    def _broken(self) -> Sequence[Violation]:
        """Return what the placement breaks if it starts on the day and all else stays as it is."""
        ids, home = self.decision.children, self.decision.home
        children = replaced(self.inputs.register.children, ids, needed_by=self.decision.on)
        case = self.inputs.edited(children=children).with_policy(limits={}).case
        plan = Plan(
            format="cartref/plan/1",
            assignments=tuple(
                Assignment(child=child.id, home=home if child.id in ids else child.present_home)
                for child in case.register.children
            ),
        )
        return [one for one in judge(case, plan) if one.code not in (ASSIGNMENT, STATUS)]


def _instead(violation: Violation, children: Collection[str]) -> str:
    """Return what would be accepted instead of what nobody can change."""
    if violation.code != together.CODE:
        return "another home: nobody can set this aside"
    rest = [id_ for id_ in violation.children if id_ not in children]
    return f"all of them in one decision, so {', '.join(rest)} too"
