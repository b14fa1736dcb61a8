"""From what a caller gives, a register, a policy and a travel file, to a case."""

from __future__ import annotations

from pathlib import Path

from matcher.case import Case
from matcher.files import read_journeys
from matcher.records.policy import Policy
from matcher.records.register import Register


def case_of(
    register: Register, policy: Policy | None = None, travel: str | Path | None = None
) -> Case:
    """Return the case of a register under a policy.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    policy : Policy, optional
        The default policy if None.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.

    Raises
    ------
    InputError
        If the travel matrix can't be read or is faulty.
    """
    policy = Policy() if policy is None else policy
    path = Path(travel) if travel is not None else policy.matrix_path
    return Case(register, policy, None if path is None else read_journeys(path))
