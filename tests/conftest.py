"""Settings of all tests."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

from tests.support.measured import pytest_runtest_protocol
from tests.support.postgres import database_url, postgres
from tests.support.slow import pytest_collection_modifyitems

__all__ = [
    "database_url",  # real parts, started for the first test that asks
    "postgres",
    "pytest_collection_modifyitems",
    "pytest_runtest_protocol",
]

# How long an example takes, or is in the making, says more of the machine than of the code.
settings.register_profile("cartref", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cartref")

# A run in a shell's background is born deaf to interrupts, and so are its children: tests that
# interrupt for real are not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
