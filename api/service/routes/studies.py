"""Routes of studies: standing questions of the panel, each answered by many plans."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.service.auth import Panel
from api.service.run_schemas import ASKED, RunOut
from api.service.state import TheService
from api.service.study_schemas import StudyIn, asked_study
from api.service.writing import Writes

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.post("/studies", status_code=202, response_model=RunOut, responses=ASKED)
def studies(given: StudyIn, service: TheService, who: Panel, write: Writes) -> Response:
    """Make a study: what a policy costs, where to recruit, whom to ring, what a year would bring.

    Answers at once with a run; what was found is at GET /v1/runs/{id}/answer when it is over, as a
    page, a workbook, a table or a picture at GET /v1/runs/{id}/file. Stopped, it has what was known
    by then.
    """
    return asked_study(service, who, write, given)
