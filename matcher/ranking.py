"""Rankings: the possible homes for one child or sibling group, everybody else staying (contract 7).

And the other way round: the children whom one home could take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matcher import together
from matcher.arcs import Arcs, arrivals_of, build_arcs, clashing_homes, exclusions
from matcher.arrays import arrays_of
from matcher.assignments import assignments_of
from matcher.case import Case
from matcher.case_arrays import Bools, CaseArrays
from matcher.cases import case_of
from matcher.criteria import level_costs, level_weights, own_levels
from matcher.errors import InputError
from matcher.geography import Ints
from matcher.household import HOUSEHOLD_RULES, LOAD_RULES, PAIR_RULES
from matcher.living import Living, changed_homes
from matcher.options import NOWHERE, JointOptions, best_first
from matcher.parties import MoverScope, Party
from matcher.records.child import Child, SiblingGroup
from matcher.records.kept import kept
from matcher.records.plan import Option, Ranking, Refusal
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.rules import RULES

if TYPE_CHECKING:
    from matcher.system_cost import SystemCosts

#: No ranking lists more options than this: nobody reads them, and memory is finite.
MOST_OPTIONS = 100_000

#: Codes of the rules that somebody can change; `together` is not among them.
CHANGEABLE = frozenset(
    [rule.code for rule in RULES if rule.changed_by]
    + [rule.code for rule in HOUSEHOLD_RULES if rule.changed_by]
)

#: Homes of the request's members, by id.
Homes = dict[str, str | None]


def rank(
    register: Register,
    request: str,
    policy: Policy | None = None,
    k: int | None = 10,
    system_cost: bool = False,
    travel: str | Path | None = None,
) -> Ranking:
    """Return the possible homes for a child or sibling group, best first, with what refuses others.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    request : str
        Id of a child, of a sibling group, or of a home: then the children it could take.
    policy : Policy, optional
        The default policy if None. Limits count for system costs only.
    k : int or None
        How many options; None for all.
    system_cost : bool
        Whether to find what each option costs everybody together. For a home it always is.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.

    Returns
    -------
    Ranking
        Options in the contract's order; for one child all refused homes and near misses.

    Raises
    ------
    InputError
        If the request is nobody's id, has nobody to house, or has more options than may be listed.
    """
    return Ranker(case_of(register, policy, travel)).rank(request, k, system_cost=system_cost)


@kept
def _living_today(register: Register) -> Living:
    # Who lives where is no policy's.
    today = {child.id: child.present_home for child in register.children}
    return Living(Case(register, Policy()), today)


@kept
def _home_order(register: Register) -> Ints:
    home_idx = arrays_of(register).home_idx
    return np.array([home_idx[home.id] for home in register.homes], dtype=np.int64)


class Ranker:
    """A case made ready for rankings, one or many.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.arrays = CaseArrays(case)
        self.groups = {group.id: group for group in case.register.sibling_groups}

    @property
    def today(self) -> Mapping[str, str | None]:
        """Everybody's home as things are."""
        return _living_today(self.case.register).homes

    @property
    def home_order(self) -> Ints:
        """Positions of the homes in register order."""
        return _home_order(self.case.register)

    @cached_property
    def system(self) -> SystemCosts:
        """What options cost everybody together."""
        # The solver is loaded only where somebody asks for it.
        from matcher.engine import Engine
        from matcher.system_cost import SystemCosts

        return SystemCosts(Engine(self.case, self.arrays))

    def rank(self, request: str, k: int | None = 10, *, system_cost: bool = False) -> Ranking:
        """Return a ranking; see `rank`."""
        if k is not None and k < 0:
            raise InputError.single("k", "is negative", "a whole number from 0, or all")
        refused: Sequence[Refusal] = ()
        near: Sequence[Refusal] = ()
        if request in self.case.homes:
            options = self._of_home(request, k)
        else:
            asked = self._asked(request)
            options = self._options(asked, k)
            if isinstance(asked, Child):
                refused, near = Refusals(self, asked).found()
            if system_cost:
                options = [self._with_cost(option) for option in options]
        return Ranking(
            format="cartref/ranking/1",
            request=request,
            policy=self.case.policy,
            register_sha256=self.case.register.sha256,
            options=tuple(options),
            refused=tuple(refused),
            near_misses=tuple(near),
        )

    def _asked(self, request: str) -> Child | SiblingGroup:
        if request in self.case.children:
            child = self.case.children[request]
            if child.status == "settled":
                raise InputError.single(
                    request, "is settled and stays", "a child who is waiting or under review"
                )
            return child
        if request in self.groups:
            group = self.groups[request]
            if all(self.case.children[id_].status == "settled" for id_ in group.children):
                raise InputError.single(
                    request,
                    "has nobody waiting or under review",
                    "a group with somebody to house",
                )
            return group
        raise InputError.single(
            request,
            "is no id of the register",
            "the id of a child, a sibling group or a home",
        )

    def members(self, asked: Child | SiblingGroup) -> list[Child]:
        """Return the waiting and review members of a request, in register order."""
        if isinstance(asked, Child):
            return [asked]
        children = (self.case.children[id_] for id_ in self._in_order[asked.id])
        return [child for child in children if child.status != "settled"]

    @cached_property
    def _in_order(self) -> dict[str, list[str]]:
        """The children of each group in register order."""
        found: dict[str, list[str]] = {id_: [] for id_ in self.groups}
        for id_ in self.case.children:
            if id_ in self.case.group_of:
                found[self.case.group_of[id_].id].append(id_)
        return found

    def scene(self, members: Sequence[Child]) -> MoverScope:
        """Return the scene in which only some children move."""
        return MoverScope(self.arrays, [self.arrays.child_idx[child.id] for child in members])

    def _options(self, asked: Child | SiblingGroup, k: int | None) -> list[Option]:
        members = self.members(asked)
        arcs = build_arcs(self.scene(members))
        most = MOST_OPTIONS + 1 if k is None else k
        found = list(islice(self._homes_in_order(members, arcs), most))
        if k is None and len(found) > MOST_OPTIONS:
            raise InputError.single(
                asked.id,
                f"has more than {MOST_OPTIONS:,} options",
                "a number of options (-k) instead of all",
            )
        return [self._option(members, homes) for homes in found]

    def _homes_in_order(self, members: Sequence[Child], arcs: Arcs) -> Iterator[Homes]:
        """Yield the homes of each option, best first."""
        child_idx, homes = self.arrays.child_idx, self.arrays.homes
        ids = [child.id for child in members]
        present = [child.present_home for child in members]
        group = self.case.group_of.get(ids[0])
        if group is not None and group.together == "must":
            # All in one home, or nothing changes.
            whole = [idx for idx, party in enumerate(arcs.parties) if not party.left]
            fit = np.flatnonzero(np.isin(arcs.party, whole) & arcs.newcomer & arcs.lawful)
            fit = fit[np.lexsort((arcs.home[fit], *arcs.costs[::-1, fit]))]
            yield from (dict.fromkeys(ids, homes[at].id) for at in arcs.home[fit])
            return
        waiting = {child_idx[child.id] for child in members if child.status == "waiting"}
        nowhere = level_weights(self.case, "unplaced")
        left = np.array([party.left for party in arcs.parties], dtype=np.bool_)
        possible = np.flatnonzero((arcs.lawful | ~arcs.newcomer) & ~left[arcs.party])
        ordered, movers = best_first(arcs, possible), [child_idx[id_] for id_ in ids]
        joint = JointOptions(arcs, ordered, arcs.costs[:, ordered], movers, waiting, nowhere)
        for option in joint:
            found: Homes = {
                id_: None if (at := option[child_idx[id_]]) == NOWHERE else homes[at].id
                for id_ in ids
            }
            if list(found.values()) != present:
                yield found

    def _option(self, members: Sequence[Child], homes: Homes) -> Option:
        after = changed_homes(self.today, homes)
        return Option(
            levels=own_levels(self.case, members, after),
            assignments=assignments_of(self.case, after, homes, self._living(homes)),
        )

    def _living(self, homes: Homes) -> Living:
        return _living_today(self.case.register).changed(self.case, homes)

    def _with_cost(self, option: Option) -> Option:
        homes = {one.child: one.home for one in option.assignments}
        return option.model_copy(update={"system_cost": self.system.of(homes)})

    def _of_home(self, home: str, k: int | None) -> list[Option]:
        """Return an option for each child, or `must` group, that a home could take alone."""
        at = self.arrays.home_idx[home]
        options = []
        done: set[str] = set()
        for child in self.case.register.children:
            group = self.case.group_of.get(child.id)
            must = group is not None and group.together == "must"
            if (
                child.status == "settled"
                or child.id in done
                or (child.present_home == home and not must)
            ):
                continue
            asked: Child | SiblingGroup = group if must and group is not None else child
            members = self.members(asked)
            done.update(member.id for member in members)
            arcs = build_arcs(self.scene(members))
            whole = [
                idx
                for idx, party in enumerate(arcs.parties)
                if not party.left and len(party.members) == len(members)
            ]
            fits = np.isin(arcs.party, whole) & (arcs.home == at) & arcs.newcomer & arcs.lawful
            if fits.any():
                homes: Homes = dict.fromkeys((member.id for member in members), home)
                options.append(self._with_cost(self._option(members, homes)))
        options.sort(
            key=lambda option: (
                option.system_cost is None,
                option.system_cost or (),
                option.levels,
                [one.child for one in option.assignments],
            )
        )
        return options if k is None else options[:k]


