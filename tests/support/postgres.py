"""A PostgreSQL server of the tests' own, really started, thrown away at the end.

One server for each process that runs tests, started when the first test asks; a fresh database
for each call of ``database_url``. It listens on a socket in its own folder and nowhere else, so
that there is no port to find and nobody else can reach it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TypedDict

import pytest

#: Whoever runs the server where the tests run as root: PostgreSQL refuses root.
ACCOUNT = "postgres"
#: Where Debian and Ubuntu have the programs, by version.
DEBIAN = Path("/usr/lib/postgresql")

#: Makes a server, waits, and takes it away when its input closes: that is when the tests are
#: done with it, and also when their process dies, however it dies.
_KEEPER = """
cd "$folder"
trap '"$bin/pg_ctl" stop -s -w -m immediate -D data >>log 2>&1; rm -rf "$folder"' EXIT
"$bin/initdb" -D data -U postgres -A trust -E UTF8 --no-locale -N >log 2>&1 &&
    "$bin/pg_ctl" start -s -w -t 60 -D data -l log -o "$options" >>log 2>&1 && echo ready ||
    echo failed
read -r _
"""

#: Nobody minds losing what is in it, so nothing waits for the disk.
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Postgres:
    """A running server.

    Parameters
    ----------
    bin : Path
        The folder of its programs, among them ``pg_dump`` and ``pg_restore``.
    folder : Path
        Its own folder: the data, the log and the socket.
    options : str
        What it is started with.
    """

    def __init__(self, bin: Path, folder: Path, options: str) -> None:
        self.bin = bin
        self._folder = folder
        self._options = options
        self._numbers = count(1)

    def url(self, database: str, *, driver: str = "+psycopg") -> str:
        """Return a database's address; with no driver, as PostgreSQL's own programs take it."""
        return f"postgresql{driver}://postgres@/{database}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, give its name, and drop it whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}")
        try:
            yield name
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop it at once, as when the machine loses power: what was committed must be there."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again, and wait until it takes connections."""
        self._control("start", "-t", "60", "-l", "log", "-o", self._options)

    def _control(self, *arguments: str) -> None:
        subprocess.run(
            [self.bin / "pg_ctl", *arguments, "-s", "-w", "-D", "data"],
            cwd=self._folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **_account(),
        )

    def _say(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres", driver=""), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running(*, safe: bool = False) -> Iterator[Postgres]:
    """Start a server and stop it at the end, or skip where PostgreSQL is not installed.

    Parameters
    ----------
    safe : bool, default False
        Whether what was committed survives `Postgres.stop`; slower.

    Raises
    ------
    RuntimeError
        Where it does not start; with its log.
    """
    bin = programs()
    folder = Path(tempfile.mkdtemp(prefix="cartref-pg-"))
    account = _account()
    if account:
        shutil.chown(folder, ACCOUNT)
    options = f"-k '{folder}' -h '' -c max_connections=100 {'' if safe else _QUICK}".strip()
    keeper = subprocess.Popen(
        ["sh", "-c", _KEEPER],
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "bin": str(bin),
            "folder": str(folder),
            "options": options,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # an interrupt at the keyboard is for the tests
        **account,
    )
    assert keeper.stdin
    assert keeper.stdout
    try:
        if keeper.stdout.readline() != b"ready\n":
            log = (folder / "log").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"PostgreSQL does not start:\n{log}")
        yield Postgres(bin, folder, options)
    finally:
        with suppress(BrokenPipeError):
            keeper.stdin.close()
        keeper.wait()
        keeper.stdout.close()


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; where there is none skip, and in CI fail."""
    for place in _places():
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    missing = (
        "PostgreSQL is not installed: these tests start a server of their own. On Debian and"
        " Ubuntu `apt-get install postgresql` installs it; other systems: have initdb on the PATH"
    )
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def _places() -> Iterator[Path]:
    """Yield where its programs may be: first as this machine says, then where Debian has them."""
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    if asked := shutil.which("pg_config"):
        told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(told.stdout.strip())
    folders = DEBIAN.glob("*/bin")
    yield from sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True)


class _Account(TypedDict, total=False):
    """What a child process is started with to run as somebody else."""

    user: str
    group: int
    extra_groups: list[int]


def _account() -> _Account:
    """Return how a child of ours becomes the account that may run it: as we are, but not root."""
    if os.geteuid() != 0:
        return {}
    group = pwd.getpwnam(ACCOUNT).pw_gid
    return {"user": ACCOUNT, "group": group, "extra_groups": [group]}


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of all tests of this process."""
    with running() as server:
        yield server


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[Callable[[], str]]:
    """Return a function: each call makes an empty database, and all go after the test."""
    with ExitStack() as databases:
        yield lambda: postgres.url(databases.enter_context(postgres.database()))
