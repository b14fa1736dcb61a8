"""The tests' own PostgreSQL: it is real, its databases are fresh, and nothing of it is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres as module
from tests.support.postgres import Postgres, programs, running
from tests.support.running import python


def plain(url: str) -> str:
    """Return an address as PostgreSQL's own library takes it."""
    assert url.startswith("postgresql+psycopg://")
    return url.replace("+psycopg", "", 1)


def names(server: Postgres) -> list[str]:
    with psycopg.connect(server.url("postgres", driver="")) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return sorted(name for (name,) in found)


def test_each_call_makes_a_database_of_its_own(database_url: Callable[[], str]) -> None:
    first, second = database_url(), database_url()
    with psycopg.connect(plain(first)) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    with (
        psycopg.connect(plain(second)) as other,
        pytest.raises(psycopg.errors.UndefinedTable),
    ):
        other.execute("SELECT * FROM kept")


def test_a_database_is_dropped_though_somebody_is_connected(postgres: Postgres) -> None:
    with postgres.database() as name:
        assert name in names(postgres)
        left = psycopg.connect(postgres.url(name, driver=""))
    assert name not in names(postgres)
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()


def test_text_is_kept_and_sorted_the_same_on_every_machine(
    database_url: Callable[[], str],
) -> None:
    with psycopg.connect(plain(database_url())) as connection:
        (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ()
        ordered = connection.execute("SELECT n FROM unnest(ARRAY['b', 'B', 'ŵ', 'a']) n ORDER BY n")
        assert encoding == "UTF8"
        assert [name for (name,) in ordered] == ["B", "a", "b", "ŵ"]


def test_what_was_committed_is_there_after_the_power_fails() -> None:
    with running(safe=True) as server, server.database() as name:
        url = server.url(name, driver="")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS id")
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
        server.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT id FROM kept").fetchone() == (7,)
            assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_nothing_is_left_when_the_tests_process_dies() -> None:
    killed = python(
        "-c",
        "import os, signal\n"
        "from tests.support.postgres import running\n"
        "with running() as server:\n"
        "    print(server.url('postgres', driver=''), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
    )
    assert killed.returncode == -9
    folder = Path(killed.stdout.strip().partition("host=")[2])
    assert folder.name.startswith("cartref-pg-")
    # The keeper had the standard error that was read to its end just now: it has gone too.
    assert not folder.exists()


def test_a_server_that_does_not_start_shows_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    programs()
    monkeypatch.setattr(module, "_QUICK", "-c no_such_setting=1")
    with pytest.raises(RuntimeError, match="no_such_setting"), running():
        pass


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_where_it_is_not_installed_a_test_is_skipped_and_fails_in_ci(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_places", lambda: iter([Path("/nowhere")]))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="apt-get install postgresql"):
        programs()


def test_programs_are_found_where_debian_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for program in ("initdb", "pg_ctl"):
            (folder / program).touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(module, "DEBIAN", tmp_path)
    assert programs() == tmp_path / "17" / "bin"
