"""Tables of measured journeys, which a policy names: ``{"matrix": "roads-2026.csv"}``."""

from __future__ import annotations

import hashlib
import re
import threading
import zlib
from collections import OrderedDict
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from api.refusals import refused
from api.store import audit
from api.store.audit import Actor
from api.store.tables import JourneyTable
from api.store.times import now
from matcher.errors import InputError
from matcher.files import read_journeys
from matcher.records.policy import Matrix, Policy
from matcher.travel import Journeys

#: What a table may be called: its name stands in policies, in addresses and on files.
NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
#: Tables that are kept as records, by their hash.
KEPT = 4

_lock = threading.Lock()
_kept: OrderedDict[str, Journeys] = OrderedDict()


def sound_name(name: str) -> str:
    """Return a name that a table may have, or refuse it.

    Raises
    ------
    InputError
        If it may not.
    """
    if not re.fullmatch(NAME, name):
        raise InputError.single(
            "name",
            "is no name for a table of journeys",
            "1 to 100 letters, digits, dots, dashes and underscores, such as roads-2026.csv",
        )
    return name


def add_table(
    session: Session, actor: Actor, name: str, content: bytes, n_rows: int
) -> JourneyTable:
    """Add a table of journeys, and an entry to the log.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who brings it.
    name : str
        What policies call it.
    content : bytes
        The CSV file, which was found sound.
    n_rows : int
        The pairs of a child and a home in it.
    """
    table = JourneyTable(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=zlib.compress(content),
        n_rows=n_rows,
        author=actor.person,
        at=now(),
    )
    session.add(table)
    session.flush()
    audit.append(
        session,
        actor,
        "journeys.added",
        detail={"name": name, "sha256": table.sha256, "rows": n_rows},
    )
    return table


def page(session: Session, after: str | None, limit: int) -> list[JourneyTable]:
    """Return some tables by name, without their rows; only those after a name, if one is given."""
    wanted = select(JourneyTable).options(defer(JourneyTable.content, raiseload=True))
    if after is not None:
        wanted = wanted.where(JourneyTable.name > after)
    return list(session.scalars(wanted.order_by(JourneyTable.name).limit(limit)))


def table_of(session: Session, policy: Policy) -> JourneyTable | None:
    """Return the table of journeys that a policy names; None where it travels great-circle.

    The name is that of a table which was uploaded, never of a file of this machine.

    Raises
    ------
    RefusedError
        422 if there is none such.
    """
    if not isinstance(policy.travel, Matrix):
        return None
    found = session.get(JourneyTable, policy.travel.matrix)
    if found is None:
        raise refused(
            422,
            "policy.travel.matrix",
            "no table of journeys has this name",
            "the name of one that was uploaded (GET /v1/journeys), or great_circle",
        )
    return found


def journeys_of(table: JourneyTable | None) -> Journeys | None:
    """Return the journeys of a table."""
    if table is None:
        return None
    with _lock:
        if table.sha256 in _kept:
            _kept.move_to_end(table.sha256)
            return _kept[table.sha256]
    journeys = read_bytes(zlib.decompress(table.content), table.name)
    with _lock:
        _kept[table.sha256] = journeys
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return journeys


def read_bytes(content: bytes, name: str) -> Journeys:
    """Return the journeys of a CSV file that is in hand.

    Raises
    ------
    InputError
        With all faults, each with its row and column.
    """
    return read_journeys(name, BytesIO(content))


def forget() -> None:
    """Let go of the tables that are in memory: a child was erased from them."""
    with _lock:
        _kept.clear()
