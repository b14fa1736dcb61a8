"""Tokens of the OpenID provider in miniature: as they should be, and spoilt in every way.

They are signed with ``cryptography`` alone, since libraries refuse to make the spoilt ones.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Claims = dict[str, Any]


class Key:
    """A signing key, known by its number."""

    def __init__(self, number: int) -> None:
        self.name = f"key-{number}"
        self.private: RSAPrivateKey = generate_private_key(65537, 2048)

    @property
    def public(self) -> dict[str, str]:
        """The public half, as a JSON Web Key (RFC 7517)."""
        numbers = self.private.public_key().public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.name,
            "n": text(numbers.n.to_bytes(256, "big")),
            "e": text(numbers.e.to_bytes(3, "big")),
        }

    def pem(self) -> bytes:
        """Return the public half as everybody can have it, in PEM."""
        public = self.private.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, claims: Claims) -> str:
        """Return a token as it should be."""
        signed = _body({"alg": "RS256", "typ": "JWT", "kid": self.name}, claims)
        return f"{signed}.{text(self.private.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def text(raw: bytes) -> str:
    """Return bytes as tokens have them (base64url, RFC 7515)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _body(header: Claims, claims: Claims) -> str:
    return ".".join(text(json.dumps(part).encode()) for part in (header, claims))


def _unsigned(_: Key, claims: Claims) -> str:
    return _body({"alg": "none", "typ": "JWT"}, claims) + "."


def _by_another_key(key: Key, claims: Claims) -> str:
    stranger = Key(0)
    stranger.name = key.name
    return stranger.sign(claims)


def _public_key_as_secret(key: Key, claims: Claims) -> str:
    signed = _body({"alg": "HS256", "typ": "JWT", "kid": key.name}, claims)
    return f"{signed}.{text(hmac.digest(key.pem(), signed.encode(), 'sha256'))}"


def _tampered(key: Key, claims: Claims) -> str:
    header, _, signature = key.sign(claims).split(".")
    return ".".join(
        (header, text(json.dumps(claims | {"sub": "somebody else"}).encode()), signature)
    )


def _with(**changed: object) -> Callable[[Key, Claims], str]:
    """Return a maker of tokens in which some claims are others, and those of None are missing."""

    def make(key: Key, claims: Claims) -> str:
        both = claims | changed
        return key.sign({name: value for name, value in both.items() if value is not None})

    return make


def _at(seconds: int) -> Callable[[Key, Claims], str]:
    """Return a maker of tokens that were given at another time, seconds from now."""

    def make(key: Key, claims: Claims) -> str:
        return key.sign(claims | {name: claims[name] + seconds for name in ("iat", "exp")})

    return make


#: What can be wrong with a token, each with how such a token is made.
SPOILERS: Mapping[str, Callable[[Key, Claims], str]] = {
    "another_key": _by_another_key,
    "expired": _at(-86_400),
    "from_the_future": _at(86_400),
    "no_expiry": _with(exp=None),
    "no_nonce": _with(nonce=None),
    "no_subject": _with(sub=None),
    "public_key_as_secret": _public_key_as_secret,
    "tampered": _tampered,
    "unsigned": _unsigned,
    "wrong_audience": _with(aud="somebody-else"),
    "wrong_issuer": _with(iss="http://127.0.0.1:9/elsewhere"),
    "wrong_nonce": _with(nonce="of another sign-in"),
}
