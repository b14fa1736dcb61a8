"""Who asks, and whether they may: dependencies of the handlers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from api.refusals import refused
from api.service.state import service_of
from api.sign_in.permissions import Permission, Principal
from api.sign_in.requests import who_asks

#: How requests say who asks, for the OpenAPI document: `who_asks` looks itself.
_KEY = Security(
    HTTPBearer(
        scheme_name="key", description="A key of POST /v1/keys, for programs.", auto_error=False
    )
)
_SESSION = Security(
    APIKeyCookie(
        name="cartref",
        scheme_name="session",
        description="The cookie of POST /v1/session, for browsers; __Host-cartref behind TLS. "
        "Writes send csrf_token along in the header X-CSRF-Token.",
        auto_error=False,
    )
)


def signed_in(
    request: Request,
    _key: Annotated[object, _KEY] = None,
    _cookie: Annotated[object, _SESSION] = None,
) -> Principal:
    """Return who asks; 401 if nobody is signed in, 403 where a session lacks its CSRF token."""
    return who_asks(request, service_of(request).database, service_of(request).settings)


def may(permission: Permission) -> Any:
    """Return the dependency of a handler that needs a permission."""

    def allowed(who: Annotated[Principal, Depends(signed_in)]) -> Principal:
        if who.must_change:
            raise refused(
                403,
                "password",
                "was good for one sign-in and has to be changed first",
                "POST /v1/session/password",
            )
        who.needs(permission)
        return who

    # Read by the test that tries every route with every role.
    allowed.permission = permission  # type: ignore[attr-defined]  # functions have no such field
    return Depends(allowed)


Reader = Annotated[Principal, may("read")]
Uploader = Annotated[Principal, may("upload")]
Ranks = Annotated[Principal, may("rank")]
Planner = Annotated[Principal, may("plan")]
Decider = Annotated[Principal, may("decide")]
Panel = Annotated[Principal, may("scenario")]
PolicyMaker = Annotated[Principal, may("policy")]
Admin = Annotated[Principal, may("admin")]
#: Anybody who is signed in, also with a password that has to be changed.
SignedIn = Annotated[Principal, Depends(signed_in)]
