"""The pages of homes: the list, one home, which children it could take."""

from __future__ import annotations

import re
from typing import Any

from api.store.tables import Run
from tests.support.keeping import keep
from tests.support.people import add_local, browser
from tests.support.registers import child, group, home, settled, there
from tests.support.service import Serving

BRECON = {"lat": 51.95, "lon": -3.39, "label": "Brecon"}


def words(answer: Any) -> str:
    """Return what a page says, without its elements."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def could_come(served: Serving, client: Any, id_: str) -> Any:
    """Ask which children a home could take, and return the page once it says so."""
    answer = client.post(f"/homes/{id_}", follow_redirects=False)
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    served.service.supervisor.wait(where.partition("run=")[2], 60)
    return client.get(where)


def test_without_a_register_the_list_says_what_to_do(served: Serving) -> None:
    text = served.somebody("viewer").get("/homes").text
    assert "There is no register yet" in text
    assert 'href="/registers"' in text
    assert served.somebody("viewer").get("/homes/H1").status_code == 404


def test_the_list_is_filtered_by_its_address(served: Serving) -> None:
    keep(
        served,
        home("H1", location=BRECON),
        home("H2", kind="residential", places=1),
        settled("C1", "H2"),
        home("H3", open=False),
    )
    viewer = served.somebody("viewer")
    text = words(viewer.get("/homes"))
    assert "3 homes" in text
    assert "H2 residential area not given 1 child 0 places full" in text
    assert "closed to referrals" in text
    assert "H1 in-house foster Brecon 0 children 3 places today" in text
    page = viewer.get("/homes", params={"area": "Brecon", "free": "yes"}).text
    assert "1 home<" in page
    assert re.search(r'<option value="Brecon" selected', page)
    assert re.search(r'value="yes" checked', page)
    nothing = words(viewer.get("/homes", params={"kind": "palace<b>"}))
    assert "No home is as asked" in nothing
    assert "Show all homes" in nothing


def test_a_home_says_who_lives_there_and_what_it_is_approved_for(served: Serving) -> None:
    keep(
        served,
        settled("C1", "H1", age=9),
        child("C2", home="H1", status="waiting", age=8),
        settled("C3", "H2"),
        group("C1", "C3"),
        home("H1", other_children=({"age": 7, "gender": "male"},), weekly_cost=480, ages=(5, 15)),
        home("H2"),
    )
    text = words(served.somebody("viewer").get("/homes/H1"))
    assert "1 place free today" in text
    assert "C1 9 years S1 5 January 2026 settled" in text
    assert "C2 8 years none 5 January 2026 placement ending, waiting for a home" in text
    assert "Children of other councils who live there: male, 7 years" in text
    assert "Approved ages 5 to 15 years" in text
    assert "Weekly cost £480 a week" in text
    assert "Fostering limit 3 children" in text
    assert "are shown to placement officers and the panel" in text


def test_what_holds_a_home_back_is_said_in_words(served: Serving) -> None:
    keep(
        served,
        home("H1", open=False),
        home("H2", available_from="2026-12-01"),
        home("H3", reserved_for=("C9",)),
        home("H4", places=4),
        *(settled(f"C{n}", "H4") for n in (1, 2, 3)),
        child("C9"),
    )
    viewer = served.somebody("viewer")
    assert "closed to referrals" in words(viewer.get("/homes/H1"))
    assert "free from 1 December 2026" in words(viewer.get("/homes/H2"))
    assert "Only named children may live here: C9." in words(viewer.get("/homes/H3"))
    assert "It is at its fostering limit" in words(viewer.get("/homes/H4"))
    assert "No child of the register lives there." in words(viewer.get("/homes/H1"))


def test_officers_ask_which_children_could_come(served: Serving) -> None:
    keep(
        served,
        child("C1", needed_by="2026-11-12"),
        child("C2", family_home=there(0.1)),
        child("C3", age=2),
        home("H1", places=1, ages=(5, 15)),
    )
    add_local(served, "gwen", "officer")
    gwen = browser(served, "gwen")
    before = gwen.get("/homes/H1").text
    assert "Find the children who could come" in before
    assert "<svg" not in before
    answer = could_come(served, gwen, "H1")
    text = words(answer)
    assert "2 children or sibling groups could come, best for everybody together first" in text
    first, second = text.index("Look at C1 and choose"), text.index("Look at C2 and choose")
    assert first < second
    assert "12 November 2026" in text[first:second]
    assert "nothing" in text[first:second]
    assert "level 3: +444 points" in text[second:]
    assert "11.1 km from the family home" in text[second:]
    assert "placement plan, within 5 working days of the start: by 9 November 2026" in text
    assert 'href="/children/C1"' in answer.text
    assert answer.text.count("<svg") == 1
    assert "C3 The child&#39;s age is outside the ages the home is approved for." in text
    # It is there for everybody who asks again, without asking.
    assert "Look at C1 and choose" in words(served.somebody("panel").get("/homes/H1"))
    assert "Look at C1" not in words(served.somebody("viewer").get("/homes/H1"))
    part = gwen.get("/homes/H1", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="could-come">')


def test_viewers_may_not_ask(served: Serving) -> None:
    keep(served, child("C1"), home("H1"))
    assert served.somebody("viewer").post("/homes/H1").status_code == 403
    assert served.somebody("officer").post("/homes/H2").status_code == 404


def test_where_nobody_could_come_it_says_why(served: Serving) -> None:
    keep(served, child("C1"), home("H1", open=False))
    text = words(could_come(served, served.somebody("officer"), "H1"))
    assert "None of those who wait or are under review could come here" in text
    assert "C1 The home is not taking children" in text
    keep(served, settled("C1", "H1"), home("H1"))
    assert "No child is waiting or under review." in words(
        served.somebody("officer").get("/homes/H1")
    )


def test_while_it_is_worked_out_the_page_asks_again_and_a_failure_is_told(
    served: Serving,
) -> None:
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    could_come(served, officer, "H1")

    def become(**fields: Any) -> str:
        with served.service.database.writing() as session:
            run = session.query(Run).one()
            for name, value in fields.items():
                setattr(run, name, value)
            return run.id

    id_ = become(state="running", answer=None, answer_sha256=None)
    page = officer.get("/homes/H1").text
    assert "This is being worked out." in page
    assert 'hx-trigger="every 1s"' in page
    assert 'href="/homes/H1"' in page
    failure = (
        '{"faults": [{"place": "", "fault": "ran out", "accepted": ""}], "limits": [], "total": 1}'
    )
    become(state="failed", failure=failure)
    told = officer.get(f"/homes/H1?run={id_}").text
    assert "ran out" in told
    assert "Try again" in told
    # It does not ask by itself for what has failed.
    assert "hx-trigger" not in told
    # A run of something else is not that of this home.
    assert "Find the children who could come" in officer.get("/homes/H1?run=nonsense").text


def test_ids_of_any_text_have_a_page(served: Serving) -> None:
    keep(served, home("Tŷ / 1?&<b>"), child("C1"))
    viewer = served.somebody("viewer")
    found = re.search(r'href="(/homes/T[^"]+)"', viewer.get("/homes").text)
    assert found
    answer = viewer.get(found[1])
    assert answer.status_code == 200
    assert "Home Tŷ / 1?&amp;&lt;b&gt;" in answer.text
