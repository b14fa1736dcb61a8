"""One solver on one register, in a process of its own: its time and memory are its own too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent

#: The engine, beside the codes of the rivals.
CARTREF = "cartref"

#: A process that has taken so much longer than its limit is ended.
_GRACE_SECONDS = 300


class Gap(NamedTuple):
    """How far the first unproved level may be from the best: its number from 1, in units, in %."""

    level: int
    units: int | None
    percent: float | None


@dataclass(frozen=True)
class Run:
    """What a solver did with a register.

    Attributes
    ----------
    solver : str
        ``cartref`` or the code of a rival.
    status : str
        ``optimal``, ``feasible``; ``none``: no plan was found; ``unsuited``: it can't be asked;
        ``failed``: it broke, or had to be ended.
    values, bounds : tuple of int
        Each level of its plan and what is proved of it, by its own word.
    seconds : float or None
        Solving: for the engine from a loaded register to a judged plan; the median of the runs.
    build_seconds : float or None
        Spent before that on building a rival's model.
    cpu_seconds : float or None
        Processor time of both, on average.
    peak_mb : float or None
        Most memory that the process held, the register and the libraries with it.
    violations : tuple of str
        What the judge finds wrong with the plan.
    work : dict
        What was done, as counts.
    said : str
        Last words of one that failed.
    """

    solver: str
    status: str
    values: tuple[int, ...] = ()
    bounds: tuple[int | None, ...] = ()
    seconds: float | None = None
    build_seconds: float | None = None
    cpu_seconds: float | None = None
    peak_mb: float | None = None
    violations: tuple[str, ...] = ()
    work: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def whole_seconds(self) -> float | None:
        """From a loaded register to a plan: building and solving; None if it never ended."""
        if self.seconds is None or self.build_seconds is None:
            return None
        return self.build_seconds + self.seconds

    @property
    def n_proved(self) -> int:
        """How many levels, from the first, are proved."""
        n = 0
        for value, bound in zip(self.values, self.bounds, strict=True):
            if value != bound:
                break
            n += 1
        return n

    @property
    def gap(self) -> Gap | None:
        """The gap of the first level that is not proved; None where all are."""
        at = self.n_proved
        if at == len(self.values):
            return None
        value, bound = self.values[at], self.bounds[at]
        if bound is None:
            return Gap(at + 1, None, None)
        return Gap(at + 1, value - bound, 100 * (value - bound) / max(abs(value), 1))

    @property
    def wanting(self) -> list[str]:
        """What is wrong with it, in words."""
        if self.status == "failed":
            return [f"{self.solver} failed: {self.said}"]
        return [f"{self.solver}: the judge refuses the plan: {text}" for text in self.violations]

    def as_json(self) -> str:
        """Return it for the process that asked."""
        return json.dumps(asdict(self))


def read_run(text: str) -> Run:
    """Return what another process wrote."""
    data = json.loads(text)
    for name in ("values", "bounds", "violations"):
        data[name] = tuple(data[name])
    return Run(**{one.name: data[one.name] for one in fields(Run)})


def run(register: Path, solver: str, time_limit: float | None = None, runs: int = 1) -> Run:
    """Let a solver plan a register in a new process.

    Parameters
    ----------
    register : Path
        A register in any form; or a published instance.
    solver : str
        ``cartref`` or the code of a rival.
    time_limit : float, optional
        Seconds for each run.
    runs : int
        How often, one after the other.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, said = Path(folder, "run.json"), Path(folder, "said.txt")
        arguments = [str(register), solver, str(out), "--runs", str(runs)]
        if time_limit is not None:
            arguments += ["--time-limit", str(time_limit)]
        most = None if time_limit is None else runs * 2 * time_limit + _GRACE_SECONDS
        with said.open("wb") as stream:
            code = _finished(arguments, stream.fileno(), most)
        if out.exists():
            return read_run(out.read_text(encoding="utf-8"))
        lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = lines[-1] if lines else f"it ended with code {code}"
        return Run(
            solver, "failed", said=f"it was ended after {most:g} s" if code is None else last
        )


def _finished(arguments: list[str], said: int, seconds: float | None) -> int | None:
    """Run `benchmarks.one`; return its exit code, None if it had to be ended."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.one", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:  # and whatever solver it started
                os.killpg(process.pid, signal.SIGKILL)
