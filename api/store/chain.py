"""Whether the log is whole: every entry, every detail, every row that it tells of.

What is found wrong is listed, never put right. A log that was cut off at its end, or made anew
from the start, agrees with itself: only a head that was noted elsewhere before tells (`Noted`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from api.store import audit
from api.store.tables import Detail, Entry, Head
from matcher.errors import MAX_FAULTS, Fault, InputError

#: The entry that says what was erased. Its detail holds numbers and hashes only, and stays.
ERASED = "child.erased"
#: Rows that are in memory at once.
BATCH = 500

_NOTED = re.compile(r"(\d{1,10}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Noted:
    """The last entry of the log at some time: its number, and its hash, which covers all before.

    Kept elsewhere - printed, or mailed to the auditors - it shows later that nothing before it
    was changed, whoever owns the database.
    """

    number: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"

    @classmethod
    def of(cls, text: str) -> Noted:
        """Return what was noted, from its text.

        Raises
        ------
        InputError
            If it is none such.
        """
        found = _NOTED.fullmatch(text.strip())
        if found is None:
            raise InputError.single("head", "is no head of a log", "what cartref audit head prints")
        return cls(int(found[1]), found[2])


def head(session: Session) -> Noted:
    """Return the last entry of the log; number 0 where there is none."""
    row = session.get(Head, 1)
    return Noted(row.number, row.sha256) if row else Noted(0, audit.START)


@dataclass
class Erased:
    """What the log says was erased.

    Attributes
    ----------
    versions : dict of int to str
        Versions of the register, each with the SHA-256 of what is left of it.
    decisions, runs : set
        Whose content is gone.
    journeys : dict of str to str
        Tables of journeys, each with the SHA-256 of what is left of it.
    """

    versions: dict[int, str] = field(default_factory=dict)
    decisions: set[int] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    journeys: dict[str, str] = field(default_factory=dict)


def entries(session: Session, faults: list[Fault], noted: Noted | None = None) -> Erased:
    """Walk along the chain; add what is wrong to a list and return what was erased."""
    erased = Erased()
    missing: set[int] = set()
    last = Noted(0, audit.START)
    for row in _rows(session):
        place = f"entry {row.number}"
        if row.number != last.number + 1:
            faults.append(Fault(place, f"follows entry {last.number}: entries are missing"))
        if row.previous != last.sha256:
            faults.append(Fault(place, "does not carry the hash of the entry before"))
        # Its own hash is worked out from what it says, and the next must carry that.
        sha256 = audit.entry_hash(row)
        if row.sha256 != sha256:
            faults.append(Fault(place, "was changed: its hash is not the one it has"))
        faults.extend(_of_detail(row, missing))
        if row.action == ERASED and row.content is not None:
            _read(row, erased, missing, faults)
        last = Noted(row.number, row.sha256)
        if noted is not None and noted.number == last.number and noted != last:
            faults.append(Fault(place, "is another than the head that was noted"))
        del faults[MAX_FAULTS:]
    for number in sorted(missing):
        faults.append(Fault(f"entry {number}", "its detail is gone, and no erasure says why"))
    if noted is not None and noted.number > last.number:
        gone = f"entries {last.number + 1} to {noted.number} are gone"
        faults.append(Fault("the log's end", f"{gone}: the head that was noted is past the end"))
    kept = head(session)
    if kept != last:
        fault = f"says that entry {kept.number} is the last; it is entry {last.number}"
        if kept.number == last.number:
            fault = "has another hash than the last entry"
        faults.append(Fault("the log's head", fault))
    known = select(Entry.number).where(Entry.number == Detail.entry).exists()
    for number in session.scalars(select(Detail.entry).where(~known).limit(MAX_FAULTS)):
        faults.append(Fault(f"detail {number}", "belongs to no entry"))
    return erased


def _rows(session: Session) -> Iterator[Row[Any]]:
    """Yield the entries in order, each with its detail; few of them in memory at once."""
    return iter(
        session.execute(
            select(*Entry.__table__.c, Detail.salt, Detail.content)
            .outerjoin(Detail, Detail.entry == Entry.number)
            .order_by(Entry.number)
            .execution_options(yield_per=BATCH)
        )
    )


def _of_detail(row: Row[Any], missing: set[int]) -> Iterator[Fault]:
    place = f"entry {row.number}"
    if row.content is None:
        if row.detail_sha256 is not None and row.action == ERASED:
            yield Fault(place, "says what was erased, and its detail is gone")
        elif row.detail_sha256 is not None:
            missing.add(row.number)
    elif row.detail_sha256 is None:
        yield Fault(place, "has a detail that it had not when it was written")
    elif audit.detail_hash(row) != row.detail_sha256:
        yield Fault(place, "its detail was changed")


def _read(row: Row[Any], erased: Erased, missing: set[int], faults: list[Fault]) -> None:
    try:
        said = json.loads(row.content)
        erased.versions.update((one["number"], one["sha256"]) for one in said["versions"])
        erased.decisions.update(said["decisions"])
        erased.runs.update(said["runs"])
        erased.journeys.update((one["name"], one["sha256"]) for one in said["journeys"])
        missing.difference_update(said["entries"])
    except (ValueError, KeyError, TypeError):
        faults.append(Fault(f"entry {row.number}", "its list of what was erased can't be read"))
