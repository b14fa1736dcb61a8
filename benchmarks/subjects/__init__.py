"""What is measured, one module a subject."""

from __future__ import annotations

import sys

from benchmarks.registry import entries
from benchmarks.subjects._base import Subject

#: Every subject, by code.
SUBJECTS: dict[str, Subject] = entries(sys.modules[__name__], Subject)  # type: ignore[type-abstract]  # the base of a list

__all__ = ["SUBJECTS", "Subject"]
