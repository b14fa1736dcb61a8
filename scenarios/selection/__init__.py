"""Which homes, which children, where: how a change says whom it is about."""

from __future__ import annotations

from scenarios.selection.children import Children
from scenarios.selection.homes import Homes
from scenarios.selection.near import Near, authority_at

__all__ = ["Children", "Homes", "Near", "authority_at"]
