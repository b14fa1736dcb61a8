"""Why homes are refused, and what would have to change: the rules in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.choice.ranking_subject import RankingSubject
from matcher import staying, together
from matcher.household import HOUSEHOLD_RULES
from matcher.limits import CHANGED_BY, LIMITS
from matcher.records.home import Home
from matcher.records.plan import Ranking, Refusal
from matcher.rules import RULES
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule in words.

    Attributes
    ----------
    code : str
        The rule.
    meaning : Words
        What it says of the home.
    changed_by : Words or None
        Who can change it; None: nobody.
    """

    code: str
    meaning: Words
    changed_by: Words | None


#: What can stand in the way of a home, by code: rules, who lives there, limits.
REASONS = {
    **{rule.code: Reason(rule.code, rule.meaning, rule.changed_by) for rule in RULES},
    **{rule.code: Reason(rule.code, rule.meaning, rule.changed_by) for rule in HOUSEHOLD_RULES},
    together.CODE: Reason(together.CODE, together.MEANING, None),
    staying.CODE: Reason(staying.CODE, staying.MEANING, None),
    **{limit.code: Reason(limit.code, limit.meaning, CHANGED_BY) for limit in LIMITS},
}
#: The rule of homes that are kept for children named, such as parents and kin.
RESERVED = "reserved"


@dataclass(frozen=True)
class Refused:
    """A home that is no option, with every rule that refuses it.

    Attributes
    ----------
    home : Home
        The home.
    reasons : tuple of Reason
        The rules.
    home_tenths : int or None
        From the child's family home, tenths of a km.
    """

    home: Home
    reasons: tuple[Reason, ...]
    home_tenths: int | None

    @property
    def codes(self) -> frozenset[str]:
        """The rules' codes."""
        return frozenset(reason.code for reason in self.reasons)


def near_misses(asked: RankingSubject, ranking: Ranking) -> list[Refused]:
    """Return the homes that would be possible if what somebody can change were changed."""
    return _told(asked, ranking.near_misses)


def refused_homes(asked: RankingSubject, ranking: Ranking) -> list[Refused]:
    """Return all refused homes, those that are kept for other children last."""
    return sorted(
        _told(asked, ranking.refused), key=lambda one: (RESERVED in one.codes, one.home.id)
    )


def counted(refused: Iterable[Refused]) -> list[tuple[Reason, int]]:
    """Return each reason with the number of homes it refuses, the commonest first."""
    counts = Counter(code for one in refused for code in one.codes)
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return [(REASONS[code], counts[code]) for code in ordered]


def found_in(refused: Sequence[Refused], code: str, text: str) -> list[Refused]:
    """Return the refused homes with a reason and a text in their id, provider or place.

    Parameters
    ----------
    refused : sequence of Refused
        Where to look.
    code : str
        Of the reason; empty for any.
    text : str
        What to look for, in any case; empty for anything.
    """
    wanted = text.strip().casefold()
    return [
        one
        for one in refused
        if (not code or code in one.codes)
        and wanted in f"{one.home.id} {one.home.provider} {one.home.location.label}".casefold()
    ]


def _told(asked: RankingSubject, refusals: Iterable[Refusal]) -> list[Refused]:
    case, child = asked.case, asked.everybody[0]
    return [
        Refused(
            home=(home := case.homes[one.home]),
            reasons=tuple(REASONS[code] for code in one.codes),
            home_tenths=case.tenths(child, home, "home"),
        )
        for one in refusals
    ]


@dataclass(frozen=True)
class Exhaustion:
    """Every home in the county, and why it is not possible.

    Attributes
    ----------
    possible : tuple of Home
        Homes that no rule refuses, best first: as long as there are any, nothing is exhausted.
    present : Home or None
        The home in the county in which the child lives and may stay.
    refused : tuple of Refused
        Homes that could be asked but for a rule.
    kept : tuple of Refused
        Homes that are kept for other children: their parents and kin.
    """

    possible: tuple[Home, ...]
    present: Home | None
    refused: tuple[Refused, ...]
    kept: tuple[Refused, ...]

    @property
    def n_homes(self) -> int:
        """How many homes the county has: each stands once."""
        present = self.present is not None
        return len(self.possible) + len(self.refused) + len(self.kept) + present


def exhaustion(asked: RankingSubject, ranking: Ranking) -> Exhaustion:
    """Return the record of every home in the county; the ranking is one of all options."""
    case = asked.case
    inside = [one for one in refused_homes(asked, ranking) if not case.out_of_county(one.home)]
    options = [case.homes[at] for one in ranking.options if (at := one.assignments[0].home)]
    lives_in = asked.everybody[0].present_home
    present = None if lives_in is None else case.homes[lives_in]
    return Exhaustion(
        possible=tuple(home for home in options if not case.out_of_county(home)),
        present=None if present is None or case.out_of_county(present) else present,
        refused=tuple(one for one in inside if RESERVED not in one.codes),
        kept=tuple(one for one in inside if RESERVED in one.codes),
    )


def is_out_of_county(asked: RankingSubject, ranking: Ranking) -> bool:
    """Return whether every option is out of the county, or there is none."""
    homes = [case_home for one in ranking.options if (case_home := one.assignments[0].home)]
    return all(asked.case.out_of_county(asked.case.homes[home]) for home in homes)
