"""All scenarios at a glance, and what is said of one in words."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.words import Words
from scenarios.compare import Answer, Comparison
from scenarios.reports.language import Language
from scenarios.reports.tables._base import SCENARIO, Amount, Cell, Table
from scenarios.reports.tables.levels import LEVEL, UNLIKE, difference

#: The single figures that sum a scenario up.
MAIN = (
    "unplaced",
    "out_of_county",
    "in_house_share",
    "sibling_groups_together",
    "moves",
    "weekly_cost",
)


def summary(comparison: Comparison, say: Language) -> Table:
    """Return a row for each scenario: what decides, and the main figures with their changes."""
    names = [say.name(code) for code in MAIN]
    return Table(
        say(Words("All scenarios at a glance", "Yr holl senarios ar un olwg")),
        (
            say(SCENARIO),
            say(Words("compared with the baseline", "o'i gymharu â'r llinell sylfaen")),
            *names,
            say(Words("placed differently", "wedi'u lleoli'n wahanol")),
        ),
        [_summed_up(comparison, answer, say) for answer in comparison.answers],
    )


def _summed_up(comparison: Comparison, answer: Answer, say: Language) -> list[Cell]:
    figures = {one.indicator: one for one in answer.figures if not one.of}
    of_main: list[Cell] = [
        Amount(figures[code].value, figures[code].unit) if code in figures else "" for code in MAIN
    ]
    differently: Cell = ""
    if answer is not comparison.baseline and answer.status != "failed":
        differently = Amount(len(answer.placed_differently), "children")
    return [answer.name, headline(comparison, answer, say), *of_main, differently]


def headline(comparison: Comparison, answer: Answer, say: Language) -> str:
    """Return what decides: the first level that differs, and what is proved of it."""
    if answer.status == "failed":
        return say(Words("no plan: see its faults", "dim cynllun: gweler y diffygion"))
    if answer is comparison.baseline:
        return say(Words("what the others are compared with", "yr hyn y cymherir y lleill ag ef"))
    if comparison.baseline.status == "failed":
        return say(
            Words(
                "the baseline has no plan to compare with", "nid oes gan y llinell sylfaen gynllun"
            )
        )
    first = next((one for one in answer.levels if one.verdict != "equal"), None)
    if first is None:
        return say(Words("no difference at any level", "dim gwahaniaeth ar unrhyw lefel"))
    parts = [f"{say(LEVEL)} {first.number}"]
    if len(first.counts) == 1:
        parts.append(say.level(first.counts))
    if first.verdict in ("lower", "higher"):
        parts.append(difference(first, say))
    words = _NOT_ALIKE if first.unlike else _VERDICTS
    told = f"{say(words[first.verdict])}: {', '.join(parts)}"
    return "; ".join([told, *(say(UNLIKE[why]) for why in first.unlike)])


_VERDICTS: dict[str, Words] = {
    "lower": Words("better", "gwell"),
    "higher": Words("worse", "gwaeth"),
    "unproved": Words("no proven difference", "dim gwahaniaeth wedi'i brofi"),
    "incomparable": Words("other priorities", "blaenoriaethau eraill"),
}
#: Where like is not compared with like, less need not be better.
_NOT_ALIKE = {**_VERDICTS, "lower": Words("less", "llai"), "higher": Words("more", "mwy")}


def facts(answer: Answer, say: Language) -> Iterator[str]:
    """Yield in words what the scenario's register and policy hold, and what differs in them."""
    one = answer.facts
    if one is None:
        return
    yield say(
        Words(
            f"{one.n_children} children: {one.n_waiting} waiting, {one.n_review} under review, "
            f"{one.n_settled} settled. {one.n_homes} homes with {one.n_places} places. "
            f"Day: {one.as_of}.",
            f"Plant: {one.n_children} ({one.n_waiting} yn aros, {one.n_review} dan adolygiad, "
            f"{one.n_settled} wedi setlo). Cartrefi: {one.n_homes}, lleoedd: {one.n_places}. "
            f"Diwrnod: {one.as_of}.",
        )
    )
    lists = (
        (one.children_new, Words("New children", "Plant newydd")),
        (one.children_gone, Words("Children gone", "Plant sydd wedi mynd")),
        (one.children_changed, Words("Children changed", "Plant wedi newid")),
        (one.homes_new, Words("New homes", "Cartrefi newydd")),
        (one.homes_gone, Words("Homes gone", "Cartrefi sydd wedi mynd")),
        (one.homes_changed, Words("Homes changed", "Cartrefi wedi newid")),
        (one.policy_changed, Words("Policy changed", "Polisi wedi newid")),
    )
    for ids, words in lists:
        if ids:
            shown = ", ".join(id_.replace("_", " ") for id_ in ids[:_SHOWN])
            more = "" if len(ids) <= _SHOWN else " …"
            yield f"{say(words)} ({len(ids)}): {shown}{more}."


#: More ids than this fill a page and tell nobody anything.
_SHOWN = 20
