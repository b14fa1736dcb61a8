"""Ways of deciding who is offered to which home: by a rule of thumb, one by one, or together."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from matcher.ranking import Ranker
from matcher.words import Words
from scenarios.inputs import Inputs
from scenarios.studies.year.offers import (
    Offer,
    Planner,
    all_waiting,
    alone,
    held_homes,
    in_county,
    offers_of,
    pairs,
    waiting,
)

#: Asks homes; returns the inputs with the children settled who were taken, and with the homes
#: that said no among those that declined the others.
Ask = Callable[[Inputs, Sequence[Offer]], Inputs]


class Way(ABC):
    """A way of deciding.

    Attributes
    ----------
    code, name, meaning : str, Words, Words
        Its name in files and to people, and what is done.
    """

    code: ClassVar[str]
    name: ClassVar[Words]
    meaning: ClassVar[Words]

    @abstractmethod
    def decide(self, inputs: Inputs, requests: Sequence[str], ask: Ask) -> Inputs:
        """Return the inputs after a week's decisions.

        Parameters
        ----------
        inputs : Inputs
            Those to be housed wait; everybody else is settled.
        requests : sequence of str
            Sibling groups and children without siblings of whom somebody waits, by id, who has
            waited longest first.
        ask : callable
            Asks homes.
        """


class OneByOne(Way):
    """Each request in its turn: the first of the possible homes that says yes."""

    def decide(self, inputs: Inputs, requests: Sequence[str], ask: Ask) -> Inputs:
        """Return the inputs after a week's decisions; see `Way.decide`."""
        for request in requests:
            while offers := self._first(inputs, request):
                inputs = ask(inputs, offers)
        return inputs

    def _first(self, inputs: Inputs, request: str) -> list[Offer]:
        if not waiting(inputs, request):
            return []
        options = Ranker(self._judged_by(inputs).case).rank(request, 1).options
        if not options:
            return []
        return offers_of(inputs, {one.child: one.home for one in options[0].assignments})

    def _judged_by(self, inputs: Inputs) -> Inputs:
        return inputs


class RuleOfThumb(OneByOne):
    """The first possible home as an officer would ring round: in-house, nearest first."""

    code = "rule_of_thumb"
    name = Words("rule of thumb", "rheol bawd")
    meaning = Words(
        "in turn: kin, then in-house nearest first, agency, residential, then out of county",
        "yn eu tro: perthnasau, yna mewnol agosaf yn gyntaf, asiantaeth, preswyl, "
        "yna y tu allan i'r sir",
    )
    #: What comes first in it; all else is left alone.
    LEVELS: ClassVar[tuple[Mapping[str, int], ...]] = (
        {"unplaced": 1},
        {"siblings_apart": 1},
        {"not_kin": 1},
        {"out_of_county": 1},
        {"setting": 1},
        {"distance_home": 1},
    )

    def _judged_by(self, inputs: Inputs) -> Inputs:
        return inputs.with_policy(levels=self.LEVELS)


class BestForEach(OneByOne):
    """The best home by the council's policy, for one after the other."""

    code = "best_for_each"
    name = Words("best for each", "gorau i bob un")
    meaning = Words(
        "in turn, the best home by the council's policy",
        "yn eu tro, y cartref gorau yn ôl polisi'r cyngor",
    )


class Joint(Way):
    """The best plan for all who wait; where homes refuse, the best plan for those left."""

    code = "joint"
    name = Words("joint plan", "cynllun ar y cyd")
    meaning = Words(
        "the best plan for all who wait, made anew where homes refuse",
        "y cynllun gorau i bawb sy'n aros, o'r newydd lle mae cartrefi'n gwrthod",
    )

    def decide(self, inputs: Inputs, requests: Sequence[str], ask: Ask) -> Inputs:
        """Return the inputs after a week's decisions; see `Way.decide`."""
        del requests  # all are decided on at once
        while offers := self._offers(inputs):
            inputs = ask(inputs, offers)
        return inputs

    def _offers(self, inputs: Inputs) -> list[Offer]:
        if not all_waiting(inputs):
            return []
        return offers_of(inputs, Planner(inputs).homes())


class JointWithReserve(Joint):
    """The joint plan, in which some in-house homes with room for siblings are held free.

    Held are the open in-house homes of the county with the most free places, at least two. Only
    siblings who wait together and emergencies may have them, and whoever would otherwise have no
    home or one out of the county.
    """

    code = "joint_with_reserve"
    name = Words("joint plan with a reserve", "cynllun ar y cyd â chronfa")
    meaning = Words(
        "the joint plan; the largest free in-house homes are held for siblings and emergencies",
        "y cynllun ar y cyd; cedwir y cartrefi mewnol rhydd mwyaf i frodyr a chwiorydd ac "
        "argyfyngau",
    )

    def __init__(self, homes: int) -> None:
        self.homes = homes

    def _offers(self, inputs: Inputs) -> list[Offer]:
        if not all_waiting(inputs):
            return []
        planner = Planner(inputs)
        held, kept_out = held_homes(inputs, self.homes), alone(inputs)
        found = planner.homes(pairs(kept_out, held))
        outside = {id_ for id_ in kept_out if not in_county(found[id_], inputs)}
        if outside:
            found = planner.homes(pairs(kept_out - outside, held))
        return offers_of(inputs, found)


def ways(reserve_homes: int) -> tuple[Way, ...]:
    """Return every way of deciding, the usual one first."""
    return RuleOfThumb(), BestForEach(), Joint(), JointWithReserve(reserve_homes)


#: Every way by its code.
WAYS: Mapping[str, type[Way]] = {
    way.code: way for way in (RuleOfThumb, BestForEach, Joint, JointWithReserve)
}
