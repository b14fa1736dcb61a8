"""Searches are exact however large the numbers are."""

from __future__ import annotations

import threading
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matcher.solve.problem import Problem
from matcher.solve.search import LARGEST_SUM, _status, search
from matcher.solve.stop import Stop
from tests.support.running import python
from tests.support.solving import problem, row

SIZES = (3, 1000, LARGEST_SUM // 3, LARGEST_SUM, 2**45 + 1, 10**18, 10**40 + 7)


def best(some: Problem) -> int | None:
    """Return the least level by enumeration."""
    costs = some.model.costs[0].tolist()
    return min(
        (
            sum(a * b for a, b in zip(costs, x, strict=True))
            for x in product((0, 1), repeat=len(costs))
            if all(
                sum(a * b for a, b in zip(one.coefficients.tolist(), x, strict=True)) <= one.most
                for one in some.rows
            )
        ),
        default=None,
    )


def found(some: Problem, most: int | None = None) -> int | None:
    """Return the least level by search."""
    rows = [] if most is None else [some.level_row(0, most)]
    result = search(some, some.model.costs[0], some.open, Stop(), rows)
    assert result.finished
    return None if result.chosen is None else some.value(result.chosen, 0)


@settings(max_examples=80)
@given(st.data())
def test_rows_are_kept_exactly_on_the_edge_and_one_past(data: st.DataObject) -> None:
    size = data.draw(st.sampled_from(SIZES))
    numbers = st.lists(st.integers(-size, size), min_size=4, max_size=4)
    coefficients = data.draw(numbers)
    x = data.draw(st.sampled_from(list(product((0, 1), repeat=4))))
    edge = sum(a * b for a, b in zip(coefficients, x, strict=True))
    for most in (edge - 1, edge, edge + 1):
        some = problem([5, 6, 7, 9], [row(coefficients, most)])
        assert found(some) == best(some)


@settings(max_examples=80)
@given(st.data())
def test_the_least_sum_is_found_at_any_size(data: st.DataObject) -> None:
    size = data.draw(st.sampled_from([size for size in SIZES if size < 2**60]))
    near = st.integers(size - 3, size) | st.integers(0, size)
    costs = data.draw(st.lists(near, min_size=5, max_size=5))
    n_chosen = data.draw(st.integers(0, 5))
    some = problem(costs, [row([-1] * 5, -n_chosen)])
    least = best(some)
    assert least == sum(sorted(costs)[:n_chosen])
    assert found(some) == least
    assert found(some, least) == least
    if least:
        assert found(some, least - 1) is None


def test_a_row_of_many_large_numbers_is_split_too() -> None:
    n_columns = 40_000
    some = problem([0] * n_columns, [row([LARGEST_SUM] * n_columns, 2 * LARGEST_SUM)], [[0, 1]])
    result = search(some, None, some.open, Stop())
    assert result.chosen is not None
    assert len(result.chosen) <= 2


@pytest.mark.parametrize("columns", [[True, False, True], [False, True, True]])
def test_only_the_columns_given_are_used(columns: list[bool]) -> None:
    some = problem([1, 2, 0], [], [[0, 1]])
    result = search(some, some.model.costs[0], np.array(columns), Stop())
    assert result.chosen is not None
    assert result.chosen.tolist() == [0 if columns[0] else 1]


def test_a_mover_without_a_column_leaves_no_plan() -> None:
    some = problem([1, 2], [], [[0], [1]])
    result = search(some, some.model.costs[0], np.array([True, False]), Stop())
    assert (result.chosen, result.finished) == (None, True)


def test_an_interrupt_ends_a_search_and_is_heard_after_it_too() -> None:
    # In a process of its own: where it is not heard, it would end this one.
    script = """
import os, random, signal, threading
from matcher.solve.search import search
from matcher.solve.stop import Stop
from tests.support.running import python
from tests.support.solving import problem, row

random.seed(1)
rows = [row([random.randint(1, 1000) for _ in range(120)], 20_000) for _ in range(40)]
rows += [row([-random.randint(1, 1000) for _ in range(120)], -19_000) for _ in range(40)]
hard = problem([random.randint(1, 10**6) for _ in range(120)], rows)
threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
stop = Stop()
print(search(hard, hard.model.costs[0], hard.open, stop).finished, stop.now())
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("heard")
"""
    run = python("-c", script)
    assert run.stdout.split() == ["False", "True", "heard"], run.stderr


class Endless:
    """A solver that ends only when it is stopped."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def solve(self, _model: object) -> str:
        assert self._stopped.wait(60)
        return "stopped"

    def stop_search(self) -> None:
        self._stopped.set()


def test_a_search_ends_when_another_thread_asks() -> None:
    solver: Any = Endless()
    stop = Stop()
    threading.Timer(0.1, stop.ask).start()
    status: Any = _status(solver, cp_model.CpModel(), stop)
    assert status == "stopped"
