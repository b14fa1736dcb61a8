"""What was just done is said once more, and nobody else can have it said."""

from __future__ import annotations

from api.pages.flash import decoded, encoded
from api.pages.routes.session import CHANGED


def test_a_message_comes_back_as_it_was_said() -> None:
    assert decoded(encoded(CHANGED, 7, "secret"), "secret") == (CHANGED, 7)


def test_nobody_makes_one_up() -> None:
    text = encoded(CHANGED, 7, "secret")
    assert decoded(text, "another secret") is None
    assert decoded(text.replace(".7.", ".8."), "secret") is None
    assert decoded("", "secret") is None
    assert decoded("password-changed.7.ŵ", "secret") is None
    assert decoded(encoded(type(CHANGED)("unknown", ""), 0, "secret"), "secret") is None
