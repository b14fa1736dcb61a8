"""What a session's cookie and its CSRF token are made of."""

from __future__ import annotations

import hashlib
import hmac

from api.settings import read_settings
from api.sign_in import sessions


def test_the_csrf_token_follows_from_the_token_and_does_not_give_it_away() -> None:
    expected = hmac.new(b"a token", b"cartref csrf", hashlib.sha256).hexdigest()
    assert sessions.csrf_token("a token") == expected
    assert sessions.csrf_token("another") != expected
    assert expected != hashlib.sha256(b"a token").hexdigest()  # which is kept


def test_behind_tls_the_cookie_has_the_prefix_that_ties_it_to_the_host() -> None:
    assert sessions.cookie_name(read_settings()) == "cartref"
    assert sessions.cookie_name(read_settings(behind_tls=True)) == "__Host-cartref"
