"""Marks texts for the catalogue where they stand; they are said later, in a language."""

from __future__ import annotations


def mark(text: str) -> str:
    """Return a text as it is; it is in the catalogue because it stands in this call."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Return the two forms of a text with a number, as they are; see `mark`."""
    return one, many
