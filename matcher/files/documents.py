"""Policies and plans from JSON files."""

from __future__ import annotations

from pathlib import Path

from matcher.files.json_records import read_record
from matcher.records.plan import Assignment, Plan
from matcher.records.policy import Policy


def read_policy(path: str | Path) -> Policy:
    """Read a policy; its travel matrix, if it names one, is looked for beside the file.

    Parameters
    ----------
    path : str or Path
        A JSON file, ``cartref/policy/1``. What it leaves out is as in the default policy.

    Raises
    ------
    InputError
        With all faults, each with its JSON path.
    """
    path = Path(path)
    return read_record(path, Policy, {}).found_in(path.parent)


def read_plan(path: str | Path) -> Plan:
    """Read a plan.

    Parameters
    ----------
    path : str or Path
        A JSON file, ``cartref/plan/1``.

    Raises
    ------
    InputError
        With all faults, each with its JSON path.
    """
    return read_record(Path(path), Plan, {"assignments": Assignment})
