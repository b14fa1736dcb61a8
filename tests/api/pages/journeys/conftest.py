"""Fixtures of the journeys."""

from __future__ import annotations

from tests.support.journeys import full

__all__ = ["full"]
