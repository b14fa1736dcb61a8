"""The folder of a sweep: one file an outcome, and an index that says what they answer.

The index is written before the first scenario is solved; a scenario is done when its file is
there. Files are written whole or not at all, so whatever ends a sweep leaves a folder that
another can go on from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from matcher.errors import InputError
from matcher.files.atomic import write_text
from matcher.files.opening import opened
from matcher.records.fields import Record
from matcher.records.plan import Pair
from matcher.records.policy import Policy
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome
from scenarios.scenario import BASELINE, Name, Scenario
from scenarios.sweep.versions import versions

#: No scenario's name has an underscore.
INDEX = "_sweep.json"
RESUME = "the sweep once more, with --resume"

#: What people call the fields of `Asked`.
_MEANT = {
    "register_sha256": "another register",
    "policy": "another policy",
    "journeys_sha256": "other measured journeys",
    "locks": "other locks",
    "forbid": "other forbidden pairs",
    "law_on": "the law of another day",
    "time_limit_seconds": "another time limit",
    "versions": "another version of cartref or its libraries",
}


class Asked(Record):
    """What a sweep's outcomes depend on, but for the scenarios themselves.

    Attributes
    ----------
    register_sha256 : str
        See `Register.sha256`.
    journeys_sha256 : str or None
        Of the measured journeys; None for great-circle travel.
    time_limit_seconds : float or None
        For each plan.
    versions : dict
        Of Cartref and the libraries that do its arithmetic.
    """

    register_sha256: str
    policy: Policy
    journeys_sha256: str | None
    locks: tuple[Pair, ...]
    forbid: tuple[Pair, ...]
    law_on: date | None
    time_limit_seconds: float | None
    versions: dict[str, str]


class Entry(Record):
    """A scenario of a sweep: its name and the SHA-256 of all that its outcome depends on."""

    name: Name
    sha256: str


class Index(Record):
    """What a sweep's folder answers (`cartref/sweep/1`), the baseline first."""

    format: Literal["cartref/sweep/1"] = "cartref/sweep/1"
    asked: Asked
    scenarios: tuple[Entry, ...]


def asked_of(inputs: Inputs, time_limit: float | None) -> Asked:
    """Return what outcomes on these inputs depend on."""
    rows = None if inputs.journeys is None else sorted(inputs.journeys.rows.items())
    return Asked(
        register_sha256=inputs.register.sha256,
        policy=inputs.policy,
        journeys_sha256=None if rows is None else _sha256(rows),
        locks=inputs.locks,
        forbid=inputs.forbid,
        law_on=inputs.law_on,
        time_limit_seconds=time_limit,
        versions=versions(),
    )


