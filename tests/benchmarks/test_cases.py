"""The registers that are measured: as large as they say, valid, the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cases import (
    SIZES,
    Given,
    Size,
    asked_for,
    everyone,
    made_up,
    size_of,
    with_fewer_homes,
)
from benchmarks.options import Options
from matcher import InputError, read_register, write_register
from scenarios.generator.sample import sample_register


def test_sizes_are_those_that_the_goals_are_set_on() -> None:
    assert {name: (size.children, size.homes) for name, size in SIZES.items()} == {
        "county": (245, 215),
        "region": (1225, 1070),
        "wales": (7200, 5500),
        "england": (84000, 60000),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_county_is_as_large_as_it_says(seed: int) -> None:
    register = made_up(SIZES["county"], "daily", seed)
    to_house = sum(child.status != "settled" for child in register.children)
    assert len(register.children) == 245
    assert 190 <= len(register.homes) <= 215
    assert 0.15 <= to_house / 245 <= 0.25


def test_the_same_again_and_another_by_another_seed() -> None:
    size = Size(60, 48)
    once, again, other = (made_up(size, "daily", seed).sha256 for seed in (1, 1, 2))
    assert once == again != other


@pytest.mark.parametrize("seed", [1, 2])
def test_homes_that_are_left_out_house_nobody_and_are_missed_nowhere(seed: int) -> None:
    before = sample_register(seed, 300)
    wanted = len(before.homes) - 20
    after = with_fewer_homes(before, wanted, seed)
    assert len(after.homes) == wanted
    assert after.homes == tuple(home for home in before.homes if home in after.homes)
    gone = {home.id for home in before.homes} - {home.id for home in after.homes}
    assert not gone & {child.placement.home for child in before.children if child.placement}
    assert not gone & {home.id for home in before.homes if home.reserved_for}
    for old, new in zip(before.children, after.children, strict=True):
        assert new.declined_by == tuple(id_ for id_ in old.declined_by if id_ not in gone)
        assert old.model_copy(update={"declined_by": new.declined_by}) == new


def test_no_more_homes_are_left_out_than_can_be_spared() -> None:
    before = sample_register(1, 60)
    after = with_fewer_homes(before, 0, 1)
    needed = {child.placement.home for child in before.children if child.placement}
    needed |= {home.id for home in before.homes if home.reserved_for}
    assert {home.id for home in after.homes} == needed


def test_everyone_but_those_who_wait_is_under_review() -> None:
    before = sample_register(1, 60)
    after = everyone(before)
    assert {child.status for child in after.children} == {"waiting", "review"}
    for old, new in zip(before.children, after.children, strict=True):
        assert new.status == ("waiting" if old.status == "waiting" else "review")
        assert new.placement == old.placement
    assert after.homes == before.homes


@pytest.mark.parametrize("name", ["town", "0", "-1", "200000", "1.5"])
def test_what_is_no_size_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="county, region, wales, england, or a number"):
        size_of(name)


def test_a_number_of_children_is_a_size() -> None:
    assert size_of("40") == Size(40)


def test_registers_are_asked_for_by_size_job_and_seed() -> None:
    asked = asked_for(Options(sizes=("12", "13"), seeds=2), ["county"], ["daily", "everyone"], 5)
    assert list(map(str, asked)) == [
        f"{size} {job}, seed {seed}"
        for size in (12, 13)
        for job in ("daily", "everyone")
        for seed in (1, 2)
    ]
    assert list(asked_for(Options(), ["county"], ["daily"], 1)) == [Given("county", "daily", 1)]


def test_a_persons_register_is_taken_as_it_is_or_with_everyone(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    mine = sample_register(3, 12)
    write_register(mine, path)
    (given,) = asked_for(Options(registers=(path,)), ["county"], ["daily", "everyone"], 5)
    assert (str(given), given.register()) == ("mine.json daily", mine)
    options = Options(registers=(path,), jobs=("everyone",))
    (given,) = asked_for(options, ["county"], ["daily"], 5)
    assert given.register() == everyone(mine)
    written = given.written(tmp_path)
    assert read_register(written.path) == everyone(mine)
    assert (written.children, written.to_house, written.homes) == (12, 12, len(mine.homes))
