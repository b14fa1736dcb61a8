"""Where a figure was measured, and how much memory it took."""

from __future__ import annotations

from benchmarks.machine import cpu_seconds, in_one_line, machine, peak_mb


def test_machine_and_versions_are_told() -> None:
    about = machine()
    assert {"processor", "processors", "load", "system", "python", "numpy", "ortools"} <= set(about)
    assert in_one_line(about).startswith(f"processor {about['processor']}, processors ")


def test_memory_that_was_held_is_counted() -> None:
    before = peak_mb()
    held = bytearray(int(1e6 * (before + 100)))
    held[::4096] = b"\x01" * len(held[::4096])
    assert peak_mb() >= before + 100


def test_processor_time_goes_on() -> None:
    before = cpu_seconds()
    while cpu_seconds() == before:
        pass
    assert cpu_seconds() > before
