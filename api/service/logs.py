"""What the service writes for those who run it: no child, no name, no free text.

Lines of JSON on standard error; plain lines where that is a screen.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
import uuid
from pathlib import Path
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service.errors import error_response
from api.service.metrics import Metrics
from api.store.database import UNANSWERED
from matcher.errors import Fault

REQUEST_ID = "X-Request-ID"
#: A request that came to no route has no route to name.
NO_ROUTE = "none"
#: Seconds after which a database that did not answer may be asked again.
_RETRY_AFTER_SECONDS = 5

#: What every line says besides.
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
log: structlog.stdlib.BoundLogger = structlog.get_logger("cartref")


def set_up() -> None:
    """Send everything that is logged, by libraries too, to standard error in one form."""
    renderer: Any = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        renderer = structlog.dev.ConsoleRenderer()
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED, processors=[remove, renderer]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("httpx", "alembic", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def where(error: BaseException) -> list[str]:
    """Return the places in the code that an error passed; its message may hold what was given."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class Watching:
    """Writes a line for each request, counts it, and answers where the inside breaks."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and see what comes of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = uuid.uuid4().hex
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self.app(scope, receive, watched)
            except Exception as error:
                # Not with the traceback: an error's message may hold what was given.
                what, answer = _answered(error)
                log.error(what, error=type(error).__name__, where=where(error))  # noqa: TRY400
                if not status:
                    await answer(scope, receive, watched)
            finally:
                seconds = time.perf_counter() - began
                route = getattr(scope.get("route"), "path", NO_ROUTE)
                self.metrics.saw(scope["method"], route, status, seconds)
                log.info(
                    "request",
                    method=scope["method"],
                    route=route,
                    status=status,
                    milliseconds=round(1000 * seconds, 1),
                )


def _answered(error: Exception) -> tuple[str, ASGIApp]:
    """Return what is written of an error that nothing inside has answered, and its answer."""
    if isinstance(error, UNANSWERED):
        fault = "does not answer, or others keep it busy"
        accepted = f"the same again in about {_RETRY_AFTER_SECONDS} seconds"
        headers = {"Retry-After": str(_RETRY_AFTER_SECONDS)}
        answer = error_response(503, [Fault("database", fault, accepted)], headers=headers)
        return "the database does not answer", answer
    fault = f"this is a fault of cartref: {type(error).__name__}"
    accepted = f"the same again later; if it stays, report it with the header {REQUEST_ID}"
    return "fault of cartref", error_response(500, [Fault("", fault, accepted)])
