"""Exit codes, errors, what is imported: what holds for every command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import IO

import pytest

import matcher
from api.cli.app import ADDED, COMMANDS, add
from api.cli.errors import SHOWN
from matcher.errors import Fault, InputError, NoPlanError, UndecidedError
from tests.api.cli.helpers import Run

ROOT = Path(__file__).resolve().parents[3]
NAMES = [command.__name__ for command, _ in COMMANDS]


def raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine fail."""

    def plan(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(matcher, "plan", plan, raising=False)


def python(
    *arguments: str, folder: Path, stdout: int | IO[str] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_every_command_is_listed(cartref: Run) -> None:
    assert len(NAMES) == 9
    done = cartref("--help")
    assert done.code == 0
    for name in NAMES:
        assert f"\n  {name} " in done.out
    assert "Exit codes: 0 good; 1 checked and found wanting" in done.out
    assert cartref().out == done.out


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_and_json(cartref: Run, name: str) -> None:
    done = cartref(name, "--help")
    assert done.code == 0
    assert f"\n    cartref {name} " in done.out.partition("Example:")[2]
    assert "--json" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_help_and_slips_of_the_pen_import_no_engine(folder: Path) -> None:
    # Typer itself imports pydantic where it is installed.
    slow = "{'matcher', 'ortools', 'scipy', 'numpy', 'rich', 'holidays'}"
    code = (
        "import sys; from api.cli import run\n"
        "print(run(['--help']), run(['plan', '--help']), run(['rank']))\n"
        f"print(sorted({slow} & set(sys.modules)))"
    )
    done = python("-c", code, folder=folder)
    assert done.stdout.endswith("0 0 2\n[]\n")
    assert "--time-limit" in done.stdout
    assert "Missing argument 'REGISTER'" in done.stderr


def test_packages_above_add_commands_by_entry_points(
    cartref: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "above.py").write_text(
        "def weigh(stone: int = 3) -> int:\n"
        "    'Weigh a stone.'\n"
        "    return stone\n"
        "COMMAND = (weigh, 'cartref weigh --stone 7')\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(folder)
    found = EntryPoint("weigh", "above:COMMAND", ADDED)
    module = sys.modules[add.__module__]
    found_in = {ADDED: [found]}
    monkeypatch.setattr(module, "entry_points", lambda *, group: found_in[group])
    assert "above" not in sys.modules
    assert cartref("plan", "--help").code == 0
    assert "above" not in sys.modules
    assert "\n  weigh     Weigh a stone.\n" in cartref("--help").out
    assert "\n    cartref weigh --stone 7\n" in cartref("weigh", "--help").out
    assert cartref("weigh", "--stone", "1").code == 1
    assert "No such command 'weight'" in cartref("weight").err
    monkeypatch.delitem(sys.modules, "above")


def test_version(cartref: Run) -> None:
    done = cartref("--version")
    assert done.code == 0
    assert done.out.startswith("cartref")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rank"], "cartref rank: Missing argument 'REGISTER'"),
        (["plan", "--wrong"], "cartref plan: No such option: --wrong"),
        (["rankk", "r", "C1"], "No such command 'rankk'. Did you mean 'rank'"),
        (["rank", "r", "C1", "-k", "0"], "-k"),
        (["rank", "r", "C1", "-k", "3", "--all"], "can't be given together with --all"),
        (["plan", "--time-limit", "nan"], "a number of seconds above 0"),
        (["plan", "--time-limit", "-1"], "a number of seconds above 0"),
    ],
)
def test_misuse_is_told_in_one_line(cartref: Run, arguments: list[str], told: str) -> None:
    done = cartref(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_misuse_is_told_to_programs(cartref: Run) -> None:
    done = cartref("rank", "--json")
    assert (done.code, done.err) == (2, "")
    assert done.json["format"] == "cartref/error/1"
    assert done.json["faults"] == [
        {
            "place": "cartref rank",
            "fault": "Missing argument 'REGISTER'",
            "accepted": "what cartref rank --help shows",
        }
    ]


def test_faults_of_a_file_are_listed_with_their_places(cartref: Run, small: Path) -> None:
    text = small.read_text().replace("2015-03-01", "2015-02-30").replace('"kind"', '"kinds"')
    small.write_text(text)
    done = cartref("plan", small)
    assert (done.code, done.out) == (2, "")
    assert "children[0].date_of_birth: is a date that does not exist; accepted: " in done.err
    assert "homes[0].kinds: is not a field of the format; accepted: kind" in done.err
    assert "2015-02-30" not in done.err


def test_a_terminal_shows_some_faults_and_programs_all(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [Fault(f"children[{n}]", "is wrong", "right") for n in range(SHOWN + 20)]
    raising(InputError(faults, total=2000), monkeypatch)
    lines = cartref("plan", small).err.splitlines()
    assert lines[0] == "2000 faults:"
    assert len(lines) == SHOWN + 2
    assert f"first {SHOWN} of 2000" in lines[-1]
    done = cartref("plan", small, "--json")
    assert done.code == 2
    assert done.json["total"] == 2000
    assert len(done.json["faults"]) == len(faults)
    assert done.json["faults"][-1]["place"] == f"children[{SHOWN + 19}]"


def test_limits_that_cant_hold_are_found_wanting(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault("policy.limits", "max_moves and max_out_of_county can't hold together")
    raising(NoPlanError([fault], ("max_moves", "max_out_of_county")), monkeypatch)
    done = cartref("plan", small)
    assert done.code == 1
    assert done.err == f"{fault}\n"
    done = cartref("plan", small, "--json")
    assert done.code == 1
    assert done.json["limits"] == ["max_moves", "max_out_of_county"]


def test_time_that_ran_out_undecided_is_found_wanting(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(UndecidedError("no plan was found in time"), monkeypatch)
    done = cartref("plan", small)
    assert done.code == 1
    assert done.err == "no plan was found in time; accepted: a longer --time-limit, or none\n"


def test_our_own_fault_is_told_without_a_traceback(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(ZeroDivisionError("2015-03-01"), monkeypatch)
    done = cartref("plan", small)
    assert (done.code, done.out) == (3, "")
    assert "This is a fault of cartref: ZeroDivisionError" in done.err
    assert "CARTREF_DEBUG=1" in done.err
    assert "2015-03-01" not in done.err
    assert "Traceback" not in done.err
    done = cartref("plan", small, "--json")
    assert done.code == 3
    assert "ZeroDivisionError" in done.json["faults"][0]["fault"]


def test_details_of_our_own_fault_on_demand(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(ZeroDivisionError(), monkeypatch)
    monkeypatch.setenv("CARTREF_DEBUG", "1")
    done = cartref("plan", small)
    assert done.code == 3
    assert "Traceback" in done.err


def test_a_disk_that_refuses_is_no_fault_of_ours(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(OSError(28, "No space left on device", "plan.json"), monkeypatch)
    done = cartref("plan", small)
    assert (done.code, done.err) == (2, "plan.json: No space left on device\n")


def test_an_interrupt_is_quiet(cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(KeyboardInterrupt(), monkeypatch)
    done = cartref("plan", small)
    assert (done.code, done.out, done.err) == (130, "", "")


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["generate", "sample.json"], ["generate", "sample.json", "--json"], ["--json"]],
)
def test_nobody_reading_on_is_quiet(closed_pipe: int, folder: Path, arguments: list[str]) -> None:
    done = python("-m", "api.cli", *arguments, folder=folder, stdout=closed_pipe)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("arguments", [["generate", "a.json"], ["generate", "a.json", "--json"]])
def test_output_that_cant_be_written_is_told(folder: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = python("-m", "api.cli", *arguments, folder=folder, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "standard output: can't be written: No space left on device\n"


def test_closed_output_is_no_fault(folder: Path) -> None:
    code = "import sys; sys.stdout = None; from api.cli import main; main()"
    done = python("-c", code, "generate", "a.json", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_library_prints_is_no_part_of_the_output(folder: Path) -> None:
    printing = (
        "import os, api.cli as cli\n"
        "cli.run = lambda _: print('{}') or os.write(1, b'noise') * 0\n"
        "cli.main()\n"
    )
    done = python("-c", printing, folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{}\n", "")


def test_any_name_can_be_shown(cartref: Run) -> None:
    name = os.fsdecode(b"a\xff\x1b[31m.json")
    done = cartref("validate", name)
    assert done.code == 2
    assert "does not exist" in done.err
    assert "\x1b" not in done.err
    done = cartref("validate", name, "--json")
    assert done.code == 2
    assert done.json["faults"][0]["fault"] == "does not exist"


def test_output_survives_a_poor_encoding(folder: Path) -> None:
    done = python("-m", "api.cli", "rank", "--help", folder=folder, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    done = python("-m", "api.cli", "validate", "ŵ.json", folder=folder, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "?.json")
