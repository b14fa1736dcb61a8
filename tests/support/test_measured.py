"""That only the engine's own tests are measured."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, cast

import pytest

from tests.support.measured import ENGINE, pytest_runtest_protocol
from tests.support.running import ROOT

CONFIG = "COVERAGE_PROCESS_CONFIG"


def tracer(frame: FrameType, event: str, arg: object) -> None:
    """Trace nothing."""


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As while coverage measures."""
    monkeypatch.setenv(CONFIG, "told")
    before, others = sys.gettrace(), threading.gettrace()
    threading.settrace(tracer)
    sys.settrace(tracer)
    yield
    sys.settrace(before)
    threading.settrace(cast("Any", others))


def seen(path: Path) -> tuple[object, object, str | None]:
    """Return what traces, in this thread and in new ones, and in processes, while a test runs."""
    item = cast("pytest.Item", type("Item", (), {"path": path}))
    running = pytest_runtest_protocol(item)
    next(running)
    found = sys.gettrace(), threading.gettrace(), os.environ.get(CONFIG)
    with pytest.raises(StopIteration):
        running.send(None)
    return found


@pytest.mark.usefixtures("traced")
def test_the_engine_is_measured_and_nothing_else() -> None:
    folder, file = ENGINE
    assert seen(folder / "test_plans.py") == (tracer, tracer, "told")
    assert seen(file) == (tracer, tracer, "told")
    assert seen(ROOT / "tests" / "api" / "test_whole.py") == (None, None, None)
    assert (sys.gettrace(), threading.gettrace(), os.environ[CONFIG]) == (tracer, tracer, "told")
