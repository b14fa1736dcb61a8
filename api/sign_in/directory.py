"""Signing in through the council's directory: OpenID Connect, the code flow with PKCE.

Authlib speaks with the directory and checks its tokens; what it leaves open is closed here: who
the token must be from and for, and with which algorithms it may be signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import httpx2
from authlib.integrations.starlette_client import (  # type: ignore[import-untyped]
    StarletteIntegration,
    StarletteOAuth2App,
)
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from api.refusals import RefusedError, refused
from api.settings import Role, Settings
from api.sign_in import people, sessions
from api.sign_in.sessions import Begun
from api.store.audit import SERVICE, append
from api.store.database import Database
from api.store.people import about_person, person_called, person_of, tidy

#: A public key must be enough to check a token: whoever can check one can't make one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
#: Seconds by which the directory's clock may differ from ours, and it may take to answer.
LEEWAY_SECONDS = 60
PATIENCE_SECONDS = 10
#: Where the directory says what it is (OpenID Connect Discovery 1.0, section 4).
DISCOVERY = "/.well-known/openid-configuration"
#: As many as the column takes (OpenID Connect Core 1.0, section 2: at most 255 in ASCII).
MAX_SUBJECT = 255
#: Claims that may hold the name under which somebody is known, the first one that is there.
NAMES = ("preferred_username", "email", "name")
AGAIN = "another try, from GET /v1/session/directory"


class Directory:
    """The council's directory.

    Parameters
    ----------
    settings : Settings
        With its issuer, and what the service is called there.
    """

    def __init__(self, settings: Settings) -> None:
        secret = settings.oidc_client_secret
        self.issuer = settings.oidc_issuer or ""
        self.app = _App(
            StarletteIntegration("directory"),
            name="directory",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=self.issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": PATIENCE_SECONDS,
            },
        )

    async def send(self, request: Request, back: str) -> Response:
        """Return the response that sends a browser there, to come back to an address of ours.

        Raises
        ------
        RefusedError
            502 if the directory does not answer.
        """
        try:
            return cast(Response, await self.app.authorize_redirect(request, back))
        except (httpx2.HTTPError, ValueError, RuntimeError) as error:
            raise _unreachable() from error

    async def claims(self, request: Request) -> dict[str, Any]:
        """Return what the directory says of whoever comes back from it.

        Raises
        ------
        RefusedError
            502 if the directory does not answer.
        UntrustedError
            If the answer is not one to our question, or its token is not good.
        """
        must: dict[str, dict[str, Any]] = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.app.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "nonce": {"essential": True},
        }
        try:
            token = await self.app.authorize_access_token(
                request, claims_options=must, leeway=LEEWAY_SECONDS
            )
            claims = dict(token["userinfo"])
        except httpx2.HTTPError as error:
            raise _unreachable() from error
        except Exception as error:  # whatever a library says of a token, it is not trusted
            raise UntrustedError(type(error).__name__) from error
        subject = claims["sub"]
        if not isinstance(subject, str) or not _is_subject(subject):
            raise UntrustedError("InvalidSubject")
        return claims


class UntrustedError(Exception):
    """An answer that is not one to our question, or a token that is not good; says which kind."""


class _App(StarletteOAuth2App):  # type: ignore[misc]  # the library has no types
    async def load_server_metadata(self) -> dict[str, Any]:
        """Return what the directory says of itself, but for how it may sign."""
        metadata: dict[str, Any] = await super().load_server_metadata()
        metadata["id_token_signing_alg_values_supported"] = list(ALGORITHMS)
        return metadata


def sign_in(database: Database, settings: Settings, claims: Mapping[str, Any]) -> Begun:
    """Begin a session of somebody whom the directory has sent; make them known where new.

    Roles are brought up to date where the directory gives them.

    Raises
    ------
    RefusedError
        403 for somebody who has no role here.
    """
    issuer, subject = settings.oidc_issuer or "", claims["sub"]
    given = roles_given(settings, claims)
    begun = None
    with database.writing() as session:
        person = person_of(session, issuer, subject)
        if person is None and given:
            name = _name(session, claims)
            person = people.add(session, SERVICE, name, given, subject=(issuer, subject))
        elif person is not None and settings.oidc_roles and person.roles.split() != list(given):
            person.roles = " ".join(given)
            people.log_change(session, SERVICE, person)
        if person is not None and person.active and person.roles:
            begun = sessions.begin(session, settings, person)
            append(session, begun.who.actor, "signed_in", about=about_person(person.id))
        else:
            about = None if person is None else about_person(person.id)
            append(session, SERVICE, "sign_in.failed", about=about)
            if person is not None:
                sessions.end_all(session, person.id)
    # The transaction has ended: what was found out is kept.
    if begun is None:
        raise refused(
            403,
            "",
            "the council's directory knows you, but gives you no role here",
            "an administrator who gives you one",
        )
    return begun


def distrust(database: Database, error: UntrustedError) -> RefusedError:
    """Write down that an answer of the directory was not trusted; return the refusal.

    What it was is kept by its kind alone: neither the token nor who it says it is about.
    """
    with database.writing() as session:
        append(session, SERVICE, "sign_in.failed", detail={"directory": str(error)})
    return refused(401, "", "the answer of the council's directory can't be trusted", AGAIN)


def roles_given(settings: Settings, claims: Mapping[str, Any]) -> tuple[Role, ...]:
    """Return the roles that the directory gives somebody, by its claim of roles or groups."""
    said = claims.get(settings.oidc_claim, ())
    values = [said] if isinstance(said, str) else said if isinstance(said, list | tuple) else []
    named = [value for value in values if isinstance(value, str)]
    return people.ordered(
        [settings.oidc_roles[value] for value in named if value in settings.oidc_roles]
    )


def _name(session: Session, claims: Mapping[str, Any]) -> str:
    """Return a name for somebody new: never that of somebody else."""
    said = (claims.get(claim) for claim in NAMES)
    names = [tidy(name) for name in said if isinstance(name, str)]
    name = next((one for one in names if one and one.isprintable()), "directory")
    # Leaves room for the number behind it.
    name, number = name[: people.MAX_NAME - 10], 2
    free = name
    while person_called(session, free) is not None:
        free, number = f"{name} ({number})", number + 1
    return free


def _is_subject(text: str) -> bool:
    return 0 < len(text) <= MAX_SUBJECT and text.isprintable()


def _unreachable() -> RefusedError:
    return refused(502, "", "the council's directory does not answer", "another try later")
