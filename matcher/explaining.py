"""Reasons: why this home, why not another, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from matcher import together
from matcher.approvals import approvals_for
from matcher.case import Case
from matcher.cases import case_of
from matcher.criteria import CRITERION, ChildCriterion, GroupCriterion, own_levels
from matcher.engine import Engine
from matcher.household import HOUSEHOLD_RULES
from matcher.living import Living, change_of
from matcher.locks import PairConstraints
from matcher.obstacles import in_the_way
from matcher.records.child import Child
from matcher.records.explanation import Alternative, Contribution, Explanation, Obstacle
from matcher.records.home import Home
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.rules import RULES
from matcher.solve.stop import Stop
from matcher.system_cost import SystemCosts

#: How many better homes, of those that a rule stops and of the others, and how many smallest
#: changes are told.
N_BETTER = 5
N_CHANGES = 5

_RULE_CODES = {rule.code for rule in RULES}


def explain(
    register: Register,
    child: str,
    home: str | None = None,
    policy: Policy | None = None,
    travel: str | Path | None = None,
) -> Explanation:
    """Return why the best plan puts a child where it does, and why not elsewhere.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    child : str
        Id of the child.
    home : str, optional
        Id of a home to ask about.
    policy : Policy, optional
        The default policy if None.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.

    Returns
    -------
    Explanation
        Contributions, better homes with what stops each, and for a child without a home the
        smallest changes that would help.

    Raises
    ------
    InputError
        If an id is nobody's.
    NoPlanError
        If no plan keeps the limits.
    """
    return explain_case(case_of(register, policy, travel), child, home)


def explain_case(
    case: Case, child: str, home: str | None = None, system: SystemCosts | None = None
) -> Explanation:
    """Return the explanation of a case; see `explain`.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    child, home : str
        As in `explain`.
    system : SystemCosts, optional
        Of the case: where the best plan is known already, it need not be found again.
    """
    who = case.child(child)
    asked = None if home is None else case.home(home)
    system = system or SystemCosts(Engine(case))
    if system.best.chosen is None:
        raise system.engine.why_not(PairConstraints(), system.best, Stop())
    return _Explainer(case, who, system, system.engine.homes(system.best.chosen)).about(asked)


class _Explainer:
    """One child in one best plan."""

    def __init__(
        self,
        case: Case,
        child: Child,
        system: SystemCosts,
        homes: Mapping[str, str | None],
    ) -> None:
        self.case = case
        self.child = child
        self.system = system
        self.homes = homes
        self.living = Living(self.case, homes)
        self.home = None if (id_ := homes[child.id]) is None else self.case.homes[id_]

    def about(self, asked: Home | None) -> Explanation:
        """Return the explanation, of one home in particular if asked."""
        unplaced = self.home is None
        parts = Explanation(
            format="cartref/explanation/1",
            child=self.child.id,
            home=None if self.home is None else self.home.id,
            change=change_of(self.child, self.homes[self.child.id]),
            contributions=tuple(self._contributions()),
            levels=self.levels,
            approvals=approvals_for(self.child, self.home, self.living, self.case),
            asked=None if asked is None else self._alternative(asked, in_full=True),
            better=() if self.child.status == "settled" else tuple(self._better()),
            smallest_changes=tuple(self._smallest_changes()) if unplaced else (),
        )
        return parts.model_copy(update={"summary": tuple(_sentences(parts))})

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The child's own levels in the plan."""
        return own_levels(self.case, [self.child], self.homes)

    def _levels_in(self, home: Home) -> tuple[int, ...]:
        return own_levels(self.case, [self.child], {**self.homes, self.child.id: home.id})

    def _contributions(self) -> Iterator[Contribution]:
        group = self.case.group_of.get(self.child.id)
        for number, level in enumerate(self.case.policy.levels, start=1):
            for code, weight in level.items():
                criterion = CRITERION[code]
                value = 0
                if isinstance(criterion, ChildCriterion):
                    value = criterion.cost(self.child, self.home, self.case)
                elif isinstance(criterion, GroupCriterion) and group is not None:
                    value = criterion.cost(group, self.homes, self.case)
                if value and weight:
                    yield Contribution(
                        level=number,
                        code=code,
                        value=value,
                        weight=weight,
                        unit=str(criterion.unit),
                        meaning=str(criterion.meaning),
                    )

    def _better(self) -> Iterator[Alternative]:
        """Yield the homes that would suit the child better, best first."""
        levels = {
            home.id: self._levels_in(home)
            for home in self.case.register.homes
            if not self.case.unreachable(self.child, home)
        }
        suiting = sorted((own, id_) for id_, own in levels.items() if own < self.levels)
        possible, stopped = 0, 0
        for _, id_ in suiting:
            home = self.case.homes[id_]
            if home.reserved_for and self.child.id not in home.reserved_for:
                continue  # somebody else's family: no news to anybody
            if any(self._obstacles(home)):
                stopped += 1
                told = stopped <= N_BETTER
            else:
                possible += 1
                told = possible <= N_BETTER
            if told:
                yield self._alternative(home)

    def _alternative(self, home: Home, *, in_full: bool = False) -> Alternative:
        """Return a home with what stops it, or what it would cost everybody together.

        In full, what stops it beside the rules is looked for where these stop it already: that
        takes a solve or more.
        """
        levels = self._levels_in(home)
        if home is self.home:
            return Alternative(home=home.id, levels=levels, system_cost=(0,) * len(self.levels))
        obstacles = tuple(self._obstacles(home))
        if in_full and obstacles and {stop.code for stop in obstacles} <= _RULE_CODES:
            obstacles += in_the_way(self.case, self.child, home, waived=True)
        if obstacles:
            return Alternative(home=home.id, levels=levels, obstacles=obstacles)
        with_it = self.system.with_option({self.child.id: home.id})
        if with_it is None or with_it.chosen is None:
            stops = in_the_way(self.case, self.child, home)
            return Alternative(home=home.id, levels=levels, obstacles=stops)
        after = self.system.engine.homes(with_it.chosen)
        gives_way = (
            other.id
            for other in self.living.get(home.id, [])
            if other.status != "settled" and other is not self.child and after[other.id] != home.id
        )
        return Alternative(
            home=home.id,
            levels=levels,
            taken_by=tuple(gives_way),
            system_cost=self.system.difference(with_it),
        )

    def _obstacles(self, home: Home) -> Iterator[Obstacle]:
        """Yield what stops a home whatever the plan does with the other children: rules."""
        if self.child.status == "settled":
            yield Obstacle(
                code="settled",
                reason=f"The child is settled in {self.child.present_home} and stays there.",
                changed_by=None,
            )
            return
        if self.case.stays(self.child, home):
            return
        for rule in RULES:
            if rule.refuses(self.child, home, self.case):
                yield _obstacle(rule.code, rule.meaning, rule.changed_by)
        settled = [one for one in self.case.at_home[home.id] if one.status == "settled"]
        for household_rule in HOUSEHOLD_RULES:
            if household_rule.breaking(home, [*settled, self.child], self.case):
                yield _obstacle(
                    household_rule.code, household_rule.meaning, household_rule.changed_by
                )

    def _smallest_changes(self) -> Iterator[Alternative]:
        """Yield homes whose every obstacle somebody can change, fewest first.

        Everybody else is where the plan puts them: with just these changes the child could live
        there.
        """
        found = []
        for home in self.case.register.homes:
            obstacles = [
                _obstacle(rule.code, rule.meaning, rule.changed_by)
                for rule in RULES
                if rule.refuses(self.child, home, self.case)
            ]
            with_child = [*self.living.get(home.id, ()), self.child]
            obstacles += [
                _obstacle(rule.code, rule.meaning, rule.changed_by)
                for rule in HOUSEHOLD_RULES
                if rule.breaking(home, with_child, self.case)
            ]
            group = self.case.group_of.get(self.child.id)
            after = {**self.homes, self.child.id: home.id}
            if group is not None and together.torn(group, after, self.case):
                obstacles.append(_obstacle(together.CODE, together.MEANING, None))
            if obstacles and all(one.changed_by for one in obstacles):
                found.append((len(obstacles), self._levels_in(home), home, tuple(obstacles)))
        found.sort(key=lambda one: one[:2])
        for _, levels, home, stops in found[:N_CHANGES]:
            yield Alternative(home=home.id, levels=levels, obstacles=stops)


