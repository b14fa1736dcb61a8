"""JSON read a piece at a time, so that a large file costs no more than its records."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections import Counter
from json import JSONDecodeError
from pathlib import Path
from typing import Any, BinaryIO

from matcher.errors import Fault, InputError

_PIECE = 1 << 20

#: No single value - one child, one home, the authority - is longer than this, in characters.
MAX_VALUE = 2_000_000

#: Python refuses to convert longer whole numbers; no number of ours comes near.
_MAX_DIGITS = 400

_SPACE = re.compile(r"[ \t\n\r]*")


class JsonText:
    """A JSON file of which only the part in hand is kept.

    Parameters
    ----------
    file : binary file
        Opened at its start; a byte-order mark is passed over.
    path : Path
        Its name, for messages.

    Attributes
    ----------
    repeated : list of str
        Keys that stood twice in one object of the value read last.
    length : int
        How many characters the value read last took.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._lines_before = 0
        self._column_before = 0
        self._ended = False
        self.repeated: list[str] = []
        self.length = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=_whole, parse_float=_number
        )

    def peek(self) -> str:
        """Return the next character that is no space; empty at the end of the file."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, character: str) -> bool:
        """Pass over a character if it comes next, and say whether it did."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def expect(self, *characters: str) -> str:
        """Pass over one of some characters, which must come next, and return it."""
        found = self.peek()
        if found and found in characters:
            self._at += 1
            return found
        raise InputError([self._broken(self._at)])

    def value(self) -> Any:
        """Return the value that comes next and pass over it.

        Raises
        ------
        InputError
            If it is not JSON, is nested too deeply or is too long for any value of ours.
        """
        self.peek()
        while True:
            self.repeated.clear()
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._error("is nested too deeply", "the fields of the format") from None
            except JSONDecodeError as error:
                broken = self._broken(error.pos, error.msg)
                if not self._longer():
                    raise InputError([broken]) from None
            else:
                # A number may go on in the next piece.
                if end < len(self._text) or not self._longer():
                    self.length = end - self._at
                    self._at = end
                    return value

    def _longer(self) -> bool:
        """Read the next piece of a value, as far as any value of ours goes."""
        if len(self._text) - self._at > MAX_VALUE:
            fault = f"holds one value of more than {MAX_VALUE} characters, or is broken"
            raise self._error(fault, "the fields of the format")
        return self._more()

    def _more(self) -> bool:
        """Read the next piece, dropping what was passed over; False at the end of the file."""
        if self._ended:
            return False
        data = self._file.read(_PIECE)
        self._ended = not data
        try:
            piece = self._utf8.decode(data, final=self._ended)
        except UnicodeDecodeError:
            raise InputError.single(
                str(self._path),
                f"is not UTF-8 text, from line {self._place(len(self._text))[0]} on",
                "JSON in UTF-8",
            ) from None
        line, column = self._place(self._at)
        self._lines_before, self._column_before = line - 1, column - 1
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece) or not self._ended

    def _place(self, position: int) -> tuple[int, int]:
        lines = self._text.count("\n", 0, position)
        start = self._text.rfind("\n", 0, position) + 1
        column = position - start + 1 + (0 if lines else self._column_before)
        return self._lines_before + lines + 1, column

    def _error(self, fault: str, accepted: str) -> InputError:
        line, column = self._place(self._at)
        return InputError.single(f"{self._path}, line {line}, column {column}", fault, accepted)

    def _broken(self, position: int, message: str = "Expecting another character") -> Fault:
        line, column = self._place(position)
        if position >= len(self._text) or message.startswith("Unterminated"):
            fault = "is cut off: the file ends in the middle"
        else:
            fault = f"is not JSON: {message[:1].lower()}{message[1:]}"
        return Fault(f"{self._path}, line {line}, column {column}", fault, "JSON, whole")

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            self.repeated.extend(key for key, count in counts.items() if count > 1)
        return found


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= _MAX_DIGITS else math.inf


def _number(text: str) -> float:
    return float(text) if len(text) <= _MAX_DIGITS else math.nan
