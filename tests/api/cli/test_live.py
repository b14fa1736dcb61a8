"""The live line of a long solve."""

from __future__ import annotations

import pytest

from api.cli.live import line, live_line
from matcher.progress import Progress
from matcher.records.policy import Policy
from tests.api.cli.helpers import pretend_terminal


def test_line_says_level_best_bound_and_seconds() -> None:
    progress = Progress(level=4, n_levels=5, best=1480, bound=1200, seconds=3.2)
    text = line(progress, Policy(), 3.6)
    assert text.startswith("level 4 of 5, 4 s: best £1,480 a week, at least £1,200 a week (Ctrl-C")


def test_line_without_plan_or_proof() -> None:
    progress = Progress(level=1, n_levels=5, best=None, bound=None, seconds=0.1)
    text = line(progress, Policy(), 0.1)
    assert "0 s: best none, nothing proved" in text
    assert line(None, Policy(), 2).endswith("2 s")


def test_nobody_watching_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with live_line(Policy()) as report:
        assert report is None
    assert capsys.readouterr() == ("", "")


def test_a_terminal_has_a_line_on_standard_error_that_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = pretend_terminal("stderr", monkeypatch)
    with live_line(Policy()) as report:
        assert report is not None
        report(Progress(level=2, n_levels=5, best=3, bound=1, seconds=0.5))
    written = stream.getvalue()
    assert "best 3 homes, at least 1 home (Ctrl-C: stop)" in written
    assert written.endswith("\x1b[2K")
    assert capsys.readouterr().out == ""


def test_the_line_goes_after_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = pretend_terminal("stderr", monkeypatch)
    with pytest.raises(KeyboardInterrupt), live_line(Policy()):
        raise KeyboardInterrupt
    assert stream.getvalue().endswith("\x1b[2K")
