"""The OpenID provider in miniature: what it refuses, and that its tokens are as they say."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc import errors, jwt
from joserfc.jwk import KeySet

from tests.support.openid import Provider, provider
from tests.support.tokens import SPOILERS, text

BACK = "http://127.0.0.1:8000/v1/session/openid/back"
VERIFIER = "a-verifier-that-is-as-long-as-it-has-to-be-at-least"
CHALLENGE = text(hashlib.sha256(VERIFIER.encode()).digest())
ASKED = {
    "response_type": "code",
    "client_id": "cartref",
    "redirect_uri": BACK,
    "scope": "openid profile",
    "state": "a state & more",
    "nonce": "a nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


class Program:
    """A program that signs people in, as the discovery document says."""

    def __init__(self, of: Provider, client: httpx.Client) -> None:
        self.of = of
        self.client = client
        self.places = self.get(f"{of.issuer}/.well-known/openid-configuration").json()

    def get(self, url: str, **headers: str) -> httpx.Response:
        return self.client.get(url, headers=headers)

    def authorize(self, **changed: str) -> httpx.Response:
        asked = {name: value for name, value in (ASKED | changed).items() if value}
        return self.client.get(self.places["authorization_endpoint"], params=asked)

    def sent_back(self, **changed: str) -> dict[str, str]:
        answer = self.authorize(**changed)
        assert answer.status_code == 303
        place, _, query = answer.headers["Location"].partition("?")
        assert place == BACK
        return dict(parse_qsl(query))

    def redeem(
        self, code: str, changed: Mapping[str, str] | None = None, *, basic: bool = True
    ) -> httpx.Response:
        form: dict[str, str] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            **(changed or {}),
        }
        who = (self.of.client_id, self.of.client_secret)
        if basic:
            return self.client.post(self.places["token_endpoint"], data=form, auth=who)
        named = {"client_id": who[0], "client_secret": who[1]}
        return self.client.post(self.places["token_endpoint"], data=named | form)

    def tokens(self) -> dict[str, Any]:
        answer = self.redeem(self.sent_back()["code"])
        assert answer.status_code == 200
        told: dict[str, Any] = answer.json()
        return told

    def claims(self, token: str) -> dict[str, Any]:
        """Check a token as a careful program does, and return what it says."""
        keys = KeySet.import_key_set(self.get(self.places["jwks_uri"]).json())
        found = jwt.decode(token, keys, algorithms=["RS256"])
        jwt.JWTClaimsRegistry(
            now=int(time.time()),
            iss={"essential": True, "value": self.of.issuer},
            aud={"essential": True, "value": self.of.client_id},
            nonce={"essential": True, "value": "a nonce"},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(found.claims)
        return found.claims


@pytest.fixture(scope="module")
def serving() -> Iterator[Program]:
    with provider() as made, httpx.Client() as client:
        yield Program(made, client)


@pytest.fixture
def program(serving: Program) -> Program:
    serving.of.spoil = None
    serving.of.redirect_uris = {BACK}
    serving.of.claims = {"roles": ["Cartref officers"]}
    return serving


def test_somebody_signs_in(program: Program) -> None:
    back = program.sent_back()
    assert back["state"] == "a state & more"
    told = program.redeem(back["code"]).json()
    claims = program.claims(told["id_token"])
    assert (claims["sub"], claims["roles"]) == ("person-1", ["Cartref officers"])
    assert claims["exp"] - claims["iat"] == told["expires_in"] == 300
    bearer = f"Bearer {told['access_token']}"
    more = program.get(program.places["userinfo_endpoint"], Authorization=bearer)
    assert more.json() == {"sub": "person-1", "roles": ["Cartref officers"]}


def test_it_calls_itself_what_its_address_is(program: Program) -> None:
    assert program.places["issuer"] == program.of.issuer
    assert urlsplit(program.of.issuer).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    "changed", [{"client_id": "other"}, {"redirect_uri": f"{BACK}/x"}, {"redirect_uri": ""}]
)
def test_to_an_unknown_place_nobody_is_sent(program: Program, changed: dict[str, str]) -> None:
    answer = program.authorize(**changed)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"response_type": "token"}, "response_type must be code"),
        ({"scope": "profile"}, "scope must have openid"),
        ({"state": ""}, "state is missing"),
        ({"nonce": ""}, "nonce is missing"),
        ({"code_challenge": ""}, "code_challenge is missing"),
        ({"code_challenge_method": "plain"}, "code_challenge_method must be S256"),
    ],
)
def test_a_careless_request_gets_no_code(
    program: Program, changed: dict[str, str], wrong: str
) -> None:
    back = program.sent_back(**changed)
    assert back["error"] == "invalid_request"
    assert back["error_description"] == wrong
    assert "code" not in back


def test_a_code_is_good_once(program: Program) -> None:
    code = program.sent_back()["code"]
    assert program.redeem(code, basic=False).status_code == 200
    again = program.redeem(code)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "another verifier"},
        {"redirect_uri": "http://127.0.0.1:8000/other"},
        {"grant_type": "refresh_token"},
    ],
)
def test_a_code_is_good_only_for_who_asked(program: Program, changed: dict[str, str]) -> None:
    answer = program.redeem(program.sent_back()["code"], changed)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_a_program_must_know_the_secret(program: Program) -> None:
    code = program.sent_back()["code"]
    answer = program.redeem(code, {"client_secret": "wrong"}, basic=False)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


#: What a careful program says to each spoilt token.
FOUND = {
    "another_key": errors.BadSignatureError,
    "expired": errors.ExpiredTokenError,
    "from_the_future": errors.InvalidClaimError,
    "no_expiry": errors.MissingClaimError,
    "no_nonce": errors.MissingClaimError,
    "no_subject": errors.MissingClaimError,
    "public_key_as_secret": errors.UnsupportedAlgorithmError,
    "tampered": errors.BadSignatureError,
    "unsigned": errors.UnsupportedAlgorithmError,
    "wrong_audience": errors.InvalidClaimError,
    "wrong_issuer": errors.InvalidClaimError,
    "wrong_nonce": errors.InvalidClaimError,
}


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_spoilt_token_is_found_out(program: Program, spoil: str) -> None:
    program.of.spoil = spoil
    token = program.tokens()["id_token"]
    with pytest.raises(FOUND[spoil]):
        program.claims(token)


def test_the_public_key_really_is_the_secret(program: Program) -> None:
    program.of.spoil = "public_key_as_secret"
    signed, _, signature = program.tokens()["id_token"].rpartition(".")
    key = program.of.keys[0].pem()
    assert signature == text(hmac.digest(key, signed.encode(), "sha256"))


@pytest.mark.parametrize(
    ("spoil", "claim"),
    [("no_expiry", "exp"), ("no_nonce", "nonce"), ("no_subject", "sub")],
)
def test_what_is_missing_is_only_that(program: Program, spoil: str, claim: str) -> None:
    whole = program.claims(program.tokens()["id_token"])
    program.of.spoil = spoil
    keys = KeySet.import_key_set(program.get(program.places["jwks_uri"]).json())
    spoilt = jwt.decode(program.tokens()["id_token"], keys).claims
    assert whole.keys() - spoilt.keys() == {claim}


def test_a_new_key_signs_and_the_old_one_may_stay(program: Program) -> None:
    old = program.tokens()["id_token"]
    program.of.rotate()
    assert program.claims(old)["sub"] == program.claims(program.tokens()["id_token"])["sub"]
    program.of.rotate(keep=False)
    assert program.claims(program.tokens()["id_token"])["sub"] == "person-1"
    with pytest.raises(errors.InvalidKeyIdError):
        program.claims(old)


def test_who_asks_for_what_is_counted(program: Program) -> None:
    before = program.of.asked["/keys"]
    program.claims(program.tokens()["id_token"])
    assert program.of.asked["/keys"] == before + 1
