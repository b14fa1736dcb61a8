"""The council's policy: read in words, changed by the panel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.pages import policy_form
from api.pages.auth import PolicyMaker, Reader
from api.pages.flash import message
from api.pages.forms import Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.policies import in_words
from api.pages.policy_changes import Changed, changes_of
from api.refusals import RefusedError
from api.service.routes import policies as api
from api.service.schemas import MAX_NUMBER, Before
from api.service.writing import Writes
from api.store import journeys, policies
from api.store.tables import PolicyVersion
from matcher.amounts import level_unit
from matcher.criteria import CRITERION
from matcher.errors import InputError
from matcher.records.policy import Policy

router = APIRouter()

SET = message("policy-set", mark("Policy %(number)s is the council's from now on."))

#: How many policies a page lists, and how many tables of journeys.
LISTED, TABLES = 20, 100


@router.get("/policy")
def policy(page: Reader, before: Before = None) -> Response:
    """Return the council's present policy, and those before it."""
    with page.service.database.reading() as session:
        number = policies.latest_number(session)
        present = api.PolicyOut.one(session, policies.version_numbered(session, number))
        found: list[PolicyVersion | None] = [*policies.page(session, before, LISTED + 1)]
        more = len(found) > LISTED
        listed = api.PolicyOut.many(session, found[:LISTED] if more else [*found, None])
    return page.show(
        "policy.html",
        policy=present,
        changes=None,
        levels=_levels(page, present.policy),
        facts=list(in_words(page.say, present.policy)),
        policies=list(
            zip(listed, _steps(page, listed, found[LISTED] if more else None), strict=True)
        ),
        last=number,
        earlier=listed[-1].number if more else None,
        before=before,
    )


@router.get("/policy/change")
def change_page(page: PolicyMaker) -> Response:
    """Return the form to change the policy."""
    before = _present(page)
    rows = policy_form.weighed(page.say, before)
    return page.show("policy_change.html", **_choices(page, before, rows))


@router.post("/policy/change")
def change(page: PolicyMaker, form: Posted, write: Writes) -> Response:
    """Set the council's policy, once whoever sets it has seen what becomes different."""
    before = _present(page)
    shown = _choices(page, before, policy_form.sent_rows(page.say, form))
    if form.is_shown_again:
        return page.show("policy_change.html", form=form, **shown)
    try:
        given = form.read(api.PolicyIn, policy=policy_form.policy_of(form, before))
        agreed = f"{policies.policy_sha256(before)} {policies.policy_sha256(given.policy)}"
        if form.value("agreed") != agreed:
            with page.service.database.reading() as session:
                journeys.table_of(session, given.policy)
            shown |= {"agreed": agreed, "changes": changes_of(page.say, before, given.policy)}
            return page.show("policy_change.html", form=form, **shown)
        answer = api.set_policy(page.somebody, write, given)
    except (InputError, RefusedError) as error:
        return page.again("policy_change.html", form, error, **shown)
    return page.go("/policy", SET, json.loads(bytes(answer.body))["number"])


@router.get("/policy/{number}")
def policy_before(page: Reader, number: Annotated[int, Path(ge=0, le=MAX_NUMBER)]) -> Response:
    """Return a policy by its number; 0 is the default policy."""
    with page.service.database.reading() as session:
        found = api.PolicyOut.one(session, policies.version_numbered(session, number))
        last = policies.latest_number(session)
        changes = None
        if number > 0:
            changes = changes_of(
                page.say, policies.policy_numbered(session, number - 1), found.policy
            )
    return page.show(
        "policy.html",
        policy=found,
        levels=_levels(page, found.policy),
        facts=list(in_words(page.say, found.policy)),
        policies=(),
        changes=changes,
        last=last,
        earlier=None,
        before=None,
    )


def _present(page: Page) -> Policy:
    with page.service.database.reading() as session:
        return policies.policy_numbered(session)


def _steps(
    page: Page, listed: Sequence[api.PolicyOut], beyond: PolicyVersion | None
) -> list[tuple[Changed, ...]]:
    """Return what each policy of a list has changed of the one before it."""
    before = [one.policy for one in listed[1:]]
    before.append(policies.policy_of(beyond) if beyond else listed[-1].policy)
    return [changes_of(page.say, was, one.policy) for was, one in zip(before, listed, strict=True)]


def _levels(page: Page, policy: Policy) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the levels: what each is counted in, and each criterion with weight and unit."""
    say = page.say
    return [
        (
            say.unit(level_unit(level)),
            [
                (say.criterion(code), say.whole(weight), say.shown_in(CRITERION[code].unit.en))
                for code, weight in level.items()
            ],
        )
        for level in policy.levels
    ]


def _choices(page: Page, before: Policy, rows: tuple[policy_form.Weighed, ...]) -> dict[str, Any]:
    """Return what the form shows: its rows, what its fields hold at first, and their labels."""
    with page.service.database.reading() as session:
        tables = [one.name for one in journeys.page(session, None, TABLES)]
    labels = {name: page.say.text(label) for name, label in policy_form.LABELS.items()}
    return {
        "agreed": "",
        "changes": (),
        "rows": rows,
        "first": policy_form.first_values(before),
        "tables": tables,
        "labels": labels,
        "all_labels": labels | {row.field: row.meaning for row in rows},
    }
