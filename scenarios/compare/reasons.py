"""Why a child's home differs: facts that rules, limits and the two plans tell, one by one.

Nothing here is solved. Asked of the scenario's home: what kept the child from it in the baseline?
Asked of the baseline's home: what keeps the child from it in the scenario? Where nothing does, the
plan as a whole decides, and it is told what that home would cost instead, all else as planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher import together
from matcher.case import Case
from matcher.criteria import own_levels
from matcher.household import household_refusals
from matcher.limits import limits_set, total
from matcher.records.child import Child
from matcher.rules import refusals
from scenarios.compare import sentences
from scenarios.compare.records import Reason, WhichSide
from scenarios.compare.side import Side

#: What a scenario changes of a child when its home closes: told by the home's own reason.
_FOLLOWS = frozenset({"status", "placement"})


def reasons_for(baseline: Side, side: Side, child: str) -> tuple[Reason, ...]:
    """Return why a child that both registers have is elsewhere in the scenario's plan.

    At least one reason; those that stand in the way come before those that only weigh.
    """
    old, new = baseline.homes[child], side.homes[child]
    before, now = baseline.case.children[child], side.case.children[child]
    found = []
    if changed := _changed(before, now):
        found.append(sentences.child_changed(child, changed))
    if new is not None:
        asker = _Asker("baseline", baseline, side, child)
        facts = list(asker.in_the_way(new))
        # What the baseline had instead tells more than what it thought of the scenario's home.
        found += facts or ([asker.by_the_plan(new)] if old is None else [])
    if old is not None:
        asker = _Asker("scenario", side, baseline, child)
        found += list(asker.in_the_way(old)) or [asker.by_the_plan(old)]
    return tuple(found)


class _Asker:
    """Asks one side why a child does not have a home there that it has in the other plan."""

    def __init__(self, which: WhichSide, here: Side, other: Side, child: str) -> None:
        self.which, self.here, self.other = which, here, other
        self.id, self.case = child, here.case
        self.child = here.case.children[child]

    def in_the_way(self, home: str) -> Iterator[Reason]:
        """Yield the first thing found in the way of a home."""
        case, inputs = self.case, self.here.inputs
        pair = (self.id, home)
        chosen = self.here.homes[self.id]
        if home not in case.homes:
            gone = self.which == "scenario"
            yield sentences.home_gone(home) if gone else sentences.home_new(home)
        elif self.child.status == "settled":
            yield sentences.settled(self.which, self.id, self.child.present_home)
        elif codes := self._refused(home):
            yield sentences.refused(self.which, self.id, home, codes)
        elif pair in inputs.forbid:
            yield sentences.forbidden(self.which, self.id, home)
        elif chosen is not None and (self.id, chosen) in inputs.locks:
            yield sentences.locked(self.which, self.id, chosen)
        else:
            yield from self._people_in_the_way(home)

    def _people_in_the_way(self, home: str) -> Iterator[Reason]:
        """Yield what is in the way of a home because of who lives there."""
        case = self.case
        same = [case.children[o.id] for o in self.other.there(home) if o.id in case.children]
        if codes := _crowded(home, same, case):
            yield sentences.household(self.which, home, codes)
            return
        there = [one for one in self.here.there(home) if one.id != self.id]
        if codes := _crowded(home, [*there, self.child], case):
            came = [one.id for one in there if self.other.homes.get(one.id) != home]
            yield sentences.others(self.which, self.id, home, came, codes)

    def by_the_plan(self, home: str) -> Reason:
        """Return what a home that nothing stands in the way of would do to the plan."""
        case, homes = self.case, self.here.homes
        instead = {**homes, self.id: home}
        group = case.group_of.get(self.id)
        if group is not None and together.torn(group, instead, case):
            siblings = [id_ for id_ in group.children if id_ != self.id]
            return sentences.siblings(self.which, self.id, home, siblings)
        broken = [
            limit.code
            for limit in limits_set(case)
            if total(limit, instead, case) > limit.most(case)
        ]
        if broken:
            return sentences.limits(self.which, self.id, home, broken)
        there = own_levels(case, [self.child], instead)
        chosen = own_levels(case, [self.child], homes)
        levels = tuple(one - other for one, other in zip(there, chosen, strict=True))
        return sentences.whole_plan(self.which, self.id, home, levels, case.policy)

    def _refused(self, home: str) -> tuple[str, ...]:
        """Return the rules that keep the child out, unless it lives there and may stay."""
        there = self.case.homes[home]
        if self.case.stays(self.child, there):
            return ()
        return refusals(self.child, there, self.case)


def _crowded(home: str, children: Sequence[Child], case: Case) -> tuple[str, ...]:
    """Return the household rules that children break in a home, unless all live there already."""
    if all(child.present_home == home for child in children):
        return ()
    return household_refusals(case.homes[home], children, case)


def _changed(before: Child, now: Child) -> list[str]:
    """Return the names of the fields of a child that differ."""
    names = (name for name in Child.model_fields if name not in _FOLLOWS)
    return [name for name in names if getattr(before, name) != getattr(now, name)]
