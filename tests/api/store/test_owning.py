from __future__ import annotations

from pathlib import Path

import pytest

from api.store.database import Database
from api.store.owning import Ownership
from matcher.errors import InputError


def test_one_at_a_time_until_it_is_let_go(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cartref.sqlite3'}"
    first, second = Ownership(Database(url)), Ownership(Database(url))
    first.take()
    with pytest.raises(InputError, match="one service for a database"):
        second.take()
    second.release()
    with pytest.raises(InputError):
        second.take()
    first.release()
    second.take()
    second.release()


def test_two_databases_have_an_owner_each(tmp_path: Path) -> None:
    owners = [Ownership(Database(f"sqlite:///{tmp_path / name}")) for name in ("a", "b")]
    for owner in owners:
        owner.take()
    for owner in owners:
        owner.release()
