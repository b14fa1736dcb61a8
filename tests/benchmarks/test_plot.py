"""The picture of growth is the same again, and shows what was proved."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.machine import Machine
from benchmarks.plot import draw_growth
from benchmarks.tables import Row

ROWS: list[Row] = [
    {
        "job": job,
        "children": children,
        "seconds": 0.001 * children,
        "peak_mb": 100.0 + children,
        "status": "optimal" if children < 1000 else "feasible",
        "gap_percent": 0.0 if children < 1000 else 0.42,
    }
    for job in ("daily", "everyone")
    for children in (1000, 250)
]


ABOUT: Machine = {"processor": "Abacus", "processors": 2}


def test_both_pictures_are_the_same_again(tmp_path: Path) -> None:
    once = {path.name: path.read_bytes() for path in draw_growth(ROWS, ABOUT, tmp_path)}
    again = {path.name: path.read_bytes() for path in draw_growth(ROWS, ABOUT, tmp_path)}
    assert set(once) == {"growth.png", "growth.svg"}
    assert once == again
    assert once["growth.png"].startswith(b"\x89PNG")


def test_the_picture_names_the_machine_the_jobs_and_the_gaps(tmp_path: Path) -> None:
    svg = draw_growth(ROWS, ABOUT, tmp_path)[1].read_text(encoding="utf-8")
    texts = re.findall(r">([^<>\n]+)</text>", svg)
    assert "processor Abacus, processors 2" in texts
    assert {"daily", "everyone", "children", "seconds to a judged plan"} <= set(texts)
    assert texts.count("0.42 %") == 4
    assert "20" + "26-" not in svg


def test_a_size_that_failed_leaves_a_hole(tmp_path: Path) -> None:
    failed: Row = {"job": "daily", "children": 2000, "status": "failed"}
    svg = draw_growth([*ROWS, failed], ABOUT, tmp_path)[1].read_text(encoding="utf-8")
    assert svg.count("0.42 %") == 4
