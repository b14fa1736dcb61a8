"""Many years, each lived in every way: in processes of this machine, kept as they are done."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from matcher.files import write_json
from matcher.records.fields import Record
from scenarios.inputs import Inputs
from scenarios.studies.year.rates import Rates
from scenarios.studies.year.script import drawn_script
from scenarios.studies.year.tally import Figures
from scenarios.studies.year.ways import ways
from scenarios.studies.year.week import first_day, lived
from scenarios.sweep.folder import asked_of
from scenarios.sweep.pools import processes

#: Told how many years are done, of how many.
Progress = Callable[[int, int], None]


class YearLived(Record):
    """One year in every way.

    Attributes
    ----------
    seed : int
        The year it was drawn by.
    figures : dict of str to dict
        What it comes to by way of deciding, and by code; see `tally.COUNTED`.
    """

    seed: int
    figures: dict[str, Figures]


def year_lived(inputs: Inputs, rates: Rates, seed: int) -> YearLived:
    """Return what a year comes to in every way of deciding.

    Parameters
    ----------
    inputs : Inputs
        Today's register and the policy.
    rates : Rates
        How much happens.
    seed : int
        The same seed is the same year.
    """
    begin = first_day(inputs)
    script = drawn_script(begin, rates, seed)
    return YearLived(
        seed=seed,
        figures={way.code: lived(begin, script, way) for way in ways(rates.reserve_homes)},
    )


def years_lived(
    inputs: Inputs,
    years: int,
    rates: Rates,
    *,
    workers: int | None = None,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> list[YearLived]:
    """Return the years 1 to `years`, or those that were done when somebody stopped it.

    Parameters
    ----------
    inputs : Inputs
        Today's register and the policy.
    years : int
        How many, at least 1.
    rates : Rates
        How much happens.
    workers : int, optional
        Processes; as many as there are processors if None.
    keep : Path, optional
        A folder in which each year is kept when it is done; years that it has are not lived
        again.
    progress : callable, optional
        Told how many are done, of how many.
    """
    done: dict[int, YearLived] = {}
    files = None if keep is None else _Files(keep, inputs, rates)
    try:
        with closing(_years(inputs, years, rates, workers, files)) as all_lived:
            for year in all_lived:
                done[year.seed] = year
                if progress:
                    progress(len(done), years)
    except KeyboardInterrupt:
        if not done:
            raise
    return [done[seed] for seed in sorted(done)]


def years_lived_here(
    inputs: Inputs, years: int, rates: Rates, progress: Progress
) -> list[YearLived]:
    """Return the years 1 to `years` lived in this process, or those done when it is stopped.

    Parameters
    ----------
    inputs, years, rates
        See `years_lived`.
    progress : callable
        Told how many are done, of how many, before each year and after it; raises
        KeyboardInterrupt to end the study. It is asked before a year is kept: the engine takes an
        interrupt for "give the best plan so far", and so the year in hand is not what it would be.
    """
    done: list[YearLived] = []
    try:
        for seed in range(1, years + 1):
            progress(len(done), years)
            year = year_lived(inputs, rates, seed)
            progress(len(done), years)
            done.append(year)
    except KeyboardInterrupt:
        if not done:
            raise
    return done


def _years(
    inputs: Inputs, years: int, rates: Rates, workers: int | None, files: _Files | None
) -> Generator[YearLived]:
    left = []
    for seed in range(1, years + 1):
        if kept := files and files.kept(seed):
            yield kept
        else:
            left.append(seed)
    if not left:
        return
    pack = pickle.dumps((inputs, rates), protocol=pickle.HIGHEST_PROTOCOL)
    with processes(workers)() as (executor, at_once):
        pending: set[Future[YearLived]] = set()
        while left or pending:
            while left and len(pending) < at_once:
                pending.add(executor.submit(_work, pack, left.pop(0)))
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                year = future.result()
                if files:
                    files.keep(year)
                yield year


def _work(pack: bytes, seed: int) -> YearLived:
    inputs, rates = _unpacked(pack)
    return year_lived(inputs, rates, seed)


@lru_cache(maxsize=1)
def _unpacked(pack: bytes) -> tuple[Inputs, Rates]:
    inputs, rates = pickle.loads(pack)
    return inputs, rates


class _Files:
    """Years kept in a folder, under names that hold what was asked."""

    def __init__(self, folder: Path, inputs: Inputs, rates: Rates) -> None:
        asked = json.dumps([asked_of(inputs, None), rates.model_dump(mode="json")], default=str)
        self._name = hashlib.sha256(asked.encode()).hexdigest()[:12]
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, seed: int) -> Path:
        return self._folder / f"year-{self._name}-{seed:04d}.json"

    def kept(self, seed: int) -> YearLived | None:
        try:
            return YearLived.model_validate_json(self._path(seed).read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            return None

    def keep(self, year: YearLived) -> None:
        write_json(year.model_dump(mode="json"), self._path(year.seed))