def _obstacle(code: str, reason: object, changed_by: object | None) -> Obstacle:
    return Obstacle(
        code=code, reason=str(reason), changed_by=None if changed_by is None else str(changed_by)
    )


def _sentences(parts: Explanation) -> Iterator[str]:
    """Yield the explanation in a few plain sentences."""
    words = {"placed": "is placed in", "moved": "moves to", "stays": "stays in"}
    if parts.home is None:
        yield f"{parts.child} has no home in the best plan for everybody together."
    else:
        yield f"{parts.child} {words[parts.change]} {parts.home} in the best plan."
    if not parts.better and parts.home is not None and parts.change != "stays":
        yield f"No home would suit {parts.child} better."
    possible = [one for one in parts.better if not one.obstacles]
    stopped = [one for one in parts.better if one.obstacles]
    if stopped:
        names = "; ".join(f"{one.home} ({_stops(one)})" for one in stopped)
        yield f"Would suit better but for what stops it: {names}."
    for one in possible:
        yield f"{one.home} would suit better{_taken(one)}: {_price(one)}."
    if parts.asked is not None and parts.asked.home != parts.home:
        if parts.asked.obstacles:
            yield f"{parts.asked.home} is stopped by {_stops(parts.asked)}."
        else:
            yield f"{parts.asked.home} is possible{_taken(parts.asked)}: {_price(parts.asked)}."
    for one in parts.smallest_changes[:1]:
        steps = "; ".join(f"{stop.code}: {stop.changed_by}" for stop in one.obstacles)
        yield f"The smallest change that would help: {one.home} ({steps})."


def _stops(one: Alternative) -> str:
    """Return what stops a home, and who if it is somebody."""
    names = (
        f"{stop.code} ({' and '.join(stop.children)})" if stop.children else stop.code
        for stop in one.obstacles
    )
    return ", ".join(names)


def _taken(one: Alternative) -> str:
    return f", which the plan gives to {' and '.join(one.taken_by)}" if one.taken_by else ""


def _price(one: Alternative) -> str:
    """Return what giving the child a possible home would cost everybody together, in words."""
    cost = ", ".join(
        f"{value:+d} at level {number}"
        for number, value in enumerate(one.system_cost or (), start=1)
        if value
    )
    return f"it would cost everybody together {cost}" if cost else "it would cost nothing"
