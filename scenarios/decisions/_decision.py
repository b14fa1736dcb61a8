"""A decision as it is written down."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from matcher.records.fields import CalendarDay, Code, Record, Truth, refuse

#: Characters of a reason, and children who are decided on in one go.
LONGEST_REASON = 2000
MOST_CHILDREN = 20


def _reason(value: Any) -> str | None:
    """Return a reason as one line, None where nothing is said."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise refuse("is not text", "text")
    text = " ".join(value.split())
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise refuse("has a control character", "plain text")
    if len(text) > LONGEST_REASON:
        raise refuse("is too long", f"at most {LONGEST_REASON:,} characters")
    return text or None


class Decision(Record):
    """What an officer decides about children and one home.

    Attributes
    ----------
    kind : {"offered", "declined", "accepted", "ended"}
        ``offered``: the home is asked. ``declined``: it says no. ``accepted``: the children live
        there from then on. ``ended``: their placements there end.
    children : tuple of str
        Ids; siblings in one go.
    home : str
        Id of the home.
    on : datetime.date
        The day on which it takes effect.
    reason : str or None
        Needed for ``declined`` and ``ended``, and for a choice past the first option.
    despite : tuple of str
        Codes of the rules that the placement breaks and that somebody has set aside for it;
        ``accepted`` only.
    left_care : bool
        Of ``ended`` only: the children leave the register; otherwise they wait for a home.
    """

    kind: Literal["offered", "declined", "accepted", "ended"]
    children: tuple[Code, ...] = Field(min_length=1, max_length=MOST_CHILDREN)
    home: Code
    on: CalendarDay
    reason: Annotated[str | None, BeforeValidator(_reason)] = None
    despite: tuple[Code, ...] = ()
    left_care: Truth = False
