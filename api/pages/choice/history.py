"""What was decided about a child or a group before, and which homes were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from api.pages.choice.options import Choice
from api.pages.choice.ranking_subject import RankingSubject
from api.service.decision_schemas import DecisionOut
from api.store.decisions import decisions_made

#: So many decisions are shown of each child.
SHOWN = 20


def history_of(session: Session, children: Sequence[str]) -> list[DecisionOut]:
    """Return the decisions about some children, newest first, each once."""
    found = {
        made[0].number: made
        for child in children
        for made in decisions_made(session, limit=SHOWN, child=child)
    }
    return [DecisionOut.of(found[number]) for number in sorted(found, reverse=True)]


def offers_in(history: Sequence[DecisionOut], asked: RankingSubject) -> dict[str, DecisionOut]:
    """Return the homes that are asked and have not answered, by id.

    Only what was decided since the children were last accepted or their placement ended counts.
    """
    members = {child.id for child in asked.members}
    offers: dict[str, DecisionOut] = {}
    for made in reversed(history):
        decision = made.decision
        if decision is None or not members & set(decision.children):
            continue
        if made.kind == "offered":
            offers[decision.home] = made
        elif made.kind == "declined":
            offers.pop(decision.home, None)
        else:
            offers.clear()
    return offers


def next_to_call(choices: Sequence[Choice], offers: Mapping[str, object]) -> Choice | None:
    """Return the first option of which not every home is asked already; None if all are."""
    return next((one for one in choices if one.homes and not one.homes <= offers.keys()), None)
