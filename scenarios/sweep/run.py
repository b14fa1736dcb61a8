"""The sweep itself: what is asked, what is done already, what is kept."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from matcher.errors import Fault, InputError
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome
from scenarios.scenario import BASELINE, Scenario
from scenarios.sweep.crew import Crew
from scenarios.sweep.folder import Folder, asked_of
from scenarios.sweep.pools import Pool, only, processes
from scenarios.sweep.work import packed

_log = logging.getLogger(__name__)


def with_baseline(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Return scenarios with the baseline before them.

    Raises
    ------
    InputError
        If two have one name.
    """
    found = (BASELINE, *(one for one in scenarios if one != BASELINE))
    counts = Counter(one.name for one in found)
    faults = [
        Fault(f"scenario {name}", f"{count} scenarios have this name", "a name for each")
        for name, count in counts.items()
        if count > 1
    ]
    if faults:
        raise InputError(faults)
    return found


def sweep(
    inputs: Inputs,
    scenarios: Iterable[Scenario],
    executor: Executor | Pool | None = None,
    *,
    out: str | Path | None = None,
    resume: bool = False,
    time_limit: float | None = None,
) -> Generator[Outcome]:
    """Solve the baseline and scenarios alike, and yield each outcome as it is done.

    The outcomes are the same to the byte whichever executor solves them, a time limit aside;
    the order in which they come is not.

    Parameters
    ----------
    inputs : Inputs
        What the scenarios change.
    scenarios : iterable of Scenario
        What is asked; the baseline is asked besides.
    executor : concurrent.futures.Executor or callable, optional
        Who solves. An executor is used and left open; should a killed worker break it, the
        sweep ends. A pool, such as `processes` or `cluster` return, is opened as often as need
        be. If None, processes of this machine, one for each processor.
    out : str or Path, optional
        A folder to keep the outcomes in, one file each, written when it is done.
    resume : bool
        Go on with the sweep that the folder holds: what is done there is not solved again.
    time_limit : float, optional
        Seconds for each plan; see `matcher.plan`.

    Yields
    ------
    Outcome
        Of every scenario, the baseline too; with faults instead of a plan where a change can't
        be made, no plan keeps the limits, Cartref itself fails or its worker died three times.
        The last two are not kept in the folder, so that going on tries them again.

    Raises
    ------
    InputError
        Before anything is solved: two scenarios have one name, or the folder can't be used.
        Later: no outcome can be written, or workers die before anything is done.
    """
    asked = with_baseline(scenarios)
    folder = None
    if out is not None:
        folder = Folder(Path(out), asked_of(inputs, time_limit), asked, resume)
    if executor is None:
        pool = processes()
    elif isinstance(executor, Executor):
        pool = only(executor)
    else:
        pool = executor
    return _outcomes(inputs, asked, pool, folder, time_limit)


def _outcomes(
    inputs: Inputs,
    scenarios: Sequence[Scenario],
    pool: Pool,
    folder: Folder | None,
    time_limit: float | None,
) -> Generator[Outcome]:
    left = []
    for scenario in scenarios:
        kept = folder and folder.kept(scenario)
        if kept:
            yield kept
        else:
            left.append(scenario)
    crew = Crew(pool, packed(inputs), time_limit, any_done=len(left) < len(scenarios))
    with closing(crew.work_off(left)) as all_done:
        for done in all_done:
            if done.details:
                _log.debug("%s: %s", done.outcome.scenario.name, done.details)
            if folder and done.stands:
                folder.keep(done.outcome)
            yield done.outcome
