"""The application: its routes, its errors, what stands around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.rankers import Rankers
from api.runs.supervisor import Supervisor
from api.service.errors import ErrorOut, add_handlers
from api.service.routes import (
    decisions,
    health,
    journeys,
    keys,
    people,
    plans,
    policies,
    rankings,
    records,
    registers,
    runs,
    scenarios,
    session,
)
from api.service.state import Service
from api.settings import Settings
from api.store.database import Database
from api.store.migrate import upgrade

ROUTES = (
    health,
    session,
    people,
    keys,
    registers,
    policies,
    journeys,
    rankings,
    runs,
    plans,
    scenarios,
    decisions,
    records,
)

DESCRIPTION = (
    "Finds homes for children a council looks after: registers kept as versions, ranked homes, "
    "proved plans, what-ifs, decisions, and a record of it all. Cartref proposes; people decide."
)


def create_app(settings: Settings) -> FastAPI:
    """Return the application of one service.

    Parameters
    ----------
    settings : Settings
        See `api.settings`.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        settings.data.mkdir(parents=True, exist_ok=True)
        database = Database(settings.url)
        upgrade(database)
        supervisor = Supervisor(database, settings)
        app.state.service = Service(settings, database, supervisor, Rankers())
        supervisor.start()
        try:
            yield
        finally:
            supervisor.close()
            database.close()

    app = FastAPI(
        title="Cartref",
        version="1",
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,  # the usual pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        responses={422: {"model": ErrorOut, "description": "What was given can't be used"}},
    )
    add_handlers(app)
    for routes in ROUTES:
        app.include_router(routes.router)
    return app
