"""Pages about the service."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.auth import Anybody

router = APIRouter()


@router.get("/help")
def help_page(page: Anybody) -> Response:
    """Return what each page is for, and what Cartref decides: nothing."""
    return page.show("help.html")


@router.get("/accessibility")
def accessibility(page: Anybody) -> Response:
    """Return the accessibility statement."""
    return page.show("accessibility.html")
