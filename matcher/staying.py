"""The obstacle `occupied`: who lives in a home can live nowhere else, and so stays there."""

from __future__ import annotations

from matcher.words import Words

CODE = "occupied"
MEANING = Words(
    "Somebody lives there who has no other possible home, and so can't leave.",
    "Mae rhywun yn byw yno nad oes ganddo gartref arall posibl, ac felly ni all adael.",
)
