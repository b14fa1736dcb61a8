"""Studies: standing questions of the panel, each answered by registers and policies changed."""

from __future__ import annotations

from scenarios.reports.provenance import Provenance, provenance
from scenarios.studies._base import Picture, Study

__all__ = ["Picture", "Provenance", "Study", "provenance"]
