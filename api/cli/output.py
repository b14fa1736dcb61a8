"""What is written, and where: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any


def be_readable(as_json: bool) -> None:
    """Let no character break the output: JSON is UTF-8, other text shows what it can.

    Parameters
    ----------
    as_json : bool
        Whether standard output is for a program.
    """
    # Where the caller closed a stream Python has none; it stays open as long as the process.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = as_json and stream is sys.stdout
            stream.reconfigure(encoding="utf-8" if utf8 else None, errors="replace")


def be_alone() -> None:
    """Keep standard output for what is written here, in a process that does nothing else.

    What a library in C prints goes nowhere: HiGHS prints a line now and then though its output is
    switched off, and one line makes JSON unreadable.
    """
    old = sys.stdout
    if not isinstance(old, io.TextIOWrapper) or old.fileno() != 1:
        return
    own = os.fdopen(os.dup(1), "w", encoding=old.encoding)
    own.reconfigure(line_buffering=old.line_buffering, write_through=old.write_through)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdout = own


def plain(text: object) -> str:
    """Return a text without anything that a terminal would obey rather than show."""
    return "".join(
        character if character.isprintable() or character in "\n " else _shown(character)
        for character in str(text)
    )


def _shown(character: str) -> str:
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"


def notice(text: str) -> None:
    """Say something that is no part of the result."""
    print(plain(text), file=sys.stderr, flush=True)


def print_json(data: Any) -> None:
    """Print a result for a program.

    Parameters
    ----------
    data : dict
        What JSON can hold.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has none such.
    """
    print(json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False))
