"""Text that a spreadsheet would run as a formula, in files that say of no cell what it is.

A workbook says that a cell is text; a CSV file can't. So such a text is written with an apostrophe
before it, as people type it in a spreadsheet, and the apostrophe is taken off when it is read. A
text that has apostrophes before the formula already gets one more: whatever is written reads back
the same, and every other text is left as it is.
"""

from __future__ import annotations

import re

#: What spreadsheets take for the beginning of a formula or a command: OWASP, CSV Injection.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """Return a text as it is written, so that no spreadsheet runs it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what was written; the inverse of `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
