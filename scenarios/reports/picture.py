"""What a picture of a report is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; a table of the same report has the same facts.

    Attributes
    ----------
    title : str
        What it shows.
    svg : str
        The picture: one ``svg`` element that needs nothing else.
    note : str
        How to read it; may be empty.
    """

    title: str
    svg: str
    note: str = ""
