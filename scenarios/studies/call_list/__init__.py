"""Call list: in which order to ring homes for a child or siblings when each may refuse.

An option (the homes of all who are to be housed) is worth the best plan for everybody that
contains it. That plan already says where the request lives, so homes that have refused before
make no difference to it: what a yes is worth does not depend on who was rung first. Whatever the
homes would answer, the first yes in the order of those values is therefore the best of all that
would say yes. Being best for every possible set of answers, the order is best on average too,
level by level, whatever the chances, even where answers depend on each other. An option worth
less than nobody's yes is not rung at all.

Ranked order rings the same homes, those of the ranking first, the best for the request alone before
the others; so what differs comes of the order. Of the same homes, this order is never worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from matcher.errors import InputError
from scenarios.inputs import Inputs
from scenarios.reports.provenance import provenance
from scenarios.studies._refusals import YES
from scenarios.studies._whole_plans import WholePlan, WholePlans, level_sums
from scenarios.studies.call_list.options import Choice, Choices, Progress
from scenarios.studies.call_list.parts import Affected, Call, OneHome, Outlook
from scenarios.studies.call_list.record import CallList
from scenarios.studies.call_list.ringing import Chance, chances_in, chances_of_yes, ring

#: How many options of each way are looked at where nobody says.
USUAL = 8
#: More than anybody rings, and few enough to weigh all their answers.
MOST = 30

_NEVER = Chance(Fraction(0), Fraction(0))


def call_list_of(
    inputs: Inputs,
    request: str,
    most: int = USUAL,
    yes: float | Mapping[str, float] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> CallList:
    """Return the order in which to ring homes, and what it comes to beside ranked order.

    Parameters
    ----------
    inputs : Inputs
        The register and the policy.
    request : str
        Id of a child or of a sibling group.
    most : int
        How many options to take from the ranking, and how many from the whole plan made again
        after each refusal.
    yes : float or mapping of str to float, optional
        How likely a home says yes, for all or by kind; see `YES`.
    time_limit : float, optional
        Seconds for each plan; see `matcher.plan`.
    progress : callable, optional
        Told how many plans are made, of how many at most.

    Returns
    -------
    CallList
        Interrupted, it has the options valued so far, and says so.

    Raises
    ------
    InputError
        If the request is nobody's who is to be housed, `most` or a chance can't be used, or
        nothing can be planned.
    """
    if not 1 <= most <= MOST:
        raise InputError.single("most", "is not a number of homes to ring", f"from 1 to {MOST}")
    chances = chances_of_yes(yes)
    choices = Choices(WholePlans(inputs, time_limit), request, most, progress)
    kinds = {home.id: home.kind for home in inputs.register.homes}
    asked = {
        home: Fraction(str(chances[kinds[home]]))
        for choice in choices.found
        for home in choice.rung
    }
    worth = [one for one in choices.found if one.plan.levels <= choices.nobody.levels]
    ours = _tried(worth, asked)
    as_ranked = sorted(choices.found, key=lambda one: (one.ranked is None, one.ranked or 0))
    theirs = _tried(as_ranked, asked)
    alone = _tried([one for one in as_ranked if one.ranked is not None], asked)

    def call(one: Choice) -> Call:
        chance, other = ours.get(one, _NEVER), theirs[one]
        rung = [home for home in dict.fromkeys(one.homes.values()) if home and home in one.rung]
        return Call(
            children=tuple(OneHome(child=child, home=home) for child, home in one.homes.items()),
            rung=tuple(rung),
            kinds=tuple(kinds[home] for home in rung),
            yes=tuple(float(asked[home]) for home in rung),
            ranked=one.ranked,
            reached=float(chance.reached),
            taken=float(chance.taken),
            reached_as_ranked=float(other.reached),
            taken_as_ranked=float(other.taken),
            levels=level_sums([(1, one.plan)]),
            costs=level_sums([(1, one.plan), (-1, choices.best)]),
            others=tuple(_others(choices, one)),
        )

    here, there, only, none = (
        _weights(tried, choices.nobody) for tried in (ours, theirs, alone, {})
    )
    less = [(-weight, plan) for weight, plan in there]
    return CallList(
        provenance=provenance(inputs),
        request=request,
        chances=chances,
        counts=inputs.policy.levels,
        calls=tuple(map(call, worth)),
        not_worth=tuple(call(one) for one in choices.found if one not in ours),
        outside_limits=choices.outside,
        best=level_sums([(1, choices.best)]),
        this_order=_outlook(here, choices.best),
        ranked_order=_outlook(there, choices.best),
        ranking_alone=_outlook(only, choices.best),
        nobody=_outlook(none, choices.best),
        difference=level_sums([*here, *less]),
        proved=choices.nobody.proved and all(one.plan.proved for one in choices.found),
        finished=choices.finished,
    )


def _tried(order: Sequence[Choice], asked: Mapping[str, Fraction]) -> dict[Choice, Chance]:
    """Return the chances of each choice when they are tried in an order."""
    return dict(zip(order, ring([one.rung for one in order], asked), strict=True))


def _weights(
    chances: Mapping[Choice, Chance], nobody: WholePlan
) -> list[tuple[Fraction, WholePlan]]:
    """Return the plan that each choice comes to with its chance, last that of nobody's yes."""
    taken = [(chance.taken, choice.plan) for choice, chance in chances.items()]
    left = 1 - sum((chance for chance, _ in taken), Fraction(0))
    return [*taken, (left, nobody)]


def _outlook(weights: Sequence[tuple[Fraction, WholePlan]], best: WholePlan) -> Outlook:
    return Outlook(
        nobody=float(weights[-1][0]),
        levels=level_sums(weights),
        costs=level_sums([*weights, (-1, best)]),
    )


def _others(choices: Choices, one: Choice) -> Iterator[Affected]:
    """Yield the children besides the request's whose home is not that in the best plan."""
    for child, before in choices.best.homes.items():
        after = one.plan.homes[child]
        if child not in one.homes and before != after:
            yield Affected(child=child, best=before, home=after)


__all__ = [
    "MOST",
    "USUAL",
    "YES",
    "Affected",
    "Call",
    "CallList",
    "OneHome",
    "Outlook",
    "call_list_of",
    "chances_in",
]
