"""Going on with the columns that are still open loses no plan, and what it learns holds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.case import Case
from matcher.solve.part import Part
from matcher.solve.rows import Made, Row
from tests.matcher.test_plans import equals_brute_force
from tests.support.crowds import crowds
from tests.support.solving import problem, row
from tests.support.strategies import tiny_cases


@pytest.fixture(scope="module")
def _always_within() -> Iterator[None]:
    """Go on within what is left as soon as anything is closed, and look for plans every time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.solve.bound._FEW", 0)
        patch.setattr("matcher.solve.bound._MANY", 0)
        patch.setattr("matcher.solve.bound._MUCH_SMALLER", 1)
        patch.setattr("matcher.solve.bound._looks", lambda _: range(60))
        yield


@pytest.mark.usefixtures("_always_within")
@settings(max_examples=300)
@given(crowds() | tiny_cases())
def test_plans_are_best_though_columns_are_closed_on_the_way(some: Case) -> None:
    equals_brute_force(some)


def test_rows_that_no_open_column_could_break_are_left_out() -> None:
    whole = problem([1, 2, 3], [row([1, 1, 1], 2), row([0, 1, 1], 1)])
    whole.open[0] = False
    part = Part(whole)
    assert part.columns.tolist() == [1, 2]
    assert [one.coefficients.tolist() for one in part.problem.rows] == [[1, 1]]
    assert part.spread(np.array([0.25, 0.75])).tolist() == [0, 0.25, 0.75]
    assert part.spread_prices(np.array([7])).tolist() == [0, 7]


def test_a_cut_made_of_rows_of_the_part_is_made_again_of_the_same_rows_of_the_whole() -> None:
    rows = [row([9, 0, 0, 0], 9), row([1, 1, 1, 0], 1), row([1, 0, 1, 1], 1)]
    whole = problem([1, 1, 1, 1], rows, covers=[[0, 1, 3]])
    whole.open[0] = False
    part = Part(whole)
    assert len(part.problem.rows) == 2
    of = tuple((one, 1) for one in part.problem.rows)
    # Both rows and the cover: column 1 and 3 twice, column 2 twice; 3 halved is 1.
    cut = Row("cut", np.arange(3), np.ones(3, np.int64), 1, made=Made(2, of, ((0, 1),)))
    part.problem.add([cut])
    assert part.spread_prices(np.array([1, 2, 3])).tolist() == [0, 1, 2, 3]
    wide = whole.rows[-1]
    assert isinstance(wide.made, Made)
    assert [id(one) for one, _ in wide.made.rows] == [id(one) for one in whole.rows[1:3]]
    # The column that is closed has its part in the cut as well: 1 + 1 + 1, halved.
    assert wide.columns.tolist() == [0, 1, 2, 3]
    assert (wide.coefficients.tolist(), wide.most) == ([1, 1, 1, 1], 1)


def test_a_column_counted_once_more_is_counted_so_in_the_whole() -> None:
    tight = problem([1, 1, 1], [row([1, 1, 2], 2)])
    tight.open[0] = False
    part = Part(tight)
    made = Made(2, ((part.problem.rows[0], 1),), (), ((0, 1),))
    part.problem.add([Row("cut", np.arange(2), np.ones(2, np.int64), 1, made=made)])
    assert part.spread_prices(np.array([0, 5])).tolist() == [0, 5]
    wide = tight.rows[-1]
    assert isinstance(wide.made, Made)
    assert wide.made.columns == ((1, 1),)
    assert (wide.columns.tolist(), wide.coefficients.tolist(), wide.most) == ([1, 2], [1, 1], 1)
