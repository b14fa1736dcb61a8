"""Whom a home is looked for, on a case alone: no store and no service."""

from __future__ import annotations

from typing import Any, cast

from api.pages.choice.ranking_subject import RankingSubject
from api.service.planning_context import PlanningContext
from matcher.case import Case


def asked_on(case: Case, id_: str) -> RankingSubject:
    """Return a child or a group of a case; there is no version of a register behind it."""
    groups = {one.id: one for one in case.register.sibling_groups}
    group = groups.get(id_) or case.group_of.get(id_)
    return RankingSubject(
        cast("PlanningContext", cast("Any", None)), case, id_, group, is_group=id_ in groups
    )
