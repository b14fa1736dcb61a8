"""``cartref scenario compare`` and ``cartref scenario sweep``: many plans of changed registers."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from api.cli import options
from api.cli.errors import DEBUG, WANTING
from api.cli.output import notice, print_json

if TYPE_CHECKING:
    from scenarios.inputs import Inputs
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario
    from scenarios.sweep import Pool

T = TypeVar("T")

#: What is shown of each plan of a sweep: an indicator, and its unit.
_FIGURES = {"unplaced": "children", "moves": "children", "weekly_cost": "pounds a week"}
_PROOFS = {"optimal": "proved the best", "feasible": "stopped early"}
_ASKED = "Ready questions by name, scenario files (.toml), or folders of such files."

Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Processes that solve at the same time; if not given, one for each processor.",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Solve on a Dask cluster instead; needs the extra dask.",
        show_default=False,
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        callback=options.seconds,
        help="Stop each plan after so many seconds with the best so far.",
    ),
]


def compare(
    register: options.RegisterFile,
    scenario: Annotated[
        list[str] | None, typer.Argument(metavar="SCENARIO", help=_ASKED, show_default=False)
    ] = None,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: TimeLimit = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Write a report, by its name .html, .xlsx, .csv or .json; replaced if it exists; "
            "may be repeated.",
        ),
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Of the reports: en or cy.")
    ] = "en",
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FOLDER",
            help="Solve nothing: take the outcomes of a sweep; of SCENARIO... only, if given.",
        ),
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    as_json: options.Json = False,
) -> int:
    """Compare scenarios with the plan of today.

    Every figure with its change, who is placed differently and why, and what is proved of it.
    """
    from api.cli.compare_view import show_comparison
    from scenarios.compare import compare as compared
    from scenarios.library import scenarios_of
    from scenarios.reports import write

    reports = out or []
    _refuse_reports(reports, language)
    if not scenario and from_ is None:
        raise typer.BadParameter("no SCENARIO is given; cartref scenario list shows ready ones")
    asked = scenarios_of(scenario or ())
    inputs = _inputs(register, policy, travel)
    if from_ is None:
        pool = _pool(workers, scheduler)
        outcomes = _in_order(_swept(inputs, asked, pool, time_limit), asked, _name)
    else:
        outcomes = _taken(inputs, asked, from_)
    comparison = compared(inputs, outcomes)
    for path in reports:
        write(comparison, path, language)
        notice(f"The report is written to {path}.")
    if as_json:
        print_json(comparison.model_dump(mode="json"))
    else:
        show_comparison(comparison)
    return WANTING if any(one.plan is None for one in outcomes) else 0


def sweep(
    register: options.RegisterFile,
    scenario: Annotated[
        list[str], typer.Argument(metavar="SCENARIO", help=_ASKED, show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="FOLDER",
            help="Where the outcomes go, a JSON file each: an empty folder or a new one.",
            show_default=False,
        ),
    ],
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with the sweep in FOLDER: what is done is not solved again."
        ),
    ] = False,
    policy: options.PolicyFile = None,
    travel: options.TravelFile = None,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    as_json: options.Json = False,
) -> int:
    """Solve any number of scenarios, on all processors or a cluster.

    Each outcome is kept as soon as it is done: after an interrupt, --resume goes on. compare
    --from shows how they differ.
    """
    from scenarios.library import scenarios_of

    asked = scenarios_of(scenario)
    inputs = _inputs(register, policy, travel)
    pool = _pool(workers, scheduler)
    done: list[dict[str, Any]] = []
    try:
        for outcome in _swept(inputs, asked, pool, time_limit, out=out, resume=resume):
            done.append(_in_short(outcome))
    except KeyboardInterrupt:
        notice(f"Stopped. What is done is kept in {out}; the same command with --resume goes on.")
        raise
    done = _in_order(done, asked, lambda row: str(row["scenario"]))
    if as_json:
        print_json({"format": "cartref/swept/1", "folder": str(out), "outcomes": done})
    else:
        _show(done, register, out)
    return WANTING if any(row["status"] is None for row in done) else 0


def _refuse_reports(paths: Sequence[Path], language: str) -> None:
    """Refuse what can't be written before anything is solved for it."""
    from matcher.errors import Fault, InputError
    from scenarios.reports import WRITERS

    accepted = f"a name that ends in {', '.join(WRITERS)}"
    faults = [
        Fault(f"--out {path}", "is no kind of report", accepted)
        for path in paths
        if path.suffix.lower() not in WRITERS
    ]
    if language not in ("en", "cy"):
        faults.append(Fault("--language", "is not a language of the reports", "en, cy"))
    if faults:
        raise InputError(faults)


