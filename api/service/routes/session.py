"""Routes of the session: signing in with a name and a password, who one is, signing out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.refusals import refused
from api.service.auth import SignedIn
from api.service.people_schemas import PasswordChange, SessionOut, SignIn
from api.service.schemas import errors
from api.service.state import Service, TheService
from api.sign_in import local, sessions
from api.sign_in.permissions import Principal
from api.sign_in.requests import refuse_other_sites, token_of
from api.store.audit import append
from api.store.people import about_person

router = APIRouter(prefix="/v1", tags=["session"])


@router.post("/session", response_model=SessionOut, responses=errors())
def sign_in(service: TheService, request: Request, given: SignIn, response: Response) -> SessionOut:
    """Sign in; the answer sets the session's cookie.

    A wrong name and a wrong password are answered alike. After 5 wrong passwords the name is
    locked for 15 minutes.
    """
    refuse_other_sites(request)
    begun = local.sign_in(service.database, service.settings, given.name, given.password)
    if old := token_of(request, service.settings):
        with service.database.writing() as session:
            sessions.end(session, old)
    set_cookie(response, service, begun.token)
    return SessionOut.of(begun.who, sessions.csrf_token(begun.token))


@router.get("/session", response_model=SessionOut, responses=errors())
def who_am_i(service: TheService, request: Request, who: SignedIn) -> SessionOut:
    """Return who is signed in, what they may do, and what writes have to send along."""
    token = _token(request, service, who)
    return SessionOut.of(who, token and sessions.csrf_token(token))


@router.delete("/session", status_code=204, responses=errors(409))
def sign_out(service: TheService, request: Request, who: SignedIn) -> Response:
    """Sign out: the session ends here, whoever else may know its cookie."""
    token = _needed(_token(request, service, who))
    with service.database.writing() as session:
        sessions.end(session, token)
        append(session, who.actor, "signed_out", about=about_person(who.person))
    response = Response(status_code=204)
    settings = service.settings
    response.delete_cookie(
        sessions.cookie_name(settings), path="/", secure=settings.behind_tls, httponly=True
    )
    return response


@router.post("/session/password", response_model=SessionOut, responses=errors(409))
def change_password(
    service: TheService, request: Request, who: SignedIn, given: PasswordChange
) -> SessionOut:
    """Change one's own password: all other sessions end."""
    token = _needed(_token(request, service, who))
    local.change_password(service.database, who, token, given.old, given.new)
    now = sessions.found(token, service.database, service.settings) or who
    return SessionOut.of(now, sessions.csrf_token(token))


def set_cookie(response: Response, service: Service, token: str) -> None:
    """Give the session's cookie to a browser, for as long as it is open."""
    response.set_cookie(
        sessions.cookie_name(service.settings),
        token,
        path="/",
        secure=service.settings.behind_tls,
        httponly=True,
        samesite="lax",
    )


def _token(request: Request, service: Service, who: Principal) -> str | None:
    """Return the token of the session that is used; None where a key is."""
    return token_of(request, service.settings) if who.via == "session" else None


def _needed(token: str | None) -> str:
    if token is None:
        raise refused(409, "", "there is no session: a key is used", "a session")
    return token
