"""A run worked out again: the same answer from the same inputs, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.runs.jobs import Job
from api.runs.replay import replay
from api.runs.work import Material, result_of
from api.store import audit
from api.store.database import Database
from api.store.erasing import erase
from api.store.journeys import add_table
from api.store.migrate import upgrade
from api.store.people import add_person
from api.store.policies import policy_sha256
from api.store.tables import JourneyTable, RegisterVersion, Run
from api.store.times import now
from api.store.versions import add_version, register_of
from api.version import SOFTWARE
from matcher.errors import InputError
from matcher.records.policy import Policy
from tests.support.registers import child, home, register

ID = "3f" * 16
ACTOR = audit.Actor(1, "session")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A database with a register of two children, in a transaction."""
    database = Database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    upgrade(database)
    with database.writing() as found:
        add_person(found, "Ann", ["admin"])
        both = register(child("C1"), child("C2"), home("H1"), home("H2", weekly_cost=900))
        add_version(found, ACTOR, both, "upload", None)
        yield found
    database.close()


def run(session: Session, **job: object) -> Run:
    """Add a run as it stands when it is done, and return it."""
    asked = Job.model_validate({"kind": "plan", "policy": Policy()} | job)
    version = session.get_one(RegisterVersion, 1)
    result = result_of(asked, Material(register_of(version), None), lambda _: None, lambda: False)
    made = Run(
        id=ID,
        kind=asked.kind,
        state="done",
        inputs_sha256="0" * 64,
        version=1,
        register_sha256=version.sha256,
        policy_sha256=policy_sha256(asked.policy),
        software=SOFTWARE,
        request=asked.model_dump_json(),
        author=1,
        created_at=now(),
        answer=result.answer,
        answer_sha256=result.answer_sha256,
        final=result.final,
    )
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    "job",
    [
        {},
        {"locks": [("C1", "H2")], "time_limit": 30},
        {"kind": "ranking", "request": "C1", "k": 2},
    ],
)
def test_it_comes_to_the_same_answer(session: Session, job: dict[str, object]) -> None:
    run(session, **job)
    found = replay(session, ID)
    assert found.was is not None
    assert found.same
    assert (found.final, found.was_software) == (True, SOFTWARE)


def test_a_run_without_an_answer_comes_to_none_again(session: Session) -> None:
    assert run(session, locks=[("C1", "H9")]).answer is None
    assert replay(session, ID).same


def test_another_answer_is_told(session: Session) -> None:
    run(session).answer_sha256 = "0" * 64
    assert not replay(session, ID).same


def test_software_of_then_is_told(session: Session) -> None:
    run(session).software = "cartref 0.0.1"
    found = replay(session, ID)
    assert (found.was_software, found.software, found.same) == ("cartref 0.0.1", SOFTWARE, True)


def test_a_run_from_whose_register_a_child_was_erased(session: Session) -> None:
    run(session)
    erase(session, ACTOR, "C1", "why")
    with pytest.raises(InputError, match="a child was erased"):
        replay(session, ID)


def test_a_run_that_is_not_over(session: Session) -> None:
    run(session).state = "running"
    with pytest.raises(InputError, match="is not over"):
        replay(session, ID)


def test_a_run_whose_table_of_journeys_is_another_since(session: Session) -> None:
    rows = b"child,home,distance_home\nC1,H1,10\nC1,H2,10\nC2,H1,10\nC2,H2,10\n"
    add_table(session, ACTOR, "roads.csv", rows, 4)
    policy = Policy.model_validate({"travel": {"matrix": "roads.csv"}})
    run(session, policy=policy, journeys_sha256=session.get_one(JourneyTable, "roads.csv").sha256)
    assert replay(session, ID).was is not None
    session.get_one(JourneyTable, "roads.csv").sha256 = "0" * 64
    with pytest.raises(InputError, match="its table of journeys is another"):
        replay(session, ID)
