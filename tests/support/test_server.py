"""How a service is started, killed and started again, shown on a stand-in that takes no time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support import server as module
from tests.support.server import Server, server

STAND_IN = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

port, data = int(sys.argv[2]), Path(sys.argv[4])
if "CARTREF_REFUSE" in os.environ:
    sys.exit("refuses: " + os.environ["CARTREF_REFUSE"])
data.mkdir(exist_ok=True)
if not (data / "password").exists():
    (data / "password").write_text("abc-def-ghi")
    print("its first start: sign in as admin with the password abc-def-ghi")

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        ready = self.path == "/readyz" and "CARTREF_NEVER" not in os.environ
        self.answer(200 if ready else 503, {})

    def do_POST(self):
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v1/session":
            right = given["password"] == (data / "password").read_text()
            self.answer(200 if right else 401, {"csrf_token": "token"} if right else {})
        elif (self.headers["X-CSRF-Token"], self.headers["Cookie"]) == ("token", "session=s"):
            (data / "password").write_text(given["new"])
            self.answer(204, None)
        else:
            self.answer(403, {})

    def answer(self, status, body):
        self.send_response(status)
        if body:
            self.send_header("Set-Cookie", "session=s; HttpOnly; Secure; SameSite=Strict")
        text = b"" if body is None else json.dumps(body).encode()
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""
COMMAND = (sys.executable, "-c", STAND_IN)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[Server]:
    with server(tmp_path / "data", command=COMMAND) as made:
        yield made


def test_somebody_signs_in_and_changes_the_password(stand_in: Server) -> None:
    with stand_in.client() as client:
        assert client.change_password("abc-def-ghi", "other").status_code == 403
        assert client.sign_in("admin", "wrong").status_code == 401
        assert "X-CSRF-Token" not in client.headers
        assert client.sign_in("admin", stand_in.one_time_password()).status_code == 200
        assert client.change_password("abc-def-ghi", "other").status_code == 204
    with stand_in.client() as client:
        assert client.sign_in("admin", "abc-def-ghi").status_code == 401
        assert client.sign_in("admin", "other").status_code == 200


def test_what_it_keeps_is_there_after_it_was_killed(stand_in: Server) -> None:
    first, url = stand_in.pid, stand_in.url
    assert stand_in.kill() == -9
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/readyz")
    stand_in.start()
    assert (stand_in.url, stand_in.pid == first) == (url, False)
    assert stand_in.restart().output.count("with the password") == 1
    assert stand_in.stop() == -15


def test_one_that_ends_as_it_starts_says_why(tmp_path: Path) -> None:
    made = Server(tmp_path / "data", {"CARTREF_REFUSE": "no TLS in front"}, COMMAND)
    with pytest.raises(RuntimeError, match="no TLS in front"):
        made.start()


def test_one_that_never_gets_ready_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.5)
    made = Server(tmp_path / "data", {"CARTREF_NEVER": "1"}, COMMAND)
    with pytest.raises(TimeoutError, match="does not get ready"):
        made.start()
    with pytest.raises(AssertionError, match="not running"):
        made.stop()


def test_it_does_not_get_the_settings_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARTREF_REFUSE", "a setting of whoever runs the tests")
    with server(tmp_path / "data", command=COMMAND) as made:
        assert made.pid > 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{made.url}/readyz")


def test_what_it_never_says_is_not_waited_for_for_ever(
    stand_in: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(TimeoutError, match="nothing like a second password"):
        stand_in.said("a second password")
