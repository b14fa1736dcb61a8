"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes, or is in the making, says more of the machine than of the code.
settings.register_profile("cartref", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cartref")
