"""The parties model, by its first name."""

from benchmarks.rivals._parties import Parties as PlainModel

__all__ = ["PlainModel"]
