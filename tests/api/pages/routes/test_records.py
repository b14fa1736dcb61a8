"""Records: who did what, whether the log is whole, what is erased."""

from __future__ import annotations

import re
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import text as sql

from api.runs.jobs import Job
from api.store.audit import Actor
from api.store.runs import run_called
from api.store.versions import version_called
from api.version import SOFTWARE
from matcher.records.policy import Policy
from tests.support.deciding import SMALL, made
from tests.support.keeping import keep
from tests.support.registers import child, home
from tests.support.runs import small, until
from tests.support.service import Serving


def text(response: Response) -> str:
    return re.sub(r"\s+", " ", response.text)


def numbers(response: Response) -> list[int]:
    return [int(one) for one in re.findall(r'href="/records/(\d+)"', response.text)]


def test_entries_are_listed_newest_first_with_what_gives_the_answer_again(
    served: Serving,
) -> None:
    for cost in (1, 2):
        keep(served, home("H1", weekly_cost=cost))
    viewer = served.somebody("viewer")
    answer = viewer.get("/records")
    assert numbers(answer) == [2, 1]
    seen = text(answer)
    assert "register stored" in seen
    assert 'href="/registers/2"' in seen
    assert SOFTWARE in seen
    head = re.search(r'id="head">([^<]*)<', seen)
    assert head
    assert re.fullmatch("2:[0-9a-f]{64}", head[1])
    assert "Erase a child" not in seen


def test_entries_are_looked_for(served: Serving) -> None:
    keep(served, home("H1", weekly_cost=1))
    keep(served, home("H1", weekly_cost=2))
    admin = served.somebody("admin")
    admin.post("/people/add", data={"name": "mair", "roles": ["panel"]})
    assert numbers(admin.get("/records?action=register")) == [2, 1]
    assert numbers(admin.get("/records?action=register.added&version=1")) == [1]
    assert numbers(admin.get("/records?action=person.added")) == [3]
    assert numbers(admin.get("/records?person=1")) == [2, 1]
    assert numbers(admin.get("/records?since=2000-01-01&until=2000-01-02")) == []
    assert numbers(admin.get("/records?since=2000-01-01&action=")) == [3, 2, 1]
    nothing = admin.get("/records?action=decision")
    assert "No entry is like that" in nothing.text
    assert '<option value="decision" selected' in nothing.text
    wrong = admin.get("/records?version=x&since=soon")
    assert wrong.status_code == 422
    assert 'href="#version"' in wrong.text
    assert 'href="#since"' in wrong.text


def test_a_long_log_comes_in_parts(served: Serving) -> None:
    for cost in range(52):
        keep(served, home("H1", weekly_cost=cost))
    viewer = served.somebody("viewer")
    first = viewer.get("/records?action=register")
    assert numbers(first) == list(range(52, 2, -1))
    assert "/records?action=register&amp;before=3" in first.text
    assert numbers(viewer.get("/records?action=register&before=3")) == [2, 1]


def test_an_entry_has_a_page_with_its_hashes_and_detail(served: Serving) -> None:
    keep(served, home("H1"))
    viewer = served.somebody("viewer")
    seen = text(viewer.get("/records/1"))
    assert "Entry 1 of the log" in seen
    assert "0" * 64 in seen
    assert "made by" in seen
    assert viewer.get("/records/2").status_code == 404


def test_only_an_admin_verifies_and_a_change_is_found(served: Serving) -> None:
    keep(served, home("H1"))
    officer, admin = served.somebody("officer"), served.somebody("admin")
    assert officer.get("/records/verify").status_code == 403
    assert officer.post("/records/verify").status_code == 403
    whole = text(admin.post("/records/verify"))
    assert "The log is whole: every entry, and all that it tells of." in whole
    head = re.search("1:[0-9a-f]{64}", whole)
    assert head
    assert "The log is whole" in text(admin.post("/records/verify", data={"head": head[0]}))
    other = admin.post("/records/verify", data={"head": f"1:{'0' * 64}"})
    assert "is another than the head that was noted" in other.text
    wrong = admin.post("/records/verify", data={"head": "yesterday"})
    assert wrong.status_code == 422
    assert "is no head of a log" in wrong.text
    with served.service.database.writing() as session:
        # Whoever has the file can take away what keeps entries as they are.
        triggers = sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in session.execute(triggers).all():
            session.execute(sql(f"DROP TRIGGER {name}"))
        session.execute(sql("UPDATE entry SET action = 'policy.added' WHERE number = 1"))
    broken = text(admin.post("/records/verify"))
    assert "The log is not whole" in broken
    assert "entry 1" in broken


