"""The log as people read it: what was done in words, and which of it they look for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.language import Speech, mark
from api.service.schemas import MAX_NUMBER
from api.store.entries import Told, Wanted
from api.store.policies import DEFAULT, policy_sha256
from api.store.tables import PolicyVersion
from api.store.times import CLOCK, as_kept
from matcher.records.policy import Policy

#: Everything that the log tells of, by kind: what it is called in the log, and in words.
ACTIONS = {
    "register.added": mark("register stored"),
    "decision.offered": mark("home offered"),
    "decision.declined": mark("home declined"),
    "decision.accepted": mark("home accepted"),
    "decision.ended": mark("placement ended"),
    "approval.given": mark("approval given"),
    "approval.refused": mark("approval refused"),
    "approval.withdrawn": mark("approval recorded by mistake"),
    "run.asked": mark("run asked for"),
    "run.done": mark("run done"),
    "run.stop_asked": mark("run asked to stop"),
    "run.stopped": mark("run stopped"),
    "run.failed": mark("run failed"),
    "plan.checked": mark("plan checked"),
    "policy.added": mark("policy set"),
    "journeys.added": mark("table of journeys stored"),
    "person.added": mark("person added"),
    "person.changed": mark("person changed"),
    "password.changed": mark("password changed"),
    "password.reset": mark("one-time password given"),
    "signed_in": mark("signed in"),
    "signed_out": mark("signed out"),
    "sign_in.failed": mark("sign-in failed"),
    "sign_in.locked": mark("sign-in locked"),
    "key.added": mark("key made"),
    "key.revoked": mark("key revoked"),
    "child.erasing": mark("why a child was erased"),
    "child.erased": mark("child erased"),
}
#: Kinds of action that can be looked for together.
KINDS = {
    "decision": mark("all decisions"),
    "approval": mark("all approvals"),
    "run": mark("all about runs"),
    "register": mark("all about registers"),
    "person": mark("all about people"),
    "key": mark("all about keys"),
    "sign_in": mark("all failed sign-ins"),
    "child": mark("all erasures"),
}
_NOBODY = {"service": mark("Cartref itself"), "command": mark("somebody at the server")}
#: What an entry is about, and where it is shown.
_ADDRESSES = {
    "version": ("/registers/", mark("version %(name)s of the register")),
    "decision": ("/decisions/{}/record", mark("decision %(name)s")),
    "approval": ("/approvals/", mark("approval %(name)s")),
    "run": ("/records/runs/", mark("run %(name)s")),
    "policy": ("/policy/", mark("policy %(name)s")),
    "person": ("", mark("person %(name)s")),
    "key": ("", mark("key %(name)s")),
}
#: Characters of an id of a run that are shown in a list.
_SHORT = 8


#: Days that every calendar here can reckon with.
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]


class Sought(BaseModel):
    """What somebody looks for in the log; days are by the clock here."""

    model_config = ConfigDict(extra="ignore")

    action: Annotated[str | None, Field(pattern=r"^[a-z_]{1,20}(\.[a-z_]{1,20})?$")] = None
    version: Annotated[int | None, Field(ge=1, le=MAX_NUMBER)] = None
    person: Annotated[int | None, Field(ge=0, le=MAX_NUMBER)] = None
    since: Day | None = None
    until: Day | None = None

    @property
    def wanted(self) -> Wanted:
        """The same as the store takes it: in UTC, to the end of the last day."""
        until = None if self.until is None else self.until + timedelta(days=1)
        return Wanted(
            action=self.action,
            version=self.version,
            person=self.person,
            since=_start(self.since),
            until=_start(until),
        )


def _start(day: date | None) -> str | None:
    return None if day is None else as_kept(datetime.combine(day, time(), CLOCK))


def action_choices(say: Speech) -> list[tuple[str, str]]:
    """Return what can be looked for: everything, kinds, and single actions."""
    names = {**KINDS, **ACTIONS}
    listed = [(code, say.text(name)) for code, name in names.items()]
    return [("", say.text(mark("everything"))), *listed]


@dataclass(frozen=True)
class Line:
    """An entry of the log as it is shown.

    Attributes
    ----------
    number : int
        Of the entry.
    at, who, what, about : str
        To read.
    address : str
        Where what it is about is shown; empty for nowhere.
    version : int or None
        The register version.
    policy : int or None
        The number of the policy, where it was ever the council's; 0 is the default policy.
    told : Told
        The entry itself.
    """

    number: int
    at: str
    who: str
    what: str
    about: str
    address: str
    version: int | None
    policy: int | None
    told: Told

    @property
    def detail(self) -> list[tuple[str, str]]:
        """What it says besides, as names and values."""
        return [] if self.told.content is None else list(_pairs(json.loads(self.told.content)))


def lines(session: Session, say: Speech, found: Sequence[Told]) -> list[Line]:
    """Return entries of the log as they are shown."""
    policies = _policies(session, {one.entry.policy_sha256 for one in found} - {None})
    return [_line(say, one, policies) for one in found]


def _line(say: Speech, told: Told, policies: Mapping[str, int]) -> Line:
    entry = told.entry
    known = ACTIONS.get(entry.action)
    kind, _, name = (entry.about or "").partition(" ")
    address, about = _ADDRESSES.get(kind, ("", "%(name)s"))
    at = address.format(name) if "{}" in address else f"{address}{name}"
    nobody = _NOBODY.get(entry.via)
    return Line(
        number=entry.number,
        at=say.moment(entry.at),
        who=told.name or (say.text(nobody) if nobody else entry.via),
        what=say.text(known) if known else entry.action,
        about=say.text(about, name=name[:_SHORT] if kind == "run" else name) if kind else "",
        address=at if address else "",
        version=entry.version,
        policy=policies.get(entry.policy_sha256 or ""),
        told=told,
    )


def _policies(session: Session, sha256: set[str | None]) -> dict[str, int]:
    """Return the numbers of policies by their hash, the first of several that are the same."""
    wanted = select(PolicyVersion.sha256, PolicyVersion.number)
    found = session.execute(
        wanted.where(PolicyVersion.sha256.in_(sha256)).order_by(PolicyVersion.number.desc())
    )
    return {policy_sha256(Policy()): DEFAULT} | {row.sha256: row.number for row in found}


def _pairs(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield what stands in a detail, each by where it stands; what is empty is left out."""
    if isinstance(detail, dict):
        for name, value in detail.items():
            yield from _pairs(value, f"{path} {name.replace('_', ' ')}".strip())
    elif isinstance(detail, list) and any(isinstance(one, dict | list) for one in detail):
        for number, value in enumerate(detail, start=1):
            yield from _pairs(value, f"{path} {number}")
    elif isinstance(detail, list):
        if detail:
            yield path, ", ".join(map(str, detail))
    elif detail is not None:
        yield path, str(detail).lower() if isinstance(detail, bool) else str(detail)
