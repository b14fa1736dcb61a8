"""An explanation on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from api.cli import words
from api.cli.tables import Column, Page
from matcher.records.explanation import Alternative, Explanation
from matcher.records.home import Home
from matcher.records.policy import Policy
from matcher.records.register import Register

_ALTERNATIVE = (
    Column("home", is_id=True),
    Column("levels"),
    Column("what stops it, and who can change that"),
    Column("system cost"),
)


def show_explanation(register: Register, told: Explanation, policy: Policy) -> None:
    """Print an explanation for people.

    Parameters
    ----------
    register : Register
        The register that the child is of.
    told : Explanation
        What there is to say.
    policy : Policy
        The policy that it was found under.
    """
    page = Page()
    homes = {home.id: home for home in register.homes}
    page.say(f"{told.child}: {told.change}, home {told.home or 'none'}.")
    for sentence in told.summary:
        page.say(sentence)
    page.table(
        "What the placement adds to each level (value x weight)",
        (
            Column("level", is_number=True),
            Column("criterion"),
            Column("value", is_number=True),
            Column("weight", is_number=True),
        ),
        (
            (str(c.level), c.meaning, words.amount(c.value, c.unit), words.weight(c.weight, c.unit))
            for c in told.contributions
        ),
    )
    page.table(
        "Approvals that it needs",
        (Column("code", is_id=True), Column("who decides, by when"), Column("last day")),
        ((a.code, a.who, str(a.due or "")) for a in told.approvals),
    )
    asked = () if told.asked is None else (told.asked,)
    page.table("The home asked about", _ALTERNATIVE, _rows(asked, homes))
    page.table("Homes that would suit better", _ALTERNATIVE, _rows(told.better, homes))
    page.table(
        "The smallest changes that would help",
        _ALTERNATIVE[:-1],
        (row[:-1] for row in _rows(told.smallest_changes, homes)),
    )
    reasons = {
        obstacle.code: obstacle.reason
        for alternative in (*asked, *told.better, *told.smallest_changes)
        for obstacle in alternative.obstacles
    }
    page.table(
        "What stops a home",
        (Column("code", is_id=True), Column("meaning")),
        sorted(reasons.items()),
    )
    page.table(
        f"Levels: {told.child} adds {words.values(told.levels)}; system cost: for everybody",
        (Column("level", is_number=True), Column("what it counts"), Column("unit")),
        words.levels(policy),
    )


def _rows(
    alternatives: Iterable[Alternative], homes: Mapping[str, Home]
) -> Iterator[tuple[str, ...]]:
    for alternative in alternatives:
        yield (
            words.place(homes[alternative.home]),
            words.values(alternative.levels),
            _stops(alternative),
            "" if alternative.obstacles else words.values(alternative.system_cost, signed=True),
        )


def _stops(alternative: Alternative) -> str:
    """Return what stops a home: rules, each with who can change it, or who has the place."""
    if alternative.obstacles:
        return "\n".join(f"{o.code}: {o.changed_by or 'nobody'}" for o in alternative.obstacles)
    if alternative.taken_by:
        return f"given to {', '.join(alternative.taken_by)}"
    return "nothing by itself"
