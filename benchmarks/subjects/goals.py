"""The goals that were set for the solver, and whether they are met."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from benchmarks.cases import Given
from benchmarks.options import Options, Report, either
from benchmarks.solving import Comparison, compared, middle, rivals_of
from benchmarks.subjects._base import Subject
from benchmarks.subjects.rivals import times
from benchmarks.tables import Row, Table, columns
from matcher import InputError

_SEEDS = 5
#: The part of the time allowed that the solver is given: the plan is written and judged after it.
_SOLVING = 0.94
#: Seconds after which a solver that should be done long since is stopped.
_LONG = 60.0
PROVED = "proved"


class Goal(NamedTuple):
    """One goal.

    Attributes
    ----------
    size, job : str
        On which registers.
    measure : str
        ``seconds`` to a proved plan; ``gap_percent``; ``peak_mb``; or the code of a rival: how
        many times the engine's seconds it takes, from a loaded register to its plan.
    goal : float
        At most, and for a rival at least.
    stretch : float, str or None
        The same, further; or ``proved``.
    within_seconds : float or None
        The time allowed, where it is a part of the goal.
    """

    size: str
    job: str
    measure: str
    goal: float
    stretch: float | str | None = None
    within_seconds: float | None = None

    @property
    def on(self) -> str:
        """The registers, as one names them."""
        return f"{self.size} {self.job}"


GOALS = (
    Goal("county", "daily", "seconds", 0.1, 0.05),
    Goal("county", "daily", "pulp_cbc_pairs", 100),
    Goal("county", "daily", "cp_sat_pairs", 100),
    Goal("county", "daily", "highs_parties", 3),
    Goal("county", "everyone", "seconds", 2, 0.5),
    Goal("region", "daily", "seconds", 1, 0.3),
    Goal("wales", "daily", "seconds", 30, 10),
    Goal("wales", "everyone", "gap_percent", 0.5, 0.1, 120),
    Goal("england", "daily", "gap_percent", 0.5, PROVED, 600),
    Goal("england", "daily", "peak_mb", 8000, None, 600),
)
#: Measures that are no rival's.
_OWN = ("seconds", "gap_percent", "peak_mb")


class Goals(Subject):
    """The table of goals."""

    code = "goals"
    meaning = "the goals for the solver, medians over seeds, met or not; --only 'county daily'"

    def run(self, options: Options, report: Report) -> Table:
        """Measure what the goals are on."""
        on = dict.fromkeys(goal.on for goal in GOALS)
        for name in options.only:
            if name not in on:
                raise InputError.single("--only", f"{name!r} has no goal", ", ".join(on))
        asked = rivals_of(options.rivals)
        rows: list[Row] = []
        wanting: list[str] = []
        for name in options.only or on:
            goals = [goal for goal in GOALS if goal.on == name]
            found = list(_measured(goals, asked, options, report))
            rows += [judged(goal, found) for goal in goals]
            wanting += [text for one in found for text in one.wanting]
        return Table(
            columns(
                register="register",
                job="job",
                measure="measure",
                goal="goal",
                stretch="stretch",
                within_seconds="within, s",
                figure="median",
                least="least",
                most="most",
                seeds="seeds",
                proved="proved",
                met="met",
                stretch_met="stretch met",
            ),
            tuple(rows),
            (
                "seconds: from a loaded register to a judged plan, libraries loaded and a tiny "
                "register planned before; goals are upper bounds, and all levels must be proved.",
                "a rival's code: how many times as long it takes, from a loaded register to its "
                f"plan; at least so, where it was stopped after {_LONG:g} s of solving; the goal "
                "is a lower bound.",
                "gap_percent: of the first level that is not proved, of its value.",
                "peak_mb: of the whole process, in millions of bytes.",
            ),
            tuple(wanting),
        )


def _measured(
    goals: Sequence[Goal], asked: Container[str], options: Options, report: Report
) -> Iterator[Comparison]:
    """Yield each seed's runs, for goals on the same size and job."""
    first = goals[0]
    limit = _LONG if first.within_seconds is None else _SOLVING * first.within_seconds
    rivals = [goal.measure for goal in goals if goal.measure in asked]
    for seed in range(1, 1 + either(options.seeds, _SEEDS)):
        given = Given(first.size, first.job, seed)
        yield compared(given, rivals, limit, either(options.runs, 1), report)


def judged(goal: Goal, found: Sequence[Comparison]) -> Row:
    """Return the row of one goal.

    Parameters
    ----------
    goal : Goal
        The goal.
    found : sequence of Comparison
        The runs on each seed's register.
    """
    figures = [_figure(goal, one) for one in found]
    known = [figure for figure in figures if figure is not None]
    median = middle(figures) if len(known) == len(figures) else None
    n_proved = sum(one.mine.status == "optimal" for one in found)
    all_proved = n_proved == len(found)
    sound = all(not one.mine.violations for one in found)
    in_time = goal.within_seconds is None or all(
        one.mine.seconds is not None and one.mine.seconds <= goal.within_seconds for one in found
    )
    needs_proof = goal.measure == "seconds" or goal.measure not in _OWN
    good = sound and in_time and (all_proved or not needs_proof)
    return {
        "register": goal.size,
        "job": goal.job,
        "measure": goal.measure,
        "goal": goal.goal,
        "stretch": goal.stretch,
        "within_seconds": goal.within_seconds,
        "figure": median,
        "least": min(known, default=None),
        "most": max(known, default=None),
        "seeds": len(found),
        "proved": n_proved,
        "met": None if not known else good and _reached(goal, median, goal.goal),
        "stretch_met": None
        if goal.stretch is None or not known
        else good
        and (all_proved if goal.stretch == PROVED else _reached(goal, median, goal.stretch)),
    }


def _figure(goal: Goal, found: Comparison) -> float | None:
    """Return the figure of one register; None where it was not found."""
    mine = found.mine
    if goal.measure == "gap_percent":
        return None if not mine.values else mine.gap.percent if mine.gap else 0.0
    if goal.measure in _OWN:
        figure: float | None = getattr(mine, goal.measure)
        return figure
    rival = next((run for run in found.runs if run.solver == goal.measure), None)
    return None if rival is None else times(rival.whole_seconds, mine)


def _reached(goal: Goal, figure: float | None, line: float | str) -> bool:
    if figure is None or isinstance(line, str):
        return False
    return figure <= line if goal.measure in _OWN else figure >= line
