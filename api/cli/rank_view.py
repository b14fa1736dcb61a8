"""A ranking on the terminal: the options, what is refused and why, and the near misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.cli import words
from api.cli.tables import Column, Page
from matcher.records.home import Home
from matcher.records.plan import Ranking
from matcher.records.register import Register


def show_ranking(
    register: Register, ranking: Ranking, *, system_cost: bool, most: int | None
) -> None:
    """Print a ranking for people.

    Parameters
    ----------
    register : Register
        The register that the request is of.
    ranking : Ranking
        Its options.
    system_cost : bool
        Whether the cost to everybody was asked for.
    most : int or None
        How many near misses to print; None for all.
    """
    page = Page()
    homes = {home.id: home for home in register.homes}
    with_cost = system_cost or any(option.system_cost is not None for option in ranking.options)
    what = "children that it could take" if ranking.request in homes else "options"
    found = f"{len(ranking.options)}, best first" if ranking.options else "none"
    page.say(f"{ranking.request}: {what}: {found}.")
    page.table("Options", _columns(with_cost), _options(ranking, homes, with_cost), grouped=True)
    if ranking.options:
        _show_levels(page, ranking)
    assignments = [a for option in ranking.options for a in option.assignments]
    page.table(
        "Approvals",
        (Column("code", is_id=True), Column("who decides, by when")),
        words.deciders(assignments),
    )
    _show_refusals(page, ranking, homes, most)


def _show_levels(page: Page, ranking: Ranking) -> None:
    """Print what the numbers of each level count."""
    page.table(
        "Levels, in the order of the numbers above; system cost: what everybody together pays",
        (Column("level", is_number=True), Column("what it counts"), Column("unit")),
        words.levels(ranking.policy),
    )


def _columns(with_cost: bool) -> list[Column]:
    return [
        Column("rank", is_number=True),
        Column("child", is_id=True),
        Column("home", is_id=True),
        Column("from family", is_number=True),
        Column("a week", is_number=True),
        Column("levels"),
        *([Column("system cost")] if with_cost else []),
        Column("approvals, by when"),
    ]


def _options(
    ranking: Ranking, homes: Mapping[str, Home], with_cost: bool
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each child of each option; the option's own figures in its first row."""
    for position, option in enumerate(ranking.options, start=1):
        figures = [words.values(option.levels)]
        if with_cost:
            figures.append(words.values(option.system_cost, signed=True))
        for assignment in option.assignments:
            home = None if assignment.home is None else homes[assignment.home]
            yield (
                str(position),
                assignment.child,
                words.place(home),
                words.distance(assignment),
                words.cost(home),
                *figures,
                words.approvals(assignment.approvals),
            )
            figures = [""] * len(figures)


def _show_refusals(
    page: Page, ranking: Ranking, homes: Mapping[str, Home], most: int | None
) -> None:
    shown = ranking.near_misses[:most]

    def near_misses() -> Iterator[tuple[str, ...]]:
        for refusal in shown:
            home = homes[refusal.home]
            changes = (f"{code}: {words.rule(code)[1]}" for code in refusal.codes)
            yield home.id, words.kind(home), words.area(home), "\n".join(changes)

    page.table(
        "Near misses, the smallest change first",
        (
            Column("home", is_id=True),
            Column("kind"),
            Column("area"),
            Column("what refuses it, and who can change that"),
        ),
        near_misses(),
    )
    if len(shown) < len(ranking.near_misses):
        page.say(f"{len(ranking.near_misses) - len(shown)} more near misses: --all lists them.")
    together: dict[tuple[str, ...], list[str]] = {}
    for refusal in ranking.refused:
        together.setdefault(refusal.codes, []).append(refusal.home)
    page.table(
        f"Refused: {words.amount(len(ranking.refused), 'homes')}",
        (Column("codes"), Column("homes")),
        ((", ".join(codes), ", ".join(ids)) for codes, ids in sorted(together.items())),
    )
    used = sorted({code for codes in together for code in codes})
    page.table(
        "What refuses a home",
        (Column("code", is_id=True), Column("meaning"), Column("who can change it")),
        ((code, *words.rule(code)) for code in used),
    )