def _inputs(register: Path, policy: Path | None, travel: Path | None) -> Inputs:
    import matcher
    from scenarios.inputs import Inputs

    return Inputs.of(matcher.read_register(register), options.policy_in(policy), travel)


def _pool(workers: int | None, scheduler: str | None) -> Pool:
    from scenarios.sweep import cluster, processes

    if scheduler is None:
        return processes(workers)
    if workers is not None:
        raise typer.BadParameter("--workers is for this machine; a cluster has its own")
    return cluster(scheduler)


def _swept(
    inputs: Inputs, asked: Sequence[Scenario], pool: Pool, time_limit: float | None, **more: Any
) -> Iterator[Outcome]:
    """Yield outcomes as they are done, with a line that says how far it is."""
    from api.cli.scenario_live import counted
    from scenarios.sweep import sweep, with_baseline

    if os.environ.get(DEBUG):
        logging.basicConfig()
        logging.getLogger("scenarios").setLevel(logging.DEBUG)
    outcomes = sweep(inputs, asked, pool, time_limit=time_limit, **more)
    with closing(outcomes), counted(outcomes, len(with_baseline(asked))) as shown:
        yield from shown


def _taken(inputs: Inputs, asked: Sequence[Scenario], folder: Path) -> list[Outcome]:
    """Return the outcomes of a sweep: of just these scenarios, or of all where none is given."""
    from matcher.errors import Fault, InputError
    from scenarios.sweep import read_outcomes

    names = [one.name for one in asked]
    outcomes = list(read_outcomes(folder, inputs, names or None))
    solved = {outcome.scenario.name: outcome.scenario for outcome in outcomes}
    faults = [
        Fault(f"scenario {one.name}", f"is another one in {folder}", "the sweep, with --resume")
        for one in asked
        if solved[one.name] != one
    ]
    if faults:
        raise InputError(faults)
    return _in_order(outcomes, asked, _name)


def _name(outcome: Outcome) -> str:
    return outcome.scenario.name


def _in_order(items: Iterable[T], asked: Sequence[Scenario], name: Callable[[T], str]) -> list[T]:
    """Return what is known of scenarios as they were asked for, the baseline first."""
    place = {one.name: position for position, one in enumerate(asked)}
    return sorted(items, key=lambda item: place.get(name(item), -1))


def _in_short(outcome: Outcome) -> dict[str, Any]:
    """Return what is shown of an outcome: a sweep has too many to keep all of them."""
    plan = outcome.plan
    found: dict[str, Any] = {
        "scenario": outcome.scenario.name,
        "status": plan and plan.status,
        "levels": [level.model_dump(mode="json") for level in plan.levels] if plan else [],
        "faults": [fault.model_dump(mode="json") for fault in outcome.faults],
    }
    if plan:
        found |= {code: plan.indicators[code]["after"] for code in _FIGURES}
    return found


def _show(done: Sequence[dict[str, Any]], register: Path, out: Path) -> None:
    from api.cli import words
    from api.cli.errors import Complaint
    from api.cli.tables import Column, Page

    page = Page()
    planned = [row for row in done if row["status"] is not None]
    page.table(
        f"Plans: {len(planned)} of {len(done)}",
        (
            Column("scenario", is_id=True),
            Column("proof"),
            Column("unplaced", is_number=True),
            Column("moved", is_number=True),
            Column("cost", is_number=True),
        ),
        (
            (
                row["scenario"],
                _PROOFS[row["status"]],
                *(words.amount(row[code], unit) for code, unit in _FIGURES.items()),
            )
            for row in planned
        ),
    )
    page.table(
        "No plan",
        (Column("scenario", is_id=True), Column("why, and what would be accepted")),
        (
            (row["scenario"], "\n".join(str(Complaint(**fault)) for fault in row["faults"]))
            for row in done
            if row["status"] is None
        ),
    )
    page.say()
    page.say(f"How they differ: cartref scenario compare {register} --from {out}")
