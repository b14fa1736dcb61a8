"""Plans, scenarios and their runs over HTTP, with real workers."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.runs.supervisor import Supervisor
from api.store.audit import Actor
from api.store.tables import Run
from api.store.versions import add_version
from matcher import check
from matcher.records.plan import Plan
from tests.support.runs import large, small, until
from tests.support.service import Serving, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("service") / "data", workers=1, queue=2) as found:
        found.somebody("viewer", name="olwen")
        with found.service.database.writing() as session:
            for register in (small(), large()):
                add_version(session, Actor(1, "session"), register, "upload", None)
        yield found


@pytest.fixture(scope="module")
def officer(service: Serving) -> TestClient:
    return service.somebody("officer", name="gwen")


@pytest.fixture(scope="module")
def panel(service: Serving) -> TestClient:
    return service.somebody("panel", name="mair")


@pytest.fixture(scope="module")
def viewer(service: Serving) -> TestClient:
    return service.somebody("viewer", name="ifor")


def heard(client: TestClient, address: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a run until it is over."""
    text = client.get(f"{address}/events").text.replace("\r\n", "\n")
    blocks = [block.strip().split("\n") for block in text.split("\n\n") if "event:" in block]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in blocks
    ]


def supervisor(service: Serving) -> Supervisor:
    return service.service.supervisor


def test_a_plan_from_asking_to_its_file(officer: TestClient, viewer: TestClient) -> None:
    asked = officer.post("/v1/plans", json={"version": 1})
    assert asked.status_code == 202
    address = asked.headers["Location"]
    assert address == f"/v1/runs/{asked.json()['id']}"
    news = heard(viewer, address)
    assert news[-1] == ("over", {"state": "done"})
    levels = [data["level"] for event, data in news if event == "progress"]
    assert levels == sorted(levels)
    run = viewer.get(address).json()
    assert run["state"] == "done"
    assert (run["final"], run["has_answer"]) == (True, True)
    assert run["author"]["name"] == "gwen"
    found = Plan.model_validate(viewer.get(f"{address}/answer").json())
    assert found.status == "optimal"
    assert check(small(), found) == []
    file = viewer.get(f"{address}/file", params={"form": "json"})
    assert Plan.model_validate_json(file.content) == found
    assert file.headers["Content-Disposition"].startswith('attachment; filename="cartref-plan-v1-')
    book = viewer.get(f"{address}/file", params={"form": "xlsx", "language": "cy"})
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book.content)).namelist()
    refused = viewer.get(f"{address}/file", params={"form": "html"})
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["accepted"] == "json, xlsx"
    again = officer.post("/v1/plans", json={"version": 1, "time_limit": 5})
    assert (again.status_code, again.json()["id"]) == (200, run["id"])
    assert officer.delete(address).status_code == 200


def test_a_replay_tells_whether_the_answer_is_the_same(
    service: Serving, officer: TestClient
) -> None:
    first = officer.post("/v1/plans", json={"version": 1, "policy": {"name": "replayed"}})
    heard(officer, first.headers["Location"])
    second = officer.post(f"{first.headers['Location']}/replay")
    assert second.status_code == 202
    assert second.json()["same_answer"] is None
    heard(officer, second.headers["Location"])
    assert officer.get(second.headers["Location"]).json()["same_answer"] is True
    with service.service.database.writing() as session:
        session.get_one(Run, second.json()["id"]).answer_sha256 = "0" * 64
    assert officer.get(second.headers["Location"]).json()["same_answer"] is False


def test_scenarios_are_the_panels_and_have_reports(officer: TestClient, panel: TestClient) -> None:
    asked = {"version": 1, "library": ["no-moves"]}
    assert officer.post("/v1/scenarios", json=asked).status_code == 403
    run = panel.post("/v1/scenarios", json=asked)
    assert run.status_code == 202
    address = run.headers["Location"]
    said = [data["scenario"] for event, data in heard(panel, address) if event == "progress"]
    assert list(dict.fromkeys(said))[-1] == "no-moves"
    answer = panel.get(f"{address}/answer").json()
    assert [one["name"] for one in answer["comparison"]["answers"]] == ["baseline", "no-moves"]
    files = {
        form: panel.get(f"{address}/file", params={"form": form, "language": "cy"})
        for form in ("json", "csv", "xlsx", "html")
    }
    assert {file.status_code for file in files.values()} == {200}
    assert files["json"].json() == answer["comparison"]
    assert '<html lang="cy"' in files["html"].text
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(files["xlsx"].content)).namelist()
    assert officer.post(f"{address}/replay").status_code == 403


def test_scenarios_read_no_file_of_the_machine_and_all_faults_come_together(
    panel: TestClient,
) -> None:
    reads = {"change": "travel", "matrix": "/etc/hostname"}
    scenario = {
        "format": "cartref/scenario/1",
        "name": "roads",
        "question": "What by road?",
        "changes": [reads],
    }
    given = {"version": 1, "scenarios": [scenario], "library": ["no-move"]}
    refused = panel.post("/v1/scenarios", json=given)
    assert refused.status_code == 422
    faults = refused.json()["faults"]
    assert [fault["place"] for fault in faults] == [
        "library[0]",
        "scenarios[0].changes[0].travel",
    ]
    assert faults[0]["accepted"] == "such as no-moves"
    assert panel.post("/v1/scenarios", json={"version": 1}).status_code == 422
    twice = {"version": 1, "library": ["no-moves", "no-moves"]}
    assert panel.post("/v1/scenarios", json=twice).status_code == 422


