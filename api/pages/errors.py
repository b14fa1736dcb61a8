"""Errors under pages' addresses, shown as pages: what happened, and what to do."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.language import mark
from api.pages.page import Page
from api.refusals import RefusedError
from api.service.auth import signed_in
from api.service.errors import MEDIA_TYPE
from api.sign_in.permissions import Principal
from api.sign_in.requests import SAFE
from api.store.reading import UNUSABLE
from matcher.errors import Fault

#: Addresses of programs and of monitors: they are answered in JSON.
NOT_PAGES = ("/v1", "/static", "/healthz", "/readyz", "/metrics")

#: For each status a title and what to do; those of no other are as 400 or 500.
TEXTS = {
    400: (
        mark("The request could not be read"),
        mark("Go back and try again. If you typed the address, check that it is right."),
    ),
    403: (
        mark("You may not do this"),
        mark("Ask an admin if you think that you should be able to."),
    ),
    404: (
        mark("Page not found"),
        mark("If you typed or pasted the address, check that it is right and complete."),
    ),
    405: (
        mark("This page can't be opened like that"),
        mark("Go back to the page before, and use its buttons and links."),
    ),
    409: (
        mark("Something has changed since you opened the page"),
        mark("Go back, load the page again and look at how things stand now."),
    ),
    413: (
        mark("What you sent is too large"),
        mark("Choose a smaller file."),
    ),
    422: (
        mark("What you sent can't be used"),
        mark("Go back, mend what is listed here and send it again."),
    ),
    UNUSABLE: (
        mark("What is stored can't be used"),
        mark(
            "It was stored before today's checks. Put right what is listed here: upload a "
            "corrected register, or set the policy anew. Nothing that is stored is lost."
        ),
    ),
    429: (
        mark("Too many requests"),
        mark("Wait a minute and try again."),
    ),
    500: (
        mark("Sorry, there is a problem with the service"),
        mark("Try again later. What you have saved before is kept."),
    ),
    502: (
        mark("The council's directory does not answer"),
        mark("Try again in a few minutes. If it goes on, tell those who look after it."),
    ),
    503: (
        mark("Sorry, the service is busy"),
        mark("Try again in a few minutes. What you have saved before is kept."),
    ),
}


def is_page(path: str) -> bool:
    """Return whether an address is that of a page."""
    return not any(path == other or path.startswith(f"{other}/") for other in NOT_PAGES)


class ErrorPages:
    """Shows what the service answers as an error to those who look at pages as a page.

    Errors are made in one place and one shape, wherever they come from; here is the one place
    where they become pages. Those who are not signed in are sent to do so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back; an error as a page."""
        if scope["type"] != "http" or not is_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        begun: Message | None = None
        body = b""

        async def shown(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start" and _is_error(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    request = Request(scope, receive)
                    response = await run_in_threadpool(_as_page, request, begun, body)
                    await response(scope, receive, send)

        await self.app(scope, receive, shown)


def _is_error(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] >= 400 and kind.startswith(MEDIA_TYPE)


def _as_page(request: Request, start: Message, body: bytes) -> Response:
    status: int = start["status"]
    response = _sign_in(request) if status == 401 else _error_page(request, status, body)
    for name, value in Headers(raw=start["headers"]).items():
        if name not in ("content-type", "content-length", "www-authenticate"):
            response.headers.setdefault(name, value)
    return response


def _sign_in(request: Request) -> Response:
    to = "/sign-in"
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        to += "?next=" + quote(request.url.path + query, safe="/")
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": to})
    return RedirectResponse(to, status_code=303)


def _error_page(request: Request, status: int, body: bytes) -> Response:
    found: dict[str, Any] = json.loads(body)
    faults = [Fault(one["place"], one["fault"], one["accepted"]) for one in found["faults"]]
    title, todo = TEXTS.get(status) or TEXTS[500 if status >= 500 else 400]
    page = Page.of(request, _who(request, status))
    # What can't be found, or is a fault of ours, is told by its title alone.
    faults = [] if status in (404, 405) or status >= 500 else faults
    return page.show(
        "error.html",
        status=status,
        title=title,
        todo=todo,
        faults=faults,
        total=found["total"],
        is_unusable=status == UNUSABLE,
    )


def _who(request: Request, status: int) -> Principal | None:
    """Return who asks, as far as it is known: at an address that is no page, nobody asked yet."""
    known: Principal | None = getattr(request.state, "who", None)
    if known is not None or status not in (404, 405) or request.method not in SAFE:
        return known
    try:
        return signed_in(request)
    except RefusedError:
        return None
