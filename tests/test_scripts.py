"""The root scripts: which Python they take, and how they hand over. Nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMES = ["python3.13", "python3.12", "python3.11", "python3", "python"]
TOOLS = ["ruff", "mypy", "lint-imports", "deptry", "coverage"]
CHECKED = (
    "ruff check\nruff format --check\nmypy \nlint-imports --no-logo --no-cache\ndeptry .\n"
    "coverage erase\n"
)


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the scripts, in a folder whose name has spaces."""
    folder = tmp_path / "a copy of cartref"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name in ("cartref", "check"):
        shutil.copy(ROOT / name, folder)
    script(folder / ".ci" / "postgres", f'echo "looked for PostgreSQL" >>"{folder}/looked"')
    return folder


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python that is good enough and finds the environment up to date."""
    return script(tmp_path / "good python", 'if [ "$1" = -c ]; then echo 3.11; fi')


def run(
    program: Path, *arguments: str, python: Path | str = "", path: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments],
        env={
            **os.environ,
            "CARTREF_PYTHON": str(python),
            "PATH": path if path is not None else os.environ["PATH"],
        },
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["cartref", "check"])
@pytest.mark.parametrize("version", ["3.9", "3.10", "3.14", "2.7", "3.1"])
def test_python_of_another_version_is_refused(
    project: Path, tmp_path: Path, name: str, version: str
) -> None:
    old = script(tmp_path / "old", f"echo {version}")
    done = run(project / name, "plan", python=old)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert f"found {old} ({version})" in done.stderr
    assert not (project / ".venv").exists()


def test_python_that_cannot_make_environments_says_what_to_install(
    project: Path, tmp_path: Path
) -> None:
    bare = script(tmp_path / "bare", 'echo "3.12 without venv"')
    done = run(project / "cartref", python=bare)
    assert done.returncode == 2
    assert f"{bare} (3.12) lacks the modules venv and ensurepip" in done.stderr
    assert "python3-venv" in done.stderr


def test_python_that_is_not_there(project: Path) -> None:
    done = run(project / "cartref", python="/nowhere/python")
    assert done.returncode == 2
    assert "found none that runs" in done.stderr


def programs(folder: Path) -> str:
    """Return a search path that has what the scripts use, and no Python but one's own."""
    folder.mkdir()
    for name in ("sh", "dirname", "readlink"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return str(folder)


def test_all_that_were_found_are_named(project: Path, tmp_path: Path) -> None:
    path = programs(tmp_path / "bin")
    script(Path(path, "python3"), "echo 3.9")
    script(Path(path, "python"), "echo 2.7")
    done = run(project / "cartref", path=path)
    assert done.returncode == 2
    assert "found python3 (3.9), python (2.7)" in done.stderr


def test_the_first_that_will_do_is_taken(project: Path, tmp_path: Path) -> None:
    path = programs(tmp_path / "bin")
    script(Path(path, "python3.13"), "exit 127")  # as the stand-ins of version managers do
    script(Path(path, "python3.12"), 'echo "3.12 without venv"')
    for name in ("python3.11", "python3"):
        script(
            Path(path, name), f'if [ "$1" = -c ]; then echo 3.11; else echo "{name} $*"; exit 5; fi'
        )
    done = run(project / "cartref", path=path)
    assert done.returncode == 5
    assert done.stdout == f"python3.11 -I {project}/.ci/environment.py\n"


@pytest.mark.parametrize(("arguments", "asked"), [(["bench", "phases"], " --dev"), (["plan"], "")])
def test_benchmarks_ask_for_the_environment_with_their_libraries(
    project: Path, tmp_path: Path, arguments: list[str], asked: str
) -> None:
    told = 'if [ "$1" = -c ]; then echo 3.11; else echo "$*"; exit 5; fi'
    done = run(project / "cartref", *arguments, python=script(tmp_path / "python", told))
    assert done.stdout == f"-I {project}/.ci/environment.py{asked}\n"


def test_the_environments_own_python_comes_first(project: Path, tmp_path: Path) -> None:
    path = programs(tmp_path / "bin")
    script(Path(path, "python3.13"), 'if [ "$1" = -c ]; then echo 3.13; fi')
    script(project / ".venv/bin/python", 'if [ "$1" = -c ]; then echo 3.12; else exit 6; fi')
    assert run(project / "cartref", path=path).returncode == 6


def test_cartref_hands_over_from_anywhere(project: Path, python: Path, tmp_path: Path) -> None:
    script(project / ".venv/bin/cartref", 'pwd; printf "<%s>" "$@"; exit 3')
    (tmp_path / "links").mkdir()
    first = tmp_path / "links" / "first"
    first.symlink_to(os.path.relpath(project / "cartref", first.parent))
    second = tmp_path / "second"
    second.symlink_to(first)
    for program in (project / "cartref", first, second):
        done = run(program, "plan", "my register.json", "", python=python)
        assert done.stdout == "/\n<plan><my register.json><>"
        assert done.returncode == 3


def tools(project: Path, coverage: str) -> None:
    """Stand in for the tools: each writes down that it was called."""
    log = project / "called"
    for name in TOOLS:
        script(project / ".venv/bin" / name, f'echo "{name} $*" >>"{log}"')
    said = f'if [ "$1 $2" = "run -m" ]; then {coverage}\nelse echo "coverage $1" >>"{log}"; fi'
    script(project / ".venv/bin/coverage", said)
    script(project / ".venv/bin/python", 'echo "python $*"')


def test_check_with_arguments_only_runs_pytest(project: Path, python: Path) -> None:
    tools(project, "exit 1")
    done = run(project / "check", "-k", "rules or homes", python=python)
    assert done.stdout == "python -m pytest -k rules or homes\n"
    assert done.returncode == 0
    assert not (project / "called").exists()


def test_quick_checks_run_what_is_not_slow(project: Path, python: Path) -> None:
    tools(project, "exit 1")
    done = run(project / "check", "quick", python=python)
    assert done.returncode == 0
    assert (project / "called").read_text() == CHECKED.partition("deptry")[0]
    assert done.stdout.endswith("--benchmark-disable -m not slow\n")


@pytest.mark.parametrize("program", ["check", ".ci/run"])
def test_check_runs_all_and_closes_with_the_closing_line(
    project: Path, python: Path, program: str
) -> None:
    tools(project, 'echo "..."; echo "== 3 passed =="')
    done = run(project / program, python=python)
    assert done.returncode == 0, done.stderr
    assert (project / "called").read_text() == CHECKED + "coverage combine\ncoverage json\n"
    assert "python tests/coverage_gate.py" in done.stdout
    assert done.stdout.splitlines()[-1] == "== 3 passed =="
    assert done.stdout.count("3 passed") == 1


@pytest.mark.parametrize(("ci", "looked"), [("true", True), ("", False)])
def test_only_ci_installs_postgresql(
    project: Path, python: Path, ci: str, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools(project, "exit 1")
    monkeypatch.setenv("CI", ci)
    assert run(project / "check", "-k", "rules", python=python).returncode == 0
    assert (project / "looked").exists() is looked


def installing(tmp_path: Path, apt_get: str) -> subprocess.CompletedProcess[str]:
    """Run the step itself where PostgreSQL is missing, with a stand-in for the installer."""
    path = programs(tmp_path / "bin")
    script(Path(path, "mkdir"), "")
    script(Path(path, "apt-get"), f'echo "apt-get $*" >>"{tmp_path}/asked"\n{apt_get}')
    step = tmp_path / "postgres"
    text = (ROOT / ".ci" / "postgres").read_text(encoding="utf-8")
    text = text.replace("/usr/lib/postgresql", str(tmp_path / "nothing"))
    step.write_text(text.replace("/etc/", f"{tmp_path}/"), encoding="utf-8")
    (tmp_path / "postgresql-common" / "createcluster.d").mkdir(parents=True)
    step.chmod(0o755)
    return run(step, path=path)


def test_postgresql_is_installed_where_it_is_missing(tmp_path: Path) -> None:
    done = installing(tmp_path, "exit 0")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "installing it with apt-get" in done.stderr
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert "apt-get install -y -qq --no-install-recommends postgresql\n" in asked


def test_postgresql_that_cannot_be_installed_is_said(tmp_path: Path) -> None:
    done = installing(tmp_path, "exit 100")
    assert done.returncode == 0
    assert "could not be installed; the tests that start it will fail" in done.stderr


@pytest.mark.parametrize("program", ["check", ".ci/run"])
def test_failed_tests_fail_the_check(project: Path, python: Path, program: str) -> None:
    tools(project, 'echo "F"; echo "== 1 failed =="; exit 1')
    done = run(project / program, python=python)
    assert done.returncode == 1
    assert (project / "called").read_text() == CHECKED
    assert done.stdout.splitlines()[-1] == "== 1 failed =="


@pytest.mark.parametrize("program", ["check", ".ci/run"])
def test_no_tests_fail_the_check(project: Path, python: Path, program: str) -> None:
    tools(project, 'echo "== no tests ran =="; exit 5')
    assert run(project / program, python=python).returncode == 5


def test_coverage_that_is_too_low_fails_the_check(project: Path, python: Path) -> None:
    tools(project, 'echo "== 3 passed =="')
    script(project / ".venv/bin/python", 'echo "too low"; exit 1')
    done = run(project / "check", python=python)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == ["too low", "== 3 passed =="]


@pytest.mark.parametrize("tool", ["ruff", "mypy", "lint-imports", "deptry"])
def test_a_tool_that_finds_something_ends_the_check(project: Path, python: Path, tool: str) -> None:
    tools(project, 'echo "== 3 passed =="')
    script(project / ".venv/bin" / tool, "exit 4")
    done = run(project / "check", python=python)
    assert done.returncode == 4
    assert "passed" not in done.stdout
