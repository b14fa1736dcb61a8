"""Routes of signing in through the council's directory."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import RedirectResponse, Response

from api.refusals import refused
from api.service.routes.session import set_cookie
from api.service.schemas import errors
from api.service.state import TheService
from api.settings import PREFIX, Settings
from api.sign_in import directory
from api.sign_in.directory import Directory, UntrustedError

PATH = "/v1/session/directory"
#: Seconds that somebody may take to sign in there.
PATIENCE_SECONDS = 600
#: Where the browser is to go once somebody is signed in, beside what the library keeps.
_NEXT = "next"

router = APIRouter(prefix="/v1", tags=["session"])

#: A path of this service, and of no other: it starts with one slash.
Next = Annotated[
    str,
    Query(
        max_length=500,
        pattern=r"^/([A-Za-z0-9._~-][A-Za-z0-9._~/?=&-]*)?$",
        description="Where to go once signed in: a path of this service.",
    ),
]


def add_directory(app: FastAPI, settings: Settings) -> None:
    """Let an application know the council's directory, if there is one."""
    app.state.directory = Directory(settings) if settings.oidc_issuer else None
    # Between going there and coming back, a cookie holds the question that the answer must be to.
    # Its secret is new at every start: who was on the way then has to start again.
    app.add_middleware(
        SessionMiddleware,
        secret_key=secrets.token_urlsafe(32),
        session_cookie="cartref-directory",
        max_age=PATIENCE_SECONDS,
        path=PATH,
        same_site="lax",
        https_only=settings.behind_tls,
    )


@router.get(
    "/session/directory",
    status_code=302,
    response_class=RedirectResponse,
    responses=errors(404, 502),
)
async def go(
    request: Request,
    service: TheService,
    next_: Annotated[Next, Query(alias="next")] = "/v1/session",
) -> Response:
    """Send the browser to the council's directory, to sign in there."""
    known = _directory(request)
    request.session[_NEXT] = next_
    back = request.url_for("come_back")
    if service.settings.behind_tls:
        back = back.replace(scheme="https")
    return await known.send(request, str(back))


@router.get(
    "/session/directory/back",
    status_code=303,
    response_class=RedirectResponse,
    responses=errors(404, 502),
)
async def come_back(request: Request, service: TheService) -> Response:
    """Take in who comes back from the council's directory, as what it says they are."""
    known = _directory(request)
    database, settings = service.database, service.settings
    try:
        claims = await known.claims(request)
    except UntrustedError as error:
        raise await run_in_threadpool(directory.distrust, database, error) from None
    begun = await run_in_threadpool(directory.sign_in, database, settings, claims)
    response = RedirectResponse(request.session.pop(_NEXT, "/v1/session"), status_code=303)
    set_cookie(response, service, begun.token)
    return response


def _directory(request: Request) -> Directory:
    found: Directory | None = request.app.state.directory
    if found is None:
        raise refused(
            404, "", "this service knows no directory", f"{PREFIX}OIDC_ISSUER, set where it runs"
        )
    return found
