"""How fast a register is read, planned and ranked, beside plain models in the same process.

Run it as ``python -m benchmarks.first [REGISTER ...] [--json]``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from benchmarks.machine import machine
from benchmarks.plain_mip import Solver, by_cp_sat, by_highs, solve_levels
from benchmarks.plain_model import PlainModel
from matcher import InputError, Register, plan, rank, read_register, write_register
from matcher.case import Case
from matcher.cases import case_of
from matcher.check import judge
from matcher.records.plan import Plan
from scenarios.sample import sample_register

RIVALS: dict[str, Solver] = {"highs": by_highs, "cp_sat": by_cp_sat}
NAMES = {"highs": "plain MIP (HiGHS)", "cp_sat": "same rows (CP-SAT)"}
#: Children ranked, each once.
MOST_RANKED = 20

Answer = TypeVar("Answer")
Figures = dict[str, Any]


def timed(job: Callable[[], Answer], runs: int) -> tuple[float, Answer]:
    """Return the median seconds of some runs of a job, and its last answer."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        answer = job()
        seconds.append(time.perf_counter() - began)
    return median(seconds), answer


def measure(name: str, path: Path, runs: int, rivals: Sequence[str], limit: float) -> Figures:
    """Return all figures of one register.

    Parameters
    ----------
    name : str
        What to call it.
    path : Path
        A register in any form.
    runs : int
        How often it is read and planned.
    rivals : sequence of str
        Keys of `RIVALS`.
    limit : float
        Seconds for each rival.
    """
    read_seconds, register = timed(lambda: read_register(path), runs)
    plan_seconds, found = timed(lambda: plan(register), runs)
    case = case_of(register)
    began = time.perf_counter()
    model = PlainModel(case) if rivals else None
    build_seconds = time.perf_counter() - began
    ranked = list(_rank_seconds(register))
    return {
        "register": name,
        "children": len(register.children),
        "homes": len(register.homes),
        "to_house": sum(child.status != "settled" for child in register.children),
        "runs": runs,
        "read_seconds": read_seconds,
        "plan_seconds": plan_seconds,
        "plan_status": found.status,
        "plan_levels": [level.value for level in found.levels],
        "rank_seconds": median(ranked) if ranked else None,
        "slowest_rank_seconds": max(ranked, default=None),
        "ranked": len(ranked),
        "plain_build_seconds": build_seconds,
        "rivals": [_against(case, model, rival, limit, plan_seconds) for rival in rivals if model],
    }


def _rank_seconds(register: Register) -> Iterator[float]:
    """Yield the seconds to rank children, spread evenly over the register."""
    children = [child.id for child in register.children if child.status != "settled"]
    for child in children[:: -(-len(children) // MOST_RANKED) or 1]:
        yield timed(lambda child=child: rank(register, child, k=10), 1)[0]  # type: ignore[misc]  # bound now


def _against(
    case: Case, model: PlainModel, rival: str, limit: float, plan_seconds: float
) -> Figures:
    answer = solve_levels(model, RIVALS[rival], limit)
    figures: Figures = {
        "rival": rival,
        "seconds": answer.seconds,
        "optimal": answer.optimal,
        "levels_proved": answer.n_proved,
        "levels": list(answer.levels),
        "violations": None,
        "ratio": answer.seconds / plan_seconds,
    }
    if answer.homes is not None:
        stated = Plan.model_validate(
            {
                "format": "cartref/plan/1",
                "levels": [{"value": value} for value in answer.levels],
                "assignments": [{"child": c, "home": home} for c, home in answer.homes.items()],
            }
        )
        figures["violations"] = [violation.text for violation in judge(case, stated)]
    return figures


def lines(figures: Figures) -> Iterator[str]:
    """Yield the figures of one register as text."""
    yield (
        f"{figures['register']}: {figures['children']} children, {figures['to_house']} to house, "
        f"{figures['homes']} homes"
    )
    levels = ", ".join(map(str, figures["plan_levels"]))
    yield f"  read  {figures['read_seconds']:10.4f} s"
    yield f"  plan  {figures['plan_seconds']:10.4f} s  {figures['plan_status']}: {levels}"
    if figures["ranked"]:
        yield (
            f"  rank  {figures['rank_seconds']:10.4f} s  for one child, median of "
            f"{figures['ranked']}; slowest {figures['slowest_rank_seconds']:.4f} s"
        )
    for rival in figures["rivals"]:
        yield f"  {NAMES[rival['rival']]}"
        yield f"        {rival['seconds']:10.4f} s  {_outcome(figures, rival)}"


def _outcome(figures: Figures, rival: Figures) -> str:
    """Return how a rival did, beside the engine."""
    more = "" if rival["optimal"] else "more than "
    text = f"{more}{rival['ratio']:.1f} times as long as plan; "
    if not rival["optimal"]:
        text += f"only {rival['levels_proved']} levels proved in that time"
    elif rival["levels"] == figures["plan_levels"]:
        text += "the same levels, proved"
    else:
        text += f"OTHER LEVELS: {', '.join(map(str, rival['levels']))}"
    if rival["violations"]:
        text += f"; REFUSED BY THE JUDGE: {'; '.join(rival['violations'])}"
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure registers and print the figures; return the exit code."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        registers = [(str(path), path) for path in options.registers]
        if not registers:
            sample = Path(folder) / "sample.json"
            write_register(sample_register(1), sample)
            registers = [("generated, seed 1", sample)]
        about = machine()
        if not options.json:
            print(", ".join(f"{key} {value}" for key, value in about.items()), flush=True)
        found = []
        for name, path in registers:
            try:
                figures = measure(name, path, options.runs, options.rivals, options.time_limit)
            except InputError as error:
                print(error, file=sys.stderr)
                return 2
            found.append(figures)
            if not options.json:
                print("\n".join(lines(figures)), flush=True)
    if options.json:
        print(json.dumps({"machine": about, "registers": found}, indent=1))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.first",
        description="How fast a register is read, planned and ranked, beside plain models.",
        epilog="Example: python -m benchmarks.first powys.xlsx --time-limit 60",
    )
    parser.add_argument(
        "registers", nargs="*", type=Path, metavar="REGISTER",
        help="a register in any form; a made-up one of 245 children if none is given",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument(
        "--time-limit", type=float, default=300.0, metavar="SECONDS",
        help="for each rival and register (default 300)",
    )  # fmt: skip
    parser.add_argument(
        "--runs", type=_positive, default=5,
        help="how often to read and to plan; the median is printed (default 5)",
    )  # fmt: skip
    parser.add_argument(
        "--rivals", nargs="*", choices=RIVALS, default=list(RIVALS), help="default: all"
    )
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
