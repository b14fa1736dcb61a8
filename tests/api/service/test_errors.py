"""Errors over HTTP: one shape."""

from __future__ import annotations

from typing import Any

from tests.support.service import Serving


def _faults(served: Serving, body: Any) -> list[tuple[str, str, str]]:
    answer = served.somebody().post("/v1/rankings", json=body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    error = answer.json()
    assert (error["format"], error["status"]) == ("cartref/error/1", 422)
    assert error["total"] == len(error["faults"])
    return [(one["place"], one["fault"], one["accepted"]) for one in error["faults"]]


def test_all_faults_of_a_request_together_each_with_its_field_and_the_likely_one(
    served: Serving,
) -> None:
    faults = _faults(served, {"requst": "C011", "k": -1, "policy": {"max_km": "far"}})
    assert sorted(faults) == [
        ("k", "is too small", "at least 0"),
        ("policy.max_km", "is not a number", "a number, such as 12.5"),
        ("request", "is missing", "a value: the field has no default"),
        ("requst", "is not a field of the format", "request (the likely one)"),
    ]


def test_faults_of_a_register_in_the_request_have_their_places_in_it(served: Serving) -> None:
    register = {"format": "cartref/register/1", "as_of": "2026-02-30", "children": []}
    places = [place for place, _, _ in _faults(served, {"request": "C1", "register": register})]
    assert "register.as_of" in places
    assert "register.homes" in places


def test_a_parameter_is_named_as_it_stands_in_the_address(served: Serving) -> None:
    error = served.somebody("viewer").get("/v1/registers?limit=many").json()
    assert error["faults"] == [
        {
            "place": "limit",
            "fault": "is not a whole number",
            "accepted": "a whole number, such as 3",
        }
    ]


def test_a_body_that_is_no_object(served: Serving) -> None:
    assert _faults(served, [1]) == [("", "is not an object", "an object")]


def test_what_is_nowhere_says_where_to_look(served: Serving) -> None:
    error = served.plain.get("/v1/nowhere").json()
    assert error["faults"][0]["fault"] == "there is nothing at this address"
    assert served.plain.delete("/healthz").status_code == 405
