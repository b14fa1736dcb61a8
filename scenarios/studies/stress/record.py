"""What more children at once come to, and how people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from matcher.records.fields import Record
from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies import Picture, Study
from scenarios.studies._intervals import Estimate


class Load(Record):
    """So many children more.

    Attributes
    ----------
    children : int
        How many come; 0 is today's register, planned once.
    draws : int
        How often they were drawn.
    unplaced : Estimate
        Share of the draws in which more children have no home than in today's plan.
    n_unplaced : Estimate
        How many children more have no home, mean of the draws.
    split : Estimate
        Share of the draws in which a sibling group that comes is not placed in one home.
    out_of_county : Estimate
        Children who live out of the county, mean of the draws.
    """

    children: int
    draws: int
    unplaced: Estimate
    n_unplaced: Estimate
    split: Estimate
    out_of_county: Estimate


class Breaks(Record):
    """Who has no home where it first happens that somebody has none.

    Attributes
    ----------
    children : int
        How many come then.
    n_unplaced : int
        Children without a home who have one today or come new, all draws together.
    areas, ages, needs : dict of str to int
        How many of them by area of the family home, by age band and by required need; who has
        two such needs is counted under both.
    """

    children: int
    n_unplaced: int
    areas: dict[str, int]
    ages: dict[str, int]
    needs: dict[str, int]


class Stress(Study):
    """What happens when more children come at once (`cartref/study/stress/1`).

    Attributes
    ----------
    asked : int
        How many draws were asked for.
    loads : tuple of Load
        Today, then fewest children first.
    breaks : Breaks or None
        Who is first without a home; None where everybody always has one.
    """

    code: ClassVar = "stress"
    meaning: ClassVar = Words(
        "How many more children can today's homes take, and where do they break first?",
        "Faint yn fwy o blant y gall cartrefi heddiw eu cymryd, a ble maen nhw'n torri gyntaf?",
    )

    format: Literal["cartref/study/stress/1"] = "cartref/study/stress/1"
    asked: int
    loads: tuple[Load, ...]
    breaks: Breaks | None

    def headline(self, say: Language) -> str:
        """Return how often somebody is unplaced, and who is first."""
        told = [
            Words(
                f"{one.children} more: {_interval(one.unplaced, say)}",
                f"{one.children} yn fwy: {_interval(one.unplaced, say)}",
            )
            for one in self.loads
            if one.children
        ]
        shares = say(
            Words(
                "How often somebody more is left without a home, by how many children come "
                f"(95 % intervals): {'; '.join(one.en for one in told)}.",
                "Pa mor aml y mae rhywun arall heb gartref, yn ôl faint o blant sy'n dod "
                f"(cyfyngau 95 %): {'; '.join(one.cy for one in told)}.",
            )
        )
        return f"{shares} {self._first(say)}"

    def _first(self, say: Language) -> str:
        if self.breaks is None:
            return say(Words("Everybody always has a home.", "Mae gan bawb gartref bob tro."))
        found = [_most(table) for table in (self.breaks.areas, self.breaks.ages, self.breaks.needs)]
        area, age, need = (say.name(key) for key in found)
        return say(
            Words(
                f"It breaks first with {self.breaks.children} more: most often for children from "
                f"{area}, aged {age}; required need: {need}.",
                f"Mae'n torri gyntaf gyda {self.breaks.children} yn fwy: amlaf i blant o {area}, "
                f"oed {age}; angen gofynnol: {need}.",
            )
        )

    def exactness(self, say: Language) -> str:
        """Return what is proved and what is drawn."""
        draws = self.loads[-1].draws
        return say(
            Words(
                f"Each plan is the best there is, proved. {draws} draws of {self.asked} asked for; "
                "the same draws every time, and who comes among few comes among many too, but "
                "for the last family. Shares have Wilson's 95 % interval, means Student's t. "
                "Today's register is planned once and is exact.",
                f"Mae pob cynllun y gorau posibl, wedi'i brofi. {draws} o dyniadau o'r "
                f"{self.asked} y gofynnwyd amdanynt. Cyfwng 95 % Wilson sydd gan gyfrannau, t "
                "Student gan gymedrau. Mae cynllun heddiw yn union.",
            )
        )

    def tables(self, say: Language) -> Sequence[Table]:
        """Return a row for each number of children, and who is first without a home."""
        columns = (
            Words("children who come", "plant sy'n dod"),
            Words("draws", "tyniadau"),
            Words("somebody more unplaced, share of draws", "rhywun arall heb gartref, cyfran"),
            Words("more children unplaced, mean", "mwy o blant heb gartref, cymedr"),
            Words("a group that comes split, share of draws", "grŵp newydd ar wahân, cyfran"),
            Words("children out of county, mean", "plant y tu allan i'r sir, cymedr"),
        )  # fmt: skip
        rows: list[Sequence[Cell]] = [
            (
                say.amount(one.children, "children"),
                Amount(one.draws, "draws"),
                _interval(one.unplaced, say),
                _interval(one.n_unplaced, say, "children"),
                _interval(one.split, say),
                _interval(one.out_of_county, say, "children"),
            )
            for one in self.loads
        ]
        title = Words("More children come at once", "Mwy o blant yn dod ar unwaith")
        return Table(say(title), [say(one) for one in columns], rows), *self._who(say)

    def _who(self, say: Language) -> Iterator[Table]:
        if self.breaks is None:
            return
        by = (
            (self.breaks.areas, Words("area of the family home", "ardal y cartref teuluol")),
            (self.breaks.ages, Words("age", "oedran")),
            (self.breaks.needs, Words("required need", "angen gofynnol")),
        )
        for counts, heading in by:
            title = Words(
                f"Who has no home with {self.breaks.children} more, by {heading.en}",
                f"Pwy sydd heb gartref gyda {self.breaks.children} yn fwy, yn ôl {heading.cy}",
            )
            rows = [(say.name(key), Amount(n, "children")) for key, n in counts.items()]
            unplaced = say(Words("unplaced, all draws together", "heb gartref, pob tyniad"))
            yield Table(say(title), (say(heading), unplaced), rows)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return how often somebody is unplaced, and how often a group is split, as bars."""
        titles = (
            Words("How often somebody more is left without a home",
                  "Pa mor aml y mae rhywun arall heb gartref"),
            Words("How often a sibling group that comes is split",
                  "Pa mor aml y gwahenir grŵp o frodyr a chwiorydd sy'n dod"),
        )  # fmt: skip
        note = say(Words("Whiskers: 95 % interval.", "Llinellau: cyfwng 95 %."))
        found = []
        for title, code in zip(titles, ("unplaced", "split"), strict=True):
            bars = []
            for one in self.loads:
                share: Estimate = getattr(one, code)
                label = say(Words(f"{one.children} more", f"{one.children} yn fwy"))
                bars.append(BarOf(label, share.value or 0.0, share.low, share.high))
            found.append(Picture(say(title), bar_chart(say(title), bars, "share", say), note))
        return found


def _most(counts: dict[str, int]) -> str:
    return next(iter(counts))


def _interval(found: Estimate, say: Language, unit: str = "share") -> str:
    digits = 4 if unit == "share" else 1
    value = say.amount(None if found.value is None else round(found.value, digits) + 0.0, unit)
    if found.low is None or found.high is None:
        return value
    low, high = (say.number(round(end, digits) + 0.0, unit) for end in (found.low, found.high))
    return f"{value} ({low} {say(Words('to', 'i'))} {high})"
