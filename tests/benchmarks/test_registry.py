"""A subject is in the list because its module is in the folder."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from benchmarks import subjects
from benchmarks.registry import entries
from benchmarks.subjects import SUBJECTS, Subject


def test_every_module_is_a_subject() -> None:
    folder = Path(subjects.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert set(SUBJECTS) == modules
    for code, subject in SUBJECTS.items():
        assert subject.code == code
        assert subject.meaning


@pytest.mark.parametrize("code", ["other", "mine"])
def test_a_module_that_is_not_named_after_its_subject_is_refused(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / f"subjects_of_{code}"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "mine.py").write_text(
        "from benchmarks.subjects import Subject\n"
        f"class Mine(Subject):\n    code = {code!r}\n    meaning = 'x'\n"
        "    def run(self, options, report): ...\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module(package.name)
    try:
        if code == "mine":
            assert list(entries(module, Subject)) == ["mine"]  # type: ignore[type-abstract]  # the base of a list
        else:
            with pytest.raises(ImportError, match="must define one Subject, code 'mine'"):
                entries(module, Subject)  # type: ignore[type-abstract]  # the base of a list
    finally:
        for name in [name for name in sys.modules if name.startswith(package.name)]:
            del sys.modules[name]
