"""Whether what is kept agrees with the log: no row without its entry, no entry without its row."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, inspect, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.store import chain
from api.store.audit import about_decision, json_of
from api.store.chain import Erased, Noted
from api.store.runs import answer_hash
from api.store.tables import (
    Base,
    Decided,
    Detail,
    Entry,
    JourneyTable,
    PolicyVersion,
    RegisterVersion,
    Run,
)
from matcher.errors import MAX_FAULTS, Fault

CHANGED = "is not what the log says that it was: it was changed"
GONE = "its content is gone, and no erasure says why"
#: States of a run that is over.
OVER = ("done", "stopped", "failed")
#: Rows with large contents that are in memory at once.
FEW = 10


def verify(session: Session, noted: Noted | None = None) -> list[Fault]:
    """Return what is wrong with the log, or with what it tells of; nothing if all is well.

    Parameters
    ----------
    session : Session
        Of `Database.reading`: all of it is read as of one moment, also while others write.
    noted : Noted, optional
        A head of this log that was noted elsewhere; found to be still in it, or not.

    Returns
    -------
    list of Fault
        At most `MAX_FAULTS`, each with the entry or the row.
    """
    faults: list[Fault] = []
    erased = chain.entries(session, faults, noted)
    for found in (
        _versions(session, erased),
        _policies(session),
        _journeys(session, erased),
        _decisions(session, erased),
        _runs(session, erased),
    ):
        faults.extend(islice(found, MAX_FAULTS - len(faults)))
    return faults


def _versions(session: Session, erased: Erased) -> Iterator[Fault]:
    action = Entry.action == "register.added"
    tells = action & (Entry.version == RegisterVersion.number)
    for row, entry in _told(session, RegisterVersion, tells, action):
        place = f"version {row.number}" if row else ""
        yield from _alone(place, entry)
        if row is None or entry is None:
            continue
        left = erased.versions.get(row.number)
        if row.erased_sha256 != left:
            yield Fault(place, "what is left of it is not what the log's erasure says")
        if entry.register_sha256 != row.sha256 or _sha256(row.content) != (left or row.sha256):
            yield Fault(place, CHANGED)


def _policies(session: Session) -> Iterator[Fault]:
    action = Entry.action == "policy.added"
    tells = action & (Entry.about == _called("policy", PolicyVersion.number))
    for row, entry in _told(session, PolicyVersion, tells, action):
        place = f"policy {row.number}" if row else ""
        yield from _alone(place, entry)
        if row and entry and not entry.policy_sha256 == row.sha256 == _sha256(row.content):
            yield Fault(place, CHANGED)


def _journeys(session: Session, erased: Erased) -> Iterator[Fault]:
    """Compare tables of journeys with the details that tell of them: they have no number."""
    told: dict[str, str] = {}
    added = select(Entry.number, Detail.content).join(Detail, Detail.entry == Entry.number)
    for _, content in session.execute(added.where(Entry.action == "journeys.added")):
        said = _json(content) or {}
        told[said.get("name", "")] = said.get("sha256", "")
    told |= erased.journeys
    for table in session.scalars(select(JourneyTable).execution_options(yield_per=1)):
        if told.pop(table.name, None) != table.sha256 or _unpacked(table.content) != table.sha256:
            yield Fault(f"journeys {table.name}", CHANGED)
    for name in told:
        yield Fault(f"journeys {name}", "the log tells of them, and they are not there")


def _decisions(session: Session, erased: Erased) -> Iterator[Fault]:
    action = Entry.action.startswith("decision.")
    tells = action & (Entry.about == _called("decision", Decided.number))
    for row, entry in _told(session, Decided, tells, action):
        place = about_decision(row.number) if row else ""
        yield from _alone(place, entry)
        if row is None or entry is None:
            continue
        if (entry.action, entry.version) != (f"decision.{row.kind}", row.version):
            yield Fault(place, CHANGED)
        if row.content is None and row.number not in erased.decisions:
            yield Fault(place, GONE)
        if row.content is not None and entry.content is not None:
            said = {
                "decision": _json(row.content),
                "position": row.position,
                "new_version": row.new_version,
            }
            kept = _json(entry.content) or {}
            if {name: kept.get(name) for name in said} != said:
                yield Fault(place, CHANGED)


def _runs(session: Session, erased: Erased) -> Iterator[Fault]:
    about = _called("run", Run.id)
    action = Entry.action == "run.asked"
    for row, entry in _told(session, Run, action & (Entry.about == about), action):
        place = f"run {row.id}" if row else ""
        yield from _alone(place, entry)
        if row is None or entry is None:
            continue
        for name in ("version", "register_sha256", "policy_sha256", "software"):
            if getattr(entry, name) != getattr(row, name):
                yield Fault(place, CHANGED)
        if row.request is None and row.id not in erased.runs:
            yield Fault(place, GONE)
    over = or_(*(Entry.action == f"run.{state}" for state in OVER))
    for row, entry in _told(session, Run, over & (Entry.about == about), over):
        if row is None:
            continue
        place = f"run {row.id}"
        if (entry.action if entry else None) != (f"run.{row.state}" if row.state in OVER else None):
            yield Fault(place, f"is {row.state}, and the log says something else")
        elif entry is not None:
            yield from _of_answer(place, row, entry, erased)


def _of_answer(place: str, run: Run, entry: Row[Any], erased: Erased) -> Iterator[Fault]:
    said = _json(entry.content or "") or {"answer_sha256": run.answer_sha256}
    if said.get("answer_sha256") != run.answer_sha256:
        yield Fault(place, f"its answer {CHANGED}")
    elif run.answer is None:
        if run.answer_sha256 is not None and run.id not in erased.runs:
            yield Fault(place, GONE)
    elif _answer_sha256(run.answer) != run.answer_sha256:
        yield Fault(place, f"its answer {CHANGED}")


def _told(
    session: Session, table: type[Base], tells: ColumnElement[bool], any_of: ColumnElement[bool]
) -> Iterator[tuple[Any, Row[Any] | None]]:
    """Yield rows of a table with the entries that tell of them, either None where it is alone.

    An entry comes with the content of its detail.
    """
    entry = (*Entry.__table__.c, Detail.content)
    rows = (
        select(table, *entry)
        .outerjoin(Entry, tells)
        .outerjoin(Detail, Detail.entry == Entry.number)
        .order_by(*inspect(table).primary_key, Entry.number)
        .execution_options(yield_per=FEW)
    )
    for found in session.execute(rows):
        yield found[0], found if found.number is not None else None
    alone = (
        select(*entry)
        .outerjoin(Detail, Detail.entry == Entry.number)
        .where(any_of, ~select(table).where(tells).exists())
    )
    for found in session.execute(alone.execution_options(yield_per=FEW)):
        yield None, found


def _alone(place: str, entry: Row[Any] | None) -> Iterator[Fault]:
    if entry is None:
        yield Fault(place, "the log does not tell of it")
    elif not place:
        yield Fault(f"entry {entry.number}", "tells of what is not there")


def _called(what: str, key: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    return literal(f"{what} ") + cast(key, String)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _answer_sha256(content: bytes) -> str | None:
    """Return the hash of an answer without the seconds that it took; None if it can't be read."""
    try:
        answer = json.loads(zlib.decompress(content))
    except (ValueError, zlib.error):
        return None
    return answer_hash(answer)


def _unpacked(content: bytes) -> str | None:
    """Return the hash of what was compressed; None if it can't be unpacked."""
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest()
    except zlib.error:
        return None


def _sha256(content: bytes | str) -> str | None:
    """Return the hash of a JSON content, in the one form of it; None if it can't be read."""
    try:
        text = zlib.decompress(content) if isinstance(content, bytes) else content
        return hashlib.sha256(json_of(json.loads(text)).encode()).hexdigest()
    except (ValueError, zlib.error):
        return None
