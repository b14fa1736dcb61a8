"""The service as a council would first see it, from its first start to a restored backup."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from matcher import Register, check, write_register
from matcher.records.plan import Plan
from scenarios.generator.sample import sample_register
from tests.support.living import again, env, events, first_admin, over, somebody, upload
from tests.support.postgres import programs
from tests.support.running import ROOT
from tests.support.runs import large
from tests.support.server import Client, server
from tests.support.shared import SHARED

__all__ = ["env"]


def command(settings: dict[str, str], *arguments: str) -> dict[str, Any]:
    """Run a command of cartref with ``--json`` and return what it prints."""
    found = subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments, "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    printed: dict[str, Any] = json.loads(found.stdout)
    return printed


def workbook(folder: Path) -> Path:
    """Return a register that nobody made up for a test, where there is one, else a made-up one."""
    sample = SHARED / "data" / "powys-a.xlsx"
    if sample.exists():
        return sample
    path = folder / "register.xlsx"
    write_register(sample_register(1, 80), path)
    return path


def test_the_walk_from_the_first_start_to_a_restored_backup(
    env: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    url = env.get("CARTREF_DATABASE_URL")
    if url:
        monkeypatch.setenv("PATH", str(programs()), prepend=":")
    data = tmp_path / "data"
    with server(data, env) as service:
        admin = first_admin(service)
        officer = somebody(service, admin, "gwen", "officer")
        with closing(admin), closing(officer):
            kept = uploaded(officer, workbook(tmp_path))
            child, homes = to_place(officer, kept)
            planned(officer, kept)
            decided(officer, child, homes)
            stopped(officer)
            told = everything(officer)
            sound = admin.get("/v1/records/verify").json()
        assert told["actions"][-1] == "person.added"  # the admin, by the first start itself
        done = {"register.added", "ranking.made", "run.asked", "decision.declined"}
        assert done <= set(told["actions"])
        assert (sound["sound"], sound["faults"]) == (True, [])

        service.restart()
        with closing(again(service, "gwen")) as officer:
            assert everything(officer) == told, "what was done is all still there"
            head = officer.get("/v1/records/head").json()["text"]
        verified = command(env, "audit", "verify", "--data", str(data))
        assert verified["sound"] is True
        backup = tmp_path / "a.backup"
        assert command(env, "store", "backup", str(backup), "--data", str(data))["head"] == head

    other, settings = tmp_path / "other", dict(env)
    if url:
        settings["CARTREF_DATABASE_URL"] = request.getfixturevalue("database_url")()
    restored = command(settings, "store", "restore", str(backup), "--data", str(other))
    assert restored["head"] == head
    with server(other, settings) as service, closing(again(service, "gwen")) as officer:
        assert everything(officer) == told
        assert officer.post("/v1/rankings", json={"request": child}).status_code == 200
    assert command(settings, "audit", "verify", "--data", str(other))["sound"] is True


def uploaded(officer: Client, path: Path) -> Register:
    answer = upload(officer, path)
    assert answer.status_code == 201, answer.text
    assert answer.json()["number"] == 1
    kept = Register.model_validate_json(officer.get("/v1/registers/1/register").content)
    assert answer.json()["counts"]["children"] == len(kept.children)
    return kept


def to_place(officer: Client, kept: Register) -> tuple[str, list[str]]:
    """Return a child who waits alone and may live in several homes, and these, best first."""
    in_group = {member for group in kept.sibling_groups for member in group.children}
    for one in kept.children:
        if one.status == "waiting" and one.id not in in_group:
            answer = officer.post("/v1/rankings", json={"request": one.id})
            assert answer.status_code == 200, answer.text
            options = answer.json()["options"]
            if len(options) > 1:
                return one.id, [option["assignments"][0]["home"] for option in options]
    pytest.fail("nobody has a choice")


def planned(officer: Client, kept: Register) -> None:
    asked = officer.post("/v1/plans", json={"version": 1})
    assert asked.status_code == 202, asked.text
    run = asked.json()["id"]
    assert asked.headers["Location"] == f"/v1/runs/{run}"
    heard = list(events(officer, run))
    assert heard[-1] == ("over", {"state": "done"})
    assert {name for name, _ in heard[:-1]} <= {"progress"}
    assert over(officer, run)["final"] is True
    plan = Plan.model_validate_json(officer.get(f"/v1/runs/{run}/answer").content)
    assert plan.status == "optimal"
    assert check(kept, plan) == []
    same = officer.post("/v1/plans", json={"version": 1})
    assert (same.status_code, same.json()["id"]) == (200, run), "the stored answer is returned"


def decided(officer: Client, child: str, homes: list[str]) -> None:
    first, second = homes[:2]
    asked: dict[str, Any] = {"version": 1, "children": [child], "on": "2026-11-20"}
    steps: list[dict[str, Any]] = [
        {"kind": "offered", "home": first},
        {"kind": "declined", "home": first, "reason": "The carers are moving house."},
        {"kind": "accepted", "home": second, "version": 2},
    ]
    for step in steps:
        answer = officer.post("/v1/decisions", json=asked | step)
        assert answer.status_code == 201, answer.text
    after = officer.get("/v1/registers/latest/register").json()
    found = next(one for one in after["children"] if one["id"] == child)
    assert found["declined_by"][-1] == first
    assert found["placement"] == {"home": second, "since": "2026-11-20"}
    listed = officer.post("/v1/decisions/search", json={"child": child}).json()["decisions"]
    assert [one["kind"] for one in listed] == ["accepted", "declined", "offered"]


def stopped(officer: Client) -> None:
    """Start a plan that takes minutes, and stop it as soon as it has found a best so far."""
    assert upload(officer, large()).json()["number"] == 4
    run = officer.post("/v1/plans", json={"version": 4}).json()["id"]
    for name, data in events(officer, run):
        if name == "progress" and data.get("best") is not None:
            assert officer.delete(f"/v1/runs/{run}").status_code in (200, 202)
            break
    told = over(officer, run)
    assert (told["state"], told["final"], told["has_answer"]) == ("stopped", False, True)
    plan = Plan.model_validate_json(officer.get(f"/v1/runs/{run}/answer").content)
    assert plan.status == "feasible"
    assert check(large(), plan) == []


def everything(client: Client) -> dict[str, Any]:
    """Return what is there: versions, decisions, runs with their answers, and what was done."""
    runs = client.get("/v1/runs").json()["runs"]
    records = client.get("/v1/records", params={"limit": 100}).json()["records"]
    return {
        "versions": client.get("/v1/registers").json()["versions"],
        "decisions": client.get("/v1/decisions").json()["decisions"],
        "runs": runs,
        "answers": [client.get(f"/v1/runs/{run['id']}/answer").json() for run in runs],
        # Signing in is told of as well.
        "actions": [one["action"] for one in records if not one["action"].startswith("sign")],
    }
