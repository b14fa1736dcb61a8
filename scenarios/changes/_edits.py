"""What changes share: editing records of a register, and ids for new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

from matcher.errors import Fault, InputError
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import PlacementType
from matcher.records.home import Home
from matcher.records.register import Register
from scenarios.inputs import Inputs
from scenarios.selection import Children

R = TypeVar("R", Child, Home, SiblingGroup)

_NEW = "NEW-"
#: What carers are approved for who are approved for named children.
ALL_TYPES: tuple[PlacementType, ...] = (
    "emergency",
    "short_term",
    "long_term",
    "short_break",
    "parent_and_child",
    "remand",
)
#: The approved ages of a home of parents or kin: whoever may be in a register at all.
ALL_AGES = (0, 20)


def replaced(records: Iterable[R], ids: Collection[str], **fields: Any) -> list[Any]:
    """Return records, those of some ids with fields replaced, to be validated again."""
    return [{**dict(record), **fields} if record.id in ids else record for record in records]


def new_ids(inputs: Inputs, letter: str, count: int) -> list[str]:
    """Return ids that no record has: ``NEW-H1``, ``NEW-H2``, as many as asked for.

    Parameters
    ----------
    inputs : Inputs
        Where the ids are to be new.
    letter : {"C", "S", "H"}
        For children, sibling groups or homes.
    count : int
        How many.
    """
    register = inputs.register
    taken = {
        record.id
        for records in (register.children, register.sibling_groups, register.homes)
        for record in records
    }
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        if (id_ := f"{_NEW}{letter}{number}") not in taken:
            found.append(id_)
    return found


def is_new(id_: str) -> bool:
    """Return whether an id is one that a change has given."""
    return id_.startswith(_NEW)


def families(inputs: Inputs, children: Sequence[Child]) -> list[list[Child]]:
    """Return children by sibling group, each without siblings by itself, in register order."""
    group_of = inputs.case.group_of
    found: dict[str, list[Child]] = {}
    for child in children:
        group = group_of.get(child.id)
        found.setdefault(group.id if group else child.id, []).append(child)
    return list(found.values())


def living(children: Children, register: Register) -> set[str]:
    """Return the ids of those selected who live in a home and may stay there; see `chosen_of`."""
    found = chosen_of(
        children,
        register,
        lambda child: child.present_home is not None,
        "waits and lives in no home",
    )
    return {child.id for child in found}


def chosen_of(
    children: Children, register: Register, fits: Callable[[Child], bool], if_not: str
) -> list[Child]:
    """Return those selected who fit; whom only conditions select and who do not fit, is left out.

    Parameters
    ----------
    children : Children
        The selection, which stands in the field ``children``.
    register : Register
        Whose children.
    fits : callable
        Whether a change can be made to a child.
    if_not : str
        What is said of a child who does not fit.

    Raises
    ------
    InputError
        If nobody fits, or somebody does not whom the selection names by id.
    """
    found = children.found(register, "children")
    unfit = {child.id for child in found if not fits(child)}
    faults = [
        Fault(f"children[{position}]", f"{id_} {if_not}", "other children")
        for position, id_ in enumerate(children.ids)
        if id_ in unfit
    ]
    if not faults and len(unfit) == len(found):
        faults = [Fault("children", f"each child that it matches {if_not}", "other children")]
    if faults:
        raise InputError(faults)
    return [child for child in found if child.id not in unfit]
