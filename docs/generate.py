"""Write the pages of rules, criteria, changes, calibration and floors from what is in the code.

python docs/generate.py           write the pages
python docs/generate.py --check   write nothing; exit 1 if a page is not up to date
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from docs.changes_page import changes_page
from docs.floors_page import floors_page
from docs.markdown import code, page, table
from docs.questions_page import question_pages
from matcher import together
from matcher.criteria import CRITERIA
from matcher.household import HOUSEHOLD_RULES, HouseholdRule
from matcher.limits import LIMITS
from matcher.rules import RULES, Rule
from scenarios.generator.calibration import Row, calibrate
from scenarios.generator.sample import sample_register

DOCS = Path(__file__).resolve().parent

#: Made-up registers on the page of calibration.
_SEEDS = 20

_GEOGRAPHY = """\
## Where everything is

Places are postcode sectors of Wales and England from open data, with the authority that runs
children's services there; [their licences](../scenarios/generator/geography/LICENCE.md).

- Children come from where people live, by the number of postcodes of each sector. In Powys the
  Newtown area (postcode districts SY15, SY16, SY17) and the Llandrindod area (LD1, LD2, LD6) have
  the numbers of children and of in-house carers that the council published in 2018; the papers
  draw no border, so where an area ends is assumed.
- Homes outside a council stand where people live around it, fewer the farther away: 20 km out a
  quarter as many for the same people, none beyond 120 km; the council's own carers within 30 km.
  Wales and England get their published shares, whichever is nearer.
- Wales and England are made council by council: each has its own carers and places its own
  children first. The register's authority, and that of every home, is then the country (W92000004,
  E92000001), so that "out of county" means out of the country; in-house carers name their council
  as provider.
- Children are placed in the order in which they came into care, each in the nearest right home of
  a few that had a place then. So siblings are split and some live far away, and there is
  something to mend."""

_KNOWN_LIMITS = """\
## What it is not

- No child in it is real, and no count below a county is: postcodes stand in for people, and those
  of firms count too.
- Every council has as many children for its people. In truth rates differ: in England from 25 to
  191 of 10,000 children (2024).
- Wales and England have the kinds of home of Powys, except for kin (Wales) and for how many
  placements are outside the council.
- Needs, approval terms, who can live with whom, contact and exclusion zones are assumed, because
  nothing is published: `scenarios/generator/figures.py` marks each with A."""


def rules_page() -> str:
    """Return the page of everything that a plan must keep."""
    return page(
        "# Rules",
        "What a plan may never do. The code is a rule's name in files, explanations, tests and "
        "source; [Add a rule](add-a-rule.md) says how to add one.",
        "## On one child in one home",
        "A child who already lives in a home may always stay there, unless waiting.",
        table(("code", "refused when", "can be changed by", "source"), map(_rule, RULES)),
        "## On the children who live in one home together",
        "Not applied to a home where everybody lives already.",
        table(("code", "broken when", "can be changed by", "source"), map(_rule, HOUSEHOLD_RULES)),
        "## On a sibling group",
        table(
            ("code", "meaning", "can be changed by", "source"),
            [(code(together.CODE), together.MEANING.en, "nobody", together.SOURCE)],
        ),
        "## Limits on the whole plan",
        "All optional: a policy sets them.",
        table(
            ("code", "broken when", "unit", "source"),
            [(code(one.code), one.meaning.en, one.unit.en, one.source) for one in LIMITS],
        ),
    )


def criteria_page() -> str:
    """Return the page of what a plan minimises."""
    return page(
        "# Criteria",
        "What a plan minimises: whole numbers, summed over children or sibling groups, and "
        "weighed by the levels of the policy.",
        table(
            ("code", "meaning", "unit", "source"),
            [(code(one.code), one.meaning.en, one.unit.en, one.source) for one in CRITERIA],
        ),
    )


@cache
def calibration_page() -> str:
    """Return the page that sets made-up registers beside the published figures."""
    seeds = range(1, _SEEDS + 1)
    rows = calibrate([sample_register(seed) for seed in seeds]).rows
    return page(
        "# Calibration",
        "How near the made-up register of `cartref generate` comes to what is published about "
        "Powys, Wales and England.",
        f"The table is over {_SEEDS} registers of 245 children, seeds 1 to {_SEEDS}: "
        f"`cartref generate --report --seeds {_SEEDS}` prints it, `--json` with more digits, and "
        "`--area wales` or `--area england` has the figures of those. Each register keeps the "
        "band, and the mean of all keeps its inner third: tests see to it.",
        table(
            ("figure", "unit", "published", "mean", "lowest", "highest", "band", "source"),
            map(_calibrated, rows),
        ),
        '"Per 245" is a number for as many children as Powys has. H: published and certain; M: '
        "published, with some doubt; D: derived from published figures; A: assumed.",
        _GEOGRAPHY,
        _KNOWN_LIMITS,
    )


def pages() -> dict[str, str]:
    """Return the text of each page by its file's name."""
    return {
        "rules.md": rules_page(),
        "criteria.md": criteria_page(),
        "changes.md": changes_page(),
        "calibration.md": calibration_page(),
        "decisions/floors.md": floors_page(),
        **dict(question_pages()),
    }


def stale(folder: Path = DOCS) -> list[str]:
    """Return the names of the pages that are missing or not up to date."""
    return [name for name, text in pages().items() if _read(folder / name) != text]


def main(arguments: Sequence[str] | None = None, folder: Path = DOCS) -> int:
    """Write the pages, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the pages that are made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    check = parser.parse_args(arguments).check
    old = stale(folder)
    for name in old:
        if check:
            print(f"{name} is not up to date: run python docs/generate.py")
        else:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(pages()[name], encoding="utf-8")
            print(f"{name} written")
    return 1 if check and old else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _calibrated(row: Row) -> tuple[str, ...]:
    figures = (row.published, row.made, row.lowest, row.highest)
    low, high = map(_figure, row.band)
    source = f"{row.source}, {row.year} ({row.certainty})"
    return row.name, row.unit, *map(_figure, figures), f"{low} to {high}", source


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _rule(rule: Rule | HouseholdRule) -> tuple[str, ...]:
    changed_by = rule.changed_by.en if rule.changed_by else "nobody"
    return code(rule.code), rule.meaning.en, changed_by, rule.source


if __name__ == "__main__":
    sys.exit(main())
