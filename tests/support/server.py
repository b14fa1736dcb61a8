"""The service as people run it: a process of its own, which can be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.cookiejar import Cookie, CookieJar
from pathlib import Path

import httpx

from tests.support.running import ROOT

SERVE = (sys.executable, "-m", "api.cli", "serve")
#: Neither this run's coverage and options nor this machine's settings are the service's business.
_FOREIGN = ("COV", "PYTEST", "CARTREF_", "PYTHONDONTWRITEBYTECODE")
#: Workers start with the first run: most tests start a service more often than they need them.
_OURS = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "CARTREF_WARM": "false"}
#: Seconds after which something that should have happened long ago counts as not happening.
PATIENCE_SECONDS = 180.0
#: Nothing here speaks TLS: to load all the certificates of the world takes longer than to ask.
_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Server:
    """A service on a free port of loopback; started and stopped as often as a test likes.

    Parameters
    ----------
    data : Path
        Its data folder; it stays when the service ends.
    env : mapping of str to str, optional
        Settings, such as ``CARTREF_DATABASE_URL``.
    command : sequence of str
        What starts it; ``--port`` and ``--data`` follow.
    """

    def __init__(
        self, data: Path, env: Mapping[str, str] | None = None, command: Sequence[str] = SERVE
    ) -> None:
        self.data = data
        self.env = dict(env or {})
        self.port = _free_port()
        self._command = command
        self._output = ""
        self._more = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address, with no stroke at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What it has printed since it was first started, its errors among it."""
        with self._more:
            return self._output

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._running().pid

    def start(self) -> Server:
        """Start it and wait until it is ready.

        Raises
        ------
        RuntimeError
            Where it ends instead, with what it printed.
        TimeoutError
            Where it does neither.
        """
        assert self._process is None, "it is running"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        self._process = subprocess.Popen(
            [*self._command, "--port", str(self.port), "--data", str(self.data)],
            cwd=ROOT,
            env=kept | _OURS | self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # so that what it leaves behind can be found, and ended
        )
        self._reader = threading.Thread(target=self._read, args=[self._process], daemon=True)
        self._reader.start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        with httpx.Client(base_url=self.url, verify=_TLS, timeout=5) as client:
            while not _is_ready(client):
                if self._process.poll() is not None:
                    self._ended()
                    raise RuntimeError(f"the service ended as it started:\n{self.output}")
                if time.monotonic() > deadline:
                    self.kill()
                    raise TimeoutError(f"the service does not get ready:\n{self.output}")
                time.sleep(0.02)
        return self

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, as systemd does; return its exit code once it has ended."""
        self._running().send_signal(by)
        return self._ended()

    def kill(self) -> int:
        """End its first process with no chance to tidy up; what that one started may live on."""
        return self.stop(signal.SIGKILL)

    def restart(self) -> Server:
        """Stop it and start it again, on the same port with the same data."""
        self.stop()
        return self.start()

    def said(self, pattern: str) -> re.Match[str]:
        """Wait until it has printed something that matches; return the first match.

        Raises
        ------
        TimeoutError
            With what it printed instead.
        """
        with self._more:
            if not self._more.wait_for(
                lambda: re.search(pattern, self._output), timeout=PATIENCE_SECONDS
            ):
                raise TimeoutError(f"nothing like {pattern} in:\n{self._output}")
            found = re.search(pattern, self._output)
            assert found
            return found

    def one_time_password(self) -> str:
        """Return the password that the first start prints for the admin."""
        return self.said(r"sign in as admin with the password\s+(\S+)").group(1)

    def client(self) -> Client:
        """Return a client of nobody yet."""
        return Client(self.url)

    def close(self) -> None:
        """End it if it runs, with all that it started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._ended()

    def _running(self) -> subprocess.Popen[str]:
        assert self._process is not None, "it is not running"
        return self._process

    def _ended(self) -> int:
        process = self._running()
        code = process.wait(PATIENCE_SECONDS)
        if self._reader is not None:
            # What it started may live on and hold its output open: this is only for last words.
            self._reader.join(1)
        self._process = None
        return code

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout as lines:
            for line in lines:
                with self._more:
                    self._output += line
                    self._more.notify_all()


class _Trusting(CookieJar):
    """Sends secure cookies to loopback without TLS as well, as browsers do."""

    def set_cookie(self, cookie: Cookie) -> None:
        """Keep a cookie."""
        cookie.secure = False
        super().set_cookie(cookie)


class Client(httpx.Client):
    """Somebody at a browser: keeps the cookie of the session, and sends its CSRF token along.

    Parameters
    ----------
    url : str
        The service's address.
    """

    def __init__(self, url: str) -> None:
        super().__init__(base_url=url, verify=_TLS, cookies=_Trusting(), timeout=PATIENCE_SECONDS)

    def sign_in(self, name: str, password: str) -> httpx.Response:
        """Sign in with a local account; the answer may also say no."""
        answer = self.post("/v1/session", json={"name": name, "password": password})
        if answer.status_code == 200:
            self.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return answer

    def change_password(self, old: str, new: str) -> httpx.Response:
        """Change one's own password, as the first sign-in asks for."""
        return self.post("/v1/session/password", json={"old": old, "new": new})


@contextmanager
def server(
    data: Path, env: Mapping[str, str] | None = None, command: Sequence[str] = SERVE
) -> Iterator[Server]:
    """Give a service that is ready, and end it with all that it started, whatever happens."""
    made = Server(data, env, command)
    try:
        yield made.start()
    finally:
        made.close()


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
