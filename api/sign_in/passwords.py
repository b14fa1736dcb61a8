"""Passwords: which are taken, how they are kept, how one is tried."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matcher.errors import Fault

#: Characters. Length is what makes a password strong: no rule asks for digits or signs.
SHORTEST, LONGEST = 12, 200
#: A password of fewer different characters is one key held down, or a run of two.
DIFFERENT = 5
#: Shorter parts of a name stand in too many words to be refused.
PART_OF_NAME = 4
#: For so long a one-time password waits for its one sign-in.
ONE_TIME_MINUTES = 7 * 24 * 60

#: The commonest of those that are long enough, without their digits and signs.
COMMONEST = frozenset(
    {
        "",
        "adminadmin",
        "administrator",
        "cartref",
        "changeme",
        "changemeplease",
        "childrensservices",
        "correcthorsebatterystaple",
        "football",
        "iloveyou",
        "letmein",
        "letmeinplease",
        "liverpool",
        "password",
        "passwordpassword",
        "qazwsxedc",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdfghjkl",
        "socialservices",
        "summer",
        "sunshine",
        "welcome",
        "winter",
        "zxcvbnm",
    }
)

#: Argon2id with the parameters that the library recommends (RFC 9106, low memory).
_HASHER = PasswordHasher()
#: Each takes 64 MB while it is worked out.
_AT_ONCE = threading.BoundedSemaphore(4)


def faults_of(password: str, name: str, place: str) -> list[Fault]:
    """Return why a password is not taken for somebody; none where it is.

    Parameters
    ----------
    password : str
        As it was typed.
    name : str
        The name under which the person signs in.
    place : str
        Where it stands in what was given.
    """
    text = _normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        accepted = f"{SHORTEST} to {LONGEST} characters, such as four words"
        return [Fault(place, "is too short or too long", accepted)]
    folded = text.casefold()
    letters = "".join(character for character in folded if character.isalpha())
    if letters in COMMONEST or len(set(folded)) < DIFFERENT:
        return [Fault(place, "is among the first that others would try", "such as four words")]
    called = _normal(name).casefold()
    parts = [called, *(part for part in called.split() if len(part) >= PART_OF_NAME)]
    if any(part in folded for part in parts):
        return [Fault(place, "contains the name", "one without it")]
    return []


def one_time() -> str:
    """Return a password that nobody can guess and everybody can type: 80 bits."""
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"  # without those that look alike
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    """Return a password as it is kept."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Return whether a password is the one that is kept; where none is, no, and no sooner."""
    nobodys = _nobodys(_HASHER)
    try:
        with _AT_ONCE:
            _HASHER.verify(kept or nobodys, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Return whether a password was kept with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe())


def _normal(text: str) -> str:
    """Return a text as it is whichever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", text)
