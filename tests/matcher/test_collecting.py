"""The collector of garbage rests during large work, and works again after it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from matcher import InputError, read_register
from matcher.collecting import not_collecting


def test_it_rests_inside_and_works_after_however_they_nest() -> None:
    with not_collecting():
        with not_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_of_two_that_overlap_the_one_that_stopped_it_starts_it() -> None:
    first, second = not_collecting(), not_collecting()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("n_lists", "lasting", "old"),
    [
        (60_000, True, True),
        (60_000, False, False),
        (1_000, True, False),
    ],
)
def test_much_that_lasts_is_gone_through_once(n_lists: int, lasting: bool, old: bool) -> None:
    gc.collect()
    with not_collecting(lasting=lasting):
        made = [[number] for number in range(n_lists)]
    assert any(one is made for one in gc.get_objects(generation=2)) == old


def test_where_it_is_off_it_stays_off() -> None:
    gc.disable()
    try:
        with not_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_works_after_a_register_that_is_faulty(tmp_path: Path) -> None:
    (tmp_path / "register.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError):
        read_register(tmp_path / "register.json")
    assert gc.isenabled()
