"""Erasing a child: found nowhere afterwards, the chain whole, other children untouched."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zlib
from pathlib import Path

import pytest
from sqlalchemy import select, text

from api.refusals import RefusedError
from api.runs.jobs import Job
from api.store import audit, chain, versions
from api.store.database import Database
from api.store.decisions import add_decision
from api.store.erasing import Erasure, erase, forget
from api.store.journeys import add_table
from api.store.people import add_person
from api.store.policies import add_policy
from api.store.scrubbing import scrub
from api.store.tables import Decided, DecidedChild, Detail, Entry, JourneyTable, Kept, Run
from api.store.times import now
from api.version import SOFTWARE
from matcher.records.policy import Policy
from scenarios.decisions import Decision
from tests.support.databases import empty, faults, tamper, url
from tests.support.postgres import programs
from tests.support.registers import AS_OF, child, group, home, register

__all__ = ["empty", "url"]

#: Nothing else looks like it, also not by chance.
CHILD = "Zq7-Xerxes"
OTHER = "C2"
JOURNEYS = f"child,home,distance_home\n{CHILD},H1,120\n{OTHER},H1,80\n"


@pytest.fixture
def actor(empty: Database) -> audit.Actor:
    """Somebody."""
    with empty.writing() as session:
        return audit.Actor(add_person(session, "Ann", ["admin"]).id, "session")


@pytest.fixture
def database(empty: Database, actor: audit.Actor) -> Database:
    """A database in which much names the child, and some does not."""
    kin = home("K1", kind="kinship", reserved_for=(CHILD,))
    both = register(child(CHILD), child(OTHER), group(CHILD, OTHER), home(), kin)
    other = register(child(OTHER), home())
    with empty.writing() as session:
        first = versions.add_version(session, actor, both, "upload", f"with {CHILD.lower()}")
        made = add_decision(session, actor, first, decision(CHILD), both, 1, "0" * 64)
        made = add_decision(session, actor, first, decision(OTHER), both, 1, "0" * 64)
        assert made.number == 2
        third = f"not with {CHILD}"
        add_decision(session, actor, first, decision(OTHER, reason=third), both, 2, "0" * 64)
        second = versions.add_version(session, actor, other, "upload", "without")
        add_run(session, actor, 1, first.sha256)
        add_run(session, actor, 2, second.sha256)
        add_policy(session, actor, Policy(), f"since {CHILD}, {OTHER}")
        add_table(session, actor, "roads.csv", JOURNEYS.encode(), 2)
        add_table(session, actor, "rails.csv", b"child,home,distance_home\nC2,H1,8\n", 1)
        audit.append(session, actor, "ranking.made", version=1, detail={"request": CHILD})
        audit.append(session, actor, "ranking.made", version=1, detail={"request": OTHER})
        for key, body in ((f"a-{CHILD}", "{}"), ("b", json.dumps([CHILD])), ("c", "{}")):
            session.add(kept(actor, key, body))
    assert faults(empty) == []
    return empty


def decision(of: str, **fields: object) -> Decision:
    return Decision.model_validate(
        {"kind": "offered", "children": [of], "home": "H1", "on": AS_OF} | fields
    )


def add_run(session: object, actor: audit.Actor, version: int, sha256: str) -> None:
    job = Job(kind="ranking", policy=Policy(), request=OTHER)
    answer = audit.json_of({"children": [CHILD, OTHER]}).encode()
    run = Run(
        id=f"{version:032x}",
        kind="ranking",
        state="done",
        inputs_sha256="0" * 64,
        version=version,
        register_sha256=sha256,
        policy_sha256="0" * 64,
        software=SOFTWARE,
        request=job.model_dump_json(),
        author=actor.person,
        created_at=now(),
        answer=zlib.compress(answer),
        answer_sha256=hashlib.sha256(answer).hexdigest(),
        final=True,
    )
    session.add(run)  # type: ignore[attr-defined]  # a session of the caller's
    told = {"version": version, "register_sha256": sha256, "policy_sha256": "0" * 64}
    for state in ("asked", "done"):
        audit.append(session, actor, f"run.{state}", about=f"run {run.id}", **told)  # type: ignore[arg-type]  # as above


def kept(actor: audit.Actor, key: str, body: str) -> Kept:
    return Kept(person=actor.person, key=key, fingerprint="0" * 64, status=200, body=body, at=now())


def erased(database: Database, actor: audit.Actor, id_: str = CHILD) -> Erasure:
    with database.writing() as session:
        found = erase(session, actor, id_, "a court ordered it")
    forget()
    scrub(database)
    return found


def dump(database: Database) -> bytes:
    """Return all that the database keeps: its files as they are, or what a backup would hold."""
    if database.is_sqlite:
        path = Path(database.url.database or "")
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    plain = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = [str(programs() / "pg_dump"), "--dbname", plain]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_the_child_is_found_nowhere(database: Database, actor: audit.Actor) -> None:
    def contents() -> bytes:
        with database.reading() as session:
            packed = [
                *session.scalars(text("SELECT content FROM register_version")),
                *session.scalars(text("SELECT content FROM journey_table")),
                *session.scalars(text("SELECT answer FROM run WHERE answer IS NOT NULL")),
            ]
        return b"".join(map(zlib.decompress, packed))

    assert CHILD.encode() in dump(database)
    assert contents().count(CHILD.encode()) > 3
    with database.reading() as session:
        run = session.get_one(Run, f"{2:032x}")
    erased(database, actor)
    assert CHILD.lower().encode() not in dump(database).lower()
    assert run.answer is not None
    # What is left of the second run is on a register that never had the child.
    assert contents().replace(zlib.decompress(run.answer), b"").count(CHILD.encode()) == 0


def test_the_log_says_what_was_emptied_and_verifies(database: Database, actor: audit.Actor) -> None:
    found = erased(database, actor)
    assert faults(database) == []
    assert (found.versions, found.decisions, found.named) == ([1], [1, 3], [])
    assert (found.runs, found.journeys) == ([f"{1:032x}"], ["roads.csv"])
    with database.reading() as session:
        entry = session.get_one(Entry, found.entry)
        said = json.loads(session.get_one(Detail, found.entry).content)
        gone = {
            row.action
            for row in session.scalars(select(Entry).where(Entry.number.in_(found.entries)))
        }
    assert (entry.action, entry.about, entry.version) == ("child.erased", None, None)
    assert gone == {"register.added", "decision.offered", "policy.added", "ranking.made"}
    assert [one["number"] for one in said["versions"]] == [1]
    assert (said["decisions"], said["entries"]) == ([1, 3], found.entries)


def test_other_children_are_untouched(database: Database, actor: audit.Actor) -> None:
    erased(database, actor)
    with database.reading() as session:
        first = versions.version_called(session, "1")
        left = versions.register_of(first)
        second = versions.version_called(session, "2")
        assert [one.id for one in left.children] == [OTHER]
        assert [one.id for one in left.homes] == ["H1"]
        assert left.sibling_groups == ()
        assert (first.n_children, first.n_homes, first.n_groups) == (1, 1, 0)
        assert first.reason is None
        assert (second.erased_sha256, second.reason) == (None, "without")
        about = [(row.decision, row.child) for row in session.scalars(select(DecidedChild))]
        assert sorted(about) == [(2, OTHER), (3, OTHER)]
        assert session.get_one(Decided, 2).content is not None
        assert session.get_one(Run, f"{2:032x}").request is not None
        assert session.scalars(select(Kept.key)).all() == ["c"]
        table = session.get_one(JourneyTable, "roads.csv")
        assert zlib.decompress(table.content) == b"child,home,distance_home\r\nC2,H1,80\r\n"
        assert table.n_rows == 1


def test_a_second_child_can_be_erased_too(database: Database, actor: audit.Actor) -> None:
    erased(database, actor)
    found = erased(database, actor, OTHER)
    assert found.versions == [1, 2]
    assert faults(database) == []


def test_nobody_can_be_erased_twice_or_unknown(database: Database, actor: audit.Actor) -> None:
    erased(database, actor)
    with pytest.raises(RefusedError) as refusal, database.writing() as session:
        erase(session, actor, CHILD, "again")
    assert refusal.value.status == 404
    assert CHILD not in str(refusal.value)


def test_a_run_that_is_not_over_is_emptied_too(database: Database, actor: audit.Actor) -> None:
    tamper(
        database,
        "UPDATE run SET state = 'running', answer = NULL, answer_sha256 = NULL, "
        "progress = '{}' WHERE version = 1",
    )
    assert erased(database, actor).runs == [f"{1:032x}"]
    with database.reading() as session:
        run = session.get_one(Run, f"{1:032x}")
        # What the service looks at when it ends: it fails then, and says that a child was erased.
        assert (run.state, run.request, run.progress) == ("running", None, None)


def test_the_reason_may_not_name_the_child(database: Database, actor: audit.Actor) -> None:
    with pytest.raises(RefusedError) as refusal, database.writing() as session:
        erase(session, actor, CHILD, f"{CHILD} has left")
    assert refusal.value.status == 422


def test_words_that_still_name_the_child_are_told(empty: Database, actor: audit.Actor) -> None:
    named = register(child(CHILD), child(OTHER), home(provider=f"Family of {CHILD}"))
    with empty.writing() as session:
        versions.add_version(session, actor, named, "upload", None)
    assert erased(empty, actor).named == [1]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE register_version SET erased_sha256 = NULL WHERE number = 1",
            "version 1: what is left of it is not what the log's erasure says",
        ),
        (
            "UPDATE register_version SET content = substr(content, 2) WHERE number = 1",
            "version 1: is not what the log says that it was",
        ),
        ("UPDATE decided SET content = NULL WHERE number = 2", "decision 2: its content is gone"),
        ("UPDATE run SET request = NULL WHERE version = 2", f"run {2:032x}: its content is gone"),
        ("UPDATE run SET answer = NULL WHERE version = 2", f"run {2:032x}: its content is gone"),
        ("UPDATE run SET answer = substr(answer, 2)", f"run {2:032x}: its answer is not what"),
        ("UPDATE run SET state = 'stopped'", f"run {2:032x}: is stopped, and the log says"),
        ("UPDATE run SET software = 'x' WHERE version = 2", f"run {2:032x}: is not what the log"),
        ("UPDATE decided SET position = 9 WHERE number = 2", "decision 2: is not what the log"),
        ("UPDATE decided SET kind = 'ended' WHERE number = 2", "decision 2: is not what the log"),
        ("DELETE FROM journey_table WHERE name = 'roads.csv'", "journeys roads.csv: the log tells"),
        ("UPDATE journey_table SET sha256 = 'x'", "journeys roads.csv: is not what the log says"),
    ],
)
def test_tampering_after_an_erasure_is_found(
    database: Database, actor: audit.Actor, statement: str, found: str
) -> None:
    erased(database, actor)
    tamper(database, statement)
    assert any(fault.startswith(found) for fault in faults(database)), faults(database)


def test_an_erasure_whose_own_list_is_gone_is_found(database: Database, actor: audit.Actor) -> None:
    found = erased(database, actor)
    tamper(database, f"DELETE FROM detail WHERE entry = {found.entry}")
    wrong = faults(database)
    assert f"entry {found.entry}: says what was erased, and its detail is gone" in wrong
    assert "entry 1: its detail is gone, and no erasure says why" in wrong
    assert chain.ERASED == "child.erased"
