"""Why a child has its home in the best plan, and why not another: worked out by a run."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.choice.answers import State, answer_to
from api.pages.choice.ranking_subject import RankingSubject
from api.service.routes.rankings import EXPLAINED
from api.service.state import Service
from api.sign_in.permissions import Principal
from matcher.records.explanation import Explanation


@dataclass(frozen=True)
class Why:
    """The reasons, once they are there.

    Attributes
    ----------
    state : State
        How the answer stands.
    told : Explanation or None
        The reasons.
    """

    state: State
    told: Explanation | None = None


def why_of(
    service: Service, who: Principal, asked: RankingSubject, home: str | None, *, again: bool
) -> Why:
    """Return the reasons if they are there; if they are not, they are being worked out.

    Parameters
    ----------
    service : Service
        The service.
    who : Principal
        Who asks.
    asked : RankingSubject
        A child.
    home : str or None
        A home that is asked about.
    again : bool
        As in `answer_to`.
    """
    job = asked.basis.job("explanation", request=asked.id, home=home)
    detail = {"child": asked.id, "home": home}
    state, answer = answer_to(service, who, asked, job, EXPLAINED, detail, again=again)
    return Why(state, None if answer is None else Explanation.model_validate(answer))
