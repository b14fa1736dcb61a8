"""Erasing a child: from every version of the register, and from all that names the child.

The log's chain stays whole. What names a child is never in it, only its hash, and the erasure is
an entry itself: it lists what was emptied, by number, and is about no child at all.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.store import audit, chain
from api.store import journeys as tables_of_journeys
from api.store import versions as registers
from api.store.audit import Actor, json_of
from api.store.naming import Naming
from api.store.tables import (
    Base,
    Decided,
    DecidedChild,
    Detail,
    Entry,
    JourneyTable,
    Kept,
    PolicyVersion,
    RegisterVersion,
    Run,
)
from matcher.records.register import LISTS
from scenarios.decisions import without_child

T = TypeVar("T", bound=Base)


@dataclass
class Erasure:
    """What an erasure emptied, by number.

    Attributes
    ----------
    entry : int
        The log's entry of it.
    versions, decisions, runs, entries, journeys : list
        Versions of the register without the child now; decisions and runs whose content is gone;
        entries of the log whose detail is gone; tables of journeys without the child now.
    named : list of int
        Versions in which somebody's words, such as a provider's name, still name the child.
    """

    entry: int = 0
    versions: list[int] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    journeys: list[str] = field(default_factory=list)
    named: list[int] = field(default_factory=list)


def erase(session: Session, actor: Actor, child: str, reason: str) -> Erasure:
    """Erase a child from all that is kept, and say so in the log.

    Afterwards `forget` what is in memory, and `scrub` the database.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who does it.
    child : str
        The child's id, the same in all versions of the register.
    reason : str
        Why, in somebody's words; without the child's id.

    Raises
    ------
    RefusedError
        404 where nothing has this child; 422 where the reason names the child.
    """
    if Naming(child).text(reason):
        raise refused(422, "reason", "names the child", "why, in words without the child's id")
    erasure = Erasure()
    left: dict[int, str] = {}
    others: set[str] = set()
    for version in _each(session, RegisterVersion):
        _from_version(version, child, left, others)
        if version.number in left and Naming(child).json(registers.json_of(version)):
            erasure.named.append(version.number)
    erasure.versions = sorted(left)
    naming = Naming(child, others)
    tables = _from_journeys(session, child)
    erasure.journeys = sorted(tables)
    _from_runs(session, erasure, naming)
    _from_decisions(session, erasure, child, naming)
    _from_log(session, erasure, naming)
    if erasure == Erasure():
        raise refused(404, "child", "nothing that is kept has this child", "an id of a register")
    _from_words(session, naming)
    # Two entries: the reason is somebody's words and may have to go one day, the list never.
    audit.append(session, actor, "child.erasing", detail={"reason": reason})
    erasure.entry = audit.append(
        session,
        actor,
        chain.ERASED,
        detail={
            "versions": [{"number": n, "sha256": sha256} for n, sha256 in sorted(left.items())],
            "decisions": erasure.decisions,
            "runs": erasure.runs,
            "entries": erasure.entries,
            "journeys": [{"name": n, "sha256": sha256} for n, sha256 in sorted(tables.items())],
        },
    ).number
    return erasure


def forget() -> None:
    """Let go of the registers and journeys that are in memory."""
    registers.forget()
    tables_of_journeys.forget()


def _from_version(
    version: RegisterVersion, child: str, left: dict[int, str], others: set[str]
) -> None:
    lists = _lists(version)
    for items in lists.values():
        others.update(_ids(items))
    if child in _ids(lists["children"]):
        try:
            register = without_child(registers.register_of(version), child)
        except RefusedError:
            # Today's checks refuse it: it stays as it is, but for the child.
            kept = json_of(_struck(json.loads(registers.json_of(version)), child)).encode()
            version.erased_sha256 = hashlib.sha256(kept).hexdigest()
            version.content = zlib.compress(kept)
        else:
            version.erased_sha256 = register.sha256
            version.content = registers.packed(register)
        left[version.number] = version.erased_sha256
        lists = _lists(version)
        version.n_children = len(lists["children"])
        version.n_homes = len(lists["homes"])
        version.n_groups = len(lists["sibling_groups"])


def _lists(version: RegisterVersion) -> dict[str, list[Any]]:
    """Return the lists of a version's register, whatever else is in it.

    Raises
    ------
    RefusedError
        424 where it can't be read at all, and so nobody can say whom it names.
    """
    try:
        data = json.loads(registers.json_of(version))
    except ValueError:
        registers.register_of(version)  # tells that it is no JSON
        raise
    found = {name: data.get(name) if isinstance(data, dict) else None for name in LISTS}
    return {name: items if isinstance(items, list) else [] for name, items in found.items()}


def _ids(items: list[Any]) -> set[str]:
    ids = (item.get("id") for item in items if isinstance(item, dict))
    return {id_ for id_ in ids if isinstance(id_, str)}


def _struck(data: Any, child: str) -> Any:
    """Return JSON without what is a child, or names it."""

    def is_about(value: Any) -> bool:
        return value == child or (isinstance(value, dict) and value.get("id") == child)

    if isinstance(data, list):
        return [_struck(item, child) for item in data if not is_about(item)]
    if isinstance(data, dict):
        return {
            name: None if is_about(value) else _struck(value, child) for name, value in data.items()
        }
    return data


def _from_journeys(session: Session, child: str) -> dict[str, str]:
    """Take a child's rows out of tables; return the names of these with their new SHA-256."""
    changed = {}
    for table in _each(session, JourneyTable):
        text = zlib.decompress(table.content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        kept = [row for row in rows if child not in map(str.strip, row)]
        if len(kept) == len(rows):
            continue
        out = io.StringIO(newline="")
        csv.writer(out).writerows(kept)
        content = out.getvalue().encode()
        table.content = zlib.compress(content)
        table.n_rows -= len(rows) - len(kept)
        table.sha256 = changed[table.name] = hashlib.sha256(content).hexdigest()
    return changed


def _from_runs(session: Session, erasure: Erasure, naming: Naming) -> None:
    """Empty runs; one that is not over fails when it ends, and says that a child was erased."""
    for run in _each(session, Run):
        texts = (run.request, run.failure, run.progress)
        if run.version in erasure.versions or any(map(naming.json, texts)):
            run.request = run.answer = run.failure = run.progress = None
            erasure.runs.append(run.id)


def _from_decisions(session: Session, erasure: Erasure, child: str, naming: Naming) -> None:
    of_child = DecidedChild.child == child
    about = set(session.scalars(select(DecidedChild.decision).where(of_child)))
    for made in _each(session, Decided):
        if made.content is not None and (made.number in about or naming.json(made.content)):
            made.content = None
            erasure.decisions.append(made.number)
    session.execute(delete(DecidedChild).where(of_child))


def _from_log(session: Session, erasure: Erasure, naming: Naming) -> None:
    details = select(Detail.entry, Detail.content).join(Entry).where(Entry.action != chain.ERASED)
    for number, content in session.execute(
        details.order_by(Detail.entry).execution_options(yield_per=chain.BATCH)
    ):
        if naming.json(content):
            erasure.entries.append(number)
    for number in erasure.entries:
        session.execute(delete(Detail).where(Detail.entry == number))


def _from_words(session: Session, naming: Naming) -> None:
    """Empty what people wrote, and forget answers to idempotency keys, where they name the child.

    An answer is forgotten whole: the same request sent again does the thing again.
    """
    for version in _each(session, RegisterVersion):
        if naming.text(version.reason):
            version.reason = None
    for policy in _each(session, PolicyVersion):
        if naming.text(policy.reason):
            policy.reason = None
    for kept in _each(session, Kept):
        if naming.text(kept.key) or naming.json(kept.body):
            session.delete(kept)


def _each(session: Session, table: type[T]) -> Iterator[T]:
    """Yield the rows of a table one by one, so that they may be changed and memory stays small."""
    keys = inspect(table).primary_key
    for key in session.execute(select(*keys).order_by(*keys)).all():
        row = session.get_one(table, tuple(key))
        yield row
        session.flush()
