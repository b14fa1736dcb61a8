"""What docs/running-a-server.md and the files of docs/deploy say is there, is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml  # type: ignore[import-untyped]  # its types are a package of their own

from api.cli.app import app
from api.settings import PREFIX, SECRETS_DIR, Settings
from tests.support.running import ROOT

PAGE = ROOT / "docs" / "running-a-server.md"
DEPLOY = ROOT / "docs" / "deploy"
FILES = [PAGE, *sorted(path for path in DEPLOY.iterdir() if path.is_file())]
TEXT = PAGE.read_text(encoding="utf-8")
SETTINGS = {SECRETS_DIR} | {PREFIX + name.upper() for name in Settings.model_fields}
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))


def named(text: str) -> set[str]:
    return set(re.findall(r"\bCARTREF_[A-Z_]+\b", text))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_setting_named_is_one(file: Path) -> None:
    assert named(file.read_text(encoding="utf-8")) <= SETTINGS


def test_the_table_has_every_setting() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| `CARTREF_")]
    cells = [name for row in rows for name in named(row.split("|")[1])]
    assert sorted(cells) == sorted(SETTINGS)


@pytest.mark.parametrize(
    ("setting", "cell"),
    [
        ("queue", "20 runs"),
        ("session_minutes", "480 minutes"),
        ("session_idle_minutes", "30 minutes"),
        ("requests_per_minute", "3,000 a minute"),
        ("sign_ins_per_minute", "30 a minute"),
        ("oidc_claim", "`roles`"),
        ("data", "`cartref-data`"),
    ],
)
def test_defaults_are_as_the_table_says(setting: str, cell: str) -> None:
    (row,) = (
        line for line in TEXT.splitlines() if line.startswith(f"| `{PREFIX}{setting.upper()}`")
    )
    assert row.split("|")[2].strip() == cell
    default = str(Settings.model_fields[setting].default)
    assert cell.replace(",", "").strip("`").split()[0] == default


def commands() -> set[str]:
    """Return each command that the page and the units run, without its arguments."""
    texts = [file.read_text(encoding="utf-8") for file in FILES]
    runs = (
        r"(?:/bin/cartref|\./cartref|cartref/cartref|exec cartref cartref|on_server) ([a-z][^`\n]*)"
    )
    found = (match for text in texts for match in re.findall(runs, text))
    return {" ".join(re.findall(r"(?:^| )([a-z]+)(?=[ `']|$)", line)[:2]) for line in found}


@pytest.mark.parametrize("words", sorted(commands()))
def test_every_command_named_is_one(words: str) -> None:
    command: Any = typer.main.get_command(app)
    for word in words.split():
        if not hasattr(command, "commands"):
            break
        assert word in command.commands, words
        command = command.commands[word]
    assert not hasattr(command, "commands"), f"{words} is a group of commands"


def test_the_commands_of_the_page_are_found() -> None:
    assert commands() >= {"serve", "audit verify", "store backup", "store restore"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here: it comes with systemd")
    for path in UNITS:
        # It asks whether the program is there, which it is only on the server.
        text = path.read_text(encoding="utf-8").replace(
            "/opt/cartref/.venv/bin/cartref", "/bin/true"
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_container_is_hardened_and_its_secrets_are_files() -> None:
    compose: Any = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert sorted(compose["services"]) == ["caddy", "cartref", "postgres"]
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["healthcheck"]["test"][0] == "CMD", name
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
        for secret in service.get("secrets", []):
            file = Path(compose["secrets"][secret]["file"])
            assert file.name == secret
            assert f"> secrets/{secret}" in TEXT
    assert [name for name, one in compose["services"].items() if "ports" in one] == ["caddy"]
    assert compose["networks"]["back"] == {"internal": True}
    assert compose["services"]["postgres"]["networks"] == ["back"]


def test_the_image_is_made_from_what_is_sent_to_its_making() -> None:
    made = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {
        part
        for line in re.findall(r"^COPY (?!--from)(.*)$", made, re.MULTILINE)
        for part in line.split()[:-1]
    }
    sent = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    assert copied == set(re.findall(r"^!(.*)$", sent, re.MULTILINE))
    assert all((ROOT / part).exists() for part in copied)
    assert "--require-hashes" in made
    assert re.search(r"^ARG BASE=\S+:3\.1[123]\.\d+-slim-\w+$", made, re.MULTILINE)
    assert re.search(r"^USER \d+:\d+$", made, re.MULTILINE)
