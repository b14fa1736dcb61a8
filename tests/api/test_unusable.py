"""A register that is kept and that today's checks refuse: no page and no route falls over it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from api.pages.app import ROUTES as PAGES
from api.pages.routes import deciding
from api.service.app import ROUTES
from matcher.records.register import Register
from tests.support.deciding import SMALL, TODAY, made
from tests.support.finished import over
from tests.support.keeping import keep, keep_unchecked
from tests.support.registers import register
from tests.support.service import Serving, serving
from tests.support.telling import plain

GOOD = register(*SMALL)


def data() -> dict[str, Any]:
    """Return a sound register as it is kept."""
    return GOOD.model_dump(mode="json")


def _far(kept: dict[str, Any]) -> None:
    kept["children"][0]["needed_by"] = "9999-12-31"


def _late(kept: dict[str, Any]) -> None:
    kept["as_of"] = "9999-12-31"


def _early(kept: dict[str, Any]) -> None:
    kept["as_of"] = "0001-01-01"


def _of_another_version(kept: dict[str, Any]) -> None:
    kept["format"] = "cartref/register/0"
    del kept["homes"]


def _without_a_field(kept: dict[str, Any]) -> None:
    del kept["children"][0]["status"]


def _twice(kept: dict[str, Any]) -> None:
    kept["children"].append(kept["children"][0])


def _packed(spoil: Callable[[dict[str, Any]], None]) -> bytes:
    kept = data()
    spoil(kept)
    return zlib.compress(json.dumps(kept).encode())


VERSION = "version 2 of the register"
#: What may be kept, and the place that is told.
UNUSABLE = {
    "far": (_packed(_far), f"{VERSION}, children[0].needed_by"),
    "late": (_packed(_late), f"{VERSION}, as_of"),
    "early": (_packed(_early), f"{VERSION}, as_of"),
    "of another version": (_packed(_of_another_version), f"{VERSION}, homes"),
    "without a field": (_packed(_without_a_field), f"{VERSION}, children[0].status"),
    "twice": (_packed(_twice), f"{VERSION}, children[4].id"),
    "no object": (zlib.compress(b"[]"), VERSION),
    "no list": (zlib.compress(b'{"children": 3}'), f"{VERSION}, children"),
    "no JSON": (zlib.compress(b"{"), VERSION),
    "damaged": (b"\0" * 100, VERSION),
}

#: What a request needs to be about something that there is; others are asked with nothing.
BODIES: dict[str, dict[str, Any]] = {
    "POST /v1/rankings": {"request": "C1"},
    "POST /v1/explanations": {"child": "C1", "wait": 30},
    "POST /v1/plans": {},
    "POST /v1/plans/check": {"plan": {"format": "cartref/plan/1", "assignments": []}},
    "POST /v1/scenarios": {"library": ["on_date"]},
    "POST /v1/studies": {"study": {"study": "contention"}},
    "POST /v1/decisions": {
        **{"version": 2, "kind": "accepted", "children": ["C1"]},
        **{"home": "H1", "on": TODAY, "reason": "Why."},
    },
    "POST /v1/decisions/1/approvals": {
        **{"code": "placement_plan", "outcome": "given"},
        **{"by": "manager", "on": TODAY},
    },
}
#: Not asked here: they end who asks or what is there.
LEFT_OUT = {
    *("DELETE /v1/session", "POST /v1/session", "POST /v1/session/password", "POST /sign-out"),
    "POST /v1/erasures",
}


class Full:
    """A service with a decision and a plan on a sound version, and an unusable one as newest."""

    def __init__(self, served: Serving, kind: str) -> None:
        self.served = served
        self.everybody: TestClient = served.somebody()
        keep(served, GOOD)
        self.run: str = self.everybody.post("/v1/plans", json={}).json()["id"]
        assert over(served, self.everybody, self.run)["has_answer"]
        made(self.everybody, kind="offered", children=["C1"])  # changes no register
        content, self.place = UNUSABLE[kind]
        assert keep_unchecked(served, content) == 2

    def path(self, path: str) -> str:
        """Return an address of a route, about what there is."""
        for name, value in {
            "{id:path}": "S1" if path.startswith("/groups") else "C1",
            "{run}": self.run,
            "{question}": self.run,
            "/keys/{id}": "/keys/" + "0" * 12,
            "/homes/{id}": "/homes/H1",
            "{id}": self.run,
            "{version}": "latest",
            "{before}": "1",
            "{after}": "latest",
            "{name}": "none.csv",
            "{code}": "placement_plan",
        }.items():
            path = path.replace(name, value)
        if path.startswith(("/registers/{number", "/policy/{number")):
            path = path.replace("{number:int}", "2").replace("{number}", "2")
        return path.replace("{number:int}", "1").replace("{number}", "1")

    def ask(self, method: str, path: str) -> Any:
        """Ask a route for what there is."""
        path = self.path(path)
        body = BODIES.get(f"{method} {path}", {})
        queries: dict[str, dict[str, Any]] = {
            "/registers/compare": {"before": 1, "after": 2},
            "/children/C1/decide": {"home": "H1"},
            "/groups/S1/decide": {"home": "H1"},
            "/children/C1/compare": {"home": ["H1", "H2"]},
            "/groups/S1/compare": {"option": [1, 2]},
        }
        query = queries.get(path, {})
        has_json = method != "GET" and path.startswith("/v1/")
        return self.everybody.request(
            method, path, params=query, json=body if has_json else None, follow_redirects=False
        )


def routes() -> list[tuple[str, str]]:
    """Return method and path of every route of the service and its pages."""
    routers = [*(module.router for module in (*ROUTES, *PAGES)), deciding.router]
    found = {
        (method, route.path)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
        if f"{method} {route.path}" not in LEFT_OUT
    }
    assert len(found) > 100
    return sorted(found)


@pytest.fixture(scope="module", params=UNUSABLE)
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Full]:
    with serving(tmp_path_factory.mktemp("service"), workers=1) as served:
        yield Full(served, request.param)


def test_no_route_and_no_page_falls_over_it(full: Full) -> None:
    answers = {}
    for method, path in routes():
        answers[f"{method} {path}"] = full.ask(method, path)
    fell = {route: one.status_code for route, one in answers.items() if one.status_code >= 500}
    assert set(fell) <= {"GET /readyz"}, fell
    # Where the register is needed, the place is told, to programs and to people.
    needed = {route for route, one in answers.items() if one.status_code == 424}
    assert needed >= {
        *("GET /", "GET /homes", "GET /children/{id:path}", "GET /groups/{id:path}"),
        *("POST /v1/rankings", "POST /v1/explanations", "POST /v1/decisions"),
        *("GET /registers/compare", "GET /v1/registers/{before}/difference/{after}"),
    }
    for route in needed:
        if route.split()[1].startswith("/v1/"):
            faults = answers[route].json()["faults"]
            assert faults[0]["place"] == VERSION
            assert faults[0]["accepted"] == "a corrected register, uploaded as the next version"
            assert full.place in [fault["place"] for fault in faults], route
        else:
            text = plain(answers[route].text)
            assert "What is stored can't be used" in text
            assert full.place in text, route
    # What does not need it is there.
    for route in ("GET /registers", "GET /registers/{number}", "GET /policy", "GET /records"):
        assert answers[route].status_code == 200, route


def test_its_page_says_what_is_wrong_and_gives_it_to_be_corrected(full: Full) -> None:
    for language, begins in (("en", "is kept here, but"), ("cy", ", ond ")):
        page = full.everybody.get("/registers/2", params={"lang": language})
        assert page.status_code == 200
        assert begins in plain(page.text)
        assert full.place in plain(page.text)
    file = full.everybody.get("/registers/2/file?form=json")
    if file.status_code == 200:
        assert file.content == full.everybody.get("/v1/registers/2/register").content
    assert full.everybody.get("/registers/2/file?form=xlsx").status_code == 424


def test_a_run_on_it_fails_with_its_place(full: Full) -> None:
    run = full.everybody.post("/v1/plans", json={"version": 2}).json()["id"]
    failure = over(full.served, full.everybody, run)["failure"]
    places = [fault["place"] for fault in failure["faults"]]
    assert places[0] == "the register of the run"
    assert full.place.replace(VERSION, places[0]) in places
    # The worker lives on.
    again = full.everybody.post("/v1/plans", json={"version": 1, "time_limit": 100}).json()["id"]
    assert over(full.served, full.everybody, again)["has_answer"]


def test_a_child_is_erased_from_it_all_the_same(full: Full) -> None:
    answer = full.everybody.post("/v1/erasures", json={"child": "C2", "reason": "By law."})
    kept = full.everybody.get("/v1/registers/2/register")
    if answer.status_code == 424:  # nobody can say whom it names
        assert full.place == VERSION
        assert answer.json()["faults"][0]["place"] == VERSION
        return
    assert answer.status_code == 201, answer.text
    assert 1 in answer.json()["versions"]
    assert "C2" not in kept.text
    assert full.everybody.get("/v1/registers/1/register").json()["children"]


def test_a_corrected_register_is_all_that_it_takes(full: Full) -> None:
    corrected = Register.model_validate(data() | {"as_of": date(2026, 11, 3)})
    answer = full.everybody.post(
        "/v1/registers", files={"file": ("r.json", corrected.model_dump_json())}
    )
    assert answer.status_code == 201, answer.text
    for path in ("/", "/homes", "/children/C1", "/registers", "/registers/3", "/plans"):
        assert full.everybody.get(path).status_code == 200, path
    assert full.everybody.post("/v1/rankings", json={"request": "C1"}).status_code == 200
    page = plain(full.everybody.get("/registers/3?lang=en").text)
    assert "This can't be told: one of the two can't be used." in page
