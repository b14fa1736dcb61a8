"""A made-up study, with everything in it that its papers could stumble over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Table
from scenarios.studies import Picture, Provenance, Study

HOSTILE = "<script>alert(1)</script> & \"co\" 'ch'"
FORMULA = "=HYPERLINK(1)"
ORIGIN = Provenance(
    authority="W06000023",
    authority_name="Powys",
    as_of=date(2026, 11, 2),
    register_sha256="ab" * 32,
    policy_name="in-house first",
    travel="great_circle",
    cartref="0.1.0",
)


class MadeUp(Study):
    """A study of places by area."""

    code: ClassVar[str] = "made_up"
    meaning: ClassVar[Words] = Words("How many places?", "Faint o leoedd?")

    format: Literal["cartref/study/made_up/1"] = "cartref/study/made_up/1"
    places: dict[str, int]
    drawn: bool = True

    def headline(self, say: Language) -> str:
        n = sum(self.places.values())
        return say(Words(f"There are {n} places.", f"Mae {n} o leoedd."))

    def exactness(self, say: Language) -> str:
        return say(Words("All are counted.", "Cyfrifir pob un."))

    def tables(self, say: Language) -> Sequence[Table]:
        columns = ("area", "note", "places", "change")
        rows = [
            (area, FORMULA, Amount(n, "places"), Amount(None, "places"))
            for area, n in self.places.items()
        ]
        title = say(Words("Places by area: in, out/of [the] county", "Lleoedd yn ôl ardal"))
        return [Table(title, columns, rows), Table(title, columns, [])]

    def pictures(self, say: Language) -> Sequence[Picture]:
        if not self.drawn:
            return []
        bars = [BarOf(area, n) for area, n in self.places.items()]
        title = say(Words("Places by area", "Lleoedd yn ôl ardal"))
        return [Picture(title, bar_chart(title, bars, "places", say), "One bar for each area.")]


def made_up(*, drawn: bool = True) -> MadeUp:
    return MadeUp(provenance=ORIGIN, places={"Brecon": 3, HOSTILE: 1}, drawn=drawn)
