"""Published instances become registers whose optimum is the published one."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import pytest

from benchmarks.instances import Instance, read_families, read_or_library
from benchmarks.rivals import RIVALS, judged
from matcher import InputError
from matcher.planning import plan_case
from matcher.solve.stop import Stop
from tests.support.shared import shared

COSTS = [[7, 2, 9, 4], [3, 8, 1, 6], [5, 5, 5, 5], [2, 9, 4, 1]]
FAMILIES = """\
family,size,north,south,west
capacity,,4,3,2
A,3,12,7,
B,1,5,,3
C,2,4,6,9
D,2,,2,8
"""


def proved(instance: Instance) -> tuple[int, ...]:
    plan = plan_case(instance.case, (), (), Stop())
    assert plan.status == "optimal"
    return tuple(level.value for level in plan.levels)


def or_library(folder: Path, text: str, name: str = "tiny.txt") -> Instance:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_or_library(path)


def families(folder: Path, text: str) -> Instance:
    path = folder / "families.csv"
    path.write_text(text, encoding="utf-8")
    return read_families(path, (0, 24))


def test_an_assignment_is_solved_to_its_optimum(tmp_path: Path) -> None:
    lines = [" 4", *(" ".join(map(str, row[:3])) + f"\n {row[3]}" for row in COSTS)]
    instance = or_library(tmp_path, "\n".join(lines) + "\n")
    best = min(sum(COSTS[row][at] for row, at in enumerate(p)) for p in permutations(range(4)))
    assert best == 9
    assert len(instance.register.children) == len(instance.register.homes) == 4
    assert instance.optimum is None
    assert proved(instance) == (0, best)
    answer = RIVALS["scipy_assignment"].solve(instance.case)
    assert answer.levels == (0, best)
    assert judged(instance.case, answer) == []
    assert instance.journeys.rows["C1", "H3"].home == 9


def test_the_name_of_the_file_tells_a_known_optimum(tmp_path: Path) -> None:
    assert or_library(tmp_path, "1\n5\n", "assign500.txt").optimum == (0, 991)


@pytest.mark.parametrize(
    ("name", "optimum"), [("assign500", 991), ("assign600", 1176), ("assign700", 1362)]
)
def test_the_or_librarys_optima_are_met(name: str, optimum: int) -> None:
    instance = read_or_library(shared(f"instances/{name}.txt"))
    assert instance.optimum == (0, optimum)
    assert proved(instance) == instance.optimum


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2\n1 2\n3 x\n", "line 3: is not such a number; accepted: a whole number from 0 to"),
        ("2\n1 2\n3 -4\n", "line 3: is not such a number"),
        ("0\n", "line 1: is not such a number; accepted: a whole number from 1"),
        ("2\n1 2\n3\n", "has 3 costs after n = 2; accepted: 4 costs, row by row"),
        ("2\n1 2 3 4 5\n", "has 5 costs after n = 2"),
        ("\n", "has no number; accepted: an assignment instance"),
        ("", "is empty; accepted: an assignment instance"),
    ],
)
def test_what_is_no_assignment_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(InputError) as error:
        or_library(tmp_path, text)
    assert fault in str(error.value)
    assert "tiny.txt" in str(error.value)


def test_every_wrong_cost_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        or_library(tmp_path, "2\n1 a\nb c\n")
    assert error.value.total == 3


def test_no_text_and_no_file_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"2 1\xff")
    for path in (binary, tmp_path / "absent.txt"):
        with pytest.raises(InputError, match=path.name):
            read_or_library(path)
        with pytest.raises(InputError, match=path.name):
            read_families(path)


def best_by_enumeration() -> tuple[int, int]:
    """Return the least people left out, and the least sum of scores with so few."""
    sizes, room = (3, 1, 2, 2), (4, 3, 2)
    scores = [(12, 7, None), (5, None, 3), (4, 6, 9), (None, 2, 8)]
    found = []
    for at in product((None, 0, 1, 2), repeat=4):
        taken = [sum(s for s, p in zip(sizes, at, strict=True) if p == k) for k in range(3)]
        costs = [0 if p is None else row[p] for p, row in zip(at, scores, strict=True)]
        if None not in costs and all(t <= r for t, r in zip(taken, room, strict=True)):
            out = sum(s for s, p in zip(sizes, at, strict=True) if p is None)
            found.append((out, sum(cost or 0 for cost in costs)))
    return min(found)


def test_families_go_whole_to_the_best_places(tmp_path: Path) -> None:
    instance = families(tmp_path, FAMILIES)
    assert best_by_enumeration() == instance.optimum
    assert proved(instance) == instance.optimum
    assert [group.id for group in instance.register.sibling_groups] == ["A", "C", "D"]
    assert [child.id for child in instance.register.children][:4] == ["A-1", "A-2", "A-3", "B-1"]
    assert {home.id: home.places for home in instance.register.homes} == {
        "north": 4, "south": 3, "west": 2,
    }  # fmt: skip
    for code in ("highs_parties", "cp_sat_pairs"):
        answer = RIVALS[code].solve(instance.case)
        assert (answer.levels, answer.optimal) == (instance.optimum, True)
        assert judged(instance.case, answer) == []


def test_a_family_that_fits_nowhere_stays_out_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("family,size,here\ncapacity,,2\nA,3,1\nB,2,9\n\n", encoding="utf-8")
    assert proved(read_families(path)) == (3, 9)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("family,size", "name,size", "row 1: does not name the places"),
        ("north,south", "north,north", "row 1: does not name the places"),
        ("north,south", "north,", "row 1: does not name the places"),
        ("capacity,", "room,", "row 2: does not say what the places take"),
        ("A,3,12,7,", "A,3,12,7", "row 3: has 4 cells; accepted: 5 cells"),
        (",4,3,2", ",0,3,2", "row 2, column north: is not such a number; accepted: a whole"),
        ("A,3,12", "A,3,12.5", "row 3, column north: is not such a number"),
        ("B,1", "B,none", "row 4, column size: is not such a number"),
        ("B,1", "A,1", "row 4, column family: does not name a family; accepted: each once"),
        ("B,1", ",1", "row 4, column family: does not name a family"),
    ],
)
def test_what_is_no_table_of_families_is_refused(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(InputError) as error:
        families(tmp_path, FAMILIES.replace(old, new, 1))
    assert fault in str(error.value)
    assert "families.csv" in str(error.value)
