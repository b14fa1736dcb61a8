"""Reads charts: what is in them, and that they are safe."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
_ALLOWED = {"svg", "title", "desc", "g", "rect", "line", "circle", "path", "text"}


class Drawing:
    """A chart, parsed; refuses one that runs, fetches or is styled by anything.

    Attributes
    ----------
    texts : list of str
        What is written in it.
    told : list of str
        What a reader hears of it, a fact each.
    tips : list of str
        What is told where something is pointed at.
    """

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        names = {one.tag.removeprefix(SVG) for one in self.root.iter()}
        assert names <= _ALLOWED
        assert self.root.tag == f"{SVG}svg"
        assert self.root.get("role") == "img"
        assert "url(" not in svg
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)
        assert not any(name.startswith("on") for one in self.root.iter() for name in one.attrib)
        assert not re.search(r"[ \"](nan|-?inf)\b", svg)
        self.title = self.root.findtext(f"{SVG}title")
        self.told = (self.root.findtext(f"{SVG}desc") or "").split("; ")
        self.texts = [one.text or "" for one in self.root.iter(f"{SVG}text")]
        self.tips = [one.text or "" for one in self.root.iter(f"{SVG}title")][1:]

    def found(self, tag: str) -> list[ElementTree.Element]:
        """Return the elements of a kind, in order."""
        return list(self.root.iter(f"{SVG}{tag}"))

    def numbers(self, tag: str, name: str) -> list[float]:
        """Return an attribute of each element of a kind."""
        return [float(one.get(name, "nan")) for one in self.found(tag)]
