"""Plans: asked for with a form, read as a page, made again around what is agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import TestClient as Client

from api.runs.jobs import OVER
from tests.support.keeping import keep, keep_policy
from tests.support.people import add_local, browser
from tests.support.registers import WELSH_NEIGHBOUR, child, group, home, settled, there
from tests.support.runs import large, until
from tests.support.service import Serving, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("service") / "data", workers=1) as found:
        add_local(found, "gwen", "officer")
        # C1 is at home where H1 is, C2 where H2 is, in the next county; there is no other room.
        keep(
            found,
            child("C1"),
            child("C2", family_home=there(0.1)),
            settled("C3", "H3"),
            group("C1", "C2"),
            home("H1", places=1),
            home("H2", places=1, authority=WELSH_NEIGHBOUR, location=there(0.1), weekly_cost=1200),
            home("H3", kind="residential", places=1, location=there(0.2), weekly_cost=4000),
            home("H4", places=2, ages=(0, 1)),
        )
        yield found


@pytest.fixture(scope="module")
def officer(service: Serving) -> TestClient:
    return browser(service, "gwen")


def text_of(html: str) -> str:
    """Return what a page says, without its tags."""
    without = re.sub(r"<(script|style|head)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", without)))


def over(service: Serving, id_: str) -> None:
    """Wait until a run is over."""
    client = service.somebody("viewer")
    until(lambda: client.get(f"/v1/runs/{id_}").json()["state"] in OVER)


def planned(service: Serving, officer: Client, path: str = "/plans", **fields: str) -> str:
    """Send a form, wait for the plan and return the run's id."""
    default = {"policy": "0"} if path == "/plans" else {}
    answer = officer.post(path, data=default | fields, follow_redirects=False)
    assert answer.status_code == 303, text_of(answer.text)
    id_ = answer.headers["location"].split("?")[0].removeprefix("/plans/")
    over(service, id_)
    return id_


def homes_in(service: Serving, id_: str) -> dict[str, str | None]:
    """Return the home of each child in a plan."""
    answer = service.somebody("viewer").get(f"/v1/runs/{id_}/answer").json()
    return {one["child"]: one["home"] for one in answer["assignments"]}


def test_without_a_register_it_says_what_to_do(served: Serving) -> None:
    assert 'href="/registers"' in served.somebody("officer").get("/plans").text
    assert "Make the plan" not in served.somebody("officer").get("/plans").text
    assert "Once a placement officer" in served.somebody("viewer").get("/plans").text


def test_a_plan_from_the_form_to_its_page(service: Serving, officer: TestClient) -> None:
    assert "There is no plan yet" in officer.get("/plans").text
    id_ = planned(service, officer)
    text = text_of(officer.get(f"/plans/{id_}").text)
    assert "Proved best: no plan within the rules and limits is better at any level." in text
    assert "2 children : placed" in text
    assert "1 child : stays" in text
    assert "2 of 3 children" in text
    assert "out-of-area panel, before the placement: by 2 November 2026" in text
    assert "£1,200 a week" in text
    assert "£4,000 a week" not in text.split("Levels, first things first")[0]
    assert "waiting without a home 0 children 0 children proved best" in text
    assert "Proved best" in text_of(officer.get("/plans").text)


def test_rows_are_chosen_by_change_kind_and_area(service: Serving, officer: TestClient) -> None:
    id_ = planned(service, officer)
    address = f"/plans/{id_}"
    everybody = officer.get(address, params={"change": "all"}).text
    assert 'href="/children/C3"' in everybody
    assert 'href="/children/C3"' not in officer.get(address).text
    some = officer.get(address, params={"change": "all", "kind": "residential"}).text
    assert 'href="/children/C3"' in some
    assert 'href="/children/C1"' not in some
    none = officer.get(address, params={"area": "Nowhere"}).text
    assert "No child of the plan is like this" in none


