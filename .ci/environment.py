"""Make the environment ``.venv`` from the locks, where it is missing, incomplete or out of date.

Run by ``./cartref`` and ``./check`` with the Python that the environment is to have; uses the
standard library only. Says what it does on standard error.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
#: What the environment was made from, one fact a line; written last, so that an environment
#: whose making was interrupted is not taken for whole.
STAMP = VENV / "made-from.txt"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"


def main() -> int:
    """Make the environment if need be; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools that check the project")
    wanted = facts(dev=parser.parse_args().dev)
    if wanted <= recorded():
        return 0
    # The kernel gives the lock back however its holder ends: nothing is ever left stale.
    with (ROOT / ".venv.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another command is making the environment; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted <= recorded():
            make(wanted)
    return 0


def facts(*, dev: bool) -> set[str]:
    """Return what an environment made now would be made from.

    The folder is among it: the scripts inside an environment name the folder they were made in.
    The tools' lock holds everything of the other, so that an environment with the tools serves
    a command that wants none.
    """
    files = ["pyproject.toml", RUN_LOCK, *([DEV_LOCK] if dev else [])]
    return {
        f"python {sys.version_info.major}.{sys.version_info.minor}",
        f"folder {ROOT}",
        *(f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in files),
    }


def recorded() -> set[str]:
    """Return what the environment was made from; nothing where it is missing or incomplete."""
    try:
        return set(STAMP.read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def make(wanted: set[str]) -> None:
    """Make the environment, or add the tools to one that lacks nothing else."""
    before = recorded()
    lock = DEV_LOCK if any(fact.startswith(DEV_LOCK) for fact in wanted) else RUN_LOCK
    lacks_only_tools = facts(dev=False) == before
    STAMP.unlink(missing_ok=True)
    if lacks_only_tools:
        say(f"adding the tools of {lock} to .venv")
    else:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        why = "out of date, made anew" if before else "made"
        say(f"the environment .venv is {why} with Python {version} from {lock}")
        say("this takes a minute or two, and happens only when a lock changes")
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    install("--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock))
    install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text("".join(f"{fact}\n" for fact in sorted(wanted)), encoding="utf-8")
    say("the environment is ready")


def install(*arguments: str) -> None:
    """Run the environment's pip; its words go to standard error."""
    pip = [str(VENV / "bin" / "python"), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    subprocess.run(
        [*pip, "--disable-pip-version-check", *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )


def say(text: str) -> None:
    """Tell the person who waits."""
    print(f"cartref: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError:
        say("the environment could not be made; what pip says is above (is there a network?)")
        sys.exit(2)
    except OSError as error:
        say(f"the environment could not be made: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        say("interrupted; the next command begins the environment anew")
        sys.exit(130)
