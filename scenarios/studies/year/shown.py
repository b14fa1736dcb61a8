"""The years as people read them: sentences, tables, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies import Picture
from scenarios.studies._intervals import Estimate
from scenarios.studies.year.rates import Rates, Refusals
from scenarios.studies.year.tally import COUNTED, COUNTED_BY_CODE, Counted
from scenarios.studies.year.ways import WAYS

Estimates = Mapping[str, Estimate]
#: The figures that a panel asks for first.
_MAIN = ("waiting_weeks", "siblings_apart", "km", "out_of_county", "weekly_cost")

_COUNTED = Words("what is counted", "yr hyn a gyfrifir")
_NO_DIFFERENCE = Words("no difference shown", "dim gwahaniaeth wedi'i ddangos")


def headline(differences: Estimates, done: int, asked: int, say: Language) -> str:
    """Return how the joint plan differs from the rule of thumb, figure by figure."""
    told = "; ".join(_told(COUNTED_BY_CODE[code], differences[code], say) for code in _MAIN)
    years = Words(f"{done} years", f"{done} o flynyddoedd")
    if done < asked:
        years = Words(
            f"{done} years of the {asked} asked for (it was stopped)",
            f"{done} o'r {asked} o flynyddoedd y gofynnwyd amdanynt (fe'i hataliwyd)",
        )
    return say(
        Words(
            f"Joint planning against the rule of thumb, in the same {years.en} "
            f"(95 % intervals in brackets): {told}.",
            f"Cynllunio ar y cyd o'i gymharu â'r rheol bawd, yn yr un {years.cy} "
            f"(cyfyngau 95 % mewn cromfachau): {told}.",
        )
    )


def _told(counted: Counted, found: Estimate, say: Language) -> str:
    value = _with_interval(found, counted.unit, say)
    if found.low is None or found.high is None or found.low <= 0 <= found.high:
        return f"{say(counted.meaning)}: {say(_NO_DIFFERENCE)}, {value}"
    better = found.low * counted.better > 0
    verdict = Words("better", "gwell") if better else Words("worse", "gwaeth")
    return f"{say(counted.meaning)}: {say(verdict)}, {value}"


def exactness(done: int, rates: Rates, say: Language) -> str:
    """Return what is drawn, what is the same for all, and what the intervals are."""
    return say(
        Words(
            f"Each of the {done} years is drawn by its number, so the study comes out the same "
            "every time. Who comes, leaves and is let down, which homes open and close, and what "
            "a home says to a child in a week is the same for every way. Every week's placements "
            "are judged against every rule. Intervals are 95 % Student's t intervals of the mean "
            "over the years; differences are taken year by year. One interval in twenty misses "
            "by chance, and there are many in the tables. They tell how the years scatter, not "
            f"whether the assumptions hold: how often homes refuse, that a tenth "
            f"({rates.carers_leave:.0%}) of carers leave a year, that a placement ends as often "
            "whether it suits the child or not, that a child who waits costs nothing.",
            f"Mae pob un o'r {done} o flynyddoedd yn cael ei thynnu yn ôl ei rhif, felly daw'r un "
            "canlyniad bob tro. Mae'r un plant yn dod ac yn gadael, yr un cartrefi'n agor ac yn "
            "cau a'r un atebion yn cael eu rhoi ym mhob dull. Bernir lleoliadau pob wythnos yn "
            "erbyn pob rheol. Cyfyngau t Student 95 % o'r cymedr dros y blynyddoedd yw'r "
            "cyfyngau; cymerir gwahaniaethau flwyddyn wrth flwyddyn. Nid ydynt yn dweud a yw'r "
            "tybiaethau'n gywir.",
        )
    )


def tables(
    means: Mapping[str, Estimates],
    gaps: Sequence[tuple[str, str, Estimates]],
    rates: Rates,
    say: Language,
) -> tuple[Table, ...]:
    """Return the differences, the means, the ways, and what is taken as given."""
    return (
        Table(
            say(Words("How the ways differ, mean of the years (95 % interval)",
                      "Sut mae'r dulliau'n wahanol, cymedr y blynyddoedd (cyfwng 95 %)")),
            (say(_COUNTED), *(_pair(way, than, say) for way, than, _ in gaps)),
            [
                (
                    say(one.meaning),
                    *(_with_interval(of[one.code], one.unit, say) for *_, of in gaps),
                )
                for one in COUNTED
            ],
        ),
        Table(
            say(Words("A year in each way, mean of the years",
                      "Blwyddyn ym mhob dull, cymedr y blynyddoedd")),
            (say(_COUNTED), *(say(WAYS[way].name) for way in means)),
            [
                (say(one.meaning), *(_amount(of[one.code].value, one) for of in means.values()))
                for one in COUNTED
            ],
        ),
        Table(
            say(Words("The ways of deciding", "Y dulliau o benderfynu")),
            (say(Words("way", "dull")), say(Words("what is done", "beth a wneir"))),
            [(say(way.name), say(way.meaning)) for way in WAYS.values()],
        ),
        _assumed(rates, say),
    )  # fmt: skip


def _assumed(rates: Rates, say: Language) -> Table:
    rows: list[Sequence[Cell]] = [
        (str(field.description), Amount(round(getattr(rates, name), 3), "a year"))
        for name, field in Rates.model_fields.items()
        if name in ("starts", "endings", "carers_leave")
    ]
    rows += [
        (say(Words("weeks", "wythnosau")), Amount(rates.weeks, "weeks")),
        (say(Words("homes held as a reserve", "cartrefi a gedwir fel cronfa")),
         Amount(rates.reserve_homes, "homes")),
    ]  # fmt: skip
    refused = say(Words("homes that say no when asked (A)", "cartrefi sy'n gwrthod (A)"))
    rows += [
        (f"{refused}: {say.name(kind)}", Amount(getattr(rates.refusals, kind), "share"))
        for kind in Refusals.model_fields
    ]
    return Table(
        say(Words("What is taken as given (D: derived, A: assumed)",
                  "Yr hyn a gymerir yn ganiataol (D: deilliedig, A: tybiaeth)")),
        (say(Words("rate", "cyfradd")), say(Words("value", "gwerth"))),
        rows,
    )  # fmt: skip


def pictures(against: Sequence[tuple[str, Estimates]], say: Language) -> tuple[Picture, ...]:
    """Return how each way differs from the rule of thumb, a picture for each main figure."""
    note = say(
        Words(
            "Less is better. A whisker that crosses 0 shows no difference.",
            "Llai sy'n well. Nid yw llinell sy'n croesi 0 yn dangos gwahaniaeth.",
        )
    )
    found = []
    for code in _MAIN:
        one = COUNTED_BY_CODE[code]
        title = say(
            Words(
                f"Less or more than by the rule of thumb: {one.meaning.en}",
                f"Llai neu fwy na'r rheol bawd: {one.meaning.cy}",
            )
        )
        bars = [
            BarOf(say(WAYS[way].name), of[code].value or 0.0, of[code].low, of[code].high)
            for way, of in against
        ]
        found.append(Picture(title, bar_chart(title, bars, one.unit, say), note))
    return tuple(found)


def _pair(way: str, than: str, say: Language) -> str:
    one, other = WAYS[way].name, WAYS[than].name
    return say(Words(f"{one.en} less {other.en}", f"{one.cy} llai {other.cy}"))


def _with_interval(found: Estimate, unit: str, say: Language) -> str:
    value = say.amount(_rounded(found.value, unit), unit, signed=True)
    if found.low is None or found.high is None:
        return value
    low, high = (
        say.number(_rounded(end, unit), unit, signed=True) for end in (found.low, found.high)
    )
    return f"{value} ({low} {say(Words('to', 'i'))} {high})"


def _amount(value: float | None, one: Counted) -> Amount:
    return Amount(_rounded(value, one.unit), one.unit)


def _rounded(value: float | None, unit: str) -> float | None:
    """Return a number with as many digits as are shown, so that none is shown as minus nothing."""
    if value is None:
        return None
    digits = {"share": 3, "pounds a week": 0}.get(unit, 1)
    return round(value, digits) + 0.0
