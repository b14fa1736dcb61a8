"""Cartref's engine: exact plans and rankings of homes for looked-after children.

Read a register, find where each child may live, price each possibility, choose the best set that
fits, hand back a plan that anyone can check and have explained.
"""

from __future__ import annotations

from matcher.check import check
from matcher.errors import CartrefError, InputError, NoPlanError, UndecidedError
from matcher.explain import explain
from matcher.files import (
    read_plan,
    read_policy,
    read_register,
    write_register,
    write_template,
)
from matcher.planning import plan
from matcher.ranking import rank
from matcher.records.plan import Plan, Ranking, Violation
from matcher.records.policy import Policy
from matcher.records.register import Register

__all__ = [
    "CartrefError",
    "InputError",
    "NoPlanError",
    "Plan",
    "Policy",
    "Ranking",
    "Register",
    "UndecidedError",
    "Violation",
    "check",
    "explain",
    "plan",
    "rank",
    "read_plan",
    "read_policy",
    "read_register",
    "write_register",
    "write_template",
]
