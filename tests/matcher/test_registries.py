"""Every list in the code, swept: no entry without its test, its docs row and its two forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docs.generate import DOCS, main, stale
from matcher import together
from matcher.case import Case
from matcher.criteria import CRITERIA, CRITERION, ChildCriterion
from matcher.household import HOUSEHOLD_RULES, PAIR_RULES, household_refusals
from matcher.limits import LIMITS
from matcher.records.policy import Limits
from matcher.registry import Entry, codes
from matcher.rules import RULES
from tests.support.judging import breaking, costs, excluding, refused_pairs
from tests.support.strategies import tiny_cases

TESTS = Path(__file__).parent
LISTS: dict[str, tuple[Entry, ...]] = {
    "rules": RULES,
    "household": HOUSEHOLD_RULES,
    "limits": LIMITS,
    "criteria": CRITERIA,
}
#: What the contract's tables list; the code may have more.
CONTRACT = {
    "rules": "closed ending reserved age gender placement_type need under_16 smoke_free "
    "exclusion_zone household declined for_profit unreachable too_far",
    "household": "places fostering_limit bedrooms apart alongside",
    "limits": "max_weekly_cost min_in_house_share max_out_of_county max_moves",
    "criteria": "unplaced siblings_apart moves not_kin setting out_of_county area_order "
    "unmet_preferences language school_change distance_home distance_school contact_travel "
    "beyond_20_miles weekly_cost unneeded_provision",
}
#: Which rules nobody can change, by the contract.
UNCHANGEABLE = {"reserved", "under_16", "smoke_free", "exclusion_zone", "household"}
UNCHANGEABLE |= {"unreachable", "apart", "alongside"}

ENTRIES = [
    pytest.param(name, entry, id=f"{name}.{entry.code}")
    for name, entries in LISTS.items()
    for entry in entries
]


@pytest.mark.parametrize("name", LISTS)
def test_the_contract_s_codes_are_there(name: str) -> None:
    assert {entry.code for entry in LISTS[name]} >= set(CONTRACT[name].split())


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_for_each_module(name: str) -> None:
    assert tuple(entry.code for entry in LISTS[name]) == codes(name)


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_code_is_the_module_s_name(name: str, entry: Entry) -> None:
    assert type(entry).__module__ == f"matcher.{name}.{entry.code}"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.code)


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_words_in_both_languages_and_a_source(name: str, entry: Entry) -> None:
    texts = [entry.meaning]
    if name in ("limits", "criteria"):
        texts.append(getattr(entry, "unit"))  # noqa: B009  # not every entry has one
    for words in texts:
        assert words.en.strip()
        assert words.cy.strip()
        assert words.en != words.cy
    assert entry.source.strip()


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_a_test_file_for_each_entry(name: str, entry: Entry) -> None:
    file = TESTS / name / f"test_{entry.code}.py"
    assert file.exists()
    assert f'"{entry.code}"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_a_docs_row_for_each_entry(name: str, entry: Entry) -> None:
    page = "criteria.md" if name == "criteria" else "rules.md"
    assert f"| `{entry.code}` |" in (DOCS / page).read_text(encoding="utf-8")


def test_docs_are_what_the_generator_makes() -> None:
    assert stale() == []
    assert f"| `{together.CODE}` |" in (DOCS / "rules.md").read_text(encoding="utf-8")


def test_the_generator_mends_what_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.md").write_text("old", encoding="utf-8")
    assert main(["--check"], tmp_path) == 1
    assert "rules.md is not up to date" in capsys.readouterr().out
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == "old"
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert (tmp_path / "rules.md").read_bytes() == (DOCS / "rules.md").read_bytes()


@pytest.mark.parametrize("rule", [*RULES, *HOUSEHOLD_RULES], ids=lambda rule: rule.code)
def test_who_can_change_a_rule(rule: Entry) -> None:
    changed_by = getattr(rule, "changed_by")  # noqa: B009  # the bases differ
    if rule.code in " ".join(CONTRACT.values()).split():
        assert (changed_by is None) is (rule.code in UNCHANGEABLE)


def test_a_policy_can_set_every_limit_and_no_other() -> None:
    assert {limit.code for limit in LIMITS} == set(Limits.model_fields)


@given(tiny_cases())
def test_rules_agree_with_their_array_forms(case: Case) -> None:
    for rule in RULES:
        refused_pairs(rule.code, case)


@given(tiny_cases())
def test_criteria_agree_with_their_array_forms_and_are_never_below_0(case: Case) -> None:
    for criterion in CRITERIA:
        if isinstance(criterion, ChildCriterion):
            assert all(value >= 0 for value in costs(criterion.code, case).values())
            assert all(criterion.cost(child, None, case) >= 0 for child in case.register.children)


@given(tiny_cases())
def test_rules_on_two_children_agree_with_their_array_forms(case: Case) -> None:
    for rule in PAIR_RULES:
        excluding(rule.code, case)


@given(tiny_cases(), st.data())
def test_loads_fit_the_room_just_where_the_plain_judgement_finds_nobody(
    case: Case, data: st.DataObject
) -> None:
    assume(case.register.homes)
    ids = [child.id for child in case.register.children]
    there = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    for home in case.register.homes:
        for rule in HOUSEHOLD_RULES:
            breaking(rule.code, case, home.id, there)


@given(tiny_cases(max_homes=3))
def test_taking_a_child_out_never_breaks_a_household_rule(case: Case) -> None:
    for home in case.register.homes:
        for rule in HOUSEHOLD_RULES:
            if breaking(rule.code, case, home.id):
                continue
            for child in case.register.children:
                assert not breaking(rule.code, case, home.id, without=[child.id])


@given(tiny_cases())
def test_household_rules_name_children_of_the_home(case: Case) -> None:
    ids = {child.id for child in case.register.children}
    for home in case.register.homes:
        for rule in HOUSEHOLD_RULES:
            assert breaking(rule.code, case, home.id) <= ids
            assert rule.breaking(home, (), case) == ()
        broken = [rule.code for rule in HOUSEHOLD_RULES if breaking(rule.code, case, home.id)]
        assert household_refusals(home, case.register.children, case) == tuple(broken)


def test_criteria_by_code() -> None:
    assert {code: criterion.code for code, criterion in CRITERION.items()} == {
        criterion.code: criterion.code for criterion in CRITERIA
    }
