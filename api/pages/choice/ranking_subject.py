"""Whom a home is looked for: a child or a sibling group of a version of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.orm import Session

from api.rankers import Rankers
from api.refusals import refused
from api.service.planning_context import PlanningContext
from api.store.policies import policy_numbered
from api.store.tables import RegisterVersion
from api.store.versions import LATEST, version_called
from matcher.case import Case
from matcher.records.child import Child, SiblingGroup
from matcher.records.plan import Ranking

#: How far down a ranking of a group both are looked for: all together, and splits.
LOOKED = 150


@dataclass(frozen=True)
class RankingSubject:
    """Whom a home is looked for, and on which register.

    Attributes
    ----------
    basis : PlanningContext
        A version of the register and the council's policy.
    case : Case
        The same, as rules and criteria look at it.
    id : str
        Of the child or the group.
    group : SiblingGroup or None
        The group, or the one that the child is in.
    is_group : bool
        Whether it is asked for a whole group.
    """

    basis: PlanningContext
    case: Case
    id: str
    group: SiblingGroup | None
    is_group: bool

    @property
    def version(self) -> RegisterVersion:
        """The version of the register."""
        assert self.basis.version is not None, "pages look at versions"
        return self.basis.version

    @property
    def everybody(self) -> Sequence[Child]:
        """The child alone, or all children of the group, settled ones too."""
        ids = self.group.children if self.is_group and self.group else (self.id,)
        return [self.case.children[id_] for id_ in ids]

    @property
    def members(self) -> Sequence[Child]:
        """Those of them who may be given a home: nobody moves who is settled."""
        return [child for child in self.everybody if child.status != "settled"]

    @property
    def path(self) -> str:
        """The address of the page about them."""
        return f"/{'groups' if self.is_group else 'children'}/{quote(self.id)}"

    def ranking(self, rankers: Rankers) -> Ranking:
        """Return all options of a child; of a group the first `LOOKED`, which are enough to see."""
        k = LOOKED if self.is_group else None
        return rankers.ask(
            self.basis.key, lambda: self.case, lambda ranker: ranker.rank(self.id, k)
        )


def asked_for(session: Session, id_: str, *, is_group: bool) -> RankingSubject:
    """Return a child or a group of the newest register.

    Parameters
    ----------
    session : Session
        To read with.
    id_ : str
        Of the child or the group.
    is_group : bool
        Which of the two it is.

    Raises
    ------
    RefusedError
        404 if nobody has the id, or there is no register.
    """
    version = version_called(session, LATEST)
    basis = PlanningContext.of(session, version, None, policy_numbered(session))
    case = basis.case()
    if is_group:
        groups = {one.id: one for one in basis.register.sibling_groups}
        if id_ not in groups:
            raise refused(404, "id", "no sibling group has this id", "a group's id")
        return RankingSubject(basis, case, id_, groups[id_], is_group=True)
    if id_ not in case.children:
        raise refused(404, "id", "no child has this id", "a child's id")
    return RankingSubject(basis, case, id_, case.group_of.get(id_), is_group=False)
