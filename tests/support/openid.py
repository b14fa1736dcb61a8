"""An OpenID provider in miniature, as a council's directory would be, on loopback.

It speaks the code flow with PKCE (OpenID Connect Core 1.0, RFC 7636) over real HTTP, and signs
with keys of its own. Whoever is sent to it is signed in at once, as ``provider.subject`` with
``provider.claims``. ``provider.spoil`` names what shall be wrong with the tokens it gives: one of
``SPOILERS``.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from urllib.parse import parse_qsl, unquote, urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.support.tokens import SPOILERS, Claims, Key, text

#: Seconds for which a token holds.
LIFETIME_SECONDS = 300


class Provider:
    """What the provider knows; a test changes its attributes as it likes.

    Attributes
    ----------
    issuer : str
        Its address, which is also what it calls itself.
    client_id, client_secret : str
        The one program that may ask.
    redirect_uris : set of str
        Where that program may be sent back to; empty for anywhere.
    subject : str
        Who signs in.
    claims : dict
        What else the token says of that person, such as groups.
    spoil : str or None
        What is wrong with the tokens: one of ``SPOILERS``.
    asked : Counter
        How often each address was asked for.
    """

    def __init__(self) -> None:
        self.issuer = ""
        self.client_id = "cartref"
        self.client_secret = "a secret with : and % in it"
        self.redirect_uris: set[str] = set()
        self.subject = "person-1"
        self.claims: Claims = {}
        self.spoil: str | None = None
        self.asked: Counter[str] = Counter()
        self._numbers = count(1)
        self.keys = [Key(next(self._numbers))]
        self._codes: dict[str, dict[str, str]] = {}
        self._access: dict[str, Claims] = {}

    @property
    def app(self) -> Starlette:
        """The application to serve."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
            ]
        )

    def rotate(self, *, keep: bool = True) -> None:
        """Sign with a new key from now on; with `keep` the older ones stay published."""
        self.keys = [Key(next(self._numbers)), *(self.keys if keep else [])]

    async def _discovery(self, request: Request) -> Response:
        self.asked[request.url.path] += 1
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "scopes_supported": ["openid", "profile", "email"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic",
                    "client_secret_post",
                ],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, request: Request) -> Response:
        self.asked[request.url.path] += 1
        return JSONResponse({"keys": [key.public for key in self.keys]})

    async def _authorize(self, request: Request) -> Response:
        """Sign the person in and send the browser back; to an unknown place it sends nobody."""
        self.asked[request.url.path] += 1
        query = dict(request.query_params)
        back = query.get("redirect_uri", "")
        known = not self.redirect_uris or back in self.redirect_uris
        if query.get("client_id") != self.client_id or not back or not known:
            return JSONResponse({"error": "invalid_request"}, status_code=400)
        state = {"state": query["state"]} if query.get("state") else {}
        if wrong := _wrong_in(query):
            return _sent_back(
                back, {"error": "invalid_request", "error_description": wrong} | state
            )
        code = secrets.token_urlsafe()
        self._codes[code] = query
        return _sent_back(back, {"code": code} | state)

    async def _token(self, request: Request) -> Response:
        """Change a code, once, for tokens."""
        self.asked[request.url.path] += 1
        form = dict(parse_qsl((await request.body()).decode()))
        if self._asking(request, form) != (self.client_id, self.client_secret):
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        query = self._codes.pop(form.get("code", ""), None)
        challenge = text(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            form.get("grant_type") != "authorization_code"
            or query is None
            or form.get("redirect_uri") != query["redirect_uri"]
            or challenge != query["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        access = secrets.token_urlsafe()
        self._access[access] = {"sub": self.subject, **self.claims}
        answer = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": LIFETIME_SECONDS,
            "id_token": self.id_token(query["nonce"]),
        }
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    def id_token(self, nonce: str) -> str:
        """Return a token for who signs in now, spoilt where `spoil` says so."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": self.client_id,
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
            "nonce": nonce,
            **self.claims,
        }
        return (SPOILERS[self.spoil] if self.spoil else Key.sign)(self.keys[0], claims)

    def _asking(self, request: Request, form: Mapping[str, str]) -> tuple[str, str]:
        """Return the name and the secret that a program gives, in the header or in the form."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            name, _, secret = base64.b64decode(given).decode().partition(":")
            return unquote(name), unquote(secret.replace("+", " "))
        return form.get("client_id", ""), form.get("client_secret", "")

    async def _userinfo(self, request: Request) -> Response:
        self.asked[request.url.path] += 1
        told = self._access.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return JSONResponse(told or {"error": "invalid_token"}, status_code=200 if told else 401)


def _wrong_in(query: Mapping[str, str]) -> str | None:
    """Return what is wrong with a request to sign in, if anything."""
    if query.get("response_type") != "code":
        return "response_type must be code"
    if "openid" not in query.get("scope", "").split():
        return "scope must have openid"
    for name in ("state", "nonce", "code_challenge"):
        if not query.get(name):
            return f"{name} is missing"
    if query.get("code_challenge_method") != "S256":
        return "code_challenge_method must be S256"
    return None


def _sent_back(place: str, answer: Mapping[str, str]) -> Response:
    separator = "&" if "?" in place else "?"
    return RedirectResponse(f"{place}{separator}{urlencode(answer)}", status_code=303)


@contextmanager
def provider() -> Iterator[Provider]:
    """Serve a provider on a free port of loopback, and stop it at the end."""
    made = Provider()
    # It listens before anybody serves: who connects meanwhile only waits.
    listening = socket.create_server(("127.0.0.1", 0))
    made.issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(made.app, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join()
