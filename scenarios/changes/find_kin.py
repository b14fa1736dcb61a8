"""A relative or friend is found who takes children in."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from matcher.records.child import Child
from matcher.records.fields import Number
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import chosen_of, families, new_ids
from scenarios.changes._named import named_home
from scenarios.generator import figures
from scenarios.inputs import Inputs
from scenarios.selection import Children, Near


class FindKin(Change):
    """A kinship home for each sibling group, or lone child, among the children.

    It is reserved for them and has a place for each; whether they move there, the plan decides.
    Of a group that must stay together it is for all. Settled children stay where they are.
    """

    change: Literal["find_kin"] = "find_kin"
    children: Children = Field(description="which children, waiting or under review")
    near: Near | None = Field(
        default=None, description="where the kin live; at the family home if left out"
    )
    weekly_cost: Annotated[Number, Field(ge=0)] = Field(
        default=sum(figures.COST_KIN) / 2, description="pounds a week for one child"
    )

    meaning: ClassVar = Words(
        "Finds kin: a kinship home for each sibling group or child, reserved for them",
        "Dod o hyd i berthnasau: cartref i bob grŵp brodyr a chwiorydd neu blentyn, wedi'i gadw "
        "iddynt hwy",
    )
    source: ClassVar = "Social Services and Well-being (Wales) Act 2014 s.81(7): kin come first"
    example: ClassVar = """\
[[changes]]
change = "find_kin"
children = { status = "waiting", largest_group = true }
near = "Brecon"
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the kinship homes, at the end of the list."""
        register = inputs.register
        found = chosen_of(
            self.children,
            register,
            lambda child: child.status != "settled",
            "is settled and stays",
        )
        place = self.near.found(register, "near") if self.near else None
        kin_of = [_with_whole_group(inputs, family) for family in families(inputs, found)]
        ids = new_ids(inputs, "H", len(kin_of))
        return inputs.added(
            homes=[
                named_home(
                    id_,
                    "kinship",
                    family,
                    place or family[0].family_home,
                    register,
                    self.weekly_cost,
                )
                for id_, family in zip(ids, kin_of, strict=True)
            ]
        )

    @property
    def says(self) -> Words:
        """For whom kin are found."""
        says = self.children.says
        said = Words(f"kin found for {says.en}", f"perthnasau i {says.cy}")
        if self.near is None:
            return said
        place = self.near.says
        return Words(f"{said.en} near {place.en}", f"{said.cy} ger {place.cy}")


def _with_whole_group(inputs: Inputs, family: list[Child]) -> list[Child]:
    """Return siblings, all of the group where it must stay together."""
    group = inputs.case.group_of.get(family[0].id)
    if group is None or group.together != "must":
        return family
    return [inputs.case.children[id_] for id_ in group.children]