@dataclass(frozen=True)
class Refusals:
    """What refuses each home to one child, everybody else staying as they are."""

    ranker: Ranker
    child: Child

    def found(self) -> tuple[list[Refusal], list[Refusal]]:
        """Return all refusals in register order, and the near misses in theirs."""
        arrays, homes = self.ranker.arrays, self.ranker.arrays.homes
        broken_by = self._codes()
        codes = sorted(broken_by)
        broken = np.array([broken_by[code] for code in codes])
        at_home = arrays.child.present[arrays.child_idx[self.child.id]]
        if at_home >= 0:
            broken[:, at_home] = False
        # Many homes break the same rules: each such set, a bit a rule, is put into words once.
        bits = np.array([1 << bit for bit in range(len(codes))])
        sets, set_of = np.unique(bits @ broken, return_inverse=True)
        named = [tuple(compress(codes, one & bits)) for one in sets]
        order = self.ranker.home_order
        refused = {
            at: Refusal(homes[at].id, named[one])
            for at, one in zip(order.tolist(), set_of[order].tolist(), strict=True)
            if named[one]
        }
        close = [bool(some) and CHANGEABLE.issuperset(some) for some in named]
        near = order[np.array(close, dtype=np.bool_)[set_of[order]]]
        near = near[np.lexsort((*self._levels()[::-1, near], broken.sum(axis=0)[near]))]
        return list(refused.values()), [refused[at] for at in near.tolist()]

    @cached_property
    def _scene(self) -> MoverScope:
        return self.ranker.scene([self.child])

    def _codes(self) -> dict[str, Bools]:
        """Return, for each rule, which homes it refuses."""
        arrays = self.ranker.arrays
        idx = arrays.child_idx[self.child.id]
        homes = np.arange(len(arrays.homes))
        pairs = arrays.block([idx])
        codes = {
            rule.code: np.broadcast_to(rule.refuses_many(pairs), pairs.shape)[0] for rule in RULES
        }
        group = int(arrays.child.group[idx])
        party = [Party((idx,), group)]
        arrivals = arrivals_of(self._scene, party, np.zeros(len(homes), dtype=np.int64), homes)
        for load_rule in LOAD_RULES:
            codes[load_rule.code] = load_rule.load(arrivals) > load_rule.room(arrivals)
        fixed = self._scene.fixed
        for pair_rule in PAIR_RULES:
            excluded = exclusions(arrays, np.array([idx]), fixed, [pair_rule])
            broken = clashing_homes(self._scene, [pair_rule])
            broken[arrays.child.present[fixed[excluded]]] = True
            codes[pair_rule.code] = broken
        codes[together.CODE] = self._torn()
        return codes

    def _torn(self) -> Bools:
        """Return in which homes the child would not be with all of a `must` group."""
        arrays = self.ranker.arrays
        torn = np.zeros(len(arrays.homes), dtype=np.bool_)
        group = self.ranker.case.group_of.get(self.child.id)
        if group is not None and group.together == "must":
            homes = {self.ranker.today[id_] for id_ in group.children if id_ != self.child.id}
            torn[:] = True
            if len(homes) == 1 and (home := homes.pop()) is not None:
                torn[arrays.home_idx[home]] = False
        return torn

    def _levels(self) -> Ints:
        """Return the levels that a placement in each home would have, shape (levels, homes)."""
        arrays, case = self.ranker.arrays, self.ranker.case
        idx = arrays.child_idx[self.child.id]
        levels = level_costs(arrays.block([idx]))[:, 0]
        spread = np.array(level_weights(case, "siblings_apart"), dtype=np.int64)
        group = int(arrays.child.group[idx])
        if group >= 0:
            there = self._scene.fixed_homes_of(group)
            opens = np.ones(len(arrays.homes), dtype=np.int64)
            opens[list(there)] = 0
            levels = levels + spread[:, None] * (opens + len(there) - 1)
        return levels
