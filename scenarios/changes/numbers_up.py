"""More children come into care: a share of those there are, once more."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from matcher.errors import InputError
from matcher.exact import exact
from matcher.records.child import Child
from matcher.records.fields import Number, Whole
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import families, new_ids
from scenarios.generator.chance import Chance
from scenarios.inputs import Inputs


class NumbersUp(Change):
    """Numbers rise by a share: whole families of the register come into care a second time.

    The number is the share of the register's children, rounded to the nearest whole, halves up.
    Families, that is sibling groups and children without siblings, are taken in an order drawn
    by the seed, each if it is not larger than what is left of the number; when all are through,
    they are taken anew. So the number is met exactly wherever there are children without
    siblings; otherwise it is missed by less than the smallest family.

    The new children wait. They are like those of whom they are copies in all but their past: they
    have no placement, no move, and no home has declined them; apart from whom they must live
    holds among siblings.
    """

    change: Literal["numbers_up"] = "numbers_up"
    share: Annotated[Number, Field(gt=0, le=10)] = Field(
        description="how many more children, as a share of those there are: 0.2 is a fifth"
    )
    seed: Annotated[Whole, Field(ge=0)] = Field(
        default=1, description="another seed draws other families"
    )

    meaning: ClassVar = Words(
        "Raises the number of children by a share: families like those of the register arrive",
        "Codi nifer y plant o gyfran: mae teuluoedd tebyg i rai'r gofrestr yn cyrraedd",
    )
    source: ClassVar = "Powys: from 160 children in April 2017 to 244 in May 2019"
    example: ClassVar = """\
[[changes]]
change = "numbers_up"
share = 0.2
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the new children waiting, at the end of the list."""
        register = inputs.register
        number = math.floor(exact(self.share) * len(register.children) + exact(0.5))
        taken = self._families(inputs, number)
        if not taken:
            raise InputError.single(
                "share",
                f"comes to {number} of the register's {len(register.children)} children, which "
                "is no whole family",
                "a larger share",
            )
        ids = iter(new_ids(inputs, "C", sum(map(len, taken))))
        group_ids = iter(new_ids(inputs, "S", len(taken)))
        children, groups = [], []
        alike: dict[str, str] = {}
        for family in taken:
            copies = {child.id: next(ids) for child in family}
            children += [_copied(child, copies) for child in family]
            alike |= {copy: id_ for id_, copy in copies.items()}
            if group := inputs.case.group_of.get(family[0].id):
                members = [copies[id_] for id_ in group.children]
                groups.append({**dict(group), "id": next(group_ids), "children": members})
        arrived = inputs.added(children=children, measured_as=alike)
        return arrived.edited(sibling_groups=[*register.sibling_groups, *groups])

    def _families(self, inputs: Inputs, number: int) -> list[list[Child]]:
        """Return the families that have so many children together."""
        order = Chance(self.seed).shuffled(families(inputs, inputs.register.children))
        taken: list[list[Child]] = []
        left, before = number, -1
        while left != before:
            before = left
            for family in order:
                if len(family) <= left:
                    taken.append(family)
                    left -= len(family)
        return taken

    @property
    def says(self) -> Words:
        """By how much numbers rise."""
        percent = f"{self.share * 100:.4g} %"
        return Words(f"{percent} more children", f"{percent} yn fwy o blant")


def _copied(child: Child, copies: dict[str, str]) -> Child:
    """Return a child like another who comes into care; copies are the siblings' ids, by theirs."""
    changed: dict[str, Any] = {
        "id": copies[child.id],
        "placement": None,
        "status": "waiting",
        "needed_by": None,
        "moves_12m": 0,
        "apart_from": [copies[id_] for id_ in child.apart_from if id_ in copies],
        "declined_by": (),
    }
    return Child.model_validate({**dict(child), **changed})
