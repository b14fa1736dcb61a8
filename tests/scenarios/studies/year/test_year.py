"""Many years: the same for every way, whoever lives them, kept and gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from scenarios.reports.language import LANGUAGES, Language
from scenarios.studies import provenance
from scenarios.studies.year import Rates, Year, run, year_of
from scenarios.studies.year.run import YearLived, year_lived, years_lived
from scenarios.studies.year.study import PAIRS, compared
from scenarios.studies.year.tally import COUNTED
from scenarios.studies.year.ways import WAYS
from tests.support.registers import home, register

RATES = Rates(weeks=3)


def inputs() -> Inputs:
    return Inputs(sample_register(1, 40))


def fake_years(*waiting_weeks: tuple[float, float]) -> list[YearLived]:
    """Return years that differ in the weeks of waiting alone, by the rule of thumb and jointly."""
    zero = {one.code: 0.0 for one in COUNTED}
    return [
        YearLived(
            seed=seed,
            figures={
                way: {**zero, "waiting_weeks": joint if way.startswith("joint") else thumb}
                for way in WAYS
            },
        )
        for seed, (thumb, joint) in enumerate(waiting_weeks, start=1)
    ]


def study(*waiting_weeks: tuple[float, float], asked: int = 3) -> Year:
    return compared(provenance(inputs()), RATES, asked, fake_years(*waiting_weeks))


def test_the_same_children_come_and_leave_whoever_decides() -> None:
    figures = year_lived(inputs(), RATES, 1).figures
    assert list(figures) == list(WAYS)
    assert len({year["children"] for year in figures.values()}) == 1


def test_a_year_is_the_same_every_time_and_another_is_not() -> None:
    assert year_lived(inputs(), RATES, 1) == year_lived(inputs(), RATES, 1)
    assert year_lived(inputs(), RATES, 1).figures != year_lived(inputs(), RATES, 2).figures


def test_processes_live_the_same_years_and_keep_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    found = years_lived(
        inputs(), 2, RATES, workers=1, keep=tmp_path, progress=lambda *at: told.append(at)
    )
    assert found == [year_lived(inputs(), RATES, seed) for seed in (1, 2)]
    assert told == [(1, 2), (2, 2)]
    monkeypatch.setattr(run, "processes", None)  # nobody is there to live a year again
    assert years_lived(inputs(), 2, RATES, keep=tmp_path) == found
    with pytest.raises(TypeError):
        years_lived(inputs(), 2, Rates(weeks=4), keep=tmp_path)


def test_who_stops_it_keeps_the_years_that_are_done(tmp_path: Path) -> None:
    for year in (1, 2, 3):
        run._Files(tmp_path, inputs(), RATES).keep(YearLived(seed=year, figures={}))

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    done = years_lived(inputs(), 3, RATES, keep=tmp_path, progress=stop)
    assert [year.seed for year in done] == [1, 2]


def test_who_stops_it_before_any_year_is_done_has_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "processes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        years_lived(inputs(), 3, RATES, keep=tmp_path)


def test_differences_are_taken_year_by_year() -> None:
    # Years differ much, the ways by 10, 12 and 14: t with 2 degrees of freedom is 4.303, and the
    # deviation is 2, so the half interval is 4.303 x 2 / sqrt(3) = 4.969.
    gap = study((100, 90), (50, 38), (200, 186)).gap("joint", "rule_of_thumb")
    found = gap.differences["waiting_weeks"]
    assert (found.value, found.n) == (-12, 3)
    assert found.low == pytest.approx(-12 - 4.969, abs=1e-3)
    assert found.high == pytest.approx(-12 + 4.969, abs=1e-3)


def test_the_headline_says_better_only_where_the_interval_leaves_no_doubt() -> None:
    say = Language("en")
    sure = study((100, 90), (50, 38), (200, 186)).headline(say)
    assert "all children together: better, -12.0 child-weeks (-17.0 to -7.0)" in sure
    assert "distance from home, mean of the placements made: no difference shown" in sure
    worse = study((90, 100), (38, 50), (186, 200)).headline(say)
    assert "all children together: worse, +12.0 child-weeks (+7.0 to +17.0)" in worse
    doubt = study((100, 90), (50, 60), (200, 186)).headline(say)
    assert "all children together: no difference shown, -4.7 child-weeks" in doubt
    assert "in the same 2 years of the 3 asked for" in study((1, 1), (1, 1)).headline(say)


def test_one_year_alone_shows_no_difference() -> None:
    assert "no difference shown, -10.0 child-weeks;" in study((100, 90)).headline(Language("en"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_is_in_a_table_for_every_way(code: str) -> None:
    say, found = Language(code), study((100, 90), (50, 38))
    gaps, means, named, _ = found.tables(say)
    assert [row[0] for row in gaps.rows] == [say(one.meaning) for one in COUNTED]
    assert [len(row) for row in gaps.rows] == [1 + len(PAIRS)] * len(COUNTED)
    assert list(means.columns[1:]) == [say(way.name) for way in WAYS.values()]
    assert [row[0] for row in named.rows] == [say(way.name) for way in WAYS.values()]
    assert all("<svg" in picture.svg for picture in found.pictures(say))
    assert "95 %" in found.exactness(say)


def test_a_study_survives_json() -> None:
    found = study((100, 90), (50, 38))
    assert Year.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("years", [0, 10_001])
def test_a_number_of_years_out_of_range_is_refused(years: int) -> None:
    with pytest.raises(InputError, match="years: is out of range"):
        year_of(inputs(), years)


def test_a_register_without_children_is_refused() -> None:
    with pytest.raises(InputError, match="children: are none"):
        year_of(Inputs(register(home())))


def test_the_study_of_years(tmp_path: Path) -> None:
    found = year_of(inputs(), 1, RATES, workers=1, keep=tmp_path)
    assert found.years == (year_lived(inputs(), RATES, 1),)
    assert found.means["joint"]["km"].value == found.years[0].figures["joint"]["km"]
