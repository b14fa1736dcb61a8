"""How the environment is made from the locks. Nothing is installed here."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import threading
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Maker:
    """A project folder whose environment is made without a network."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.done: list[str] = []
        self.said: list[str] = []
        self.module = self.load()

    def load(self) -> ModuleType:
        path = self.folder / ".ci" / "environment.py"
        spec = importlib.util.spec_from_file_location("environment", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.monkeypatch.setattr(module.venv, "create", self.create)
        self.monkeypatch.setattr(module, "install", self.install)
        self.monkeypatch.setattr(module, "say", self.said.append)
        return module

    def create(self, folder: Path, *, clear: bool, **_: bool) -> None:
        assert clear
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.done.append("new")

    def install(self, *arguments: str) -> None:
        self.done.append(Path(arguments[-1]).name)

    def make(self, *arguments: str) -> list[str]:
        """Run it; return what it made."""
        self.done.clear()
        self.monkeypatch.setattr("sys.argv", ["environment.py", *arguments])
        assert self.module.main() == 0
        return self.done


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    folder = tmp_path / "cartref"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "environment.py", folder / ".ci")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text(name, encoding="utf-8")
    return Maker(folder, monkeypatch)


NEW = ["new", "requirements.lock", "cartref"]
NEW_DEV = ["new", "requirements-dev.lock", "cartref"]


def test_made_once(maker: Maker) -> None:
    assert maker.make() == NEW
    maker.said.clear()
    assert maker.make() == []
    assert maker.said == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_made_anew_when_what_it_is_made_from_changes(maker: Maker, name: str) -> None:
    maker.make()
    (maker.folder / name).write_text("other", encoding="utf-8")
    assert maker.make() == NEW
    assert maker.make() == []


def test_made_anew_by_another_python(maker: Maker) -> None:
    maker.make()
    text = maker.module.STAMP.read_text()
    maker.module.STAMP.write_text(text.replace("python 3.", "python 2."))
    assert maker.make() == NEW


def test_made_anew_in_another_folder(maker: Maker) -> None:
    maker.make()
    maker.folder = maker.folder.rename(maker.folder.with_name("moved"))
    maker.module = maker.load()
    assert maker.make() == ["new", "requirements.lock", "moved"]


def test_environment_with_the_tools_serves_without(maker: Maker) -> None:
    assert maker.make("--dev") == NEW_DEV
    assert maker.make() == []
    assert maker.make("--dev") == []


def test_tools_are_added_to_an_environment_that_lacks_only_them(maker: Maker) -> None:
    maker.make()
    assert maker.make("--dev") == ["requirements-dev.lock", "cartref"]
    assert maker.make("--dev") == []
    assert maker.make() == []


def test_tools_that_changed_make_it_anew(maker: Maker) -> None:
    maker.make("--dev")
    (maker.folder / "requirements-dev.lock").write_text("other", encoding="utf-8")
    assert maker.make() == []
    assert maker.make("--dev") == NEW_DEV


@pytest.mark.parametrize("before", [[], ["--dev"]])
def test_an_interrupted_making_is_not_taken_for_whole(maker: Maker, before: list[str]) -> None:
    maker.make(*before)
    (maker.folder / "requirements.lock").write_text("other", encoding="utf-8")

    def interrupted(*_: str) -> None:
        raise KeyboardInterrupt

    with maker.monkeypatch.context() as patch:
        patch.setattr(maker.module, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            maker.make()
    assert maker.make() == NEW


def test_interrupted_adding_of_tools_is_not_taken_for_whole(maker: Maker) -> None:
    maker.make()

    def fails(*_: str) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    with maker.monkeypatch.context() as patch:
        patch.setattr(maker.module, "install", fails)
        with pytest.raises(subprocess.CalledProcessError):
            maker.make("--dev")
    assert maker.make() == NEW


def test_two_at_once_make_it_once(maker: Maker) -> None:
    started, second_waits = threading.Event(), threading.Event()

    def install(*arguments: str) -> None:
        maker.install(*arguments)
        started.set()
        assert second_waits.wait(60)

    def say(text: str) -> None:
        if "waiting" in text:
            second_waits.set()

    maker.monkeypatch.setattr("sys.argv", ["environment.py"])
    maker.monkeypatch.setattr(maker.module, "install", install)
    maker.monkeypatch.setattr(maker.module, "say", say)
    codes: list[int] = []
    threads = [threading.Thread(target=lambda: codes.append(maker.module.main())) for _ in "12"]
    threads[0].start()
    assert started.wait(60)
    threads[1].start()
    for thread in threads:
        thread.join(60)
    assert codes == [0, 0]
    assert maker.done == NEW
