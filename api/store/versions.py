"""Registers as versions: each upload and each decision that changes one makes the next."""

from __future__ import annotations

import re
import threading
import unicodedata
import zlib
from collections import OrderedDict
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from api.refusals import refused
from api.store import audit
from api.store.audit import Actor
from api.store.reading import read_again, unpacked
from api.store.tables import RegisterVersion
from api.store.times import now
from matcher.records.register import Register

#: The newest version, whatever its number.
LATEST = "latest"
#: Registers that are kept as records, by their hash: the few that were asked for last.
KEPT = 8

_INSTEAD = "a corrected register, uploaded as the next version"

_lock = threading.Lock()
_kept: OrderedDict[str, Register] = OrderedDict()


def latest_number(session: Session) -> int:
    """Return the number of the newest version; 0 if there is none."""
    return session.scalar(select(func.max(RegisterVersion.number))) or 0


def version_called(session: Session, wanted: str) -> RegisterVersion:
    """Return a version by its number, or the newest for ``latest``.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    number = latest_number(session) if wanted == LATEST else 0
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        number = int(wanted)
    found = session.get(RegisterVersion, number)
    if found is None:
        last = latest_number(session)
        accepted = f"a number from 1 to {last}, or {LATEST}" if last else "an upload first"
        raise refused(404, "version", "there is no such version of the register", accepted)
    return found


def newest(session: Session) -> RegisterVersion | None:
    """Return the newest version; None if there is none."""
    return session.get(RegisterVersion, latest_number(session))


def page(session: Session, before: int | None, limit: int) -> list[RegisterVersion]:
    """Return some versions, newest first, without what is in them.

    Parameters
    ----------
    session : Session
        To read with.
    before : int or None
        Only versions with a lower number than this.
    limit : int
        How many at most.
    """
    wanted = select(RegisterVersion).options(defer(RegisterVersion.content, raiseload=True))
    if before is not None:
        wanted = wanted.where(RegisterVersion.number < before)
    return list(session.scalars(wanted.order_by(RegisterVersion.number.desc()).limit(limit)))


def standing_sha256(version: RegisterVersion) -> str:
    """Return the SHA-256 of the register of a version as it stands, after any erasing."""
    return version.erased_sha256 or version.sha256


def json_of(version: RegisterVersion) -> bytes:
    """Return the register of a version as JSON, as it is kept.

    Raises
    ------
    RefusedError
        424 where it is damaged.
    """
    return unpacked(version.content, _called(version), _INSTEAD)


def slug(register: Register) -> str:
    """Return the council's name, fit for the name of a file: ``powys``."""
    plain = unicodedata.normalize("NFKD", register.authority.name)
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:40].strip("-") or register.authority.code.lower()


def register_of(version: RegisterVersion) -> Register:
    """Return the register of a version.

    Raises
    ------
    RefusedError
        424 where today's checks refuse it: it came before they did.
    """
    key = standing_sha256(version)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    register = read_again(Register, version.content, _called(version), _INSTEAD)
    with _lock:
        _kept[key] = register
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return register


def _called(version: RegisterVersion) -> str:
    return f"version {version.number} of the register"


def packed(register: Register) -> bytes:
    """Return a register as it is kept."""
    return zlib.compress(register.model_dump_json().encode())


def add_version(
    session: Session,
    actor: Actor,
    register: Register,
    made_by: Literal["upload", "decision"],
    reason: str | None,
    about: str | None = None,
) -> RegisterVersion:
    """Add a register as the newest version, and an entry to the log.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who brings it.
    register : Register
        The register.
    made_by : str
        ``upload`` or ``decision``.
    reason : str or None
        Why, in somebody's words.
    about : str, optional
        What the log's entry is about besides, such as ``decision 12``.
    """
    version = RegisterVersion(
        number=latest_number(session) + 1,
        sha256=register.sha256,
        content=packed(register),
        as_of=register.as_of.isoformat(),
        n_children=len(register.children),
        n_homes=len(register.homes),
        n_groups=len(register.sibling_groups),
        made_by=made_by,
        author=actor.person,
        reason=reason,
        at=now(),
    )
    session.add(version)
    session.flush()
    audit.append(
        session,
        actor,
        "register.added",
        about=about or f"version {version.number}",
        version=version.number,
        register_sha256=version.sha256,
        detail={"made_by": made_by, "reason": reason},
    )
    return version


def forget() -> None:
    """Let go of the registers that are in memory: a child was erased from them."""
    with _lock:
        _kept.clear()
