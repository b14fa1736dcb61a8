"""Whether the service lives, whether it is ready, and its figures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.refusals import refused
from api.service.auth import may
from api.service.errors import ErrorOut
from api.service.metrics import CONTENT_TYPE
from api.service.state import TheService

router = APIRouter(tags=["health"])


class Well(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
async def lives() -> Well:
    """Say that the process lives; asks nothing else."""
    return Well()


@router.get("/readyz", responses={503: {"model": ErrorOut, "description": "Not ready"}})
def is_ready(service: TheService) -> Well:
    """Say whether the service can work: the database answers and workers are there."""
    try:
        with service.database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise refused(503, "database", "does not answer", "the same again later") from None
    if not service.supervisor.is_ready():
        raise refused(503, "workers", "are not there yet", "the same again later")
    return Well()


@router.get(
    "/metrics",
    dependencies=[may("metrics")],
    response_class=Response,
    responses={
        200: {"content": {CONTENT_TYPE: {"schema": {"type": "string"}}}},
        401: {"model": ErrorOut},
        403: {"model": ErrorOut},
    },
)
def metrics(service: TheService) -> Response:
    """Return the figures for monitoring; a key of scope `metrics` is enough."""
    return service.metrics.page(service.database)
