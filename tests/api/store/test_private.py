"""What the service keeps is its owner's alone, and a process that is killed leaves nothing more."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from api.store.backup import backup, restore
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.owning import Ownership
from api.store.private import make_folder, passing_folder
from api.store.trouble import plainly
from matcher.errors import InputError
from tests.support.doors import small_disk
from tests.support.running import ROOT
from tests.support.server import server


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["open", "usual", "shut"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the rights of a folder, as ``.``, and of all that is in it."""
    paths = (folder, *folder.rglob("*"))
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in paths}


@pytest.mark.usefixtures("umask")
def test_a_new_folder_and_all_in_it_are_the_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_folder(folder)
    database = Database(f"sqlite:///{folder / 'cartref.sqlite3'}")
    owner = Ownership(database)
    owner.take()
    upgrade(database)
    backup(database, folder / "cartref.sqlite3.backup")
    with database.writing():
        told = modes(folder)
    owner.release()
    database.close()
    assert told.pop(".") == 0o700
    assert {"cartref.sqlite3", "cartref.sqlite3-wal", "cartref.sqlite3-shm"} < set(told)
    assert set(told.values()) == {0o600}


@pytest.mark.usefixtures("umask")
def test_a_restored_database_is_the_owner_s_alone(tmp_path: Path) -> None:
    first = Database(f"sqlite:///{tmp_path / 'first.sqlite3'}")
    upgrade(first)
    backup(first, tmp_path / "kept.backup")
    first.close()
    second = Database(f"sqlite:///{tmp_path / 'second.sqlite3'}")
    restore(second, tmp_path / "kept.backup")
    second.close()
    assert modes(tmp_path)["second.sqlite3"] == modes(tmp_path)["kept.backup"] == 0o600


def test_what_an_older_version_left_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    url = f"sqlite:///{folder / 'cartref.sqlite3'}"
    first = Database(url)
    upgrade(first)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    make_folder(folder)
    second = Database(url)
    with second.reading() as session:
        session.connection()
    told = modes(folder)
    first.close()
    second.close()
    assert told.pop(".") == 0o700
    assert set(told.values()) == {0o600}


def test_a_folder_that_holds_other_things_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "minutes.txt").write_text("")
    make_folder(folder)
    assert modes(folder)["."] == 0o755


def test_a_service_keeps_its_folder_to_itself(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    with server(folder):
        told = modes(folder)
    assert told.pop(".") == 0o700
    assert set(told.values()) == {0o600}


@contextmanager
def killed_beside(path: Path) -> Iterator[Path]:
    """Give what a process left beside a file that was killed while it had a folder there."""
    program = (
        "import pathlib, sys, time\n"
        "from api.store.private import passing_folder\n"
        "with passing_folder(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder / 'copy').write_text('C001')\n"
        "    print(folder, flush=True)\n"
        "    time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        left = Path(process.stdout.readline().strip())
        assert stat.S_IMODE(left.stat().st_mode) == 0o700
        with passing_folder(path):
            assert left.exists(), "it is at work"
        process.send_signal(signal.SIGKILL)
    assert left.exists()
    yield left
    assert not left.exists()


def test_what_a_killed_restore_left_is_gone_once_the_database_has_an_owner(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cartref.sqlite3"
    with killed_beside(path), passing_folder(tmp_path / "other") as another:
        database = Database(f"sqlite:///{path}")
        owner = Ownership(database)
        owner.take()
        owner.release()
        database.close()
        assert another.exists(), "somebody is at work in it"


def test_what_a_killed_backup_left_is_gone_with_the_next_one(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'cartref.sqlite3'}")
    upgrade(database)
    kept = tmp_path / "backups"
    kept.mkdir()
    with killed_beside(kept / "monday.backup"):
        backup(database, kept / "tuesday.backup")
    database.close()
    assert [path.name for path in kept.iterdir()] == ["tuesday.backup"]


def test_a_backup_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'cartref.sqlite3'}")
    upgrade(database)
    with pytest.raises(InputError, match=r"can't be written: no such file or directory"):
        backup(database, tmp_path / "nowhere" / "x.backup")
    database.close()


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        path = disk / "cartref.sqlite3"
        database = Database(f"sqlite:///{path}")
        with pytest.raises(InputError) as caught, plainly(database):
            upgrade(database)
        database.close()
    [fault] = caught.value.faults
    assert fault.place == str(path)
    assert "full" in fault.fault


def test_a_fault_of_ours_stays_one(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with (
        pytest.raises(OperationalError, match="syntax error"),
        plainly(database),
        database.engine.connect() as connection,
    ):
        connection.exec_driver_sql("NO SUCH STATEMENT")
    database.close()
