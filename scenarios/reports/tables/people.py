"""Who is placed differently, and why; why a scenario has no plan."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.words import Words
from scenarios.compare import Answer, Comparison, HomeShown, PlacedDifferently
from scenarios.reports.language import Language
from scenarios.reports.tables._base import BASELINE, FIGURES, SCENARIO, Amount, Cell, Table

_NO_HOME = Words("no home", "dim cartref")


def differently(comparison: Comparison, answer: Answer, say: Language) -> Table:
    """Return the children placed differently, and why."""
    homes = comparison.homes_of(answer)
    children = comparison.children_of(answer)
    family = {id_: child.spot.label or "" for id_, child in children.items()}
    return Table(
        say(Words("Children placed differently, and why", "Plant a leolir yn wahanol, a pham")),
        (
            say(Words("child", "plentyn")),
            say(Words("family in", "teulu yn")),
            say(BASELINE),
            say(SCENARIO),
            say(Words("from family", "o'r teulu")),
            say(Words("cost", "cost")),
            say(Words("why", "pam")),
        ),
        [_child(one, homes, family, say) for one in answer.placed_differently],
    )


def _child(
    one: PlacedDifferently,
    homes: Mapping[str, HomeShown],
    family: Mapping[str, str],
    say: Language,
) -> list[Cell]:
    changes = {change.criterion: change for change in one.criteria}
    placed = one.baseline_home is not None and one.home is not None
    # Of a child without a home on one side, criteria of 0 are no nearer and no cheaper home.
    far, cost = (
        (changes[code] for code in ("distance_home", "weekly_cost")) if placed else (None,) * 2
    )
    return [
        one.child,
        family[one.child],
        _home(one.baseline_home, homes, say),
        _home(one.home, homes, say),
        Amount(far.change, far.unit, signed=True) if far else "",
        Amount(cost.change, cost.unit, signed=True) if cost else "",
        " ".join(say(reason.text) for reason in one.reasons),
    ]


def _home(id_: str | None, homes: Mapping[str, HomeShown], say: Language) -> str:
    if id_ is None:
        return say(_NO_HOME)
    home = homes[id_]
    area = home.spot.label or say.name(home.authority)
    return f"{id_}, {say.name(home.kind)}, {area}"


def criteria(answer: Answer, say: Language) -> Table:
    """Return every criterion that changes for a child placed differently."""
    return Table(
        say(
            Words(
                "What changes for each child placed differently",
                "Yr hyn sy'n newid i bob plentyn a leolir yn wahanol",
            )
        ),
        (
            say(Words("child", "plentyn")),
            say(Words("criterion", "maen prawf")),
            *map(say, FIGURES[1:]),
        ),
        [
            [
                one.child,
                say.criterion(change.criterion),
                Amount(change.baseline, change.unit),
                Amount(change.value, change.unit),
                Amount(change.change, change.unit, signed=True),
            ]
            for one in answer.placed_differently
            for change in one.criteria
            if change.change
        ],
    )


def faults(answer: Answer, say: Language) -> Table:
    """Return why a scenario has no plan."""
    return Table(
        say(Words("Why there is no plan", "Pam nad oes cynllun")),
        (
            say(Words("where", "ble")),
            say(Words("what is wrong", "beth sydd o'i le")),
            say(Words("what would be accepted", "beth a dderbynnid")),
        ),
        [[one.place, one.fault, one.accepted] for one in answer.faults],
    )
