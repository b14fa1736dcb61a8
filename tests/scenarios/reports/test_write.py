"""Reports are chosen by suffix, say the same numbers, and replace a file whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.compare import Comparison
from scenarios.reports import WRITERS, write
from tests.support.reports import comparison


@pytest.mark.parametrize("suffix", WRITERS)
def test_each_report_is_written_in_either_language(suffix: str, tmp_path: Path) -> None:
    for language in ("en", "cy"):
        write(comparison(), tmp_path / f"{language}{suffix}", language)
    assert {path.name for path in tmp_path.iterdir()} == {f"en{suffix}", f"cy{suffix}"}
    same = (tmp_path / f"en{suffix}").read_bytes() == (tmp_path / f"cy{suffix}").read_bytes()
    assert same == (suffix == ".json")


def test_json_is_the_comparison(tmp_path: Path) -> None:
    path = tmp_path / "all.JSON"
    write(comparison(), path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["format"] == "cartref/comparison/1"
    assert Comparison.model_validate(data) == comparison()


@pytest.mark.parametrize("name", ["report.pdf", "report", ".html"])
def test_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        write(comparison(), tmp_path / name)
    (fault,) = refused.value.faults
    assert fault.accepted == "a name that ends in .json, .csv, .xlsx, .html"


def test_another_language_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"accepted: en \(English\) or cy \(Welsh\)"):
        write(comparison(), tmp_path / "report.html", "fr")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", WRITERS)
def test_where_nothing_can_be_written_it_is_said(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        write(comparison(), tmp_path / "nowhere" / f"report{suffix}")
