"""The line of a study that runs."""

from __future__ import annotations

import pytest

from api.cli.study_live import counting
from tests.api.cli.helpers import pretend_terminal


def test_nobody_watches_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with counting("plans") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_it_says_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = pretend_terminal("stderr", monkeypatch)
    with counting("plans") as progress:
        progress(3, 8)
    assert "plans" in shown.getvalue()
    assert "3/8" in shown.getvalue()
