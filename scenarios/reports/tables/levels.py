"""Levels with their gaps, and what is proved of each difference."""

from __future__ import annotations

from matcher.amounts import level_unit
from matcher.words import Words
from scenarios.compare import Answer, LevelCompared
from scenarios.reports.language import Language
from scenarios.reports.tables._base import BASELINE, SCENARIO, Amount, Cell, Table

LEVEL = Words("level", "lefel")
UNLIKE = {
    "children": Words("counts other children", "yn cyfrif plant eraill"),
    "groups": Words("counts other sibling groups", "yn cyfrif grwpiau eraill"),
    "measures": Words("distances are measured otherwise", "mesurir pellteroedd fel arall"),
    "earlier_levels": Words("other priorities come first", "blaenoriaethau eraill yn gyntaf"),
}


def levels(answer: Answer, say: Language, *, alone: bool = False) -> Table:
    """Return the levels with their gaps and, unless `alone`, how they differ and what is proved."""
    title = say(Words("Levels, first things first", "Lefelau, y pethau cyntaf yn gyntaf"))
    what = (
        say(LEVEL),
        say(Words("what it counts", "yr hyn y mae'n ei gyfrif")),
        say(Words("counted in", "wedi'i gyfrif mewn")),
    )
    if alone:
        return Table(
            title,
            (*what, say(BASELINE), say(_GAP)),
            [(*_what(one, say), *_own(one, say)) for one in answer.levels],
        )
    return Table(
        title,
        (
            *what,
            say(BASELINE),
            say(_GAP),
            say(SCENARIO),
            say(_GAP),
            say(Words("difference", "gwahaniaeth")),
            say(Words("what is proved", "yr hyn a brofwyd")),
        ),
        [
            (*_what(one, say), *_baseline(one, say), *_own(one, say), *_differs(one, say))
            for one in answer.levels
        ],
    )


_GAP = Words("its gap", "ei fwlch")


def _what(one: LevelCompared, say: Language) -> tuple[Cell, ...]:
    return str(one.number), say.level(one.counts), say.shown_in(level_unit(one.counts))


def _own(one: LevelCompared, say: Language) -> tuple[Cell, ...]:
    unit = level_unit(one.counts)
    return Amount(one.value, unit, bare=True), _gap(one.gap, unit, say)


def _baseline(one: LevelCompared, say: Language) -> tuple[Cell, ...]:
    if one.verdict == "incomparable":
        return "", ""
    unit = level_unit(one.counts)
    return Amount(one.baseline_value, unit, bare=True), _gap(one.baseline_gap, unit, say)


def _differs(one: LevelCompared, say: Language) -> tuple[Cell, ...]:
    if one.verdict == "incomparable":
        return "", proof(one, say)
    difference = Amount(one.difference, level_unit(one.counts), signed=True, bare=True)
    return difference, proof(one, say)


def _gap(gap: int | None, unit: str, say: Language) -> Cell:
    return say(Words("not known", "anhysbys")) if gap is None else Amount(gap, unit, bare=True)


def proof(one: LevelCompared, say: Language) -> str:
    """Return what is proved of a level's difference, and what it does not compare."""
    words = {
        "equal": Words("no difference: proved", "dim gwahaniaeth: wedi'i brofi"),
        "lower": Words("lower: proved", "is: wedi'i brofi"),
        "higher": Words("higher: proved", "uwch: wedi'i brofi"),
        "unproved": Words("no proven difference", "dim gwahaniaeth wedi'i brofi"),
        "incomparable": Words(
            "the baseline has no such level: see the totals",
            "nid oes lefel o'r fath yn y llinell sylfaen: gweler y cyfansymiau",
        ),
    }
    parts = [say(words[one.verdict])]
    if one.least is not None and one.least != one.most:
        parts.append(difference(one, say))
    if one.verdict == "unproved" and one.least is None:
        parts.append(say(Words("an earlier gap is open", "mae bwlch cynharach ar agor")))
    parts.extend(say(UNLIKE[why]) for why in one.unlike)
    return "; ".join(parts)


def difference(one: LevelCompared, say: Language) -> str:
    """Return a proved difference, or what it lies between."""
    unit = level_unit(one.counts)
    if one.least == one.most:
        return say.amount(one.least, unit, signed=True)
    least, most = (say.amount(end, unit, signed=True) for end in (one.least, one.most))
    return say(
        Words(f"between {least} and {most}", f"rhwng {least} a {most}")  # both ends included
    )