def test_a_pair_is_locked_forbidden_and_set_free_again(
    service: Serving, officer: TestClient
) -> None:
    first = planned(service, officer)
    assert homes_in(service, first) == {"C1": "H1", "C2": "H2", "C3": "H3"}
    forbidden = planned(service, officer, f"/plans/{first}", forbid="C1")
    assert homes_in(service, forbidden)["C1"] == "H2"
    page = text_of(officer.get(f"/plans/{forbidden}").text)
    assert "Forbidden: the plan must not have C1 in H1" in page
    locked = planned(service, officer, f"/plans/{forbidden}", lock="C1")
    page = officer.get(f"/plans/{locked}").text
    assert "Locked: the plan must have C1 in H2" in text_of(page)
    assert 'name="lock" value="C2"' in page
    assert 'name="lock" value="C1"' not in page
    freed = planned(service, officer, f"/plans/{locked}", allow="0")
    assert "Forbidden" not in text_of(officer.get(f"/plans/{freed}").text)
    # Without the lock too the question is the first one, which is answered already.
    assert planned(service, officer, f"/plans/{freed}", unlock="0") == first


def test_pairs_of_the_form_are_kept_while_there_is_more_room(officer: TestClient) -> None:
    given = {"add": "lock", "n_lock": "1", "lock_1_child": "C1", "lock_1_home": "H2"}
    text = officer.post("/plans", data=given).text
    assert 'id="lock_2_child"' in text
    assert 'id="lock_3_child"' not in text
    assert 'id="forbid_2_child"' not in text
    assert re.search(r'id="lock_1_home"[^>]*value="H2"', text)


def test_pairs_of_the_form_hold(service: Serving, officer: TestClient) -> None:
    given = {"n_lock": "1", "lock_1_child": "C1", "lock_1_home": "H2"}
    assert homes_in(service, planned(service, officer, **given))["C1"] == "H2"


def test_all_faults_of_the_form_come_together_at_their_fields(officer: TestClient) -> None:
    given = {
        "time_limit": "0",
        "max_moves": "x",
        "in_house_per_cent": "170",
        "n_lock": "2",
        "lock_2_child": "C1",
    }
    answer = officer.post("/plans", data=given)
    assert answer.status_code == 422
    for field in ("time_limit", "max_moves", "in_house_per_cent", "lock_2_home"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}"' in answer.text
    assert 'href="#lock_1_child"' not in answer.text


def test_pairs_that_no_plan_can_have_are_told_at_their_fields(officer: TestClient) -> None:
    given = {"n_lock": "2", "lock_1_child": "C1", "lock_1_home": "H4"}
    given |= {"lock_2_child": "C9", "lock_2_home": "H1"}
    answer = officer.post("/plans", data=given)
    assert answer.status_code == 422
    assert "no child has the id C9" in answer.text
    assert 'href="#lock_2_child"' in answer.text
    del given["lock_2_child"], given["lock_2_home"]
    answer = officer.post("/plans", data=given)
    assert 'href="#lock_1_child"' in answer.text
    assert "breaks the rule age" in answer.text


def test_limits_that_cant_be_kept_are_named_in_words(service: Serving, officer: TestClient) -> None:
    # C3 is settled at £4,000 a week.
    id_ = planned(service, officer, max_weekly_cost="£3,500", max_moves="5")
    page = officer.get(f"/plans/{id_}").text
    assert "No plan keeps these limits together" in page
    text = text_of(page)
    assert "at most £3,500 a week" in text
    assert "at most 5 moves" not in text
    assert "No plan" in text_of(officer.get("/plans").text)
    again = officer.get("/plans", params={"like": id_}).text
    assert re.search(r'id="max_weekly_cost"[^>]*value="3500"', again)
    assert re.search(r'id="max_moves"[^>]*value="5"', again)


