"""Settings of the service."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import read_settings
from matcher.errors import InputError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOST", "PORT", "DATA", "DATABASE_URL", "BEHIND_TLS", "OIDC_ROLES"):
        monkeypatch.delenv(f"CARTREF_{name}", raising=False)


def test_without_any_it_is_sqlite_in_a_folder_here_for_this_machine_alone() -> None:
    settings = read_settings()
    assert settings.url == "sqlite:///cartref-data/cartref.sqlite3"
    assert (settings.host, settings.port, settings.behind_tls) == ("127.0.0.1", 8000, False)


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTREF_PORT", "8001")
    assert read_settings().port == 8001
    assert read_settings(port=8002, host=None).port == 8002


def test_secrets_are_read_from_files_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cartref_database_url").write_text("postgresql+psycopg://c:secret@db/c\n")
    monkeypatch.setenv("CARTREF_SECRETS_DIR", str(tmp_path))
    settings = read_settings()
    assert settings.url == "postgresql+psycopg://c:secret@db/c"
    assert "c:secret@db" not in repr(settings)


def test_lists_and_pairs_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTREF_ALLOWED_HOSTS", "cartref.powys.example, cartref")
    monkeypatch.setenv("CARTREF_OIDC_ROLES", "Placements team=officer,Panel = panel")
    settings = read_settings()
    assert settings.allowed_hosts == ("cartref.powys.example", "cartref")
    assert settings.oidc_roles == {"Placements team": "officer", "Panel": "panel"}


def test_all_faults_come_together_each_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTREF_PORT", "65536")
    monkeypatch.setenv("CARTREF_QUEUE", "0")
    monkeypatch.setenv("CARTREF_OIDC_ROLES", "Placements")
    with pytest.raises(InputError) as caught:
        read_settings()
    assert [(fault.place, fault.fault) for fault in caught.value.faults] == [
        ("CARTREF_PORT", "is too large"),
        ("CARTREF_QUEUE", "is too small"),
        ("CARTREF_OIDC_ROLES", "is no list of pairs"),
    ]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "cartref.powys.example"])
def test_others_are_let_in_only_where_something_in_front_speaks_tls(host: str) -> None:
    with pytest.raises(InputError) as caught:
        read_settings(host=host)
    assert caught.value.faults[0].place == "CARTREF_HOST"
    assert "CARTREF_BEHIND_TLS=true" in caught.value.faults[0].accepted
    assert read_settings(host=host, behind_tls=True).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_is_let_in(host: str) -> None:
    assert read_settings(host=host).host == host


@pytest.mark.parametrize(
    ("issuer", "client", "places"),
    [
        ("https://directory.example/tenant", "cartref", []),
        ("http://127.0.0.1:8080", "cartref", []),
        ("http://directory.example", None, ["CARTREF_OIDC_ISSUER", "CARTREF_OIDC_CLIENT_ID"]),
    ],
)
def test_a_directory_has_tls_and_a_name_for_us(
    issuer: str, client: str | None, places: list[str]
) -> None:
    if not places:
        assert read_settings(oidc_issuer=issuer, oidc_client_id=client).oidc_issuer == issuer
        return
    with pytest.raises(InputError) as caught:
        read_settings(oidc_issuer=issuer, oidc_client_id=client)
    assert [fault.place for fault in caught.value.faults] == places


@pytest.mark.parametrize("name", ["nowhere", "a file"])
def test_a_folder_of_secrets_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("CARTREF_SECRETS_DIR", str(tmp_path / name))
    with pytest.raises(InputError, match="CARTREF_SECRETS_DIR: is no folder that can be read"):
        read_settings()
