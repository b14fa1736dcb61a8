"""What options cost everybody together: worked out by a run, shown when it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.pages.choice.answers import State, answer_to
from api.pages.choice.options import Choice
from api.pages.choice.ranking_subject import RankingSubject
from api.service.routes.rankings import MADE
from api.service.state import Service
from api.sign_in.permissions import Principal

#: An option by who would live where.
Homes = frozenset[tuple[str, str | None]]


@dataclass(frozen=True)
class Costs:
    """What options cost everybody together.

    Attributes
    ----------
    state : State
        How the answer stands.
    of_homes : mapping
        The levels' differences by option; None where no whole plan contains the option.
    """

    state: State
    of_homes: Mapping[Homes, Sequence[int] | None] = field(default_factory=dict)

    def has(self, choice: Choice) -> bool:
        """Return whether the cost of an option is known."""
        return _homes(choice) in self.of_homes

    def of(self, choice: Choice) -> Sequence[int] | None:
        """Return the difference at each level; None where no whole plan contains the option."""
        return self.of_homes[_homes(choice)]


def costs_of(
    service: Service, who: Principal, asked: RankingSubject, k: int, *, again: bool
) -> Costs:
    """Return the costs of the first options, as far as they are there.

    Parameters
    ----------
    service : Service
        The service.
    who : Principal
        Who asks; the log says that the ranking was looked at.
    asked : RankingSubject
        Whom a home is looked for.
    k : int
        How many options.
    again : bool
        As in `answer_to`.
    """
    job = asked.basis.job("ranking", request=asked.id, k=k)
    detail = {"request": asked.id, "k": k, "system_cost": True}
    state, answer = answer_to(service, who, asked, job, MADE, detail, again=again)
    found = {
        frozenset((one["child"], one["home"]) for one in option["assignments"]): option[
            "system_cost"
        ]
        for option in (answer or {}).get("options", ())
    }
    return Costs(state, found)


def _homes(choice: Choice) -> Homes:
    return frozenset((one.child, one.home) for place in choice.places for one in place.assignments)
