"""Fixtures of the tests over HTTP."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from api.sign_in import passwords


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords take no time here; tests/api/sign_in tries those of the service."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
