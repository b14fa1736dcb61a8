"""``cartref serve``, as a real process."""

from __future__ import annotations

import json
import socket
import stat
from pathlib import Path

import pytest

from api.cli import run
from tests.support.server import server


def test_it_says_where_it_is_and_gives_the_first_admins_password_once(tmp_path: Path) -> None:
    with server(tmp_path / "data") as first:
        assert first.one_time_password()
        first.said(f"Cartref is at http://127.0.0.1:{first.port}\n")
        before = len(first.output)
        first.restart()
        again = first.output[before:]
        assert f"Cartref is at http://127.0.0.1:{first.port}\n" in again
        assert "password" not in again
    mode = stat.S_IMODE((tmp_path / "data").stat().st_mode)
    assert mode == 0o700, "nobody else on this machine reads it"


def test_a_port_in_use_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = run(["serve", "--data", str(tmp_path / "d"), "--port", str(port), "--json"])
    assert code == 2
    fault = json.loads(capsys.readouterr().out)["faults"][0]
    assert fault["place"] == f"127.0.0.1:{port}"
    assert fault["fault"] == "can't be listened on: address already in use"
    assert not (tmp_path / "d").exists(), "a failed call changes nothing"


def test_an_address_that_others_reach_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--data", str(tmp_path), "--host", "0.0.0.0"]) == 2
    assert "CARTREF_BEHIND_TLS=true" in capsys.readouterr().err


def test_it_ends_in_peace_when_told_to(tmp_path: Path) -> None:
    with server(tmp_path / "data") as one:
        one.stop()
        assert "fault of cartref" not in one.output
