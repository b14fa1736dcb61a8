"""Coverage is measured where the gate asks for it, in the engine's own tests, and nowhere else.

Measuring makes Python run at little more than half its pace.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Generator

import pytest

from tests.support.running import ROOT

#: The verifier of certificates, which stands apart from the engine, tests how they are written.
ENGINE = (ROOT / "tests" / "matcher", ROOT / "tests" / "benchmarks" / "test_verify.py")
#: From this a process that a test starts knows that it is to measure itself.
_TOLD = "COVERAGE_PROCESS_CONFIG"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test; outside of the engine's, with nothing measured."""
    mine, others = sys.gettrace(), threading.gettrace()
    if mine is None or any(map(item.path.is_relative_to, ENGINE)):
        return (yield)
    told = os.environ.pop(_TOLD, None)
    threading.settrace(None)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(mine)
        if others is not None:
            threading.settrace(others)
        if told is not None:
            os.environ[_TOLD] = told
