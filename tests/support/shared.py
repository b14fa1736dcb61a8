"""The folder of shared cases and registers, where there is one; the project lives without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.running import ROOT

SHARED = Path(os.environ.get("CARTREF_SHARED") or ROOT.parent / "shared")


def shared(path: str) -> Path:
    """Return a file or folder of the shared folder, or skip the test where it is not there."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} is not here: set CARTREF_SHARED to the folder that has it")
    return found
