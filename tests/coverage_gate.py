"""Fail unless the tests run enough of the engine: ``coverage_gate.py COVERAGE.json``.

Nearly all branches of the engine, and every line and branch of what judges a plan: a rule that
no test runs is a rule that may be broken unseen.
"""

from __future__ import annotations

import json
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ENGINE = "matcher/*"
LEAST_BRANCHES_PERCENT = 95
#: Files of which every line and branch must run.
WHOLE = (
    "matcher/check.py",
    "matcher/rules/*.py",
    "matcher/household/*.py",
    "matcher/limits/*.py",
    "matcher/criteria/*.py",
)


def faults(report: dict[str, Any]) -> list[str]:
    """Return what a coverage report lacks, a line each.

    Parameters
    ----------
    report : dict
        What ``coverage json`` writes, measured with branches.
    """
    files: dict[str, dict[str, Any]] = {
        name.replace("\\", "/"): file for name, file in report["files"].items()
    }
    engine = [file["summary"] for name, file in files.items() if fnmatchcase(name, ENGINE)]
    total = sum(summary["num_branches"] for summary in engine)
    covered = sum(summary["covered_branches"] for summary in engine)
    found = []
    if not total:
        found.append(f"{ENGINE}: no branch was measured")
    elif 100 * covered < LEAST_BRANCHES_PERCENT * total:
        found.append(
            f"{ENGINE}: {covered} of {total} branches run; at least {LEAST_BRANCHES_PERCENT} % must"
        )
    for pattern in WHOLE:
        matching = {name: file for name, file in files.items() if fnmatchcase(name, pattern)}
        if not matching:
            found.append(f"{pattern}: no such file was measured")
        for name, file in sorted(matching.items()):
            if file["missing_lines"]:
                found.append(f"{name}: lines never run: {_listed(file['missing_lines'])}")
            if file["missing_branches"]:
                ways = [f"{start}->{end}" for start, end in file["missing_branches"]]
                found.append(f"{name}: branches never taken: {_listed(ways)}")
    return found


def _listed(items: list[Any]) -> str:
    return ", ".join(map(str, items))


def main(path: str) -> int:
    """Print what is lacking; return the exit code."""
    found = faults(json.loads(Path(path).read_text(encoding="utf-8")))
    print("\n".join(found) if found else "coverage: enough")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
