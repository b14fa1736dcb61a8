"""The price of a policy in tables."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Table
from scenarios.reports.tables._base import Cell
from scenarios.studies.price.records import Cost, Priced, Rehomed

KM, GBP, YEARLY = "distance_home", "weekly_cost", "pounds a year"
_NO_HOME = Words("no home", "dim cartref")
_NOT_KNOWN = Words("no proven difference", "dim gwahaniaeth wedi'i brofi")
_ELEMENT = Words("element", "elfen")
_NO_PRICE = {
    "absent": Words("not in this policy", "nid yw yn y polisi hwn"),
    "no_plan": Words("no plan", "dim cynllun"),
}
#: The criteria that the first tables show, with the heads of their columns.
_MAIN = {
    KM: Words("distance", "pellter"),
    GBP: Words("weekly cost", "cost wythnosol"),
    "moves": Words("moves", "symudiadau"),
    "out_of_county": Words("out of county", "y tu allan i'r sir"),
    "siblings_apart": Words("siblings apart", "ar wahân i'w gilydd"),
}


def tables_of(priced: Sequence[Priced], say: Language) -> list[Table]:
    """Return the prices in all, for each child, with and without, who lives elsewhere, faults."""
    found = [
        _in_all(priced, say),
        _for_each(priced, say),
        _sides(priced, say),
        _rehomed(priced, say),
    ]
    if any(one.faults for one in priced):
        found.append(_faults(priced, say))
    return found


def _in_all(priced: Sequence[Priced], say: Language) -> Table:
    def row(one: Priced) -> list[Cell]:
        if one.status != "priced":
            return [_named(one, say), *([""] * (len(_MAIN) + 2))]
        yearly = Amount(one.yearly_gbp, YEARLY, signed=True) if one.proved else say(_NOT_KNOWN)
        costs = [_cell(cost, say) for code in _MAIN if (cost := one.cost(code))]
        return [_named(one, say), *costs, yearly, Amount(len(one.rehomed), "children")]

    return Table(
        say(Words("The price of each element", "Pris pob elfen")),
        (
            say(_ELEMENT),
            *(say(head) for head in _MAIN.values()),
            say(Words("yearly cost", "cost blynyddol")),
            say(Words("other homes", "cartrefi eraill")),
        ),
        [row(one) for one in priced],
    )


def _for_each(priced: Sequence[Priced], say: Language) -> Table:
    return Table(
        say(
            Words(
                "The price for each waiting or review child",
                "Y pris i bob plentyn sy'n aros neu dan adolygiad",
            )
        ),
        (say(_ELEMENT), *(say(head) for head in _MAIN.values())),
        [
            (
                say(one.says),
                *(_per_child(cost, say) for code in _MAIN if (cost := one.cost(code))),
            )
            for one in priced
            if one.status == "priced"
        ],
    )


def _named(one: Priced, say: Language) -> str:
    name = say(one.says)
    return name if one.status == "priced" else f"{name}: {say(_NO_PRICE[one.status])}"


def _cell(cost: Cost, say: Language) -> Cell:
    if cost.least is not None and cost.least == cost.most:
        return Amount(cost.change, cost.unit, signed=True)
    return text(cost, say)


def _per_child(cost: Cost, say: Language) -> Cell:
    if cost.least is None or cost.least != cost.most:
        return say(_NOT_KNOWN)
    per = cost.per_child
    # Of pounds no pence are shown: 0.24 is not to be read as a little more than nothing.
    digits = 0 if cost.criterion == GBP else 3
    return Amount(None if per is None else round(per, digits), cost.unit, signed=True)


def text(cost: Cost, say: Language) -> str:
    """Return what an element costs in one criterion; its interval, where it is not proved."""
    if cost.least is None or cost.most is None:
        return say(_NOT_KNOWN)
    least, most = (say.amount(end, cost.unit, signed=True) for end in (cost.least, cost.most))
    return least if least == most else say(Words(f"{least} to {most}", f"{least} i {most}"))


def _sides(priced: Sequence[Priced], say: Language) -> Table:
    return Table(
        say(Words("What differs with each element", "Yr hyn sy'n wahanol gyda phob elfen")),
        (
            say(_ELEMENT),
            say(Words("criterion", "maen prawf")),
            say(Words("with", "gyda")),
            say(Words("without", "heb")),
            say(Words("price", "pris")),
        ),
        [
            (
                say(one.says),
                say.criterion(cost.criterion),
                Amount(cost.having, cost.unit),
                Amount(cost.without, cost.unit),
                _cell(cost, say),
            )
            for one in priced
            for cost in one.costs
            if cost.verdict != "equal"
        ],
    )


def _rehomed(priced: Sequence[Priced], say: Language) -> Table:
    return Table(
        say(Words("Who is placed differently", "Pwy a leolir yn wahanol")),
        (
            say(_ELEMENT),
            say(Words("child", "plentyn")),
            say(Words("home without it", "cartref hebddi")),
            say(Words("home with it", "cartref gyda hi")),
            say(_MAIN[KM]),
            say(_MAIN[GBP]),
        ),
        [
            (say(one.says), child.child, *_homes(child, say), *_changes(child))
            for one in priced
            for child in one.rehomed
        ],
    )


def _homes(child: Rehomed, say: Language) -> tuple[str, str]:
    none = say(_NO_HOME)
    return child.without or none, child.having or none


def _changes(child: Rehomed) -> list[Cell]:
    # Of a child without a home on one side, a criterion of 0 is no nearer and no cheaper home.
    if child.without is None or child.having is None:
        return ["", ""]
    changes = {one.criterion: one for one in child.criteria}
    return [Amount(changes[code].change, changes[code].unit, signed=True) for code in (KM, GBP)]


def _faults(priced: Sequence[Priced], say: Language) -> Table:
    return Table(
        say(Words("Why there is no plan", "Pam nad oes cynllun")),
        (
            say(_ELEMENT),
            say(Words("what is wrong", "beth sydd o'i le")),
            say(Words("what would be accepted", "beth a dderbynnid")),
        ),
        [(say(one.says), fault.fault, fault.accepted) for one in priced for fault in one.faults],
    )
