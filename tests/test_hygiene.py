"""What no file of the project may hold, and what the locks must."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Hosts of package registries, written so that this file does not hold them itself.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org"]
#: Home folders of people and machines, written so for the same reason.
HOMES = re.compile(rb"(?<![\w./$])/(?:home|Users|root)/" + rb"\w")


def files() -> list[Path]:
    """Return what is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().rstrip("\0").split("\0")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def holding(pattern: re.Pattern[bytes]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files() if pattern.search(file.read_bytes())]


def test_no_file_names_the_host_of_a_registry() -> None:
    assert holding(re.compile("|".join(map(re.escape, HOSTS)).encode())) == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert holding(HOMES) == []
    assert holding(re.compile(re.escape(str(ROOT)).encode() + rb"\b")) == []


def pins(name: str) -> dict[str, str]:
    """Return the requirements of a lock, each with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    return dict(line.split(" ", 1) for line in text.splitlines())


def test_locks_name_versions_and_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-pdf.lock", "requirements-dev.lock"):
        for requirement, rest in pins(name).items():
            assert re.fullmatch(r"[\w.-]+==[\w.]+", requirement), requirement
            assert "--hash=sha256:" in rest, requirement
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert not {"uv.lock", "pylock.toml"} & {file.name for file in files()}


def test_the_tools_lock_holds_all_of_the_other() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run.items() < pins("requirements-pdf.lock").items() < dev.items()
