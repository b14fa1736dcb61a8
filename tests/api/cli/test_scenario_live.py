"""The line of a sweep that runs."""

from __future__ import annotations

import pytest

from api.cli.scenario_live import counted
from tests.api.cli.helpers import pretend_terminal, words


def test_nobody_watching_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    items = [1, 2]
    with counted(items, 2) as shown:
        assert shown is items
    assert capsys.readouterr() == ("", "")


def test_a_terminal_has_a_line_on_standard_error_that_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = pretend_terminal("stderr", monkeypatch)
    with counted(iter("abc"), 3) as shown:
        assert "".join(shown) == "abc"
    written = words(stream.getvalue())
    assert "0/3" in written
    assert "left (Ctrl-C: stop)" in written
    assert stream.getvalue().endswith("\x1b[2K")
    assert capsys.readouterr().out == ""
