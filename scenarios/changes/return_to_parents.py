"""Children go home to their parents and stay in the council's care."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import Field

from matcher.records.child import Child, SiblingGroup
from matcher.records.home import Home
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import chosen_of, families, new_ids
from scenarios.changes._named import named_home
from scenarios.inputs import Inputs
from scenarios.selection import Children

#: By id of the child, the home it goes to.
Going = dict[str, str]


class ReturnToParents(Change):
    """Children live with their parents from now on, settled; their beds become free.

    Siblings whose family home is the same share it; where a sibling lives with parents already,
    they go there. Locks of the children fall away. A group that had to stay together and does
    not go home as one had better stay together from then on: who waits could else never be placed.
    A child who has lived elsewhere till now has one more move in the last twelve months.
    """

    change: Literal["return_to_parents"] = "return_to_parents"
    children: Children = Field(description="which children")

    meaning: ClassVar = Words(
        "Returns children to their parents: they live at the family home, settled, and their "
        "beds become free",
        "Dychwelyd plant at eu rhieni: maent yn byw yng nghartref y teulu, wedi setlo, a'u "
        "gwelyau'n dod yn rhydd",
    )
    source: ClassVar = (
        "Social Services and Well-being (Wales) Act 2014 s.81(2): parents come first; Care "
        "Planning, Placement and Case Review (Wales) Regulations 2015, reg. 20"
    )
    example: ClassVar = """\
[[changes]]
change = "return_to_parents"
children = ["C0001"]
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the children living with their parents."""
        register, homes = inputs.register, inputs.case.homes

        def elsewhere(child: Child) -> bool:
            return child.present_home is None or homes[child.present_home].kind != "parents"

        found = chosen_of(self.children, register, elsewhere, "lives with parents already")
        going, new_homes = self._homes(inputs, found)
        edited = inputs.added(homes=new_homes).edited(
            children=[_gone_home(child, going, inputs) for child in register.children],
            sibling_groups=[_split(group, going, inputs) for group in register.sibling_groups],
        )
        edited = edited.edited(homes=[_with_more(home, going) for home in edited.register.homes])
        return replace(
            edited,
            locks=tuple(pair for pair in inputs.locks if pair[0] not in going),
            forbid=tuple(pair for pair in inputs.forbid if going.get(pair[0]) != pair[1]),
        )

    def _homes(self, inputs: Inputs, found: list[Child]) -> tuple[Going, list[Home]]:
        """Return who goes where, and the homes that are new."""
        going: Going = {}
        new: list[list[Child]] = []
        for family in families(inputs, found):
            with_sibling = _parents_of_sibling(inputs, family[0])
            if with_sibling is not None:
                going |= dict.fromkeys((child.id for child in family), with_sibling)
                continue
            at: dict[tuple[float, float], list[Child]] = {}
            for child in family:
                at.setdefault((child.family_home.lat, child.family_home.lon), []).append(child)
            new += at.values()
        homes = [
            named_home(id_, "parents", children, children[0].family_home, inputs.register, 0)
            for id_, children in zip(new_ids(inputs, "H", len(new)), new, strict=True)
        ]
        for home in homes:
            going |= dict.fromkeys(home.reserved_for, home.id)
        return going, homes

    @property
    def says(self) -> Words:
        """Who goes home."""
        says = self.children.says
        return Words(
            f"returning to their parents: {says.en}", f"yn dychwelyd at eu rhieni: {says.cy}"
        )


def _parents_of_sibling(inputs: Inputs, child: Child) -> str | None:
    """Return the home of the parents with whom a sibling lives already."""
    group = inputs.case.group_of.get(child.id)
    for sibling in group.children if group else ():
        home = inputs.case.children[sibling].present_home
        if home is not None and inputs.case.homes[home].kind == "parents":
            return home
    return None


def _gone_home(child: Child, going: Going, inputs: Inputs) -> Any:
    if child.id not in going:
        return child
    return {
        **dict(child),
        "placement": {"home": going[child.id], "since": inputs.register.as_of},
        "status": "settled",
        "needed_by": None,
        "moves_12m": child.moves_12m + (child.placement is not None),
    }


def _split(group: SiblingGroup, going: Going, inputs: Inputs) -> Any:
    if not any(id_ in going for id_ in group.children):
        return group
    homes = {going.get(id_, inputs.case.children[id_].present_home) for id_ in group.children}
    return group if len(homes) == 1 else {**dict(group), "together": "prefer"}


def _with_more(home: Home, going: Going) -> Any:
    """Return a home that has a place for each child who goes there, and is reserved for them."""
    children = [child for child, there in going.items() if there == home.id]
    more = [child for child in children if child not in home.reserved_for]
    if not more:
        return home
    reserved = (*home.reserved_for, *more)
    places = max(home.places, len(reserved) + len(home.other_children))
    return {**dict(home), "reserved_for": reserved, "places": places}
