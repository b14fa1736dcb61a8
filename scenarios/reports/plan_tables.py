"""The tables of a plan, made once: the workbook and the pages show the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.amounts import level_unit
from matcher.criteria import CHILD_CRITERIA
from matcher.records.plan import Assignment, Pair, Plan
from matcher.records.register import Register
from matcher.words import Words
from scenarios.compare.figures import figures_of
from scenarios.reports import plan_words as words
from scenarios.reports.language import Language
from scenarios.reports.provenance import installed
from scenarios.reports.tables import Amount, Cell, Table

CHILD, HOME = Words("child", "plentyn"), Words("home", "cartref")
_LEVEL = Words("level", "lefel")


def assignments(plan: Plan, register: Register, say: Language) -> Table:
    """Return a row for each child: home, what changes, and every criterion in its own unit."""
    homes = {home.id: home for home in register.homes}
    children = {child.id: child for child in register.children}

    def row(one: Assignment) -> list[Cell]:
        home = homes.get(one.home or "")
        measured = (
            Amount(one.criteria.get(criterion.code), criterion.unit.en, bare=True)
            for criterion in CHILD_CRITERIA
        )
        return [
            one.child,
            say(words.CHANGES[one.change]) if one.change else "",
            children[one.child].present_home or "",
            one.home or "",
            say.name(home.kind) if home else "",
            (home.location.label or say.name(home.authority)) if home else "",
            ", ".join(needed.code.replace("_", " ") for needed in one.approvals),
            *measured,
        ]

    return Table(
        say(Words("Assignments", "Dyraniadau")),
        (
            say(CHILD),
            say(Words("change", "newid")),
            say(Words("present home", "cartref presennol")),
            say(HOME),
            say(Words("kind of home", "math o gartref")),
            say(Words("area of home", "ardal y cartref")),
            say(Words("approvals still needed", "cymeradwyaethau sydd eu hangen o hyd")),
            *(
                f"{say(criterion.meaning)}, {say.shown_in(criterion.unit.en)}"
                for criterion in CHILD_CRITERIA
            ),
        ),
        [row(one) for one in plan.assignments],
    )


def levels(plan: Plan, say: Language) -> Table:
    """Return the levels, first things first, each with its value and what is proved of it."""
    rows: list[list[Cell]] = []
    for number, (counts, level) in enumerate(
        zip(plan.policy.levels, plan.levels, strict=False), start=1
    ):
        unit = level_unit(counts)
        rows.append(
            [
                str(number),
                say.level(counts),
                say.shown_in(unit),
                Amount(level.value, unit, bare=True),
                Amount(level.bound, unit, bare=True),
                words.proof(level, unit, say),
            ]
        )
    return Table(
        say(Words("Levels, first things first", "Lefelau, y pethau cyntaf yn gyntaf")),
        (
            say(_LEVEL),
            say(Words("what it counts", "yr hyn y mae'n ei gyfrif")),
            say(Words("counted in", "wedi'i gyfrif mewn")),
            say(Words("this plan", "y cynllun hwn")),
            say(Words("no plan has less than", "nid oes gan unrhyw gynllun lai na")),
            say(Words("what is proved", "yr hyn a brofwyd")),
        ),
        rows,
    )


def single_figures(plan: Plan, say: Language) -> Table:
    """Return the indicators that are one figure each: before, after, change."""
    return Table(
        say(Words("Indicators", "Dangosyddion")),
        (say(Words("indicator", "dangosydd")), *_figures(say)),
        [
            [say.name(key[0]), *_figure(entry)]
            for key, entry in figures_of(plan.indicators)
            if len(key) == 1
        ],
    )


def breakdowns(plan: Plan, say: Language, *, deep: bool) -> Table:
    """Return the indicators by kind, area and the like; where `deep`, those of the equality view.

    Rows with nothing to count on either side are left out.
    """
    title = Words("Indicators by kind, area and the like", "Dangosyddion yn ôl math, ardal ac ati")
    if deep:
        title = Words("Main figures by group of children", "Prif ffigurau yn ôl grŵp o blant")
    rows = []
    for (code, *of), entry in figures_of(plan.indicators):
        if of and (len(of) > 1) == deep and (entry["before"] or entry["after"]):
            whose = (of[-1], tuple(of[:-1])) if deep else (code, tuple(of))
            rows.append([say.name(whose[0]), say.names(whose[1]), *_figure(entry)])
    columns = (say(Words("indicator", "dangosydd")), say(Words("of", "o")), *_figures(say))
    return Table(say(title), columns, rows)


def approvals(plan: Plan, say: Language) -> Table:
    """Return what is still needed before placements are lawful, the soonest due first."""
    needed = sorted(
        (str(approval.due or ""), one.child, one.home or "", approval.code)
        for one in plan.assignments
        for approval in one.approvals
    )
    return Table(
        say(Words("Approvals still needed", "Cymeradwyaethau sydd eu hangen o hyd")),
        (
            say(Words("by", "erbyn")),
            say(CHILD),
            say(HOME),
            say(Words("approval", "cymeradwyaeth")),
            say(Words("who decides, by when", "pwy sy'n penderfynu, erbyn pryd")),
        ),
        [(due, child, home, code, say.name(code)) for due, child, home, code in needed],
    )


def warnings(plan: Plan, say: Language) -> Table:
    """Return what no rule forbids but somebody must know; the details are in English."""
    return Table(
        say(Words("Warnings", "Rhybuddion")),
        (
            say(Words("warning", "rhybudd")),
            say(Words("about", "ynghylch")),
            say(Words("details", "manylion (yn Saesneg)")),
        ),
        [[warning(one.code, say), ", ".join(one.about), one.text] for one in plan.warnings],
    )


def warning(code: str, say: Language) -> str:
    """Return what a warning is about, by its code."""
    return say(words.WARNINGS.get(code, code.replace("_", " ")))


def provenance(plan: Plan, register: Register, say: Language) -> Table:
    """Return what the plan was made from, and how far it is proved."""
    seconds = plan.solve.get("seconds")
    none = say(Words("none", "dim"))
    rows: Sequence[tuple[Words, Cell]] = (
        (Words("council", "cyngor"), f"{register.authority.name} ({register.authority.code})"),
        (Words("day of the register", "diwrnod y gofrestr"), register.as_of.isoformat()),
        (
            Words("register (SHA-256)", "cofrestr (SHA-256)"),
            plan.register_sha256 or register.sha256,
        ),
        (Words("policy", "polisi"), plan.policy.name),
        (Words("limits", "terfynau"), words.limits(plan.policy.limits, say) or none),
        (Words("locked", "wedi'u cloi"), _pairs(plan.locks) or none),
        (Words("forbidden", "wedi'u gwahardd"), _pairs(plan.forbid) or none),
        (Words("proof", "prawf"), say(words.STATUSES[plan.status])),
        (Words("time taken", "amser a gymerwyd"), "" if seconds is None else f"{seconds:.1f} s"),
        (Words("software", "meddalwedd"), " ".join(filter(None, ("cartref", installed())))),
    )
    return Table(
        say(Words("What this plan was made from", "O beth y gwnaed y cynllun hwn")),
        (say(Words("what", "beth")), say(Words("value", "gwerth"))),
        [(say(what), value) for what, value in rows],
    )


def _pairs(pairs: Sequence[Pair]) -> str:
    return "; ".join(f"{child} = {home}" for child, home in pairs)


def _figures(say: Language) -> Iterator[str]:
    for words_ in (Words("before", "cyn"), Words("after", "ar ôl"), Words("change", "newid")):
        yield say(words_)


def _figure(entry: dict[str, float | str | None]) -> list[Cell]:
    unit = str(entry["unit"])
    before, after, change = (_number(entry[name]) for name in ("before", "after", "change"))
    return [Amount(before, unit), Amount(after, unit), Amount(change, unit, signed=True)]


def _number(value: float | str | None) -> float | None:
    return None if isinstance(value, str) else value
