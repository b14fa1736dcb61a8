"""The register that a decision makes of one."""

from __future__ import annotations

from typing import Any

from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.travel import Journeys
from scenarios.changes._leaving import without_children
from scenarios.decisions._decision import Decision
from scenarios.decisions._faults import Faults
from scenarios.inputs import Inputs


def decided(
    register: Register, policy: Policy, journeys: Journeys | None, decision: Decision
) -> Register:
    """Return the register that a decision makes of one.

    Parameters
    ----------
    register : Register
        As it stands.
    policy : Policy
        By which the rules are judged; its limits are not applied, as in a ranking.
    journeys : Journeys or None
        Measured journeys; None for great-circle travel.
    decision : Decision
        What was decided.

    Raises
    ------
    InputError
        With all faults, each at a field of the decision: nobody's id; a child who is settled, who
        has been declined by this home before, or who does not live where a placement ends; a day
        that can't be; a reason that is missing; a rule that the placement breaks.
    """
    inputs = Inputs(register, policy, journeys)
    faults = Faults(inputs, decision).found()
    if faults:
        raise InputError(faults)
    if decision.kind == "ended" and decision.left_care:
        return without_children(inputs, set(decision.children)).register
    if decision.kind == "offered":
        return register
    make = {"declined": _declined, "accepted": _accepted, "ended": _ended}[decision.kind]
    children = [
        {**dict(child), **make(child, decision)} if child.id in decision.children else child
        for child in register.children
    ]
    return inputs.edited(children=children).register


def without_child(register: Register, id_: str) -> Register:
    """Return a register from which a child is erased, with all that refers to the child.

    A sibling group of whom one is left goes, and so does a home that was reserved for the child
    alone: it would tell where the child's family lives.

    Raises
    ------
    InputError
        If no child has the id.
    """
    inputs = Inputs(register)
    return without_children(inputs, {inputs.case.child(id_).id}).register


def _declined(child: Child, decision: Decision) -> dict[str, Any]:
    return {"declined_by": (*child.declined_by, decision.home)}


def _accepted(child: Child, decision: Decision) -> dict[str, Any]:
    """Return what is new of a child in a home; who lived there already has not moved."""
    home, before = decision.home, child.placement
    stays = before is not None and before.home == home
    return {
        "placement": before if stays else {"home": home, "since": decision.on},
        "status": "settled",
        "needed_by": None,
        "moves_12m": child.moves_12m + (before is not None and not stays),
        # The home has said yes after all.
        "declined_by": [id_ for id_ in child.declined_by if id_ != home],
    }


def _ended(child: Child, decision: Decision) -> dict[str, Any]:
    """Return what is new of a child who waits again; the placement stands as the ending one."""
    del child
    return {"status": "waiting", "needed_by": decision.on}