def test_another_policy_holds_and_its_limits_may_be_lifted(
    service: Serving, officer: TestClient
) -> None:
    number = keep_policy(service, name="strict", limits={"max_out_of_county": 0})
    strict = planned(service, officer, policy="")  # the council's, which is the newest
    text = text_of(officer.get(f"/plans/{strict}").text)
    assert "1 child : without a home" in text
    assert "Limits: at most 0 children out of county." in text
    assert "Without a home because of a limit" in text
    lifted = planned(service, officer, policy=str(number), lift="true")
    assert "2 children : placed" in text_of(officer.get(f"/plans/{lifted}").text)
    looser = planned(service, officer, policy=str(number), max_out_of_county="1")
    text = text_of(officer.get(f"/plans/{looser}").text)
    assert "Limits: at most 1 children out of county." in text
    default = planned(service, officer, policy="0")
    assert "Limits:" not in text_of(officer.get(f"/plans/{default}").text)


def test_who_may_only_read_sees_plans_and_changes_nothing(
    service: Serving, officer: TestClient
) -> None:
    id_ = planned(service, officer)
    viewer = service.somebody("viewer")
    page = viewer.get(f"/plans/{id_}").text
    assert "Proved best" in page
    assert 'name="lock"' not in page
    assert 'name="child"' not in page
    for path in ("/plans", f"/plans/{id_}", f"/plans/{id_}/why"):
        assert viewer.post(path, data={"lock": "C1", "child": "C1"}).status_code == 403


def test_addresses_of_no_plan_are_not_found(officer: TestClient) -> None:
    ranking = officer.post("/v1/explanations", json={"child": "C1"})
    assert ranking.status_code in (200, 202)
    runs = officer.get("/v1/runs", params={"kind": "explanation"}).json()["runs"]
    for id_ in ("x", "0" * 32, runs[0]["id"]):
        assert officer.get(f"/plans/{id_}").status_code == 404
        assert officer.post(f"/plans/{id_}/stop").status_code == 404


def test_a_button_that_the_page_has_not_is_refused(service: Serving, officer: TestClient) -> None:
    id_ = planned(service, officer)
    answer = officer.post(f"/plans/{id_}", data={"lock": "C9"})
    assert answer.status_code == 422
    assert "the plan gives this child no home" in answer.text


def test_why_a_child_is_where_it_is(service: Serving, officer: TestClient) -> None:
    id_ = planned(service, officer)
    asked = officer.post(f"/plans/{id_}/why", data={"child": "C2"}, follow_redirects=False)
    assert asked.status_code == 303
    address = asked.headers["location"]
    assert "C2" not in address
    over(service, address.split("/")[-1])
    text = text_of(officer.get(address).text)
    assert "Why C2?" in text
    assert "What this placement adds to each level" in text
    assert "out of the county 1 child x 1,200" in text
    # H4 is in the county, but for babies.
    assert "H4 : The child's age is outside" in text
    assert "Who can change it:" in text
    unknown = officer.post(f"/plans/{id_}/why", data={"child": "C9"})
    assert unknown.status_code == 422


def test_while_it_is_made_it_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    with serving(tmp_path / "data", workers=1) as service:
        add_local(service, "gwen", "officer")
        officer = browser(service, "gwen")
        keep(service, large())
        asked = officer.post("/plans", data={}, follow_redirects=False)
        address = asked.headers["location"]
        second = officer.post("/plans", data={"max_moves": "7"}, follow_redirects=False)
        waiting = text_of(officer.get(second.headers["location"]).text)
        assert "Waiting to begin Place in the queue: 1." in waiting
        part = {"HX-Request": "true"}

        def level() -> bool:
            return "Level " in officer.get(address, headers=part).text

        until(level)
        block = officer.get(address, headers=part).text
        assert "<h1" not in block
        assert 'hx-get="/plans/' in block
        assert "No plan has less than" in block
        page = officer.get(address).text
        assert "Stop and keep the best so far" in page
        assert ">Refresh<" in page
        assert "Stop and keep" not in service.somebody("viewer").get(address).text
        stopped = officer.post(f"{second.headers['location']}/stop")
        assert "The search is told to stop." in stopped.text
        assert "stopped before it had found a plan" in stopped.text
        assert officer.post(f"{address}/stop").status_code == 200
        over(service, address.removeprefix("/plans/"))
        after = officer.get(address, headers=part)
        assert after.headers["HX-Refresh"] == "true"
        assert "before the search ended" in officer.get(address).text
        assert "Best found" in officer.get("/plans").text
