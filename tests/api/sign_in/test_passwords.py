"""Which passwords are taken, how they are kept and tried."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher

from api.sign_in import passwords

GOOD = "plum kettle harbour seven"


@pytest.mark.parametrize(
    ("password", "name", "fault"),
    [
        (GOOD, "mair", None),
        ("abcdefghijk", "mair", "is too short or too long"),
        ("abcdefghijkl", "mair", None),
        ("abcde" * 40, "mair", None),
        ("abcde" * 40 + "f", "mair", "is too short or too long"),
        ("Password1234!", "mair", "is among the first that others would try"),
        ("123456789012", "mair", "is among the first that others would try"),
        ("aaaabbbbccccdddd", "mair", "is among the first that others would try"),
        ("aaaabbbbccccddddeeee", "mair", None),
        ("the house of MAIR", "mair", "contains the name"),
        ("the house of evans", "Mair Evans", "contains the name"),
        ("alder and birch", "Al Ash", None),
        ("\u00fcber alles hinweg", "u\u0308ber alles", "contains the name"),
    ],
)
def test_what_is_taken(password: str, name: str, fault: str | None) -> None:
    found = passwords.faults_of(password, name, "new")
    assert [(one.place, one.fault) for one in found] == ([("new", fault)] if fault else [])
    assert not any(password in str(one) for one in found)


def test_it_is_kept_as_argon2id_and_never_twice_alike() -> None:
    first, second = passwords.hashed(GOOD), passwords.hashed(GOOD)
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.fits(first, GOOD)
    assert not passwords.fits(first, GOOD + "x")
    assert not passwords.is_outdated(first)


def test_it_is_the_same_on_every_keyboard() -> None:
    assert passwords.fits(passwords.hashed("tŷ ar y bryn gwyrdd"), "ty\u0302 ar y bryn gwyrdd")


def test_nobodys_is_tried_as_long_as_somebodys(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # overloads
            tried.append(str(hash).split("$")[:4])
            return super().verify(hash, password)

    kept = passwords.hashed(GOOD)
    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not passwords.fits(None, GOOD)
    assert passwords.fits(kept, GOOD)
    assert tried[0] == tried[1]  # with the same parameters


def test_what_is_no_hash_fits_nothing() -> None:
    assert not passwords.fits("not a hash", GOOD)


def test_one_with_older_parameters_is_known() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=1024).hash(GOOD))


def test_a_one_time_password_can_be_typed() -> None:
    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", one) for one in made)
    assert not any(passwords.faults_of(one, "admin", "new") for one in made)
