"""Which tests `./check quick` leaves out: browsers, mutants, fuzzing, kills, long properties."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.running import ROOT

#: Folders and files, with what makes them slow.
SLOW = {
    "benchmarks/test_smoke.py": "whole benchmarks",
    "tests/api/pages/journeys": "browsers",
    "tests/api/runs/test_supervisor.py": "worker processes that are killed",
    "tests/api/service/test_concurrent.py": "races between real processes",
    "tests/api/service/test_schemathesis.py": "fuzzing of every route",
    "tests/api/test_doors.py": "a process a refusal",
    "tests/api/test_killed.py": "servers that are killed",
    "tests/api/test_whole.py": "a server from start to restore",
    "tests/benchmarks/test_verify.py": "long properties",
    "tests/matcher/solve/test_branch.py": "long properties",
    "tests/matcher/solve/test_huge.py": "long properties",
    "tests/matcher/solve/test_part.py": "long properties",
    "tests/matcher/test_every_rule_matters.py": "mutants, a process each",
    "tests/matcher/test_limits_at_the_edge.py": "long properties",
    "tests/matcher/test_obstacles.py": "long properties",
    "tests/matcher/test_plans.py": "long properties",
    "tests/matcher/test_rankings.py": "long properties",
    "tests/scenarios/studies": "years of arrivals, many solves",
    "tests/scenarios/sweep": "pools of processes",
    "tests/test_docs_add_a_change.py": "a copy of the project a test",
    "tests/test_docs_add_a_rule.py": "a copy of the project a test",
}
#: A test that asks for one of these looks at a page in Chromium.
_BROWSER = {"browse", "site"}


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark the slow ones."""
    paths = [ROOT / name for name in SLOW]
    for item in items:
        in_browser = "in_browser" in item.path.name or _BROWSER & set(
            getattr(item, "fixturenames", ())
        )
        if in_browser or any(map(item.path.is_relative_to, paths)):
            item.add_marker(pytest.mark.slow)
