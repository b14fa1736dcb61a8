"""The form of a decision: what can be decided about children and one home, and what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from api.pages.choice.options import Choice, choice_of, numbered
from api.pages.choice.ranking_subject import RankingSubject
from api.pages.choice.reasons import REASONS, Reason
from api.pages.flash import FlashMessage, message
from api.pages.language import mark
from api.refusals import refused
from api.service.decision_schemas import DecisionIn
from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.faults import faults_of
from matcher.records.home import Home
from matcher.records.plan import Ranking

_SAID = {
    "offered": message(
        "decision-offered", mark("Recorded: the home is asked (decision %(number)s).")
    ),
    "declined": message(
        "decision-declined",
        mark("Recorded: the home declined (decision %(number)s). The next one stands first."),
    ),
    "accepted": message("decision-accepted", mark("Recorded: accepted (decision %(number)s).")),
    "ended": message("decision-ended", mark("Recorded: the placement ends (decision %(number)s).")),
}


class Sent(BaseModel):
    """The form as it is sent: text, whatever it means."""

    version: str = ""
    kind: str = ""
    children: list[str] = []
    on: str = ""
    reason: str = ""
    despite: list[str] = []
    left_care: str = ""

    def asked(self, subject: Subject) -> DecisionIn:
        """Return the decision that the form asks for.

        Raises
        ------
        InputError
            With every fault, each at its field.
        """
        given: dict[str, Any] = {
            "version": int(self.version)
            if self.version.isascii() and self.version.isdigit()
            else 0,
            "kind": self.kind,
            "children": self.children or list(subject.children),
            "home": subject.home.id,
            "on": self.on,
            "reason": self.reason,
            "despite": self.despite,
            "left_care": self.left_care == "yes",
        }
        try:
            return DecisionIn.model_validate({k: v for k, v in given.items() if v not in ("", [])})
        except ValidationError as error:
            raise InputError(faults_of(error, DecisionIn)) from None


@dataclass(frozen=True)
class Subject:
    """What can be decided: about whom, and which home.

    Attributes
    ----------
    asked : RankingSubject
        A child or a group.
    home : Home
        The home.
    children : tuple of str
        Those of them whom it is about at first.
    choice : Choice
        What it would be if they lived there.
    broken : tuple of Reason
        The rules that refuse the home to the child.
    lives_there : bool
        Whether they are placed there now.
    """

    asked: RankingSubject
    home: Home
    children: tuple[str, ...]
    choice: Choice
    broken: tuple[Reason, ...]
    lives_there: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can be decided."""
        if not self.lives_there:
            return ("offered", "declined", "accepted")
        may_stay = any(child.status == "review" for child in self.asked.members)
        return ("accepted", "ended") if may_stay else ("ended",)

    @property
    def needs_reason(self) -> bool:
        """Whether it is another than the first option."""
        return not self.lives_there and self.choice.number != 1

    @property
    def can_be_set_aside(self) -> tuple[Reason, ...]:
        """The rules that somebody can set aside."""
        return tuple(one for one in self.broken if one.changed_by is not None)

    @property
    def members(self) -> Sequence[Child]:
        """The children to choose from."""
        return self.asked.everybody if self.lives_there else self.asked.members


def subject_of(
    asked: RankingSubject, ranking: Ranking | None, home: str, option: int | None
) -> Subject:
    """Return what can be decided about a child or a group, and a home.

    Parameters
    ----------
    asked : RankingSubject
        The child or the group.
    ranking : Ranking or None
        Theirs; None where nobody of them is to be given a home.
    home : str
        The home's id.
    option : int, optional
        Of a group: which option says who would live in the home.

    Raises
    ------
    RefusedError
        404 if no home has the id.
    """
    case = asked.case
    if home not in case.homes:
        raise refused(404, "home", "no home has this id", "a home's id")
    children = _children(asked, ranking, home, option)
    placed = [case.children[id_].placement for id_ in children]
    choice = choice_of(asked, dict.fromkeys(children, home))
    number = _number(ranking, dict.fromkeys(children, home))
    codes = [one.codes for one in (ranking.refused if ranking else ()) if one.home == home]
    return Subject(
        asked=asked,
        home=case.homes[home],
        children=children,
        choice=Choice(number, choice.places, choice.levels, choice.parts, None),
        broken=tuple(REASONS[code] for code in (codes[0] if codes else ())),
        lives_there=all(one is not None and one.home == home for one in placed),
    )


def message_of(kind: str) -> FlashMessage:
    """Return what is said once a decision of a kind is kept."""
    return _SAID[kind]


def _children(
    asked: RankingSubject, ranking: Ranking | None, home: str, option: int | None
) -> tuple[str, ...]:
    """Return whom a decision is about: of an option, those who would live in the home."""
    chosen = None
    if ranking is not None and option is not None:
        chosen = numbered(asked, ranking, option)
    for place in chosen.places if chosen else ():
        if place.home is not None and place.home.id == home:
            return place.children
    everybody = asked.members or asked.everybody
    return tuple(child.id for child in everybody)


def _number(ranking: Ranking | None, homes: dict[str, str]) -> int | None:
    """Return which option of the ranking it is that all live in one home; None if none."""
    for number, option in enumerate(ranking.options if ranking else (), start=1):
        if {one.child: one.home for one in option.assignments} == homes:
            return number
    return None
