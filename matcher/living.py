"""Who lives where after a plan."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import cast

from matcher.case import Case
from matcher.records.child import Child
from matcher.records.plan import Change


class Living(dict[str, list[Child]]):
    """The register's children in each home that has any, by home id, in register order.

    Parameters
    ----------
    case : Case
        The register.
    homes : mapping of str to (str or None)
        Each child's home.

    Attributes
    ----------
    homes : mapping of str to (str or None)
        The same, by child.
    """

    def __init__(self, case: Case, homes: Mapping[str, str | None]) -> None:
        super().__init__()
        self.homes = homes
        for child in case.register.children:
            home = homes[child.id]
            if home is not None:
                self.setdefault(home, []).append(child)

    def changed(self, case: Case, homes: Mapping[str, str | None]) -> Living:
        """Return who lives where once some children have other homes; this stays as it is."""
        after = Living.__new__(Living)
        after.update(self)
        after.homes = changed_homes(self.homes, homes)
        for id_ in homes:
            child, before = case.children[id_], self.homes[id_]
            if before is not None:
                after[before] = [other for other in after[before] if other is not child]
        for id_, home in homes.items():
            if home is not None:
                after[home] = [*after.get(home, ()), case.children[id_]]
        return after


def changed_homes(
    homes: Mapping[str, str | None], changes: Mapping[str, str | None]
) -> Mapping[str, str | None]:
    """Return each child's home once some have others; nothing is copied but the changes."""
    # A chain map changes its first map alone, and is handed out as one that nobody changes.
    return ChainMap(dict(changes), cast("MutableMapping[str, str | None]", homes))


def change_of(child: Child, home: str | None) -> Change:
    """Return what a home (None: no home) after the plan means for a child."""
    if home is None:
        return "unplaced"
    if child.status == "waiting":
        return "placed"
    return "stays" if home == child.present_home else "moved"
