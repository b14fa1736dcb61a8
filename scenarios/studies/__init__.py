"""Studies: standing questions of the panel, each answered by registers and policies changed."""

from __future__ import annotations

from scenarios.studies._base import Picture, Study

__all__ = ["Picture", "Study"]
