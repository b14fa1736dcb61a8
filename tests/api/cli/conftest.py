"""A small register in a folder of its own, and a way to run a command on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import run
from tests.api.cli.helpers import Done, Run, register, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, on a page of 100 columns, with no wishes about colours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FORCE_COLOR", "NO_COLOR", "CARTREF_DEBUG", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Path:
    """Return the name of a small register's file."""
    assert folder == Path.cwd()
    write("register.json", register())
    return Path("register.json")


@pytest.fixture
def cartref(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command in this process."""

    def run_it(*arguments: object) -> Done:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Done(code, *capsys.readouterr())

    return run_it
