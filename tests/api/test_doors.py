"""What people get wrong at the service's doors: a plain sentence and exit code 2, each time.

Real processes, as somebody runs them: what they see is what is judged.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.running import ROOT

SECRET = "hunter2"
COMMANDS = {
    "serve": ("serve", "--port", "0"),
    "upgrade": ("store", "upgrade"),
    "restore": ("store", "restore", "none.backup"),
    "people": ("people", "list"),
    "audit": ("audit", "verify"),
}
PG = "postgresql+psycopg"


def said(folder: Path, command: str, **settings: str) -> str:
    """Return what a command says of its settings, which it can't use."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("CARTREF_")}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *COMMANDS[command]],
        cwd=folder,
        env={**env, "PYTHONPATH": str(ROOT), **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert "fault of cartref" not in done.stderr
    assert SECRET not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_so(tmp_path: Path, command: str) -> None:
    told = said(tmp_path, command, CARTREF_DATABASE_URL=f"{PG}://u:{SECRET}@127.0.0.1:1/x")
    assert told.startswith("CARTREF_DATABASE_URL: ")
    assert "nothing listens there" in told
    assert said(tmp_path, command, CARTREF_WORKERS="two").startswith("CARTREF_WORKERS: ")
    assert not list(tmp_path.iterdir()), "a failed call changes nothing"


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (f"{PG}://u:{SECRET}@nohost.invalid/x", "its host is not known"),
        (f"{PG}://u:{SECRET}@127.0.0.1:1/x", "nothing listens there"),
        (f"{PG}://u:{SECRET}@/x?host=/nowhere", "nothing listens there"),
        (f"{PG}://u:a@{SECRET}@nohost.invalid/x", "its host is not known"),
        (f"{PG}://u:{SECRET}@127.0.0.1/x?no_such_option=1", "has an option that there is not"),
        (f"{PG}://u:{SECRET}@h:99999/x", "has a port that there is not"),
        (f"{PG}://u:{SECRET}@h:port/x", "is no address of a database"),
        (f"postgrex://u:{SECRET}@h/x", "is no address of a database"),
        (f"mysql://u:{SECRET}@h/x", "is no address of a database"),
        (SECRET, "is no address of a database"),
        ("", "is empty"),
    ],
)
def test_an_address_of_no_database(tmp_path: Path, address: str, fault: str) -> None:
    told = said(tmp_path, "upgrade", CARTREF_DATABASE_URL=address)
    assert told.startswith("CARTREF_DATABASE_URL: ")
    assert fault in told


@pytest.mark.parametrize("command", ["serve", "upgrade"])
@pytest.mark.parametrize("kind", ["no folder", "a folder", "another file"])
def test_an_sqlite_file_that_is_none(tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / "kept" / "x.db"
    if kind != "no folder":
        path.parent.mkdir()
    if kind == "a folder":
        path.mkdir()
    if kind == "another file":
        path.write_text("minutes of a meeting\n" * 100)
    assert str(path) in said(tmp_path, command, CARTREF_DATABASE_URL=f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("PORT", "x", "is not a whole number"),
        ("PORT", "", "is not a whole number"),
        ("PORT", "99999", "is too large"),
        ("PORT", "-1", "is too small"),
        ("HOST", "", "is empty"),
        ("DATA", "", "is empty"),
        ("WORKERS", "two", "is not a whole number"),
        ("WARM", "perhaps", "is neither true nor false"),
        ("OIDC_ROLES", "Placements=king", "is none of the values allowed"),
        ("OIDC_ISSUER", "https://[", "is no address with TLS"),
        ("OIDC_ISSUER", "https://", "is no address with TLS"),
        ("PROXIES", "10.0.0.0/99", "is no address"),
        ("SECRETS_DIR", "nowhere", "is no folder that can be read"),
        ("SECRETS_DIR", "file", "is no folder that can be read"),
    ],
)
def test_a_setting_with_a_wrong_value(tmp_path: Path, name: str, value: str, fault: str) -> None:
    (tmp_path / "file").write_text("")
    more = {"CARTREF_OIDC_CLIENT_ID": "c"} if name == "OIDC_ISSUER" else {}
    told = said(tmp_path, "upgrade", **{f"CARTREF_{name}": value}, **more)
    assert told.startswith(f"CARTREF_{name}: ")
    assert fault in told
    assert {path.name for path in tmp_path.iterdir()} == {"file"}, "a failed call changes nothing"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_secret_that_is_no_text(tmp_path: Path, content: bytes | None) -> None:
    secret = tmp_path / "secrets" / "CARTREF_database_url"
    secret.parent.mkdir()
    if content is None:
        secret.mkdir()
    else:
        secret.write_bytes(content)
    assert str(secret) in said(tmp_path, "serve", CARTREF_SECRETS_DIR=str(secret.parent))


@pytest.mark.parametrize("command", ["serve", "upgrade", "restore"])
@pytest.mark.parametrize("data", ["file", "file/data", "/proc/data"])
def test_a_data_folder_that_can_t_be_one(tmp_path: Path, command: str, data: str) -> None:
    (tmp_path / "file").write_text("")
    told = said(tmp_path, command, CARTREF_DATA=data)
    assert told.startswith(f"{data}: can't be the data folder: ")


@pytest.mark.parametrize("host", ["nohost.invalid", "a" * 70, "192.0.2.1"])
def test_an_address_that_is_not_this_machine_s(tmp_path: Path, host: str) -> None:
    told = said(tmp_path, "serve", CARTREF_HOST=host, CARTREF_BEHIND_TLS="true")
    assert "is no address of this machine" in told or "can't be listened on" in told


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        env = {name: value for name, value in os.environ.items() if "CARTREF_" not in name}
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "serve"],
            cwd=tmp_path,
            env={**env, "PYTHONPATH": str(ROOT), "CARTREF_PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: can't be listened on: address already in use" in done.stderr
