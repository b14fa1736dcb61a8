"""Where a figure was measured, without which it means nothing; and how much memory it took."""

from __future__ import annotations

import os
import platform
import resource
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from matcher import InputError

#: What the figures depend on most; the last is a rival's, and is not everywhere.
PACKAGES = ("numpy", "scipy", "ortools", "pydantic", "pulp")

Machine = dict[str, str | int | float]

#: What Linux tells of a process.
_STATUS = Path("/proc/self/status")
_PROCESSORS = Path("/proc/cpuinfo")


def machine() -> Machine:
    """Return the machine and the versions, for people to read and to keep beside figures."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count() or 0,
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: found for package in PACKAGES if (found := _version(package))},
    }


def in_one_line(about: Machine) -> str:
    """Return the machine and the versions as a line of text."""
    return ", ".join(f"{key} {value}" for key, value in about.items())


def not_installed(package: str, why: str) -> InputError:
    """Return the error that says how to install a library of the extra `bench`."""
    return InputError.single(
        package,
        f"is not installed, and {why}",
        "./cartref bench, which installs it, or pip install 'cartref[bench]'",
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    """Return the processor's name; Python itself knows it on few systems."""
    if _PROCESSORS.exists():
        for line in _PROCESSORS.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def peak_mb() -> float:
    """Return the most memory that this process has held so far, in MB of a million bytes."""
    # What getrusage says of a process on Linux begins with what its parent held when it started
    # it; the kernel's own account of the process does not.
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def cpu_seconds() -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
