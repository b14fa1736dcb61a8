"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.support.measured import pytest_runtest_protocol
from tests.support.postgres import database_url, postgres

__all__ = [
    "database_url",  # real parts, started for the first test that asks
    "postgres",
    "pytest_runtest_protocol",
]

# How long an example takes, or is in the making, says more of the machine than of the code.
settings.register_profile("cartref", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cartref")
