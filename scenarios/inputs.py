"""What a plan is made from; a change makes other inputs of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from matcher.case import Case
from matcher.cases import case_of
from matcher.errors import InputError
from matcher.planning import plan_case
from matcher.progress import Report
from matcher.records.child import Child
from matcher.records.faults import faults_of
from matcher.records.home import Home
from matcher.records.plan import Pair, Plan
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.solve.stop import Stop
from matcher.travel import Journey, Journeys


@dataclass(frozen=True)
class Inputs:
    """What a plan is made from.

    Attributes
    ----------
    register : Register
        Children, sibling groups and homes.
    policy : Policy
        What to minimise, within which limits.
    journeys : Journeys or None
        Measured journeys; None for great-circle travel.
    locks, forbid : tuple of (str, str)
        Pairs (child id, home id) that the plan must, or must not, contain.
    law_on : datetime.date or None
        The day whose law holds; None for the register's own day.
    """

    register: Register
    policy: Policy = field(default_factory=Policy)
    journeys: Journeys | None = None
    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    law_on: date | None = None

    @classmethod
    def of(
        cls, register: Register, policy: Policy | None = None, travel: str | Path | None = None
    ) -> Inputs:
        """Return the inputs of a register, a policy and a travel file; see `matcher.plan`."""
        case = case_of(register, policy, travel)
        return cls(case.register, case.policy, case.journeys)

    @property
    def case(self) -> Case:
        """These inputs, as rules and criteria look at them."""
        return Case(self.register, self.policy, self.journeys)

    def plan(self, time_limit: float | None = None, progress: Report | None = None) -> Plan:
        """Return the best plan; see `matcher.plan` for the arguments and the errors."""
        return plan_case(self.case, self.locks, self.forbid, Stop(time_limit), progress)

    def edited(self, **fields: Any) -> Inputs:
        """Return these inputs with fields of the register replaced, all of it validated again.

        Parameters
        ----------
        **fields
            Of the register: ``children``, ``sibling_groups``, ``homes``, ``as_of``. Items may
            be records or what records are validated from.

        Raises
        ------
        InputError
            With every fault of the register that comes out.
        """
        try:
            register = Register.model_validate({**dict(self.register), **fields})
        except ValidationError as error:
            raise InputError(faults_of(error, Register)) from None
        return replace(self, register=register)

    def with_policy(self, **fields: Any) -> Inputs:
        """Return these inputs with fields of the policy replaced, all of it validated again.

        Raises
        ------
        InputError
            With every fault of the policy that comes out.
        """
        try:
            policy = Policy.model_validate({**dict(self.policy), **fields})
        except ValidationError as error:
            raise InputError(faults_of(error, Policy)) from None
        policy._folder = self.policy._folder
        return replace(self, policy=policy)

    def added(
        self,
        children: Iterable[Child] = (),
        homes: Iterable[Home] = (),
        measured_as: Mapping[str, str] | None = None,
    ) -> Inputs:
        """Return these inputs with children and homes added at the end.

        Parameters
        ----------
        children, homes : iterable of Child, Home
            The new ones.
        measured_as : mapping of str to str, optional
            New ids, each with the id of the register that has the same journeys. Of the others
            nobody has measured a journey: where travel is by a table, they get rows that fall
            back to great-circle.
        """
        new_children, new_homes = tuple(children), tuple(homes)
        inputs = self.edited(
            children=(*self.register.children, *new_children),
            homes=(*self.register.homes, *new_homes),
        )
        if self.journeys is None:
            return inputs
        measured, alike = self.case, measured_as or {}
        rows = dict(self.journeys.rows)
        pairs = [
            *product(self.register.children, new_homes),
            *product(new_children, inputs.register.homes),
        ]
        for child, home in pairs:
            as_child, as_home = alike.get(child.id, child.id), alike.get(home.id, home.id)
            if as_child not in measured.children or as_home not in measured.homes:
                rows[child.id, home.id] = Journey()
            elif (as_child, as_home) in self.journeys.rows:
                rows[child.id, home.id] = self.journeys.rows[as_child, as_home]
        return replace(inputs, journeys=Journeys(rows))
