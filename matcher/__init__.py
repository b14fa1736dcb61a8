"""Cartref's engine: exact plans and rankings of homes for looked-after children.

Read a register, find where each child may live, price each possibility, choose the best set that
fits, hand back a plan that anyone can check and have explained.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from matcher.check import check
from matcher.errors import CartrefError, InputError, NoPlanError, UndecidedError
from matcher.files import (
    read_plan,
    read_policy,
    read_register,
    write_register,
    write_template,
)
from matcher.records.plan import Plan, Ranking, Violation
from matcher.records.policy import Policy
from matcher.records.register import Register

if TYPE_CHECKING:
    from matcher.explaining import explain
    from matcher.planning import plan
    from matcher.ranking import rank

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

#: Loaded when first used: solvers take half a second, and to read, check or rank needs none.
_LATER = {"explain": "explaining", "plan": "planning", "rank": "ranking"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value
