from __future__ import annotations

from matcher.records.policy import Policy
from tests.support.service import Serving

CSV = b"child,home,distance_home\nC1,H1,12\n"


def test_the_default_policy_holds_until_the_panel_sets_another(served: Serving) -> None:
    viewer, panel = served.somebody("viewer"), served.somebody("panel", name="p.panel")
    before = viewer.get("/v1/policies/current").json()
    assert (before["number"], before["author"], before["at"]) == (0, None, None)
    assert Policy.model_validate(before["policy"]) == Policy()
    given = {"policy": {"name": "November", "limits": {"max_moves": 3}}, "reason": " agreed "}
    made = panel.post("/v1/policies", json=given)
    assert made.status_code == 201
    assert made.json()["number"] == 1
    assert made.json()["author"]["name"] == "p.panel"
    assert made.json()["reason"] == "agreed"
    assert made.json()["policy"]["limits"]["max_moves"] == 3
    assert viewer.get("/v1/policies/current").json() == made.json()
    assert viewer.get("/v1/policies/1").json() == made.json()
    assert viewer.get("/v1/policies/0").json() == before


def test_policies_are_listed_newest_first_with_the_default_at_the_end(served: Serving) -> None:
    panel = served.somebody("panel")
    for number in range(1, 4):
        assert panel.post("/v1/policies", json={"policy": {"name": f"P{number}"}}).is_success
    first = panel.get("/v1/policies", params={"limit": 3}).json()
    assert [one["name"] for one in first["policies"]] == ["P3", "P2", "P1"]
    assert first["next"] == 1
    second = panel.get("/v1/policies", params={"limit": 3, "before": 1}).json()
    assert ([one["number"] for one in second["policies"]], second["next"]) == ([0], None)


def test_only_the_panel_sets_policies(served: Serving) -> None:
    for client, status in ((served.plain, 401), (served.somebody("viewer", "officer"), 403)):
        assert client.post("/v1/policies", json={"policy": {}}).status_code == status


def test_a_faulty_policy_is_refused_with_all_its_faults(served: Serving) -> None:
    panel = served.somebody("panel")
    given = {"policy": {"limits": {"max_moves": -1}, "max_km": "far"}, "reson": "x"}
    response = panel.post("/v1/policies", json=given)
    assert response.status_code == 422
    assert [fault["fault"] for fault in response.json()["faults"]] == [
        "is not a number",
        "is too small",
        "is not a field of the format",
    ]
    assert panel.get("/v1/policies/current").json()["number"] == 0


def test_what_no_database_can_hold_is_refused(served: Serving) -> None:
    panel = served.somebody("panel")
    for given in (
        b'{"policy": {}, "reason": "a\\u0000b"}',
        b'{"policy": {}, "reason": "a\\ud800b"}',
        b'{"policy": {"name": "a\\u0000b"}}',
        b'{"policy": {"travel": {"matrix": "a\\u0000b"}}}',
        b'{"policy": {"max_km": NaN}}',
        b'{"policy": {"max_km": 1e999}}',
    ):
        response = panel.post("/v1/policies", content=given)
        assert response.status_code == 422, given
        assert response.json()["format"] == "cartref/error/1"


def test_a_policy_names_only_tables_of_journeys_that_are_there(served: Serving) -> None:
    panel = served.somebody("panel", "officer")
    given = {"policy": {"name": "Roads", "travel": {"matrix": "roads.csv"}}}
    response = panel.post("/v1/policies", json=given)
    assert response.status_code == 422
    assert response.json()["faults"][0]["place"] == "policy.travel.matrix"
    assert panel.post("/v1/journeys", files={"file": ("roads.csv", CSV)}).status_code == 201
    assert panel.post("/v1/policies", json=given).status_code == 201


def test_a_policy_that_is_not_there_is_not_found(served: Serving) -> None:
    viewer = served.somebody("viewer")
    assert viewer.get("/v1/policies/1").status_code == 404
    for wanted in ("-1", "x", "1" * 30):
        assert viewer.get(f"/v1/policies/{wanted}").status_code == 422
