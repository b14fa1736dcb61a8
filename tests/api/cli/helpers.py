"""A small register, and what running a command on it leaves behind."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TOWN = {"lat": 52.2415, "lon": -3.3787, "label": "Llandrindod Wells"}
BRECON = {"lat": 51.947, "lon": -3.391, "label": "Brecon"}
HEREFORD = {"lat": 52.056, "lon": -2.716, "label": "Hereford"}


def child(id_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "date_of_birth": "2015-03-01",
        "gender": "female",
        "family_home": TOWN,
        "languages": ["en"],
        "status": "waiting",
        "placement_type": "long_term",
        **more,
    }


def home(id_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "provider": "Council",
        "kind": "in_house_foster",
        "authority": "W06000023",
        "location": BRECON,
        "places": 1,
        "ages": [0, 17],
        "placement_types": ["long_term"],
        "languages": ["en"],
        "weekly_cost": 480,
        **more,
    }


def register(**more: Any) -> dict[str, Any]:
    """C1 and C2 wait, C3 is under review in H9 out of the county; H1 takes one, H2 nobody of 11."""
    stay = {"home": "H9", "since": "2025-01-01"}
    return {
        "format": "cartref/register/1",
        "as_of": "2026-11-02",
        "authority": {"code": "W06000023", "name": "Powys", "neighbours": ["E06000019"]},
        "children": [
            child("C1"),
            child("C2", needed_by="2026-11-09"),
            child("C3", status="review", placement=stay),
        ],
        "sibling_groups": [],
        "homes": [
            home("H1", weekly_cost=1480),
            home("H2", ages=[0, 5], location=TOWN),
            home("H9", authority="E06000019", location=HEREFORD, kind="agency_foster"),
        ],
        **more,
    }


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        def refuse(name: str) -> None:
            raise AssertionError(f"{name} is no JSON")

        return json.loads(self.out, parse_constant=refuse)


Run = Callable[..., Done]


def write(name: str, data: Any) -> None:
    Path(name).write_text(json.dumps(data), encoding="utf-8")


def words(text: str) -> str:
    """Return a text on one line, so that it does not matter where it is wrapped."""
    return " ".join(text.split())


def pretend_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Let standard output or error be a terminal, and return what it is sent.

    Not a fixture: pytest puts its own stream in place again before a test is called.
    """

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, name, stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    return stream
