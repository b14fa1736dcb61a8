"""The application: its routes, its errors, what stands around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.rankers import Rankers
from api.runs.supervisor import Supervisor
from api.service.errors import ErrorOut, add_handlers
from api.service.headers import SecurityHeaders
from api.service.limits import Hosts, Rates, Sizes
from api.service.logs import Watching
from api.service.metrics import Metrics
from api.service.openapi import describe
from api.service.routes import (
    approvals,
    checks,
    decisions,
    directory,
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
    studies,
)
from api.service.routes.directory import add_directory
from api.service.state import Service
from api.settings import Settings
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.private import make_data_folder

ROUTES = (
    health,
    session,
    directory,
    people,
    keys,
    registers,
    policies,
    journeys,
    rankings,
    runs,
    checks,
    plans,
    scenarios,
    studies,
    decisions,
    approvals,
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
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        make_data_folder(settings)
        database = Database(settings.url)
        supervisor = Supervisor(database, settings)
        app.state.service = Service(settings, database, supervisor, Rankers(), metrics)
        try:
            supervisor.own()
            upgrade(database)
            supervisor.start()
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
    describe(app)
    add_handlers(app, [route for routes in ROUTES for route in routes.router.routes])
    add_directory(app, settings)
    # The last one added is the first to see a request.
    app.add_middleware(Sizes, settings)
    app.add_middleware(Rates, settings)
    app.add_middleware(Hosts, settings)
    app.add_middleware(SecurityHeaders, behind_tls=settings.behind_tls)
    app.add_middleware(Watching, metrics)
    for routes in ROUTES:
        app.include_router(routes.router)
    return app
