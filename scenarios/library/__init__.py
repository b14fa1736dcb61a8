"""Ready questions: what the panel asks again and again, each as a scenario file.

They select homes and children by what they are, not by id, so that they can be asked of any
register.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from matcher.errors import Fault, InputError
from scenarios.files import SUFFIX, read_scenario, scenario_of
from scenarios.scenario import Scenario


@cache
def texts() -> dict[str, str]:
    """Return the scenario files of the library by name, as people may read and copy them."""
    found = (file for file in files(__name__).iterdir() if file.name.endswith(SUFFIX))
    return {
        file.name.removesuffix(SUFFIX): file.read_text(encoding="utf-8")
        for file in sorted(found, key=lambda file: file.name)
    }


#: The ready questions, by name.
LIBRARY: dict[str, Scenario] = {
    name: scenario_of(text, f"{name}{SUFFIX}", name) for name, text in texts().items()
}


def scenario_named(given: str | Path) -> Scenario:
    """Return a scenario by its name in the library, or from a file.

    Raises
    ------
    InputError
        If there is neither; with all faults of the file.
    """
    return LIBRARY[str(given)] if str(given) in LIBRARY else read_scenario(_file(given))


def text_of(given: str | Path) -> str:
    """Return a scenario as it is written, by its name in the library or from a file."""
    if str(given) in LIBRARY:
        return texts()[str(given)]
    return _file(given).read_text(encoding="utf-8-sig")


def scenarios_of(given: Iterable[str | Path]) -> tuple[Scenario, ...]:
    """Return scenarios by what people call them.

    Parameters
    ----------
    given : iterable of str or Path
        Names of the library, scenario files, or folders of such files, which are taken in the
        order of their names.

    Raises
    ------
    InputError
        With all faults of all of them.
    """
    found: list[Scenario] = []
    faults: list[Fault] = []
    for one in given:
        try:
            inside = _inside(one)
        except InputError as error:
            faults += error.faults
            continue
        for file in inside:
            try:
                found.append(scenario_named(file))
            except InputError as error:
                faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def _inside(given: str | Path) -> Sequence[str | Path]:
    """Return the scenario files of a folder; what is no folder as it is."""
    if str(given) in LIBRARY or not _is(given, Path.is_dir):
        return [given]
    folder = Path(given)
    inside = sorted(file for file in folder.iterdir() if file.suffix.lower() == SUFFIX)
    if not inside:
        raise InputError.single(str(folder), f"has no {SUFFIX} file", "a folder of scenario files")
    return inside


def _file(given: str | Path) -> Path:
    """Return the path of what is meant for a file, if only by its name."""
    path = Path(given)
    if path.suffix or _is(given, Path.exists):
        return path
    likely = ", ".join(difflib.get_close_matches(str(given), LIBRARY, n=3))
    accepted = f"a {SUFFIX} file or a ready question"
    raise InputError.single(
        f"scenario {given}",
        "is no file and no ready question",
        f"{accepted}, such as {likely}" if likely else accepted,
    )


def _is(given: str | Path, asked: Callable[[Path], bool]) -> bool:
    try:
        return asked(Path(given))
    except (OSError, ValueError):  # no file can have such a name
        return False
