"""What ways of deciding have in common: who waits, the best plan, what is held, what is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.engine import Engine, Homes
from matcher.locks import read_pairs
from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.solve.stop import Stop
from scenarios.inputs import Inputs


@dataclass(frozen=True)
class Offer:
    """Children of one family, in register order, for whom a home is asked."""

    children: tuple[str, ...]
    home: str


class Planner:
    """Plans a register once or many times; without what only readers of a plan need.

    Parameters
    ----------
    inputs : Inputs
        The register and the policy; locks and forbidden pairs are left out.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._case = inputs.case
        self._engine = Engine(self._case)

    def homes(self, forbid: Iterable[tuple[str, str]] = ()) -> Homes:
        """Return each child's home in the best plan that has none of some pairs."""
        solution = self._engine.solve(read_pairs(self._case, (), forbid), Stop(None))
        if solution.chosen is None:
            raise AssertionError("without limits and locks there is always a plan")
        return self._engine.homes(solution.chosen)


def waiting(inputs: Inputs, request: str) -> bool:
    """Return whether somebody of a sibling group waits, or a child does, by id."""
    members = next(
        (one.children for one in inputs.register.sibling_groups if one.id == request), (request,)
    )
    return any(
        child.status == "waiting" and child.id in members for child in inputs.register.children
    )


def all_waiting(inputs: Inputs) -> list[Child]:
    """Return the children who wait, in register order."""
    return [child for child in inputs.register.children if child.status == "waiting"]


def held_homes(inputs: Inputs, count: int) -> set[str]:
    """Return the homes that are held as a reserve, by id."""
    register = inputs.register
    n_free = {home.id: home.places - len(home.other_children) for home in register.homes}
    for child in register.children:
        if child.present_home:
            n_free[child.present_home] -= 1
    roomy = [
        home.id
        for home in register.homes
        if home.kind == "in_house_foster"
        and home.authority == register.authority.code
        and not home.reserved_for
        and _open(home, inputs)
        and n_free[home.id] > 1
    ]
    return set(sorted(roomy, key=lambda id_: (-n_free[id_], id_))[:count])


def _open(home: Home, inputs: Inputs) -> bool:
    return home.open and (
        home.available_from is None or home.available_from <= inputs.register.as_of
    )


def in_county(home: str | None, inputs: Inputs) -> bool:
    """Return whether a home, by id, stands in the register's own authority; no home does not."""
    homes = inputs.register.homes
    return any(one.id == home for one in homes if one.authority == inputs.register.authority.code)


def alone(inputs: Inputs) -> set[str]:
    """Return who waits without siblings who wait too, emergencies aside."""
    children, group_of = all_waiting(inputs), inputs.case.group_of
    n_waiting = Counter(request_of(child.id, group_of) for child in children)
    return {
        child.id
        for child in children
        if child.placement_type != "emergency" and n_waiting[request_of(child.id, group_of)] == 1
    }


def pairs(children: set[str], homes: set[str]) -> list[tuple[str, str]]:
    """Return every child with every home."""
    return [(child, home) for child in sorted(children) for home in sorted(homes)]


def offers_of(inputs: Inputs, homes: Mapping[str, str | None]) -> list[Offer]:
    """Return what is asked of homes: who of one family would come to one home, at once."""
    group_of = inputs.case.group_of
    found: dict[tuple[str, str], list[str]] = {}
    for child in all_waiting(inputs):
        if home := homes.get(child.id):
            found.setdefault((request_of(child.id, group_of), home), []).append(child.id)
    return [Offer(tuple(children), home) for (_, home), children in found.items()]


def request_of(child: str, group_of: Mapping[str, SiblingGroup]) -> str:
    """Return what a child is asked for by: the sibling group's id, or the child's own."""
    group = group_of.get(child)
    return group.id if group else child
