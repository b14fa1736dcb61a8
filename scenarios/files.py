"""Scenario files: TOML, read with every fault in one report."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from matcher.errors import Fault, InputError
from matcher.files.opening import opened
from matcher.records.faults import faults_of
from scenarios.scenario import LONGEST_NAME, Scenario

SUFFIX = ".toml"
#: What a scenario file is, for messages.
WANTED = "TOML in UTF-8"
#: A scenario that somebody wrote is a thousandth of this; reading TOML is slow.
MAX_BYTES = 1 << 20

_AT = re.compile(r"^(.*) \(at (?:(line \d+, column \d+)|end of document)\)$", re.DOTALL)


def read_scenario(path: str | Path) -> Scenario:
    """Read a scenario from a TOML file.

    Parameters
    ----------
    path : str or Path
        The file. A name that it leaves out is made of the file's own; files that its changes
        name are looked for beside it.

    Raises
    ------
    InputError
        With all faults, each with its place: which change, which field; line and column where
        it is no TOML.
    """
    path = Path(path)
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        form = path.suffix[1:].upper()
        raise InputError.single(str(path), f"is {form}, not TOML", f"a {SUFFIX} file")
    with opened(path, WANTED) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError.single(
            str(path), "is too large for a scenario", f"at most {MAX_BYTES >> 10} kB"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.single(str(path), f"is not UTF-8 text, in line {line}", WANTED) from None
    return scenario_of(text, str(path), path.stem).found_in(path.parent)


def scenario_of(text: str, place: str, stem: str) -> Scenario:
    """Return the scenario that a TOML text holds.

    Parameters
    ----------
    text : str
        The text.
    place : str
        Where it is from, for messages.
    stem : str
        What the name is made of where the text gives none.

    Raises
    ------
    InputError
        With all faults; see `read_scenario`.
    """
    data = _toml(text, place)
    faults = []
    if isinstance(data.get("changes"), dict):
        data["changes"] = [data["changes"]]
        faults = [Fault(f"{place}, changes", "is one table", "[[changes]], in two brackets")]
    try:
        scenario = Scenario.model_validate({"name": name_of(stem), **data})
    except ValidationError as error:
        faults += [
            Fault(f"{place}, {fault.place}", fault.fault, fault.accepted)
            for fault in faults_of(error, Scenario)
        ]
    if faults:
        raise InputError(faults)
    return scenario


def _toml(text: str, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.match(str(error))
        what, at = (found[1], found[2]) if found else (str(error), None)
        fault = f"is not TOML: {what[:1].lower()}{what[1:]}"
        if at is None:
            fault += ", where it ends"
        raise InputError.single(f"{place}, {at}" if at else place, fault, "TOML, whole") from None
    except RecursionError:
        raise InputError.single(place, "is nested too deeply", "the fields of the format") from None
    except ValueError:  # a whole number of thousands of digits, a date that does not exist
        raise InputError.single(
            place, "holds a number or a date that nobody means", "the fields of the format"
        ) from None


def name_of(text: str) -> str:
    """Return a text as the name of a scenario: ``Ten carers`` becomes ``ten-carers``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_NAME].rstrip("-")


def toml_of(scenario: Scenario) -> str:
    """Return a scenario as a TOML text, which `scenario_of` reads as the same scenario."""
    question = scenario.question.model_dump(exclude_none=True)
    head = {"format": scenario.format, "name": scenario.name, "question": question}
    lines = [f"{name} = {_value(value)}" for name, value in head.items()]
    for change in scenario.changes:
        fields = {"change": change.code, **change.model_dump(mode="json", exclude_defaults=True)}
        lines += ["", "[[changes]]"]
        lines += [f"{name} = {_value(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name, re.ASCII) else _text(name)


def _text(value: Any) -> str:
    """Return a text, number or truth: JSON writes these as TOML does."""
    return json.dumps(value, ensure_ascii=False)
