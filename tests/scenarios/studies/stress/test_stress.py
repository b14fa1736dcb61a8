"""A register with room for just two more children."""

from __future__ import annotations

import pytest

from matcher.errors import InputError
from scenarios.inputs import Inputs
from scenarios.reports.language import LANGUAGES, Language
from scenarios.reports.tables import Amount
from scenarios.studies.stress import Stress, stress_of
from tests.support.registers import ENGLISH_NEIGHBOUR, child, home, register, settled, there

DRAWS = 4


def inputs(*more: object) -> Inputs:
    """Return a settled child who is like everybody, one place in the county, and one outside."""
    lives = settled("C1", "H1", needs=({"code": "trauma", "required": True},))
    homes = (
        home("H1", places=2, provides=("trauma",)),
        home("H2", places=1, provides=("trauma",), authority=ENGLISH_NEIGHBOUR,
             location=there(0.1)),
    )  # fmt: skip
    return Inputs(register(lives, *homes, *more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> Stress:
    return stress_of(inputs(), (3, 1, 2), DRAWS)


def test_two_have_a_home_and_a_third_has_none(found: Stress) -> None:
    assert [one.children for one in found.loads] == [0, 1, 2, 3]
    assert [one.draws for one in found.loads] == [1, DRAWS, DRAWS, DRAWS]
    assert [one.unplaced.value for one in found.loads] == [0, 0, 0, 1]
    assert [one.n_unplaced.value for one in found.loads] == [0, 0, 0, 1]
    assert [one.out_of_county.value for one in found.loads] == [0, 0, 1, 1]


def test_shares_have_wilson_s_interval(found: Stress) -> None:
    never, always = found.loads[1].unplaced, found.loads[3].unplaced
    assert (never.low, always.high) == (0, 1)
    assert never.high == pytest.approx(0.48989, abs=1e-5)
    assert always.low == pytest.approx(1 - 0.48989, abs=1e-5)


def test_it_breaks_with_the_third_child(found: Stress) -> None:
    assert found.breaks is not None
    assert (found.breaks.children, found.breaks.n_unplaced) == (3, DRAWS)
    assert found.breaks.areas == {"Llandrindod Wells": DRAWS}
    assert found.breaks.needs == {"trauma": DRAWS}
    assert sum(found.breaks.ages.values()) == DRAWS


def test_groups_that_come_are_split_as_often_as_siblings_come(found: Stress) -> None:
    # No home has room for two, so that of two who come siblings are split; a lone child is not.
    assert found.loads[1].split.value == 0
    two = stress_of(inputs(), (2,), 30).loads[1].split.value
    assert two is not None
    assert 0 < two < 1


def test_who_has_no_home_today_is_not_counted() -> None:
    nobody_can = child("C1", needs=({"code": "unheard_of", "required": True},))
    found = stress_of(Inputs(register(nobody_can, home())), (2,), 1)
    assert [one.n_unplaced.value for one in found.loads] == [0, 2]  # the two who are like C1


def test_it_comes_out_the_same_every_time(found: Stress) -> None:
    assert stress_of(inputs(), (1, 2, 3), DRAWS) == found
    assert Stress.model_validate_json(found.model_dump_json()) == found


def test_progress_is_told_and_who_stops_it_keeps_whole_draws() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 5:
            raise KeyboardInterrupt

    stopped = stress_of(inputs(), (1, 2), DRAWS, progress=stop)
    assert told == [(done, 8) for done in range(1, 6)]
    assert [one.draws for one in stopped.loads] == [1, 2, 2]
    assert "2 draws of 4 asked for" in stopped.exactness(Language("en"))


def test_who_stops_it_before_a_draw_is_done_has_nothing() -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stress_of(inputs(), (1, 2), DRAWS, progress=stop)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_people_read(found: Stress, code: str) -> None:
    say = Language(code)
    loads, areas, ages, needs = found.tables(say)
    assert [row[1] for row in loads.rows] == [Amount(n, "draws") for n in (1, DRAWS, DRAWS, DRAWS)]
    assert areas.rows == [("Llandrindod Wells", Amount(DRAWS, "children"))]
    assert needs.rows == [("trauma", Amount(DRAWS, "children"))]
    assert len(ages.columns) == 2
    assert all("<svg" in picture.svg for picture in found.pictures(say))


def test_the_headline_says_how_often_and_who_first(found: Stress) -> None:
    said = found.headline(Language("en"))
    assert "3 more: 100.0 % (51.0 % to 100.0 %)" in said
    assert "It breaks first with 3 more: most often for children from Llandrindod Wells" in said
    enough = stress_of(inputs(), (1,), 2)
    assert enough.breaks is None
    assert enough.headline(Language("en")).endswith("Everybody always has a home.")
    assert len(enough.tables(Language("en"))) == 1


def test_all_faults_are_named_together() -> None:
    with pytest.raises(InputError) as caught:
        stress_of(inputs(), (0, 5), 0)
    assert [fault.place for fault in caught.value.faults] == ["children", "draws"]
    with pytest.raises(InputError, match="children: is out of range"):
        stress_of(inputs(), ())
