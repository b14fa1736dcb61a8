"""``python -m benchmarks`` is ``cartref bench``, also where Cartref is not installed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from api.cli import run
from api.cli.app import add
from benchmarks.command import COMMAND


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit code."""
    add(*COMMAND)
    return run(["bench", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
