"""A service started for measuring, and a client that asks it for rankings."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from api.store.audit import Actor
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.people import add_key, add_person
from api.store.versions import add_version
from matcher import InputError, Register

#: Seconds for it to get ready, and for an answer.
PATIENCE_SECONDS = 180.0


Work = Callable[[http.client.HTTPConnection, list[float]], None]


class Asking:
    """Somebody who asks a service for rankings, each question for the next child.

    Parameters
    ----------
    port : int
        Of the service, on this machine.
    key : str
        With which it is asked.
    register : Register
        The newest version there: children who wait or are reviewed are asked for in turn.
    """

    def __init__(self, port: int, key: str, register: Register) -> None:
        self.port = port
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._children = [one.id for one in register.children if one.status != "settled"]

    def paced(self, per_second: float, seconds: float, connections: int) -> list[float]:
        """Return how long each answer took, in seconds, where questions come at a fixed pace.

        The time counts from when a question was due, so that one who has to wait for a free
        connection is seen to wait.
        """
        due = count()
        total = round(per_second * seconds)
        began = time.perf_counter() + 0.1

        def work(connection: http.client.HTTPConnection, took: list[float]) -> None:
            while (number := next(due)) < total:
                at = began + number / per_second
                time.sleep(max(0.0, at - time.perf_counter()))
                self._ask(connection, number)
                took.append(time.perf_counter() - at)

        return self._each(work, connections)

    def flat_out(self, seconds: float, connections: int) -> list[float]:
        """Return how long each answer took, in seconds, where each asks again at once."""
        numbers = count()
        end = time.perf_counter() + seconds

        def work(connection: http.client.HTTPConnection, took: list[float]) -> None:
            while (at := time.perf_counter()) < end:
                self._ask(connection, next(numbers))
                took.append(time.perf_counter() - at)

        return self._each(work, connections)

    def _each(self, work: Work, connections: int) -> list[float]:
        took: list[float] = []
        faults: list[BaseException] = []

        def connected() -> None:
            connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=PATIENCE_SECONDS
            )
            try:
                work(connection, took)
            except (OSError, InputError) as error:
                faults.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=connected) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise InputError.single("service", f"does not answer: {faults[0]}")
        return took

    def _ask(self, connection: http.client.HTTPConnection, number: int) -> None:
        child = self._children[number % len(self._children)]
        connection.request("POST", "/v1/rankings", json.dumps({"request": child}), self._headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise InputError.single("POST /v1/rankings", f"is answered with {answer.status}", "200")


@contextmanager
def serving(register: Register) -> Iterator[Asking]:
    """Start a service of its own with a register, on SQLite, and end it.

    Raises
    ------
    InputError
        If it does not get ready.
    """
    with tempfile.TemporaryDirectory(prefix="cartref-bench-") as folder:
        key = _prepared(Path(folder), register)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = int(free.getsockname()[1])
        kept = {name: value for name, value in os.environ.items() if name[:8] != "CARTREF_"}
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve", "--data", folder, "--port", str(port)],
            env=kept | {"CARTREF_REQUESTS_PER_MINUTE": str(10**9)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_ready(process, port)
            yield Asking(port, key, register)
        finally:
            process.terminate()
            process.wait()


def _prepared(folder: Path, register: Register) -> str:
    """Make the database of a service with a register in it; return a key that may rank."""
    database = Database(f"sqlite:///{folder / 'cartref.sqlite3'}")
    try:
        upgrade(database)
        with database.writing() as session:
            person = add_person(session, "bench", ["officer"])
            add_version(session, Actor(person.id, "bench"), register, "upload", None)
            return add_key(session, person, "bench", ["rank"])[1]
    finally:
        database.close()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise InputError.single("service", "does not get ready", "cartref serve shows why")