def _sha256(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Folder:
    """The folder of a sweep.

    Parameters
    ----------
    path : Path
        Made if there is none.
    asked : Asked
        What its outcomes depend on.
    scenarios : sequence of Scenario
        The baseline first.
    resume : bool
        Whether it may hold outcomes already: those of just these questions are kept, those of
        questions that have changed go.

    Raises
    ------
    InputError
        If it can't be written, or holds what is not to be lost.
    """

    def __init__(
        self, path: Path, asked: Asked, scenarios: Sequence[Scenario], resume: bool
    ) -> None:
        self._path = path
        before = _claimed(path, asked) if resume else _fresh(path)
        base = asked.model_dump(mode="json")
        wanted = {
            one.name: _sha256([base, one.model_dump(mode="json"), _files(one)]) for one in scenarios
        }
        for name, sha256 in wanted.items():
            if before.get(name) != sha256:
                _file(path, name).unlink(missing_ok=True)
        entries = tuple(
            Entry(name=name, sha256=sha256) for name, sha256 in (wanted | before | wanted).items()
        )
        write_text(Index(asked=asked, scenarios=entries).model_dump_json(indent=1), path / INDEX)

    def kept(self, scenario: Scenario) -> Outcome | None:
        """Return the outcome of a scenario that is done; None if it is not, or can't be read."""
        outcome = _outcome(self._path, scenario.name)
        return outcome if outcome and outcome.scenario == scenario else None

    def keep(self, outcome: Outcome) -> None:
        """Write the outcome of a scenario."""
        write_text(outcome.model_dump_json(indent=1), _file(self._path, outcome.scenario.name))


def read_outcomes(
    path: str | Path, inputs: Inputs, names: Collection[str] | None = None
) -> Iterator[Outcome]:
    """Yield the outcomes of a sweep's folder, the baseline first.

    Parameters
    ----------
    path : str or Path
        The folder.
    inputs : Inputs
        What the sweep was made on.
    names : collection of str, optional
        Of these scenarios only, and the baseline.

    Raises
    ------
    InputError
        If it is no sweep's folder, answers other inputs, or the sweep is not finished.
    """
    path = Path(path)
    index = _index(path)
    asked = asked_of(inputs, index.asked.time_limit_seconds)
    _refuse_others(path, index, asked.model_copy(update={"versions": index.asked.versions}))
    known = [entry.name for entry in index.scenarios]
    wanted = known if names is None else [*dict.fromkeys((BASELINE.name, *names))]
    missing = [name for name in wanted if name not in known or not _file(path, name).is_file()]
    if missing:
        fault = f"{len(missing)} of {len(wanted)} scenarios are not done: {_some(missing)}"
        raise InputError.single(str(path), fault, RESUME)
    for name in wanted:
        outcome = _outcome(path, name)
        if outcome is None:
            raise InputError.single(str(_file(path, name)), "is not an outcome", RESUME)
        yield outcome


def _files(scenario: Scenario) -> list[str]:
    """Return the SHA-256 of each file that a scenario's changes read; empty where none is."""
    paths = (file for change in scenario.changes for file in change.files)
    return [
        hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in paths
    ]


def _file(path: Path, name: str) -> Path:
    return path / f"{name}.json"


def _outcome(path: Path, name: str) -> Outcome | None:
    try:
        return Outcome.model_validate_json(_file(path, name).read_bytes())
    except (OSError, ValidationError):
        return None


def _fresh(path: Path) -> dict[str, str]:
    """Make a folder, or take an empty one."""
    if path.exists() and not path.is_dir():
        raise InputError.single(str(path), "is a file", "a folder, or the name of a new one")
    if (path / INDEX).exists():
        accepted = "--resume to go on with it, or another folder"
        raise InputError.single(str(path), "holds a sweep already", accepted)
    try:
        path.mkdir(exist_ok=True)
        full = any(not found.name.startswith(".") for found in path.iterdir())
    except OSError as error:
        fault = f"can't be made: {error.strerror or 'the system refuses'}"
        raise InputError.single(str(path), fault, "a folder beside others") from None
    if full:
        fault = "holds other files, which outcomes might replace"
        raise InputError.single(str(path), fault, "an empty folder, or the name of a new one")
    return {}


def _claimed(path: Path, asked: Asked) -> dict[str, str]:
    """Return the scenarios of a folder that is gone on with."""
    if not (path / INDEX).exists():
        return _fresh(path)
    index = _index(path)
    _refuse_others(path, index, asked)
    return {entry.name: entry.sha256 for entry in index.scenarios}


def _index(path: Path) -> Index:
    with opened(path / INDEX, "the folder of a sweep") as file:
        data = file.read()
    try:
        return Index.model_validate_json(data)
    except ValidationError:
        fault = "is not the index of a sweep, or one of another version of cartref"
        raise InputError.single(str(path / INDEX), fault, "another folder") from None


def _refuse_others(path: Path, index: Index, asked: Asked) -> None:
    """Refuse outcomes that are not those of just these inputs: they could not be compared."""
    theirs, ours = index.asked.model_dump(mode="json"), asked.model_dump(mode="json")
    different = [_MEANT[field] for field in ours if ours[field] != theirs[field]]
    if different:
        fault = f"answers other inputs: {', '.join(different)}"
        raise InputError.single(str(path), fault, "the same inputs, or another folder")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
