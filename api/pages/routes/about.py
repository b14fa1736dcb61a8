"""Pages about the service."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.who import Anybody

router = APIRouter()


@router.get("/accessibility")
def accessibility(page: Anybody) -> Response:
    """Return the accessibility statement."""
    return page.show("accessibility.html")