def asked(served: Serving, person: int) -> str:
    """Ask for a plan and wait until it is made; return the run's id."""
    with served.service.database.writing() as session:
        version = version_called(session, "latest")
        job = Job(kind="plan", policy=Policy(), time_limit=60)
        actor = Actor(person, "session")
        run = served.service.supervisor.ask(session, actor, version, job)[0].id
    finished(served, run)
    return run


def finished(served: Serving, run: str) -> None:
    def over() -> bool:
        with served.service.database.reading() as session:
            return run_called(session, run).state == "done"

    until(over)


def test_a_run_is_worked_out_again_to_the_same_answer(served: Serving) -> None:
    keep(served, small())
    officer, viewer = served.somebody("officer"), served.somebody("viewer")
    run = asked(served, 1)
    seen = text(officer.get(f"/records/runs/{run}"))
    assert "It has not been worked out again yet." in seen
    assert "Work it out again" in seen
    assert "run asked for" in seen
    assert "Work it out again" not in viewer.get(f"/records/runs/{run}").text
    assert viewer.post(f"/records/runs/{run}").status_code == 403
    answer = officer.post(f"/records/runs/{run}", follow_redirects=True)
    assert "The run is worked out again." in answer.text
    found = re.findall(r"/records/runs/([0-9a-f]{32})", answer.text)
    (again,) = set(found) - {run}
    finished(served, again)
    seen = text(officer.get(f"/records/runs/{run}"))
    assert "the same</strong>" in seen
    assert "every 2s" not in seen
    part = officer.get(f"/records/runs/{run}", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="again"')
    assert viewer.get("/records/runs/" + "0" * 32).status_code == 404


def test_decisions_are_listed_and_lead_to_their_records(served: Serving) -> None:
    viewer = served.somebody("viewer")
    assert "No decision is like that" in viewer.get("/decisions").text
    keep(served, *SMALL)
    officer = served.somebody("officer", name="gwen")
    made(officer, kind="offered", children=["C1"], home="H1", version=1)
    answer = viewer.get("/decisions")
    seen = text(answer)
    assert 'href="/decisions/1/record"' in seen
    assert 'href="/children/C1"' in seen
    assert 'href="/homes/H1"' in seen
    assert "home offered" in seen
    assert "gwen" in seen
    assert "Decision 1" not in viewer.get("/decisions?kind=accepted").text
    assert "Decision 1" in viewer.get("/decisions?kind=offered").text
    assert viewer.get("/decisions?kind=other").status_code == 422


def erase(admin: TestClient, **fields: Any) -> Response:
    found: Response = admin.post("/erase", data=fields)
    return found


def test_a_child_is_erased_only_after_what_goes_was_said(served: Serving) -> None:
    keep(served, child("C77"), child("C2"), home("H1"))
    admin, officer = served.somebody("admin"), served.somebody("officer")
    assert officer.get("/erase").status_code == 403
    assert officer.post("/erase", data={"child": "C77"}).status_code == 403
    asked = text(erase(admin, child="C77", reason="The schedule says so"))
    assert "Erase this child for good?" in asked
    assert "This can't be undone." in asked
    with served.service.database.reading() as session:
        assert version_called(session, "1").n_children == 2
    done = text(erase(admin, child="C77", reason="The schedule says so", confirm="yes"))
    assert "The child is erased" in done
    assert "1 version of the register is without the child now." in done
    with served.service.database.reading() as session:
        assert version_called(session, "1").n_children == 1
    assert "A child was erased from this version" in officer.get("/registers/1").text
    assert "The log is whole" in admin.post("/records/verify").text


def test_what_keeps_a_child_from_being_erased_is_told(served: Serving) -> None:
    keep(served, child("C77"), home("H1"))
    admin = served.somebody("admin")
    empty = erase(admin)
    assert empty.status_code == 422
    assert 'href="#child"' in empty.text
    assert 'href="#reason"' in empty.text
    named = erase(admin, child="C77", reason="C77 is grown up", confirm="yes")
    assert named.status_code == 422
    assert "names the child" in named.text
    nobody = erase(admin, child="C99", reason="grown up", confirm="yes")
    assert nobody.status_code == 404
    assert "nothing that is kept has this child" in nobody.text
