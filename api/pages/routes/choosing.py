"""A child or a sibling group: the homes there could be, side by side, why, and why not others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.auth import Ranks, Reader
from api.pages.choice.costs import Costs, costs_of
from api.pages.choice.edges import edges, who_lives_there
from api.pages.choice.history import history_of, next_to_call, offers_in
from api.pages.choice.option_presenter import OptionPresenter
from api.pages.choice.options import Choice, best_of, choice_of, numbered
from api.pages.choice.places import marks_of
from api.pages.choice.ranking_subject import RankingSubject, asked_for
from api.pages.choice.reasons import (
    counted,
    exhaustion,
    found_in,
    is_out_of_county,
    near_misses,
    refused_homes,
)
from api.pages.choice.why import Why, why_of
from api.pages.forms import Form
from api.pages.language import mark
from api.pages.page import Page
from api.pages.pdf import as_asked
from api.pages.routes import deciding
from api.service.schemas import MAX_NUMBER
from api.store.times import now
from api.version import SOFTWARE
from matcher.errors import InputError
from scenarios.reports.charts import place_map

router = APIRouter()
# Ids may hold a stroke, so the address of a child takes whatever no address before it takes.
router.include_router(deciding.router)

#: So many options are shown at first, and what can be chosen.
SHOWN, CHOICES = 10, (5, 10, 20, 50)
#: So many near misses are shown, and options compared.
NEAR, MOST_COMPARED = 10, 3
#: The longest id or text that is looked for.
_LONG = 200

K = Annotated[int, Query(ge=1, le=100)]
Text = Annotated[str, Query(max_length=_LONG)]
Texts = Annotated[list[str], Query(max_length=20)]
Numbers = Annotated[list[Annotated[int, Query(ge=1, le=MAX_NUMBER)]], Query(max_length=20)]


@router.get("/children/{id:path}/compare")
def compare_homes(page: Ranks, id: str, home: Texts = []) -> Response:  # noqa: B006 - never changed
    """Return up to three homes for a child side by side."""
    asked = _asked(page, id, is_group=False)
    homes = [one for one in dict.fromkeys(home) if one in asked.case.homes]
    if len(homes) != len(set(home)) or not 2 <= len(homes) <= MOST_COMPARED:
        return _not_so_many(page, asked, "home")
    ranking = asked.ranking(page.service.rankers)
    position = {
        one.assignments[0].home: number for number, one in enumerate(ranking.options, start=1)
    }
    choices = [choice_of(asked, {id: one}, position.get(one)) for one in homes]
    return _side_by_side(page, asked, choices)


@router.get("/groups/{id:path}/compare")
def compare_options(page: Ranks, id: str, option: Numbers = []) -> Response:  # noqa: B006 - never changed
    """Return up to three options for a group side by side."""
    asked = _asked(page, id, is_group=True)
    ranking = asked.ranking(page.service.rankers)
    choices = [numbered(asked, ranking, one) for one in dict.fromkeys(option)]
    found = [one for one in choices if one is not None]
    if len(found) != len(choices) or not 2 <= len(found) <= MOST_COMPARED:
        return _not_so_many(page, asked, "option")
    return _side_by_side(page, asked, found)


@router.get("/children/{id:path}/why")
def why(page: Ranks, id: str, home: Text = "") -> Response:
    """Return why the best plan gives a child its home, and why not the one asked about."""
    asked = _asked(page, id, is_group=False)
    known = not home or home in asked.case.homes
    told = Why("failed")
    if known:
        told = why_of(page.service, page.somebody, asked, home or None, again=page.is_part)
    homes = [one.id for one in asked.case.register.homes]
    return page.show(
        "why.html", block="why", asked=asked, tell=_tell(page, asked), why=told, home=home,
        homes=page.say.in_order(homes), known=known,
    )  # fmt: skip


@router.get("/children/{id:path}/exhaustion")
def exhaustion_record(page: Ranks, id: str) -> Response:
    """Return every home in the county and why not, ready to print for the panel."""
    asked = _asked(page, id, is_group=False)
    if not asked.members:
        return page.go(asked.path)
    record = exhaustion(asked, asked.ranking(page.service.rankers))
    response = page.show(
        "exhaustion.html",
        asked=asked,
        tell=_tell(page, asked),
        record=record,
        software=SOFTWARE,
        now=now(),
    )
    return as_asked(page, response, f"homes-in-county-{id}")


@router.get("/children/{id:path}")
def child(
    page: Reader,
    id: str,
    k: K = SHOWN,
    reason: Text | None = None,
    find: Text = "",
) -> Response:
    """Return a child, the ranked homes, near misses, and every other home with its reasons."""
    return _choose(page, _asked(page, id, is_group=False), k, reason, find)


@router.get("/groups/{id:path}")
def group(page: Reader, id: str, k: K = SHOWN) -> Response:
    """Return a sibling group, the best homes for all together, and the best lawful splits."""
    return _choose(page, _asked(page, id, is_group=True), k)


def _asked(page: Page, id_: str, *, is_group: bool) -> RankingSubject:
    with page.service.database.reading() as session:
        return asked_for(session, id_, is_group=is_group)


def _tell(page: Page, asked: RankingSubject) -> OptionPresenter:
    return OptionPresenter(page.say, asked.case)


def _choose(
    page: Page,
    asked: RankingSubject,
    k: int,
    reason: str | None = None,
    find: str = "",
    fault: InputError | None = None,
) -> Response:
    with page.service.database.reading() as session:
        history = history_of(session, [one.id for one in asked.everybody])
    context: dict[str, Any] = {
        "asked": asked,
        "tell": _tell(page, asked),
        "history": history,
        "offers": offers_in(history, asked),
        "ranking": None,
        "k": k,
        "counts": CHOICES,
    }
    if asked.members and page.may("rank"):
        context |= _ranked(page, asked, k, reason, find, context["offers"])
    if fault is not None:
        return page.again("choose.html", Form(), fault, **context)
    return page.show("choose.html", block="costs", **context)


def _ranked(
    page: Page,
    asked: RankingSubject,
    k: int,
    reason: str | None,
    find: str,
    offers: Mapping[str, object],
) -> dict[str, Any]:
    """Return what is shown of a ranking."""
    ranking = asked.ranking(page.service.rankers)
    together, split = best_of(asked, ranking, k)
    choices = [*together, *split]
    refused = refused_homes(asked, ranking)
    marks = marks_of(asked, choices, page.say)
    title = page.say.text(mark("Map of the family home and the options"))
    return {
        "ranking": ranking,
        "next": next_to_call(choices, offers),
        "together": together,
        "split": split,
        "most": max((choice.points for choice in choices), default=0),
        "marks": marks,
        "map": place_map(title, marks, page.say),
        "near": near_misses(asked, ranking)[:NEAR],
        "n_near": len(ranking.near_misses),
        "refused": refused,
        "reasons": counted(refused),
        "found": None if reason is None else found_in(refused, reason, find),
        "reason": reason,
        "find": find,
        "exhausted": not asked.is_group and is_out_of_county(asked, ranking),
        "costs": _costs(page, asked, choices, k),
    }


def _costs(page: Page, asked: RankingSubject, choices: Sequence[Choice], k: int) -> Costs:
    if not choices:
        return Costs("there")
    return costs_of(page.service, page.somebody, asked, k, again=page.is_part)


def _side_by_side(page: Page, asked: RankingSubject, choices: Sequence[Choice]) -> Response:
    coming = {one.id: one for one in asked.everybody}
    return page.show(
        "compare.html",
        asked=asked,
        tell=_tell(page, asked),
        choices=choices,
        most=max(choice.points for choice in choices),
        criteria=_criteria(choices),
        edges=[edges(asked.case, choice, page.say) for choice in choices],
        living=[
            {
                place.home.id: who_lives_there(asked.case, place.home, coming)
                for place in choice.places
                if place.home is not None
            }
            for choice in choices
        ],
    )


def _criteria(choices: Sequence[Choice]) -> list[tuple[str, list[int]]]:
    """Return every criterion with its sum in each option, those that are 0 in all left out."""
    sums = [choice.criteria for choice in choices]
    codes = dict.fromkeys(code for one in sums for code in one)
    rows = [(code, [one.get(code, 0) for one in sums]) for code in codes]
    return [(code, values) for code, values in rows if any(values)]


def _not_so_many(page: Page, asked: RankingSubject, field: str) -> Response:
    fault = InputError.single(
        field, mark("not so many can be compared"), mark("two or three options of the list")
    )
    return _choose(page, asked, SHOWN, fault=fault)
