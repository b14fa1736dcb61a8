from __future__ import annotations

import pytest

import matcher.rules
from matcher.limits import Limit
from matcher.registry import codes, entries
from matcher.rules import RULES, Rule


def test_codes_are_the_modules_without_those_that_hold_no_entry() -> None:
    assert "age" in codes("rules")
    assert not any(code.startswith("_") for code in codes("rules"))
    assert list(codes("rules")) == sorted(codes("rules"))


def test_a_module_without_its_entry_is_told_by_name() -> None:
    with pytest.raises(ImportError, match=r"matcher\.rules\.age must define one Limit, code 'age'"):
        entries(matcher.rules, Limit)  # type: ignore[type-abstract]  # the base of a list


def test_an_entry_whose_code_is_not_its_module_s_name(monkeypatch: pytest.MonkeyPatch) -> None:
    age = next(rule for rule in RULES if rule.code == "age")
    monkeypatch.setattr(type(age), "code", "ages")
    with pytest.raises(ImportError, match="must define one Rule, code 'age'"):
        entries(matcher.rules, Rule)  # type: ignore[type-abstract]  # the base of a list
