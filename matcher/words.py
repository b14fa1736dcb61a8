"""Text for people, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text in English and Welsh; the Welsh is a draft until a speaker has reviewed it."""

    en: str
    cy: str

    def __str__(self) -> str:
        return self.en
