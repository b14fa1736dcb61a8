"""Break every entry of a list on purpose, one at a time, and run its own test file.

    python -m tests.support.mutants rules [code ...]

Prints one line for each way of breaking, `code way exit-code`: 1 where the tests noticed, 0 where
they did not, 2 and more where they could not run at all. The way `unbroken`, in which everything
is given on as it is, must give 0.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matcher import together
from matcher.criteria import CRITERIA, PairCriterion
from matcher.household import HOUSEHOLD_RULES, LoadRule
from matcher.household._base import UNLIMITED
from matcher.limits import LIMITS
from matcher.rules import RULES

TESTS = Path(__file__).resolve().parent.parent / "matcher"

#: What a method gives, made from what it gave.
Bend = Callable[[Any], Any]
#: Which methods are bent how.
Way = Mapping[str, Bend]


def _same(given: Any) -> Any:
    return given


def _nothing(given: Any) -> Any:
    """Return no, 0 or nobody, in the shape of what was given."""
    return np.zeros_like(given) if isinstance(given, np.ndarray) else type(given)()


def _not(given: Any) -> Any:
    return ~given if isinstance(given, np.ndarray) else not given


def _one_more(given: Any) -> Any:
    return given + 1


def _one_less(given: Any) -> Any:
    return given - 1


def _no_end(given: Any) -> Any:
    return np.full_like(given, UNLIMITED)


def _ways_of_two_forms(plain: str, many: str, worse: Bend) -> dict[str, Way]:
    return {
        "never": {plain: _nothing, many: _nothing},
        "otherwise": {plain: worse, many: worse},
        "plain form never": {plain: _nothing},
        "array form never": {many: _nothing},
    }


def _ways(entry: Any, name: str) -> dict[str, Way]:
    """Return the ways in which an entry is broken, by name."""
    if name == "rules":
        return _ways_of_two_forms("refuses", "refuses_many", _not)
    if name == "limits":
        return {
            "never": {"weight": _nothing},
            "looser": {"most": _one_more},
            "tighter": {"most": lambda most: most - Fraction(1, 1000)},
        }
    if name == "criteria":
        if isinstance(entry, PairCriterion):
            return _ways_of_two_forms("cost", "costs", _one_more)
        return {"never": {"cost": _nothing}, "otherwise": {"cost": _one_more}}
    if isinstance(entry, LoadRule):
        return {
            "never": {"breaking": _nothing, "room": _no_end},
            "plain form never": {"breaking": _nothing},
            "looser": {"room": _one_more},
            "tighter": {"room": _one_less},
            "no load": {"load": _nothing},
        }
    return {
        **_ways_of_two_forms("excludes", "excludes_many", _not),
        "nobody named": {"breaking": _nothing},
    }


LISTS: dict[str, tuple[Any, ...]] = {
    "rules": RULES,
    "household": HOUSEHOLD_RULES,
    "limits": LIMITS,
    "criteria": CRITERIA,
}


def mutants(name: str) -> Iterator[tuple[str, str, object, Way, Path]]:
    """Yield each way of breaking each entry: code, way, what holds the methods, they, the test."""
    if name == "together":
        file = TESTS / "test_together.py"
        for way, bend in {"unbroken": _same, "never": _nothing, "otherwise": _not}.items():
            yield together.CODE, way, together, {"torn": bend}, file
        return
    for entry in LISTS[name]:
        file = TESTS / name / f"test_{entry.code}.py"
        ways = _ways(entry, name)
        methods = {method for way in ways.values() for method in way}
        ways["unbroken"] = dict.fromkeys(methods, _same)
        for way, bends in ways.items():
            yield entry.code, way, type(entry), bends, file


def _bent(method: Any, bend: Bend) -> Any:
    def bent(*arguments: Any) -> Any:
        return bend(method(*arguments))

    return bent


def outcome(holder: object, way: Way, file: Path) -> int:
    """Return pytest's exit code for a test file while some methods are bent."""
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        for name, bend in way.items():
            patch.setattr(holder, name, _bent(getattr(holder, name), bend))
        return int(pytest.main([str(file), "-q", "-x", "-p", "no:cacheprovider"]))


def main(name: str, codes: list[str]) -> None:
    """Print the outcome of each way of breaking each entry of a list."""
    for code, way, holder, bends, file in mutants(name):
        if not codes or code in codes:
            print(code, way.replace(" ", "-"), outcome(holder, bends, file), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
