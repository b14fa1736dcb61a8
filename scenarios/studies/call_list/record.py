"""What the call list found, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from matcher.amounts import SHARE, level_unit
from matcher.records.fields import Code, HomeKind
from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies._base import Picture, Study
from scenarios.studies._level_words import (
    difference_in_words,
    first_other,
    level_amount,
    level_cell,
    level_name,
)
from scenarios.studies._whole_plans import LevelSum
from scenarios.studies.call_list import words
from scenarios.studies.call_list.parts import Call, Outlook


class CallList(Study):
    """In which order to ring homes for a request (`cartref/study/call-list/1`).

    Attributes
    ----------
    request : str
        The child or the sibling group.
    chances : dict of str to float
        How likely a home of each kind was taken to say yes.
    counts : tuple of dict
        What the policy's levels count.
    calls : tuple of Call
        What to ring for, in order.
    not_worth : tuple of Call
        What was looked at and is worse for everybody than nobody's yes.
    outside_limits : int
        How many of the ranking no plan within the limits contains.
    best : tuple of LevelSum
        The levels of the best plan of all.
    this_order, ranked_order : Outlook
        What each order comes to on average. Ranked order rings the same homes: the ranking's as
        they stand in it, then the others.
    ranking_alone : Outlook
        The same where nothing but the ranking's homes are rung.
    nobody : Outlook
        What it comes to when every home refuses.
    difference : tuple of LevelSum
        The expected levels in this order, less those in ranked order.
    proved : bool
        Whether every plan is proved.
    finished : bool
        Whether nobody interrupted.
    """

    code: ClassVar[str] = "call-list"
    meaning: ClassVar[Words] = Words(
        "In which order to ring homes for a child or siblings when each may refuse",
        "Ym mha drefn i ffonio cartrefi ar gyfer plentyn neu frodyr a chwiorydd pan all pob un "
        "wrthod",
    )

    format: Literal["cartref/study/call-list/1"] = "cartref/study/call-list/1"
    request: Code
    chances: dict[HomeKind, float]
    counts: tuple[dict[str, int], ...]
    calls: tuple[Call, ...]
    not_worth: tuple[Call, ...] = ()
    outside_limits: int = 0
    best: tuple[LevelSum, ...]
    this_order: Outlook
    ranked_order: Outlook
    ranking_alone: Outlook
    nobody: Outlook
    difference: tuple[LevelSum, ...]
    proved: bool
    finished: bool

    def headline(self, say: Language) -> str:
        """Return whom to ring first, and what the order is worth."""
        if not self.calls:
            return say(
                Words(
                    f"There is no home to ring for {self.request} that is better for everybody "
                    "than leaving things as they are.",
                    f"Nid oes cartref i'w ffonio ar gyfer {self.request} sy'n well i bawb na "
                    "gadael pethau fel y maent.",
                )
            )
        first = [call.whom(say) for call in self.calls[:3]]
        order = Words(" then ", " yna ")
        ring = say(Words(f"For {self.request} ring ", f"Ar gyfer {self.request} ffoniwch "))
        return f"{ring}{say(order).join(first)}. {self._worth(say)}"

    def _worth(self, say: Language) -> str:
        if not any(call.ranked for call in self._as_ranked()):
            return say(words.NO_RANKING)
        gain = difference_in_words(self.difference, self.counts, say)
        if gain is None:
            return say(
                Words(
                    "Ringing in ranked order comes to the same for everybody.",
                    "Mae ffonio yn nhrefn y rhestr yn dod i'r un peth i bawb.",
                )
            )
        return say(
            Words(
                f"Compared with ringing in ranked order that comes on average to {gain} for all "
                "children together; less is better.",
                f"O'i gymharu â ffonio yn nhrefn y rhestr, daw hynny ar gyfartaledd i {gain} i'r "
                "holl blant gyda'i gilydd; mae llai yn well.",
            )
        )

    def exactness(self, say: Language) -> str:
        """Return what is proved, and what is assumed."""
        said = [
            words.PROVED if self.proved else words.NOT_PROVED,
            words.ASSUMED,
            words.ORDER,
            words.RANKING,
        ]
        if self.outside_limits:
            n = self.outside_limits
            said.append(
                Words(
                    f"Options of the ranking left out since no plan within the limits has them: "
                    f"{n}.",
                    f"Opsiynau a adawyd allan gan nad oes cynllun o fewn y terfynau â nhw: {n}.",
                )
            )
        if not self.finished:
            said.append(words.STOPPED)
        return " ".join(map(say, said))

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the list, what both orders come to, and what is not worth ringing for."""
        found = [self._list(say), self._outcomes(say), self._chances(say)]
        return [*found, *([self._not_worth(say)] if self.not_worth else [])]

    def _list(self, say: Language) -> Table:
        return Table(
            say(Words("Ring in this order", "Ffoniwch yn y drefn hon")),
            _headings(
                say,
                words.TURN,
                words.RING,
                words.KIND,
                words.YES,
                words.REACHED,
                words.TAKEN,
                words.RANK,
                words.WHY,
            ),
            [
                [
                    str(turn),
                    call.whom(say),
                    ", ".join(map(say.name, call.kinds)),
                    _product(call.yes),
                    Amount(call.reached, SHARE),
                    Amount(call.taken, SHARE),
                    _place(call, say),
                    call.why(self.counts, say),
                ]
                for turn, call in enumerate(self.calls, start=1)
            ],
        )

    def _outcomes(self, say: Language) -> Table:
        ours, ranked, alone, nobody = (
            one.costs
            for one in (self.this_order, self.ranked_order, self.ranking_alone, self.nobody)
        )
        more = (ours, ranked, self.difference, alone, nobody)
        return Table(
            say(words.OUTCOMES),
            _headings(
                say,
                *(words.LEVEL, words.ALL_YES, words.OURS, words.RANKED, words.LESS),
                *(words.RANKING_ALONE, words.NOBODY),
            ),
            [
                [
                    level_name(place, self.counts, say),
                    level_cell(self.best[place], counts, say, signed=False),
                    *(level_cell(levels[place], counts, say, signed=True) for levels in more),
                ]
                for place, counts in enumerate(self.counts)
            ],
        )

    def _chances(self, say: Language) -> Table:
        rows: list[list[Cell]] = [
            [
                call.whom(say),
                Amount(call.taken, SHARE),
                Amount(call.reached_as_ranked, SHARE),
                Amount(call.taken_as_ranked, SHARE),
            ]
            for call in self._as_ranked()
        ]
        nobody = self.this_order.nobody, self.ranked_order.nobody
        last: list[Cell] = [
            say(words.NOBODY),
            Amount(nobody[0], SHARE),
            "",
            Amount(nobody[1], SHARE),
        ]
        return Table(
            say(Words("Where it ends in each order", "Ble mae'n gorffen ym mhob trefn")),
            _headings(say, words.RING, words.TAKEN_HERE, words.REACHED_RANKED, words.TAKEN_RANKED),
            [*rows, last],
        )

    def _as_ranked(self) -> list[Call]:
        every = (*self.calls, *self.not_worth)
        return sorted(every, key=lambda call: (call.ranked is None, call.ranked or 0))

    def _not_worth(self, say: Language) -> Table:
        return Table(
            say(
                Words(
                    "Not to be rung: worse for everybody than leaving things as they are",
                    "Peidiwch â'u ffonio: gwaeth i bawb na gadael pethau fel y maent",
                )
            ),
            _headings(say, words.RING, words.RANK, words.WHY),
            [
                [call.whom(say), _place(call, say), call.why(self.counts, say)]
                for call in self.not_worth
            ],
        )

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return what both orders come to at the first level that differs, and who says yes."""
        return [*self._outcome_picture(say), self._taken_picture(say)]

    def _outcome_picture(self, say: Language) -> Iterator[Picture]:
        place = first_other(self.difference)
        if place is None:
            return
        title = f"{say(words.BEYOND)}: {level_name(place, self.counts, say)}"
        sums = {words.OURS: self.this_order.costs, words.RANKED: self.ranked_order.costs}
        counts = self.counts[place]
        bars = [_bar(say(label), levels[place], counts) for label, levels in sums.items()]
        svg = bar_chart(title, bars, level_unit(counts), say)
        yield Picture(title, svg, say(words.SHORTER))

    def _taken_picture(self, say: Language) -> Picture:
        title = say(
            Words(
                f"Where {self.request} comes to live, this order",
                f"Ble daw {self.request} i fyw, y drefn hon",
            )
        )
        bars = [BarOf(call.whom(say), call.taken) for call in self.calls]
        bars.append(BarOf(say(words.NOBODY), self.this_order.nobody))
        return Picture(title, bar_chart(title, bars, SHARE, say))


def _headings(say: Language, *headings: Words) -> tuple[str, ...]:
    return tuple(map(say, headings))


def _place(call: Call, say: Language) -> str:
    """Return a call's place in the ranking."""
    return say(words.NOT_RANKED) if call.ranked is None else str(call.ranked)


def _bar(label: str, one: LevelSum, counts: Mapping[str, int]) -> BarOf:
    ends = (None, None) if one.proved else (one.least, one.most)
    return BarOf(label, level_amount(one.value, counts).value or 0, *ends)


def _product(chances: Sequence[float]) -> Cell:
    """Return the chances of the homes that are rung, each for itself."""
    if len(chances) == 1:
        return Amount(chances[0], SHARE)
    return " x ".join(f"{100 * chance:.0f} %" for chance in chances)
