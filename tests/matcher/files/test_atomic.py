from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.files import write_json, write_register, write_template
from matcher.files.atomic import replacing, replacing_files
from tests.matcher.files.examples import sound

NAMES = ("a.csv", "b.csv", "c.csv")


def test_json_is_written_as_text_that_reads_back(tmp_path: Path) -> None:
    write_json({"name": "Tŷ", "list": [1, 2.5, None]}, tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert text == '{\n "name": "Tŷ",\n "list": [\n  1,\n  2.5,\n  null\n ]\n}\n'


def test_a_number_that_json_lacks_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json({"x": float("nan")}, tmp_path / "x.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "x.json"
    target.write_text("old")

    def interrupted() -> None:
        with replacing(target) as made:
            made.write_text("half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("form", ["r.json", "r.xlsx", "r"])
def test_a_register_interrupted_is_not_there(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("matcher.files.workbook.to_rows", interrupted)
    monkeypatch.setattr("matcher.files.csv_folder.to_rows", interrupted)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_register(sound(), tmp_path / form)
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_json([1], tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text()) == [1]


def test_an_exchange_that_fails_is_undone(tmp_path: Path) -> None:
    target = tmp_path / "r"
    target.mkdir()
    (target / "a.csv").write_text("old a")
    (target / "c.csv").write_text("old c")

    def incomplete() -> None:
        with replacing_files(target, NAMES) as made:
            for name in NAMES[:2]:  # the third is not there to be moved
                (made / name).write_text(f"new {name}")

    with pytest.raises(InputError, match="can't be written"):
        incomplete()
    assert {path.name: path.read_text() for path in target.iterdir()} == {
        "a.csv": "old a",
        "c.csv": "old c",
    }
    assert list(tmp_path.iterdir()) == [target]


def test_what_the_system_refuses_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="can't be written: No space left on device"):
        write_json([1], tmp_path / "x.json")
    with pytest.raises(InputError, match="can't be written: No space left on device"):
        write_template(tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_new_file_has_the_rights_that_others_have(tmp_path: Path) -> None:
    write_json([1], tmp_path / "x.json")
    (tmp_path / "y").write_text("y")
    assert (tmp_path / "x.json").stat().st_mode == (tmp_path / "y").stat().st_mode
