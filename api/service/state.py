"""What the handlers share: settings, the database, who looks after the runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from api.rankers import Rankers
from api.runs.supervisor import Supervisor
from api.service.metrics import Metrics
from api.settings import Settings
from api.store.database import Database


@dataclass(frozen=True)
class Service:
    """One running service."""

    settings: Settings
    database: Database
    supervisor: Supervisor
    rankers: Rankers
    metrics: Metrics


def service_of(request: HTTPConnection) -> Service:
    """Return the service that a request has come to."""
    found: Service = request.app.state.service
    return found


def _of(request: Request) -> Service:
    return service_of(request)


TheService = Annotated[Service, Depends(_of)]
