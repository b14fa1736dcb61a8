"""What was just done, said on the next page: by a code in its address, which nobody can make up."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

#: The parameter of the address.
PARAMETER = "said"


@dataclass(frozen=True, slots=True)
class FlashMessage:
    """Something that pages say of what was just done.

    Attributes
    ----------
    code : str
        Its name in addresses: letters and hyphens.
    text : str
        In English, marked for the catalogue; may hold one whole number, ``%(number)s``.
    """

    code: str
    text: str


_KNOWN: dict[str, FlashMessage] = {}


def message(code: str, text: str) -> FlashMessage:
    """Return a message that pages can say: ``STORED = message("stored", mark("..."))``."""
    assert code not in _KNOWN, f"two messages are called {code}"
    _KNOWN[code] = FlashMessage(code, text)
    return _KNOWN[code]


def encoded(said: FlashMessage, number: int, secret: str) -> str:
    """Return a message as it stands in an address.

    Parameters
    ----------
    said : FlashMessage
        The message.
    number : int
        The number in it; 0 where it has none.
    secret : str
        What other sites don't know of the session; empty where nobody is signed in.
    """
    text = f"{said.code}.{number}"
    return f"{text}.{_signature(text, secret)}"


def decoded(text: str, secret: str) -> tuple[FlashMessage, int] | None:
    """Return the message and the number that an address says; None if we have not said so."""
    code, _, rest = text.partition(".")
    number, _, signature = rest.partition(".")
    good = hmac.compare_digest(signature.encode(), _signature(f"{code}.{number}", secret).encode())
    if not good or code not in _KNOWN or not (number.isascii() and number.isdigit()):
        return None
    return _KNOWN[code], int(number)


def _signature(text: str, secret: str) -> str:
    return hmac.digest(secret.encode(), f"cartref said {text}".encode(), "sha256").hex()[:16]
