"""The service with its pages: what `cartref serve` runs."""

from __future__ import annotations

from fastapi import APIRouter, Depends, FastAPI

from api.pages import assets
from api.pages.errors import ErrorPages
from api.pages.forms import posted
from api.pages.routes import (
    about,
    account,
    approvals,
    choosing,
    homes,
    people,
    plan_why,
    plans,
    policy,
    records,
    registers,
    scenario_runs,
    scenarios,
    session,
    studies,
    today,
)
from api.service.app import create_app
from api.settings import Settings

#: The pages' addresses, a module for each subject.
ROUTES = (
    choosing,
    session,
    about,
    today,
    homes,
    plans,
    plan_why,
    registers,
    policy,
    records,
    approvals,
    people,
    account,
    scenarios,
    scenario_runs,
    studies,
)


def create_site(settings: Settings) -> FastAPI:
    """Return the application of one service, with its pages.

    Parameters
    ----------
    settings : Settings
        See `api.settings`.
    """
    app = create_app(settings)
    # The last one added is the first to see a request.
    app.add_middleware(ErrorPages)
    app.include_router(assets.router)
    # What a form says has to be known before anybody asks for it.
    pages = APIRouter(include_in_schema=False, dependencies=[Depends(posted)])
    for routes in ROUTES:
        pages.include_router(routes.router)
    app.include_router(pages)
    return app
