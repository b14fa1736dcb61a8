"""Tables of measured journeys, which a policy names: ``{"matrix": "roads-2026.csv"}``."""

from __future__ import annotations

import tempfile
import threading
import zlib
from collections import OrderedDict
from pathlib import Path

from sqlalchemy.orm import Session

from api.refusals import refused
from api.store.tables import JourneyTable
from matcher.files import read_journeys
from matcher.records.policy import Matrix, Policy
from matcher.travel import Journeys

#: Tables that are kept as records, by their hash.
KEPT = 4

_lock = threading.Lock()
_kept: OrderedDict[str, Journeys] = OrderedDict()


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
    with tempfile.TemporaryDirectory(prefix="cartref-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        return read_journeys(path)
