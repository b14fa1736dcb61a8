"""Certificates: what the engine writes is so, and nothing that is not so gets past the verifier."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.verify import Judgement, verify
from benchmarks.verify.__main__ import main
from benchmarks.verify.columns import Columns
from benchmarks.verify.rows import Rows, WrongError
from matcher import InputError, NoPlanError, Policy, plan, write_register
from matcher.case import Case
from matcher.certificate import certificate_of
from matcher.engine import Engine
from matcher.files import write_json
from matcher.household import LOAD_RULES
from matcher.limits import limits_set
from matcher.locks import PairConstraints
from matcher.planning import plan_case
from matcher.records.certificate import (
    AnyRow,
    Certificate,
    ClashRow,
    LimitRow,
    LoadRow,
    NewcomerRow,
    NobodyRow,
)
from matcher.records.plan import LevelValue, Plan
from matcher.records.policy import MAX_WEIGHT
from matcher.records.register import Register
from matcher.solve.audit import audit
from matcher.solve.bound import trivial_bound
from matcher.solve.problem import Problem, proof_of
from matcher.solve.stop import Stop
from scenarios.generator.sample import sample_register
from tests.support.brute_force import BruteForce, Homes
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home
from tests.support.strategies import tiny_cases

Data = dict[str, Any]


def certified(case_: Case, folder: Path, **wanted: Any) -> tuple[Plan, Certificate]:
    """Return a plan and its certificate, as written and read."""
    path = folder / "certificate.json"
    locks, forbid = wanted.get("locks", ()), wanted.get("forbid", ())
    found = plan_case(case_, locks, forbid, Stop(wanted.get("seconds")), certificate=path)
    return found, Certificate.model_validate_json(path.read_bytes())


def is_accepted(case_: Case, folder: Path) -> None:
    try:
        found, certificate = certified(case_, folder)
    except NoPlanError:
        return
    judgement = verify(case_, found, certificate)
    assert judgement.faults == ()
    for level, verdict in zip(found.levels, judgement.levels, strict=True):
        assert (verdict.value, verdict.stated) == (level.value, level.bound)
        assert verdict.words in ("certified", "the rest by search")


@settings(max_examples=100)
@given(tiny_cases())
def test_the_certificate_of_a_plan_is_accepted(tmp_path_factory: Any, case_: Case) -> None:
    is_accepted(case_, tmp_path_factory.mktemp("tiny"))


@settings(max_examples=100)
@given(crowds(max_children=7, max_homes=5))
def test_the_certificate_of_full_houses_is_accepted(tmp_path_factory: Any, case_: Case) -> None:
    is_accepted(case_, tmp_path_factory.mktemp("crowd"))


@settings(max_examples=60)
@given(crowds(max_children=7, max_homes=5))
def test_numbers_too_large_for_a_bound_are_divided(tmp_path_factory: Any, case_: Case) -> None:
    heavy = [
        {code: min(MAX_WEIGHT, weight << 20) for code, weight in level.items()}
        for level in case_.policy.levels
    ]
    policy = Policy.model_validate({"levels": heavy, "limits": case_.policy.limits})
    is_accepted(Case(case_.register, policy), tmp_path_factory.mktemp("heavy"))


# What a row may say: whatever the verifier lets pass, every plan keeps.


def described(columns: Columns) -> Iterator[AnyRow]:
    """Yield everything that could be described of a case, cuts and levels aside."""
    for home_, parts in columns.at.items():
        for rule in LOAD_RULES:
            for newcomers in (False, True):
                yield LoadRow(kind="load", rule=rule.code, home=home_, newcomers=newcomers)
        parties = [tuple(one.id for one in part.children) for part in parts]
        for size in (1, 2, 3):
            for some in combinations(parties, size):
                yield NewcomerRow(kind="newcomer", home=home_, parties=some)
                for opened in (False, True):
                    yield ClashRow(kind="clash", home=home_, parties=some, opened=opened)
    for group_ in columns.case.register.sibling_groups:
        yield NobodyRow(kind="nobody_placed", group=group_.id)
    for limit in limits_set(columns.case):
        yield LimitRow(kind="limit", limit=limit.code)


def chosen(columns: Columns, homes: Homes) -> set[int]:
    """Return the columns that stand for a plan."""
    case_, found = columns.case, set()
    parties: dict[tuple[str, str], list[str]] = {}
    for id_ in columns.covering:
        group_ = case_.group_of.get(id_)
        there = homes[id_]
        as_it_is = group_ is not None and ("left", group_.id) in columns.names
        if (
            as_it_is
            and group_
            and all(homes[one] == case_.children[one].present_home for one in group_.children)
        ):
            found.add(columns.names["left", group_.id])
        elif there is None:
            found.add(columns.names["unplaced", id_])
        else:
            parties.setdefault((there, group_.id if group_ else id_), []).append(id_)
        if there is not None and there != case_.children[id_].present_home:
            opened = columns.names.get(("opened", there))
            found.update([] if opened is None else [opened])
    for (there, _), ids in parties.items():
        found.add(columns.names["in", there, *sorted(ids)])
    for group_ in case_.register.sibling_groups:
        if all(homes[one] is None for one in group_.children):
            nobody = columns.names.get(("nobody", group_.id))
            found.update([] if nobody is None else [nobody])
    return found


def rows_hold(case_: Case) -> None:
    columns, brute = Columns(case_), BruteForce(case_)
    rows, count = Rows(columns, [0] * len(case_.policy.levels)), 0
    for one in described(columns):
        try:
            rows.add(one)
            count += 1
        except WrongError:
            continue
    for homes in brute.plans():
        used = chosen(columns, homes)
        for id_, covering in columns.covering.items():
            assert len(used.intersection(covering)) == 1, id_
        for number in range(count):
            row = rows[number]
            assert sum(row.terms.get(column, 0) for column in used) <= row.most, row
        values = [
            constant + sum(columns.costs[column][level] for column in used)
            for level, constant in enumerate(columns.constant)
        ]
        assert tuple(values) == brute.levels(homes)


@settings(max_examples=60)
@given(tiny_cases(max_children=4, max_homes=4))
def test_every_plan_is_some_columns_and_keeps_every_row(case_: Case) -> None:
    rows_hold(case_)


@settings(max_examples=60)
@given(crowds(max_children=4))
def test_every_plan_of_full_houses_keeps_every_row(case_: Case) -> None:
    rows_hold(case_)


# A register on which all kinds of proof turn up, and what may be done to its certificate.


def everyone(children: int) -> Register:
    """Return the sample register with the settled children under review."""
    data = sample_register(2, children).model_dump(mode="json")
    for one in data["children"]:
        one["status"] = "review" if one["status"] == "settled" else one["status"]
    return Register.model_validate(data)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Plan, Data]:
    case_ = Case(everyone(245), Policy())
    found, certificate = certified(case_, tmp_path_factory.mktemp("county"))
    return case_, found, certificate.model_dump(mode="json")


def judged(county: tuple[Case, Plan, Data], data: Data) -> Judgement:
    case_, found, _ = county
    return verify(case_, found, Certificate.model_validate(data))


def test_the_county_is_certified_by_multipliers_alone(county: tuple[Case, Plan, Data]) -> None:
    _, found, data = county
    assert {row["kind"] for row in data["rows"]} >= {"load", "clash", "cut"}
    judgement = judged(county, data)
    assert judgement.faults == ()
    assert {level.words for level in judgement.levels} == {"certified"}
    assert [level.certified for level in judgement.levels] == [one.bound for one in found.levels]
    assert found.solve["proof"] == [
        {"by": "multipliers", "multipliers": level.value} for level in found.levels
    ]


def _first(data: Data, kind: str) -> Data:
    return next(row for row in data["rows"] if row["kind"] == kind)


def _priced(data: Data, kind: str) -> tuple[Data, Data]:
    """Return a row of a kind that a level prices, and the level."""
    return next(
        (data["rows"][number], level)
        for level in data["levels"]
        for number, _ in level["multipliers"]["rows"]
        if data["rows"][number]["kind"] == kind
    )


def _a_mover(data: Data) -> None:
    movers = data["levels"][2]["multipliers"]["movers"]
    movers[min(movers)] += 1 << 30


def _no_movers(data: Data) -> None:
    data["levels"][2]["multipliers"]["movers"] = {}


def _a_price(data: Data) -> None:
    level = _priced(data, "load")[1]
    number, price = level["multipliers"]["rows"][0]
    level["multipliers"]["rows"][0] = (number, price + (1 << 30))


def _another_row(data: Data) -> None:
    level = _priced(data, "load")[1]
    number, price = level["multipliers"]["rows"][0]
    level["multipliers"]["rows"][0] = ((number + 1) % len(data["rows"]), price)


def _a_home(data: Data) -> None:
    row, _ = _priced(data, "load")
    homes = (one["home"] for one in data["rows"] if "home" in one)
    row["home"] = next(home for home in homes if home != row["home"])


def _no_such_home(data: Data) -> None:
    _first(data, "load")["home"] = "nowhere"


def _a_larger_clash(data: Data) -> None:
    """Name a party that goes with one of the others."""
    row = _first(data, "clash")
    case_ = Case(everyone(245), Policy())
    columns = Columns(case_)
    named = {tuple(party) for party in row["parties"]}
    inside = {one for party in named for one in party}
    extra = next(
        ids
        for part in columns.at[row["home"]]
        if (ids := tuple(sorted(one.id for one in part.children))) not in named
        and not inside.intersection(ids)
        and all(case_.group_of.get(one) is None for one in ids)
        and all(one.alongside == "any" and not one.apart_from for one in part.children)
    )
    row["parties"].append(extra)


def _a_party_twice(data: Data) -> None:
    parties = _first(data, "clash")["parties"]
    parties.append(parties[0])


def _divisors(data: Data) -> None:
    for row in data["rows"]:
        if row["kind"] == "cut":
            row["divisor"] *= 7


def _a_multiplier(data: Data) -> None:
    _priced(data, "cut")[0]["rows"][0][1] += 1


def _a_row_of_later(data: Data) -> None:
    row = _first(data, "cut")
    row["rows"][0][0] = len(data["rows"]) - 1


def _a_value(data: Data) -> None:
    data["levels"][2]["value"] -= 1


def _a_bound(data: Data) -> None:
    data["levels"][4]["bound"] -= 1


def _a_total(data: Data) -> None:
    data["levels"][0]["total"] += 1


def _a_scale(data: Data) -> None:
    data["levels"][2]["multipliers"]["scale"] *= 2


def _by_search(data: Data) -> None:
    data["levels"][1]["by"] = "search"


def _a_weight(data: Data) -> None:
    level = next(
        level["multipliers"] for level in data["levels"] if level["multipliers"]["weights"]
    )
    before, weight = level["weights"][0]
    level["weights"] = [(before, 2 * weight), *level["weights"][1:]]


def _a_weight_of_later(data: Data) -> None:
    data["levels"][1]["multipliers"]["weights"] = [(3, 1)]


def _a_level_less(data: Data) -> None:
    del data["levels"][-1]


def _a_level_more(data: Data) -> None:
    data["levels"].append(data["levels"][-1])


def _another_register(data: Data) -> None:
    data["register_sha256"] = "0" * 64


def _another_policy(data: Data) -> None:
    data["policy"]["max_km"] = 50.0


def _a_lock(data: Data) -> None:
    one = min(data["levels"][0]["multipliers"]["movers"])
    data["locks"] = [(one, "H0001")]


TAMPERINGS = [
    _a_mover,
    _no_movers,
    _a_price,
    _another_row,
    _a_home,
    _no_such_home,
    _a_larger_clash,
    _a_party_twice,
    _divisors,
    _a_multiplier,
    _a_row_of_later,
    _a_value,
    _a_bound,
    _a_total,
    _a_scale,
    _by_search,
    _a_weight,
    _a_weight_of_later,
    _a_level_less,
    _a_level_more,
    _another_register,
    _another_policy,
    _a_lock,
]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__[1:])
def test_what_was_tampered_with_is_refused(
    county: tuple[Case, Plan, Data], tamper: Callable[[Data], None]
) -> None:
    data = copy.deepcopy(county[2])
    tamper(data)
    assert judged(county, data).faults


def test_a_row_that_takes_a_level_to_have_its_value_proves_no_level_before(
    county: tuple[Case, Plan, Data],
) -> None:
    data = copy.deepcopy(county[2])
    data["rows"].append({"kind": "level", "level": 2})
    data["rows"].append({"kind": "cut", "divisor": 2, "rows": [[len(data["rows"]) - 1, 1]]})
    data["levels"][2]["multipliers"]["rows"].append([len(data["rows"]) - 1, 1])
    (fault,) = judged(county, data).faults
    assert "rests on levels[2]" in fault


def test_a_plan_that_is_not_the_best_is_not_certified(county: tuple[Case, Plan, Data]) -> None:
    case_, found, data = county
    certificate = Certificate.model_validate(data)
    worse = [level.model_copy(update={"value": level.value + 1}) for level in found.levels[:1]]
    levels = (*worse, *found.levels[1:])
    assert verify(case_, found.model_copy(update={"levels": levels}), certificate).faults
    first = LevelValue(value=found.levels[0].value, bound=None)
    lie = found.model_copy(update={"solve": {"proof": []}, "levels": (first, *found.levels[1:])})
    assert verify(case_, lie, certificate).faults


# Locks, forbidden pairs, searches, and a plan that was stopped.


def contended() -> Case:
    """Return two lone children and two siblings, who would all like the one cheap place."""
    return case(
        *(child(id_) for id_ in ("C1", "C2", "C3", "C4")),
        group("C3", "C4"),
        home("H1", places=1, weekly_cost=100),
        home("H2", places=3, weekly_cost=200),
        home("H3", places=2, weekly_cost=900),
        levels=[{"unplaced": 1}, {"weekly_cost": 1}],
    )


def test_locks_and_forbidden_pairs_close_columns(tmp_path: Path) -> None:
    case_ = contended()
    free, _ = certified(case_, tmp_path)
    locks, forbid = [("C1", "H3")], [("C3", "H2")]
    found, certificate = certified(case_, tmp_path, locks=locks, forbid=forbid)
    assert found.levels[1].value > free.levels[1].value
    judgement = verify(case_, found, certificate)
    assert judgement.faults == ()
    assert judgement.levels[1].certified == found.levels[1].value
    # Without them the same multipliers prove less.
    without = {"locks": (), "forbid": ()}
    lie = verify(case_, found.model_copy(update=without), certificate.model_copy(update=without))
    assert lie.faults


def test_limits_are_worked_out_from_the_policy(tmp_path: Path) -> None:
    case_ = Case(sample_register(2, 245), Policy.model_validate({"limits": {"max_moves": 2}}))
    found, certificate = certified(case_, tmp_path)
    assert "limit" in {row.kind for row in certificate.rows}
    assert verify(case_, found, certificate).faults == ()


def test_where_multipliers_prove_less_it_is_said(tmp_path: Path) -> None:
    case_ = contended()
    found, _ = certified(case_, tmp_path)
    engine = Engine(case_)
    solution = engine.solve(PairConstraints(), Stop())
    claims = []
    for claim, stage in zip(solution.claims, solution.stages, strict=True):
        problem = Problem(engine.model, [], stage.open)
        bound = trivial_bound(problem, problem.goal(stage.level))
        proof = proof_of(bound.scale, bound.covers, bound.prices, problem.rows, {})
        claims.append(replace(claim, closing=(), proof=proof, tree=None))
    everything = np.ones(engine.model.n_columns, dtype=np.bool_)
    findings = tuple(audit(engine.model, everything, claims))
    weaker = replace(solution, claims=tuple(claims), findings=findings)
    weak = certificate_of(engine, PairConstraints(), weaker)
    assert [level.by for level in weak.levels] == ["multipliers", "search"]
    judgement = verify(case_, found.model_copy(update={"solve": {}}), weak)
    assert judgement.faults == ()
    assert judgement.levels[1].words == "the rest by search"
    assert judgement.levels[1].certified == weak.levels[1].bound < found.levels[1].value


def test_a_plan_that_was_stopped_certifies_no_more_than_it_states(tmp_path: Path) -> None:
    case_ = Case(sample_register(2, 245), Policy())
    found, certificate = certified(case_, tmp_path, seconds=1e-9)
    assert found.status == "feasible"
    judgement = verify(case_, found, certificate)
    assert judgement.faults == ()
    for level in judgement.levels:
        assert level.certified == level.stated
        assert (level.words == "certified") == (level.certified == level.value)
    assert "not optimal" in {level.words for level in judgement.levels}


def test_no_certificate_is_written_where_homes_are_taken_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MANY_PAIRS", "_KEPT_PAIRS", "_FEWEST_EACH"):
        monkeypatch.setattr(f"matcher.arcs.{name}", 2)
    case_ = Case(sample_register(2, 245), Policy())
    assert plan_case(case_, (), (), Stop()).levels
    with pytest.raises(InputError, match="so large"):
        certified(case_, tmp_path)
    assert not list(tmp_path.iterdir())


# The command.


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    case_ = contended()
    paths = [tmp_path / name for name in ("register.json", "plan.json", "certificate.json")]
    write_register(case_.register, paths[0])
    found = plan(case_.register, case_.policy, certificate=paths[2])
    write_json(found.model_dump(mode="json"), paths[1])
    return [str(path) for path in paths]


def test_the_command_says_how_far_each_level_is_proved(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(files) == 0
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.split() == ["1", "0", "0", "0", "0", "certified"]
    assert second.split() == ["2", "700", "700", "700", "0", "certified"]


def test_the_command_tells_what_is_not_so(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(files[2])
    data = json.loads(path.read_text(encoding="utf-8"))
    data["levels"][1]["total"] += 1
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(files) == 1
    assert "levels[1]: the multipliers come to" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", '{"format": "cartref/certificate/1"}', None])
def test_a_file_that_is_no_certificate_is_refused(
    files: list[str], text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(files[2])
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert main(files) == 2
    assert str(path) in capsys.readouterr().err


def test_a_price_below_nothing_is_refused(files: list[str]) -> None:
    path = Path(files[2])
    data = json.loads(path.read_text(encoding="utf-8"))
    levels = (level["multipliers"] for level in data["levels"])
    next(level for level in levels if level.get("rows"))["rows"][0][1] = -1
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(files) == 2
