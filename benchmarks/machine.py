"""Where a figure was measured: without it no figure means anything."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

#: What the figures depend on most.
PACKAGES = ("numpy", "scipy", "ortools", "pydantic")


def machine() -> dict[str, str | int | float]:
    """Return the machine and the versions, for people to read and to keep beside figures."""
    return {
        "processor": _processor(),
        "processors": os.cpu_count() or 0,
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def _processor() -> str:
    """Return the processor's name; Python itself knows it on few systems."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