def test_the_ready_questions_can_be_sent_as_they_are_listed(
    viewer: TestClient, panel: TestClient
) -> None:
    ready = viewer.get("/v1/scenarios/library").json()["scenarios"]
    assert len(ready) == 20
    mine = next(one["scenario"] for one in ready if one["name"] == "no-moves") | {"name": "mine"}
    run = panel.post("/v1/scenarios", json={"version": 1, "scenarios": [mine]})
    assert run.status_code == 202
    assert heard(panel, run.headers["Location"])[-1] == ("over", {"state": "done"})


def test_a_run_is_stopped_by_its_author_or_the_panel_and_keeps_the_best_so_far(
    service: Serving, officer: TestClient, panel: TestClient, viewer: TestClient
) -> None:
    asked = officer.post("/v1/plans", json={"version": 2, "time_limit": 60})
    address = asked.headers["Location"]
    until(lambda: supervisor(service).pid_of(asked.json()["id"]))
    assert viewer.get(address).json()["state"] == "running"
    assert viewer.get(f"{address}/answer").status_code == 409
    assert officer.post(f"{address}/replay").status_code == 409
    queued = panel.post("/v1/plans", json={"version": 1, "policy": {"name": "queued"}})
    waits = queued.headers["Location"]
    assert viewer.get(waits).json()["position"] == 1
    other = officer.post("/v1/plans", json={"version": 1, "policy": {"name": "behind"}})
    full = officer.post("/v1/plans", json={"version": 1, "policy": {"name": "too many"}})
    assert full.status_code == 429
    assert int(full.headers["Retry-After"]) >= 1
    assert [client.delete(waits).status_code for client in (viewer, officer)] == [403, 403]
    stopped = panel.delete(waits)
    assert (stopped.status_code, stopped.json()["state"]) == (202, "stopped")
    assert panel.get(f"{waits}/answer").status_code == 404
    assert panel.delete(address).status_code == 202
    assert heard(viewer, address)[-1] == ("over", {"state": "stopped"})
    plan = Plan.model_validate(viewer.get(f"{address}/answer").json())
    assert check(large(), plan) == []
    assert officer.delete(address).status_code == 200
    assert heard(officer, other.headers["Location"])[-1] == ("over", {"state": "done"})


def test_runs_are_listed_newest_first_by_kind_state_and_author(
    panel: TestClient, viewer: TestClient
) -> None:
    everything = viewer.get("/v1/runs", params={"limit": 100}).json()["runs"]
    times = [run["created_at"] for run in everything]
    assert times == sorted(times, reverse=True)
    assert viewer.get("/v1/runs", params={"mine": True}).json()["runs"] == []
    mine = panel.get("/v1/runs", params={"mine": True, "limit": 100}).json()["runs"]
    assert {run["author"]["name"] for run in mine} == {"mair"}
    plans = viewer.get("/v1/runs", params={"kind": "plan", "state": "done"}).json()["runs"]
    assert {(run["kind"], run["state"]) for run in plans} == {("plan", "done")}
    page = viewer.get("/v1/runs", params={"limit": 2}).json()["runs"]
    after = viewer.get("/v1/runs", params={"limit": 1, "before": page[-1]["id"]}).json()["runs"]
    assert [run["id"] for run in (*page, *after)] == [run["id"] for run in everything[:3]]


def test_faults_of_the_question_are_told_at_once(officer: TestClient) -> None:
    lock = officer.post("/v1/plans", json={"version": 1, "locks": [["nobody", "nowhere"]]})
    assert lock.status_code == 422
    assert lock.json()["faults"][0]["place"] == "lock nobody=nowhere"
    for wrong in (
        {"time_limit": 0},
        {"time_limit": 3601},
        {"versoin": 1},
        {"policy": {"travel": {"matrix": "/etc/hostname"}}},
        {"policy": {}, "policy_number": 0},
    ):
        assert officer.post("/v1/plans", json=wrong).status_code == 422, wrong
    assert officer.post("/v1/plans", json={"version": 99}).status_code == 404
    for path in ("", "/answer", "/events", "/file?form=json"):
        assert officer.get(f"/v1/runs/{'0' * 32}{path}").status_code == 404
    assert officer.get("/v1/runs/nonsense").status_code == 422


def test_what_was_emptied_with_a_child_is_gone(service: Serving, officer: TestClient) -> None:
    asked = officer.post("/v1/plans", json={"version": 1, "policy": {"name": "emptied"}})
    address = asked.headers["Location"]
    heard(officer, address)
    with service.service.database.writing() as session:
        run = session.get_one(Run, asked.json()["id"])
        run.request = run.answer = None
    assert officer.get(f"{address}/answer").status_code == 410
    assert officer.post(f"{address}/replay").status_code == 410
    again = officer.post("/v1/plans", json={"version": 1, "policy": {"name": "emptied"}})
    assert again.status_code == 202
    heard(officer, again.headers["Location"])


def test_the_same_request_with_the_same_key_is_one_run(officer: TestClient) -> None:
    given = {"version": 1, "policy": {"name": "with a key"}}
    headers = {"Idempotency-Key": "plan-1"}
    first, second = (officer.post("/v1/plans", json=given, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.headers["Location"] == second.headers["Location"]
    heard(officer, first.headers["Location"])
