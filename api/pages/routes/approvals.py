"""An approval of an accepted placement: what it is, what was recorded, and the form for it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.pages.approvals import MEANT, SAID, asked_of
from api.pages.auth import Decider, Reader
from api.pages.forms import Posted
from api.pages.page import Page
from api.refusals import RefusedError, refused
from api.service.approvals import approvals_of, still_there
from api.service.approving import first_day, record_approval
from api.service.schemas import MAX_NUMBER
from api.service.writing import Writes
from api.store.decisions import decision_numbered
from api.store.times import today
from matcher.errors import InputError
from scenarios.decisions import Decision

router = APIRouter()

Number = Annotated[int, Path(ge=1, le=MAX_NUMBER)]
Code = Annotated[str, Path(pattern="^[a-z_0-9]{1,40}$")]


@router.get("/approvals/{number}/{code}")
def approval(page: Reader, number: Number, code: Code) -> Response:
    """Return an approval with what was recorded of it, and the form to record it."""
    return page.show("approval.html", changed=False, **_shown(page, number, code))


@router.post("/approvals/{number}/{code}")
def record(page: Decider, number: Number, code: Code, form: Posted, write: Writes) -> Response:
    """Record what became of an approval."""
    if form.is_shown_again:
        return page.show("approval.html", form=form, changed=False, **_shown(page, number, code))
    try:
        asked = asked_of(form, code)
        answer = record_approval(page.somebody, number, asked, write)
    except InputError as error:
        shown = _shown(page, number, code)
        return page.again("approval.html", form, error, changed=False, **shown)
    except RefusedError as error:
        if error.status != 409 or not error.about:
            raise
        # They now see what was recorded: what they send next corrects that.
        shown = _shown(page, number, code)
        return page.show("approval.html", status=409, form=form, changed=True, **shown)
    outcome = json.loads(bytes(answer.body))["outcome"]
    return page.go(f"/decisions/{number}/record", SAID[outcome], number=number)


def _shown(page: Page, number: int, code: str) -> dict[str, Any]:
    with page.service.database.reading() as session:
        made, _ = decision_numbered(session, number)
        found = [one for one in approvals_of(session, made) if one.need.code == code]
        stands = still_there(session, made)
    if not found or made.content is None:
        raise refused(404, "code", "this decision needs no such approval", "one of its record")
    return {
        "number": number,
        "approval": found[0],
        "needs": [one.need for one in found],
        "decision": Decision.model_validate_json(made.content),
        "stands": stands,
        "meant": page.say.text(MEANT[code]),
        "first_day": first_day(made),
        "today": today().isoformat(),
    }
