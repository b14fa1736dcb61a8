"""Routes of approvals: what an accepted placement needs, and that it was given or refused."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.service.approval_schemas import ApprovalIn, ApprovalOut, ApprovalsOut, RecordedOut
from api.service.approvals import approvals_of, still_there
from api.service.approving import record_approval
from api.service.auth import Decider, Reader
from api.service.schemas import MAX_NUMBER, errors
from api.service.state import TheService
from api.service.writing import Writes
from api.store.decisions import decision_numbered

router = APIRouter(prefix="/v1", tags=["decisions"])

Number = Annotated[int, Path(ge=1, le=MAX_NUMBER)]


@router.get("/decisions/{number:int}/approvals", responses=errors(404))
def list_approvals(number: Number, service: TheService, _: Reader) -> ApprovalsOut:
    """List the approvals that a decision needs, by when, and what became of each."""
    with service.database.reading() as session:
        made, _name = decision_numbered(session, number)
        found = approvals_of(session, made)
        stands = still_there(session, made)
    return ApprovalsOut(approvals=tuple(map(ApprovalOut.of, found)), stands=stands)


@router.post(
    "/decisions/{number:int}/approvals",
    status_code=201,
    response_model=RecordedOut,
    responses=errors(400, 404, 409, 413),
)
def record(number: Number, asked: ApprovalIn, who: Decider, write: Writes) -> Response:
    """Record that an approval was given or refused, for all children of the decision who need it.

    Where somebody has recorded it already the answer is 409 and says who, when and what. To
    correct that, send it again with the record's number as `replaces`; the log keeps both.
    """
    return record_approval(who, number, asked, write)
