"""Write the tables of rules and criteria from the lists in the code.

python docs/generate.py           write the pages
python docs/generate.py --check   write nothing; exit 1 if a page is not up to date
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from matcher import together
from matcher.criteria import CRITERIA
from matcher.household import HOUSEHOLD_RULES, HouseholdRule
from matcher.limits import LIMITS
from matcher.rules import RULES, Rule

DOCS = Path(__file__).resolve().parent

_NOTE = "<!-- Made by `python docs/generate.py` from the code: change it there. -->"


def rules_page() -> str:
    """Return the page of everything that a plan must keep."""
    return _page(
        "# Rules",
        "What a plan may never do. The code is a rule's name in files, explanations, tests and "
        "source; [Add a rule](add-a-rule.md) says how to add one.",
        "## On one child in one home",
        "A child who already lives in a home may always stay there, unless waiting.",
        _table(("code", "refused when", "can be changed by", "source"), map(_rule, RULES)),
        "## On the children who live in one home together",
        "Not applied to a home where everybody lives already.",
        _table(("code", "broken when", "can be changed by", "source"), map(_rule, HOUSEHOLD_RULES)),
        "## On a sibling group",
        _table(
            ("code", "meaning", "can be changed by", "source"),
            [(_code(together.CODE), together.MEANING.en, "nobody", together.SOURCE)],
        ),
        "## Limits on the whole plan",
        "All optional: a policy sets them.",
        _table(
            ("code", "broken when", "unit", "source"),
            [(_code(one.code), one.meaning.en, one.unit.en, one.source) for one in LIMITS],
        ),
    )


def criteria_page() -> str:
    """Return the page of what a plan minimises."""
    return _page(
        "# Criteria",
        "What a plan minimises: whole numbers, summed over children or sibling groups, and "
        "weighed by the levels of the policy.",
        _table(
            ("code", "meaning", "unit", "source"),
            [(_code(one.code), one.meaning.en, one.unit.en, one.source) for one in CRITERIA],
        ),
    )


def pages() -> dict[str, str]:
    """Return the text of each page by its file's name."""
    return {"rules.md": rules_page(), "criteria.md": criteria_page()}


def stale(folder: Path = DOCS) -> list[str]:
    """Return the names of the pages that are missing or not up to date."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def main(arguments: Sequence[str] | None = None, folder: Path = DOCS) -> int:
    """Write the pages, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the tables of rules and criteria.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    check = parser.parse_args(arguments).check
    old = stale(folder)
    for name in old:
        if check:
            print(f"{name} is not up to date: run python docs/generate.py")
        else:
            (folder / name).write_text(pages()[name], encoding="utf-8")
            print(f"{name} written")
    return 1 if check and old else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _rule(rule: Rule | HouseholdRule) -> tuple[str, ...]:
    changed_by = rule.changed_by.en if rule.changed_by else "nobody"
    return _code(rule.code), rule.meaning.en, changed_by, rule.source


def _code(code: str) -> str:
    return f"`{code}`"


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, ("---",) * len(heading), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((title, _NOTE, *parts)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
