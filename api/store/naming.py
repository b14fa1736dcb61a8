"""Whether a text names a child: as an id of its own, or somewhere in somebody's words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any


class Naming:
    """Finds a child's id in what is kept.

    In free text it is found as a word, whatever its case: ``C1`` in "placed with c1's brother",
    not in "C10". Rather once too often than once too seldom.

    Parameters
    ----------
    child : str
        The child's id.
    others : collection of str
        Ids of others, which are no free text: ``C1-2`` is not about ``C1``.
    """

    def __init__(self, child: str, others: Collection[str] = ()) -> None:
        self._others = set(others) - {child}
        self._word = re.compile(
            rf"(?<![^\W_]){re.escape(child)}(?![^\W_])", re.IGNORECASE | re.UNICODE
        )

    def text(self, text: str | None) -> bool:
        """Return whether a plain text names the child."""
        return text is not None and text not in self._others and bool(self._word.search(text))

    def json(self, text: str | bytes | None) -> bool:
        """Return whether a JSON text names the child, in a value or as a key."""
        return text is not None and any(map(self.text, _texts(json.loads(text))))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
