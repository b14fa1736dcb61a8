"""Today: what needs doing."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.waiting import waiting
from api.pages.who import Reader
from api.store.versions import newest

router = APIRouter()


@router.get("/")
def today(page: Reader) -> Response:
    """Return who waits for a home, most urgent first."""
    with page.service.database.reading() as session:
        version = newest(session)
        waits = [] if version is None else waiting(session, version)
    return page.show("today.html", version=version, waits=waits)
