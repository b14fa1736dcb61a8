"""Figures for monitoring, in the form that Prometheus reads."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select
from starlette.responses import Response

from api.store.database import Database
from api.store.tables import Run
from api.version import SOFTWARE

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Seconds; a ranking is to take less than a tenth.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
STATES = ("queued", "running", "done", "stopped", "failed")
#: Methods that are counted by name; anybody can make up others.
METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})


class Metrics:
    """The figures of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "cartref_requests",
            "Requests, by method, route and status.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "cartref_request_seconds",
            "How long requests took, in seconds, by route.",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._runs = Gauge("cartref_runs", "Runs, by state.", ["state"], registry=self.registry)
        version = Gauge(
            "cartref_version", "The version that is running.", ["version"], registry=self.registry
        )
        version.labels(SOFTWARE).set(1)

    def saw(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self, database: Database) -> Response:
        """Return all figures."""
        with database.reading() as session:
            counted = session.execute(select(Run.state, func.count()).group_by(Run.state))
            found: dict[str, int] = {row[0]: row[1] for row in counted}
        for state in STATES:
            self._runs.labels(state).set(found.get(state, 0))
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE)
