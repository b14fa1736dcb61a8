"""The page of floors, from the import contracts in `pyproject.toml`."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docs.markdown import code, page, table

ROOT = Path(__file__).resolve().parent.parent

_WHY = """\
**Why:** a rule can be read without the solver, a plan checked without it, and the solver replaced
without touching either. A judge that shares its arithmetic with the accused proves nothing.

**Price:** a shared helper goes to the lowest floor that needs it, sometimes one floor lower than
where it feels at home."""


def floors_page() -> str:
    """Return the page of who may import whom."""
    contracts = _contracts()
    layered = [one for one in contracts if one["type"] == "layers"]
    packages = next(one["layers"] for one in layered if "containers" not in one)
    return page(
        "# Floors",
        "**Decided:** imports go one way, and contracts in `pyproject.toml`, which `./check` runs, "
        f"keep it so: {' ─► '.join(map(code, packages))}. A module imports from floors below its "
        "own, and from its own where the contract does not part them (`|`). One that stands on no "
        "floor breaks the contract.",
        *(part for one in layered for part in _floors(one)),
        "## What else is kept",
        "\n".join(f"- {one['name']}." for one in contracts if one["type"] != "layers"),
        _WHY,
    )


def _contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def _floors(contract: dict[str, Any]) -> Iterator[str]:
    for package in contract.get("containers", ()):
        yield f"## {code(package)}"
        yield table(
            ("floor", "modules"),
            [
                (str(number), "<br>".join(_modules(package, floor)))
                for number, floor in enumerate(reversed(contract["layers"]), start=1)
            ][::-1],
        )


def _modules(package: str, floor: str) -> Iterator[str]:
    for name in re.findall(r"\w+", floor):
        yield f"{code(name)}: {_subject(ROOT / package / name)}"


def _subject(module: Path) -> str:
    """Return the first line of what a module says of itself."""
    path = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return said.partition("\n")[0].rstrip(".")
