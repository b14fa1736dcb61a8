"""Fixtures of the service's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.runs import start_fork_server
from tests.support.service import Serving, serving


@pytest.fixture(scope="session", autouse=True)
def fork_server() -> None:
    """Workers are forked off one server, which loads while the first tests go on."""
    start_fork_server()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Serving]:
    """A running service with an empty database."""
    with serving(tmp_path / "data") as found:
        yield found
