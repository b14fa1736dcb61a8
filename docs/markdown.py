"""Pages that are made from the code: headings, tables, codes."""

from __future__ import annotations

from collections.abc import Iterable

NOTE = "<!-- Made by `python docs/generate.py` from the code: change it there. -->"


def code(text: str) -> str:
    """Return a text as code."""
    return f"`{text}`"


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table with a heading."""
    lines = [heading, ("---",) * len(heading), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def page(title: str, *parts: str) -> str:
    """Return a page: its title, the note on how it is made, and its parts."""
    return "\n\n".join((title, NOTE, *parts)) + "\n"
