"""The command line: reads files, asks the engine, shows what it says. Holds no arithmetic.

What a command imports of the engine it imports when it runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from api.cli.app import app
from api.cli.errors import INPUT, report
from api.cli.output import be_alone, be_readable, notice

#: As shells count them: 128 and the number of the signal.
INTERRUPTED = 130
BROKEN_PIPE = 141


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    be_alone()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        What follows the program's name.

    Returns
    -------
    int
        0 good, 1 checked and found wanting, 2 the input is at fault, 3 cartref is; as shells
        count them 130 after an interrupt and 141 where nobody reads on.
    """
    try:
        code = _attempt(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _write_no_more()
        return BROKEN_PIPE
    except OSError as error:
        _write_no_more()
        notice(f"standard output: can't be written: {error.strerror}")
        return INPUT
    return code


def _write_no_more() -> None:
    """Let what is left of the output go nowhere: Python tries once more to write it as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _attempt(arguments: Sequence[str]) -> int:
    as_json = "--json" in arguments
    be_readable(as_json)
    command = typer.main.get_command(app)
    try:
        with command.make_context("cartref", list(arguments)) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as done:
        return done.exit_code
    except OSError as error:
        if error.filename is None:  # no file but standard output
            raise
        return report(error, as_json)
    except Exception as error:  # whatever it is, people get words and a code
        return report(error, as_json)


__all__ = ["main", "run"]
