"""A plan on the terminal: its proof, what changes, what it needs, what it does to the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from api.cli import words
from api.cli.indicators_view import show_indicators
from api.cli.tables import Column, Page
from matcher.records.plan import Assignment, LevelValue, Plan
from matcher.records.register import Register

_STATUS = {
    "optimal": "Proved optimal: no plan within the rules is better at any level.",
    "feasible": "Stopped early: the best plan found so far, with what is proved about it.",
    None: "A plan without a proof.",
}
_PLACEMENT = (
    Column("child", is_id=True),
    Column("home", is_id=True),
    Column("kind"),
    Column("area"),
    Column("from family", is_number=True),
    Column("a week", is_number=True),
    Column("approvals, by when"),
)


def show_plan(register: Register, plan: Plan) -> None:
    """Print a plan for people.

    Parameters
    ----------
    register : Register
        The register that the plan is for.
    plan : Plan
        The plan.
    """
    page = Page()
    counts = Counter(assignment.change for assignment in plan.assignments)
    took = plan.solve.get("seconds")
    page.say(_STATUS[plan.status] + (f" It took {took:.1f} seconds." if took is not None else ""))
    page.say(
        f"{words.amount(len(plan.assignments), 'children')}: {counts['placed']} placed, "
        f"{counts['moved']} moved, {counts['unplaced']} unplaced, {counts['stays']} staying."
    )
    page.table(
        "Levels, first things first: a later one never costs an earlier one anything",
        (
            Column("level", is_number=True),
            Column("what it counts"),
            Column("this plan", is_number=True),
            Column("proof"),
        ),
        _levels(plan),
    )
    _show_changes(page, register, plan.assignments)
    page.table(
        "Approvals",
        (Column("code", is_id=True), Column("who decides, by when")),
        words.deciders(plan.assignments),
    )
    page.table(
        "Warnings",
        (Column("code", is_id=True), Column("about"), Column("what")),
        ((warning.code, ", ".join(warning.about), warning.text) for warning in plan.warnings),
    )
    show_indicators(page, plan.indicators)


def _levels(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    for (number, what, unit), level in zip(words.levels(plan.policy), plan.levels, strict=False):
        yield number, what, words.amount(level.value, unit), _proof(level, unit)


def _proof(level: LevelValue, unit: str) -> str:
    if level.bound is None:
        return "nothing proved yet"
    if level.bound == level.value:
        return "no less is possible"
    return f"at least {words.amount(level.bound, unit)}"


def _show_changes(page: Page, register: Register, assignments: Sequence[Assignment]) -> None:
    homes = {home.id: home for home in register.homes}
    children = {child.id: child for child in register.children}

    def placement(assignment: Assignment) -> tuple[str, ...]:
        home = homes[assignment.home or ""]
        return (
            assignment.child,
            home.id,
            words.kind(home),
            words.area(home),
            words.distance(assignment),
            words.cost(home),
            words.approvals(assignment.approvals),
        )

    def unplaced(assignment: Assignment) -> tuple[str, ...]:
        child = children[assignment.child]
        needed = child.needed_by or register.as_of
        asked = words.name(child.placement_type)
        return child.id, asked, child.family_home.label or "", str(needed)

    by_change: dict[str | None, list[Assignment]] = {}
    for assignment in assignments:
        by_change.setdefault(assignment.change, []).append(assignment)
    page.table("Placed", _PLACEMENT, map(placement, by_change.get("placed", ())))
    page.table(
        "Moved",
        (_PLACEMENT[0], Column("leaves", is_id=True), *_PLACEMENT[1:]),
        (
            (a.child, children[a.child].present_home or "", *placement(a)[1:])
            for a in by_change.get("moved", ())
        ),
    )
    page.table(
        "Unplaced (cartref explain says why, and what would help)",
        (
            Column("child", is_id=True),
            Column("asked for"),
            Column("family's area"),
            Column("needed by"),
        ),
        map(unplaced, by_change.get("unplaced", ())),
    )
