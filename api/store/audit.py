"""The log: who did what, when, on which register, with which policy and software.

Each entry carries the hash of the one before, so that a change or a gap anywhere breaks the chain.
What may name a child is a detail beside the entry: the chain holds its hash only, and goes on to
verify when the detail is erased.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from api.store.tables import Detail, Entry, Head
from api.store.times import now
from api.version import SOFTWARE

#: The hash before the first entry.
START = "0" * 64
#: What an entry's hash covers, in this order.
CHAINED = (
    "number",
    "at",
    "person",
    "via",
    "action",
    "about",
    "version",
    "register_sha256",
    "policy_sha256",
    "software",
    "detail_sha256",
    "previous",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and how.

    Attributes
    ----------
    person : int
        The number of a person; 0 is the service itself.
    via : str
        ``session``, ``key ID``, ``service`` or ``command``.
    """

    person: int
    via: str


#: The service itself, for what nobody asked for just then: a run that ends, a restart.
SERVICE = Actor(0, "service")
#: Somebody at the machine itself, with a command.
COMMAND = Actor(0, "command")


def about_decision(number: int) -> str:
    """Return what entries call a decision."""
    return f"decision {number}"


def append(
    session: Session,
    actor: Actor,
    action: str,
    *,
    about: str | None = None,
    version: int | None = None,
    register_sha256: str | None = None,
    policy_sha256: str | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Add an entry to the log, in the transaction of what it tells.

    Parameters
    ----------
    session : Session
        Of `Database.writing`.
    actor : Actor
        Who did it.
    action : str
        What, such as ``register.uploaded``.
    about : str, optional
        Which thing; never a child or a name.
    version : int, optional
        The register version it was done on.
    register_sha256, policy_sha256 : str, optional
        The register and the policy themselves.
    detail : dict, optional
        What else is worth knowing, JSON; may name children, and is erased with them.
    """
    head = session.get(Head, 1)
    if head is None:
        head = Head(id=1, number=0, sha256=START)
        session.add(head)
    entry = Entry(
        number=head.number + 1,
        at=now(),
        person=actor.person,
        via=actor.via,
        action=action,
        about=about,
        version=version,
        register_sha256=register_sha256,
        policy_sha256=policy_sha256,
        software=SOFTWARE,
        detail_sha256=None,
        previous=head.sha256,
    )
    kept = None
    if detail is not None:
        kept = Detail(entry=entry.number, salt=secrets.token_hex(16), content=json_of(detail))
        entry.detail_sha256 = detail_hash(kept)
    entry.sha256 = entry_hash(entry)
    head.number, head.sha256 = entry.number, entry.sha256
    session.add(entry)
    session.flush()
    if kept is not None:
        session.add(kept)
    return entry


def entry_hash(entry: Entry | Row[Any]) -> str:
    """Return the hash that an entry must have, from what it says."""
    fields = {name: getattr(entry, name) for name in CHAINED}
    return hashlib.sha256(json_of(fields).encode()).hexdigest()


def detail_hash(detail: Detail | Row[Any]) -> str:
    """Return the hash that the entry of a detail must hold."""
    return hashlib.sha256(f"{detail.salt}{detail.content}".encode()).hexdigest()


def json_of(data: Any) -> str:
    """Return data as the one JSON text of it: keys sorted, no spaces."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
