"""What the study of contention found, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from matcher.records.fields import Code, HomeKind, Record
from matcher.words import Words
from scenarios.compare import Spot
from scenarios.reports.charts import BarOf, MarkOf, bar_chart, place_map
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies._base import Picture, Study
from scenarios.studies._level_words import Counts, difference_in_words, first_other
from scenarios.studies._whole_plans import LevelSum
from scenarios.studies.contention import words

#: A picture has bars for no more homes than this: the tables have all.
_MOST_BARS = 20


def costs_nothing(cost: Sequence[LevelSum] | None) -> bool:
    """Return whether it is proved that something can be had, and costs nobody anything."""
    return cost is not None and first_other(cost) is None


class Contender(Record):
    """A request that wants a home first.

    Attributes
    ----------
    request : str
        The child or the sibling group.
    children : tuple of str
        Those who would come to live there.
    cost : tuple of LevelSum or None
        What giving it the home costs everybody together: the best plan with it less the best
        plan of all. None where no plan gives it.
    instead : tuple of (str or None) or None
        The homes of its next choice that does without this one, one for each member; None in
        it is no home. None: no such choice among those looked at.
    loses : tuple of LevelSum or None
        What going without costs the request by itself: its own levels by that choice, less
        those by its first.
    planned : tuple of (str or None)
        Its members' homes in the best plan. Which of equally good plans that is means nothing.
    """

    request: Code
    children: tuple[Code, ...]
    cost: tuple[LevelSum, ...] | None
    instead: tuple[Code | None, ...] | None
    loses: tuple[LevelSum, ...] | None
    planned: tuple[Code | None, ...]

    @property
    def free(self) -> bool:
        """Whether it is proved that giving it the home costs nobody anything."""
        return costs_nothing(self.cost)


class Wanted(Record):
    """A home that several requests want first.

    Attributes
    ----------
    home : str
        The home.
    kind : str
        Its kind.
    places : int
        Its places, taken ones too.
    spot : Spot
        Where it is.
    planned : tuple of str
        The waiting and review children who live there in the best plan.
    contenders : tuple of Contender
        Who wants it.
    together : tuple of LevelSum or None
        What it costs to give it to all of them; None where that can't be.
    rightful_together : bool
        Whether all to whom it can be given at no cost can have it at no cost together.
    """

    home: Code
    kind: HomeKind
    places: int
    spot: Spot
    planned: tuple[Code, ...]
    contenders: tuple[Contender, ...]
    together: tuple[LevelSum, ...] | None
    rightful_together: bool

    @property
    def contested(self) -> bool:
        """Whether somebody has to go without, or costs others something."""
        return not costs_nothing(self.together)

    @property
    def rightful(self) -> tuple[str, ...]:
        """The requests to whom it can be given at no cost to anybody, proved."""
        return tuple(one.request for one in self.contenders if one.free)

    def verdict(self, say: Language) -> str:
        """Return who should have it."""
        if not self.contested:
            return say(words.ALL)
        if not self.rightful:
            there = ", ".join(self.planned)
            return say(words.none_of_them(there)) if there else say(words.NONE)
        if self.rightful_together:
            return say(words.all_of(self.rightful))
        return say(words.any_of(self.rightful))


class Contention(Study):
    """Homes that several requests want first (`cartref/study/contention/1`).

    Attributes
    ----------
    counts : tuple of dict
        What the policy's levels count.
    n_requests : int
        Lone children and sibling groups to be housed.
    n_several : int
        Homes that more than one of them wants first.
    homes : tuple of Wanted
        These homes, the most wanted first.
    finished : bool
        Whether nobody interrupted.
    """

    code: ClassVar[str] = "contention"
    meaning: ClassVar[Words] = words.MEANING

    format: Literal["cartref/study/contention/1"] = "cartref/study/contention/1"
    counts: tuple[dict[str, int], ...]
    n_requests: int
    n_several: int
    homes: tuple[Wanted, ...]
    finished: bool

    @property
    def contested(self) -> list[Wanted]:
        """The homes that not all who want them can have."""
        return [one for one in self.homes if one.contested]

    @property
    def proved(self) -> bool:
        """Whether every cost is proved."""
        costs = [one.cost for home in self.homes for one in home.contenders]
        return all(level.proved for cost in costs for level in cost or ())

    def headline(self, say: Language) -> str:
        """Return how many homes are contested, and the most wanted of them."""
        if not self.contested:
            return say(words.nothing_contested(self.n_requests))
        first = self.contested[0]
        wanted = ", ".join(one.request for one in first.contenders)
        return say(
            words.contested(
                len(self.contested), self.n_requests, first.home, wanted, first.verdict(say)
            )
        )

    def exactness(self, say: Language) -> str:
        """Return what is proved."""
        said = [words.PROVED if self.proved else words.NOT_PROVED, words.CHOICES]
        return " ".join(map(say, said if self.finished else [*said, words.STOPPED]))

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the homes, and for each who wants it and what that costs."""
        return [self._homes(say), self._contenders(say)]

    def _homes(self, say: Language) -> Table:
        return Table(
            say(Words("Homes that several want first", "Cartrefi y mae sawl un am eu cael gyntaf")),
            tuple(map(say, words.HOMES)),
            [
                [
                    one.home,
                    say.name(one.kind),
                    Amount(one.places, "places"),
                    Amount(len(one.contenders), words.REQUESTS.en),
                    ", ".join(contender.request for contender in one.contenders),
                    one.verdict(say),
                ]
                for one in self.homes
            ],
        )

    def _contenders(self, say: Language) -> Table:
        return Table(
            say(Words("What it costs to give each home", "Cost rhoi pob cartref")),
            tuple(map(say, words.CONTENDERS)),
            [
                [home.home, *_row(one, self.counts, say)]
                for home in self.homes
                for one in home.contenders
            ],
        )

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return who wants each home, and where the homes are."""
        if not self.homes:
            return []
        title = say(Words("How many want each home first", "Faint sydd am gael pob cartref gyntaf"))
        bars = [
            BarOf(one.home, len(one.contenders), note=one.verdict(say))
            for one in self.homes[:_MOST_BARS]
        ]
        place = say(Words("Where these homes are", "Ble mae'r cartrefi hyn"))
        marks = [
            MarkOf(one.spot.lat, one.spot.lon, one.home, len(one.contenders), note=one.verdict(say))
            for one in self.homes
        ]
        return [
            Picture(title, bar_chart(title, bars, words.REQUESTS.en, say), say(words.BARS)),
            Picture(place, place_map(place, marks, say), say(words.MAP)),
        ]


def _row(one: Contender, counts: Counts, say: Language) -> list[Cell]:
    nothing = say(words.NOTHING)
    cost, own = say(words.NO_PLAN), say(words.NOT_FOUND)
    if one.cost is not None:
        cost = difference_in_words(one.cost, counts, say) or nothing
    if one.loses is not None and one.instead is not None:
        own = difference_in_words(one.loses, counts, say) or nothing
    instead = say(words.NOT_FOUND) if one.instead is None else _homes_in_words(one.instead, say)
    whom = one.request
    if one.children != (one.request,):
        whom = f"{whom}: {', '.join(one.children)}"
    return [whom, cost, instead, own, _homes_in_words(one.planned, say)]


def _homes_in_words(homes: Sequence[str | None], say: Language) -> str:
    return ", ".join(dict.fromkeys(home or say(words.NO_HOME) for home in homes))
