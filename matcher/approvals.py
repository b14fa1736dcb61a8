"""Approvals: what a placement still needs before it is lawful (contract 6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.case import FOSTERING_KINDS, Case
from matcher.criteria import CRITERION
from matcher.criteria.school_change import SchoolChange
from matcher.living import Living
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.plan import Approval
from matcher.words import Words
from matcher.working_days import working_days_after

#: The usual limit of the law, whatever exemption a home has been granted.
USUAL_FOSTERING_LIMIT = 3


@dataclass(frozen=True)
class Placing:
    """A child coming to live in a home, and who lives where then.

    Attributes
    ----------
    child, home : Child, Home
        Who comes, and where.
    living : Living
        Who lives where after the plan.
    case : Case
        The register.
    """

    child: Child
    home: Home
    living: Living
    case: Case

    @property
    def household(self) -> Sequence[Child]:
        """The register's children in the home then, the child too."""
        return self.living[self.home.id]

    @property
    def n_children(self) -> int:
        """Looked-after children in the home then, others' too."""
        return len(self.household) + len(self.home.other_children)

    @property
    def only_siblings(self) -> bool:
        """Whether the home then has one sibling group alone, or this child alone."""
        alone = len(self.household) == 1 or self.case.one_group(self.household)
        return alone and not self.home.other_children

    @property
    def separated(self) -> bool:
        """Whether a sibling lives in another home then."""
        group = self.case.group_of.get(self.child.id)
        siblings = group.children if group else ()
        return not {self.living.homes[id_] for id_ in siblings} <= {None, self.home.id}


@dataclass(frozen=True)
class Kind:
    """A kind of approval.

    Attributes
    ----------
    code : str
        Its name in files.
    who : Words
        Who decides, by when.
    needed : callable
        Whether a placing needs it.
    days : int
        Working days after the start by which it is due; 0: before the placement.
    """

    code: str
    who: Words
    needed: Callable[[Placing], bool]
    days: int = 0

    def due(self, start: date) -> date:
        """Return the last day for it."""
        return working_days_after(start, self.days) if self.days else start


def _school_changes(placing: Placing) -> bool:
    criterion = CRITERION["school_change"]
    assert isinstance(criterion, SchoolChange)
    return criterion.cost(placing.child, placing.home, placing.case) >= 1


def _over_usual_limit(placing: Placing) -> bool:
    fostering = placing.home.kind in FOSTERING_KINDS
    over = placing.n_children > USUAL_FOSTERING_LIMIT
    return fostering and over and not placing.only_siblings


def _shares_bedroom(placing: Placing) -> bool:
    return placing.home.bedrooms is not None and placing.n_children > placing.home.bedrooms


def _out_of_county(placing: Placing) -> bool:
    return placing.case.out_of_county(placing.home)


#: Every kind of approval. An emergency out of the county comes to the panel afterwards.
KINDS = (
    Kind(
        "area_panel",
        Words("out-of-area panel, before the placement", "panel y tu allan i'r ardal, cyn lleoli"),
        lambda p: _out_of_county(p) and p.child.placement_type != "emergency",
    ),
    Kind(
        "area_panel",
        Words(
            "nominated officer before the placement; out-of-area panel within 5 working days",
            "swyddog enwebedig cyn lleoli; panel y tu allan i'r ardal o fewn 5 diwrnod gwaith",
        ),
        lambda p: _out_of_county(p) and p.child.placement_type == "emergency",
        days=5,
    ),
    Kind(
        "move_review",
        Words("statutory review, before the move", "adolygiad statudol, cyn symud"),
        lambda p: p.child.status != "waiting",
    ),
    Kind(
        "key_stage_4",
        Words("nominated officer, before the placement", "swyddog enwebedig, cyn lleoli"),
        lambda p: p.child.exam_year and _school_changes(p),
    ),
    Kind(
        "limit_exemption",
        Words(
            "the authority the home stands in, before the placement",
            "yr awdurdod y mae'r cartref ynddo, cyn lleoli",
        ),
        _over_usual_limit,
    ),
    Kind(
        "shared_bedroom",
        Words(
            "the placing authority's assessment, before the placement",
            "asesiad yr awdurdod lleoli, cyn lleoli",
        ),
        _shares_bedroom,
    ),
    Kind(
        "impact_assessment",
        Words(
            "matching and impact assessment, before the placement",
            "asesiad paru ac effaith, cyn lleoli",
        ),
        lambda p: not p.only_siblings,
    ),
    Kind(
        "with_parents",
        Words(
            "assessment; if not finished before, within 10 working days of the start",
            "asesiad; os nad yw wedi'i orffen cyn hynny, o fewn 10 diwrnod gwaith i'r dechrau",
        ),
        lambda p: p.home.kind == "parents",
        days=10,
    ),
    Kind(
        "separation",
        Words(
            "recorded reason and contact plan, before the placement",
            "cofnod o'r rheswm a chynllun cyswllt, cyn lleoli",
        ),
        lambda p: p.separated,
    ),
    Kind(
        "placement_plan",
        Words(
            "placement plan, within 5 working days of the start",
            "cynllun lleoli, o fewn 5 diwrnod gwaith i'r dechrau",
        ),
        lambda _: True,
        days=5,
    ),
)


def approvals_for(
    child: Child, home: Home | None, living: Living, case: Case
) -> tuple[Approval, ...]:
    """Return the approvals that a child needs who is placed or moved; none for others.

    Parameters
    ----------
    child : Child
        A child of the register.
    home : Home or None
        The child's home after the plan.
    living : Living
        Who lives where after the plan.
    case : Case
        The register.
    """
    start = case.start(child)
    return tuple(
        Approval(code=kind.code, who=str(kind.who), due=kind.due(start))
        for kind in kinds_needed(child, home, living, case)
    )


def kinds_needed(child: Child, home: Home | None, living: Living, case: Case) -> list[Kind]:
    """Return the kinds of approval of `approvals_for`."""
    if home is None or home.id == child.present_home:
        return []
    placing = Placing(child, home, living, case)
    return [kind for kind in KINDS if kind.needed(placing)]
