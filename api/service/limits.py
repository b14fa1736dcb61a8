"""What the service lets in: which names it answers to, how much at once, how often."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service.errors import error_response
from api.settings import LOOPBACK, Settings
from api.store.people import sha256
from matcher.errors import Fault

#: Where people sign in: for programs, and for those who look at pages.
SIGN_IN = frozenset({"/v1/session", "/sign-in"})
#: Forms with a file in them; they may be larger than anything else.
UPLOAD = "multipart/form-data"
#: Monitors ask often, and neither costs anything.
FREE = frozenset({"/healthz", "/readyz"})
MB = 1_000_000


class Hosts:
    """Refuses requests to names that are not ours: a page elsewhere can't pose as this service."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = {*LOOPBACK, settings.host, *settings.allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            # As a browser writes it: a name or an address, brackets around one of IPv6, a port.
            host = HTTPConnection(scope).headers.get("host", "")
            name = host[1:].partition("]")[0] if host[:1] == "[" else host.partition(":")[0]
            if name.lower() not in self.names:
                fault = Fault(
                    "Host", "is not a name of this service", "a name in CARTREF_ALLOWED_HOSTS"
                )
                await error_response(400, [fault])(scope, receive, send)
                return
        await self.app(scope, receive, send)


class Rates:
    """Refuses those who ask too often, each by key or session, and sign-ins by address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self.each = RateLimitItemPerMinute(settings.requests_per_minute)
        self.sign_in = RateLimitItemPerMinute(settings.sign_ins_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say when to come back."""
        if scope["type"] == "http" and scope["path"] not in FREE:
            address = scope["client"][0] if scope.get("client") else ""
            signs_in = scope["method"] == "POST" and scope["path"] in SIGN_IN
            limit = self.sign_in if signs_in else self.each
            asker = f"address {address}" if signs_in else _asker(HTTPConnection(scope), address)
            if not self.limiter.hit(limit, asker):
                left = self.limiter.get_window_stats(limit, asker).reset_time - time.time()
                wait = max(1, math.ceil(left))
                fault = Fault(
                    "",
                    "there were too many requests",
                    f"at most {limit.amount} a minute; the next in {wait} s",
                )
                refusal = error_response(429, [fault], headers={"Retry-After": str(wait)})
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _asker(connection: HTTPConnection, address: str) -> str:
    """Return who asks, as far as it tells without asking the database: no secret is kept."""
    given = connection.headers.get("authorization") or connection.headers.get("cookie")
    return f"{address} {sha256(given)}" if given else f"address {address}"


class Sizes:
    """Refuses bodies that are too large, at once where they say so, else as they come in."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.upload = settings.upload_mb
        self.other = settings.body_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = HTTPConnection(scope).headers
        uploads = headers.get("content-type", "").lower().startswith(UPLOAD)
        most = self.upload if uploads else self.other
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > most * MB:
            fault = Fault("", "the request is too large", f"at most {most} MB")
            await error_response(413, [fault])(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most * MB:
                raise HTTPException(413, f"the request is too large: at most {most} MB")
            return message

        await self.app(scope, counted, send)
