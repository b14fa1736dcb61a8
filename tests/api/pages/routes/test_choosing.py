"""The pages of a child and of a sibling group: options, near misses, comparing, why, the record."""

from __future__ import annotations

import re
import time
from html import unescape

from fastapi.testclient import TestClient

from tests.support.deciding import SMALL, made
from tests.support.keeping import keep
from tests.support.registers import ENGLISH_NEIGHBOUR, child, group, home, settled, there
from tests.support.service import Serving
from tests.support.telling import text_of

PATIENCE_SECONDS = 60


def until(client: TestClient, path: str, told: str) -> str:
    """Return a page once it says something."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        text = text_of(client, path)
        if told in text:
            return text
        time.sleep(0.1)
    raise AssertionError(f"{path} does not say {told}")


def test_a_child_has_options_with_all_that_is_compared(served: Serving) -> None:
    keep(
        served,
        child("C1", school=there(), contact={"at": there(), "per_week": 1}),
        home("H1", location=there(0.1).model_copy(update={"label": "Newtown"})),
        home("H2", ages=(0, 5)),
    )
    text = text_of(served.somebody("officer"), "/children/C1")
    assert "in-house foster, Newtown" in text
    assert "11.1 km from home 11.1 km from school 22.2 km a week for family time" in text
    assert "£500 a week" in text
    assert "placement plan, within 5 working days of the start: by 9 November 2026" in text
    # 800 not with kin, 4 x 111 tenths of a km from home, 222 tenths for contact.
    assert "1,466 points" in text
    assert "Next to call H1" in text
    # The near miss, and who can change what.
    assert "outside the ages the home is approved for. Can be changed by: variation of" in text


def test_what_an_option_costs_everybody_comes_when_it_is_there(served: Serving) -> None:
    keep(served, child("C1"), child("C2", needed_by="2026-11-09"), home("H1", places=1))
    text = until(served.somebody("officer"), "/children/C1", "the best plan for all contains it")
    assert "being worked out" not in text


def test_a_script_gets_the_costs_alone(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    until(officer, "/children/C1", "the best plan for all contains it")
    part = officer.get("/children/C1", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert '<div id="cost-1" hx-swap-oob="true">' in part


def test_looking_again_for_costs_asks_for_nothing_and_logs_nothing(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    officer.get("/children/C1", headers={"HX-Request": "true"})
    assert officer.get("/v1/runs").json()["runs"] == []


def test_others_are_found_by_reason_and_by_text(served: Serving) -> None:
    keep(
        served,
        child("C1"),
        home("H1"),
        home("H2", ages=(0, 5)),
        home("H3", open=False),
    )
    officer = served.somebody("officer")
    assert "2 homes are refused by rules." in text_of(officer, "/children/C1")
    by_reason = text_of(officer, "/children/C1?reason=age")
    assert "1 home of 2" in by_reason
    assert "Why not H2" in by_reason
    assert "Why not H3" not in by_reason
    assert "Why not H3" in text_of(officer, "/children/C1?reason=&find=h3")
    assert "No home is like that" in text_of(officer, "/children/C1?reason=&find=nowhere")


def test_a_group_has_homes_for_all_and_splits(served: Serving) -> None:
    keep(
        served,
        child("C1"),
        child("C2"),
        group("C1", "C2"),
        home("H1"),
        home("H2", places=1, location=there(0.1)),
    )
    officer = served.somebody("officer")
    text = text_of(officer, "/groups/S1")
    assert "All together" in text
    assert "C1 and C2" in text
    assert "11.1 km between the homes" in text
    assert "goes on waiting" in text
    assert "Sibling group S1: C1 and C2" in text_of(officer, "/children/C1")


def test_a_child_who_must_stay_with_siblings_is_shown_the_group(served: Serving) -> None:
    keep(served, child("C1"), child("C2"), group("C1", "C2", together="must"), home("H1"))
    text = text_of(served.somebody("officer"), "/children/C1")
    assert "No home is possible as things are" in text
    assert "look for a home for all of them" in text


def test_who_is_settled_has_no_options_and_can_only_leave(served: Serving) -> None:
    keep(served, settled("C1", "H1"), home("H1"), home("H2"))
    text = text_of(served.somebody("officer"), "/children/C1")
    assert "Nobody here is waiting for a home" in text
    assert "Decide about the placement in H1" in text


def test_options_side_by_side(served: Serving) -> None:
    keep(
        served,
        child("C1", age=10),
        settled("C2", "H1", age=14),
        home("H1", places=2, ages=(0, 10)),
        home("H2", location=there(0.1), household_ages=(3,)),
        home("H3", ages=(0, 5)),
    )
    officer = served.somebody("officer")
    text = text_of(officer, "/children/C1/compare?home=H1&home=H2&home=H3")
    assert "Option 1 Option 2 No option" in text
    assert "takes the last place" in text
    assert "C1 is as old as the home is approved for (10 years)" in text
    assert "C2 (14 years, female)" in text
    assert "the carers' own children: 3 years" in text
    assert "Distance from the family home 0.0 km 11.1 km 0.0 km" in text


def test_one_four_or_unknown_are_not_compared(served: Serving) -> None:
    keep(served, *SMALL, home("H4"))
    officer = served.somebody("officer")
    for query in ("", "home=H1", "home=H1&home=H2&home=H3&home=H4", "home=H1&home=H9"):
        text = text_of(officer, f"/children/C1/compare?{query}", 422)
        assert "accepted: two or three options of the list" in text
    assert "Option 1" in text_of(officer, "/groups/S1/compare?option=1&option=2")
    text_of(officer, "/groups/S1/compare?option=1&option=99", 422)


def test_why_and_why_not(served: Serving) -> None:
    keep(served, child("C1"), home("H1"), home("H3", ages=(0, 5)))
    text = until(served.somebody("officer"), "/children/C1/why?home=H3", "In the best plan")
    assert "C1 is placed in H1." in text
    assert "Why not H3 The child's age is outside the ages the home is approved for." in text
    welsh = text_of(served.somebody("officer"), "/children/C1/why?home=H3&lang=cy")
    assert "Mae oedran y plentyn y tu allan" in welsh


def test_the_exhaustion_record_lists_every_home_of_the_county_once(served: Serving) -> None:
    keep(
        served,
        child("C1"),
        child("C2"),
        home("H1", ages=(0, 5)),
        home("H2", reserved_for=("C2",), kind="parents"),
        home("H3", authority=ENGLISH_NEIGHBOUR, kind="residential"),
    )
    officer = served.somebody("officer")
    assert "Record of the homes in the county" in text_of(officer, "/children/C1")
    text = text_of(officer, "/children/C1/exhaustion")
    assert "The county has 2 homes; each is listed once." in text
    assert "No home in the county is possible." in text
    assert text.count("H1 in-house foster") == text.count("H2 parents") == 1
    assert "H3" not in text
    assert "version 1 (SHA-256 " in text


def test_while_a_home_in_the_county_is_possible_the_record_says_so(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    assert "Record of the homes" not in text_of(officer, "/children/C1")
    assert "the county is not exhausted" in text_of(officer, "/children/C1/exhaustion")


def test_a_viewer_sees_what_is_known_and_no_form(served: Serving) -> None:
    keep(served, *SMALL)
    viewer = served.somebody("viewer")
    made(served.somebody("officer"))
    text = text_of(viewer, "/children/C1")
    assert "You do not see the options" in text
    assert "1: home asked" in text
    assert "/decide" not in viewer.get("/children/C1").text
    assert viewer.get("/children/C1/decide?home=H1").status_code == 403
    panel = served.somebody("panel")
    assert "Options, best first" in text_of(panel, "/children/C1")
    assert "/decide" not in panel.get("/children/C1").text


def test_nobody_of_that_name(served: Serving) -> None:
    keep(served, *SMALL)
    officer = served.somebody("officer")
    for path in ("/children/C9", "/groups/C1", "/children/C9/why", "/children/C1/decide?home=H9"):
        assert officer.get(path).status_code == 404
    assert "no such home" in text_of(officer, "/children/C1/why?home=H9")


def test_ids_may_hold_strokes_and_spaces(served: Serving) -> None:
    keep(served, child("2026/14 b"), home("H 1"))
    officer = served.somebody("officer")
    assert "Child 2026/14 b" in text_of(officer, "/children/2026/14%20b")
    link = re.search(
        r'href="(/children/2026/14%20b/decide\?home=[^"]*)"',
        officer.get("/children/2026/14%20b").text,
    )
    assert link is not None
    assert "Decide: 2026/14 b and H 1" in text_of(officer, unescape(link[1]))
