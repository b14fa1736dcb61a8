"""The council's policy, as versions: the newest holds until there is a newer one."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.refusals import refused
from api.store import audit
from api.store.audit import Actor, json_of
from api.store.reading import read_again
from api.store.tables import PolicyVersion
from api.store.times import now
from matcher.records.policy import Policy

#: The number of the default policy, which holds before there is another.
DEFAULT = 0


def policy_sha256(policy: Policy) -> str:
    """Return the SHA-256 of a policy's JSON: defaults filled in, keys sorted, no spaces."""
    return hashlib.sha256(json_of(policy.model_dump(mode="json")).encode()).hexdigest()


def latest_number(session: Session) -> int:
    """Return the number of the newest policy; 0, the default policy's, if there is none."""
    return session.scalar(select(func.max(PolicyVersion.number))) or DEFAULT


def version_numbered(session: Session, number: int) -> PolicyVersion | None:
    """Return a policy that was set, by its number; None is the default policy, number 0.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    if number == DEFAULT:
        return None
    found = session.get(PolicyVersion, number)
    if found is None:
        accepted = f"a number from {DEFAULT} to {latest_number(session)}"
        raise refused(404, "policy", "there is no policy of that number", accepted)
    return found


def page(session: Session, before: int | None, limit: int) -> list[PolicyVersion]:
    """Return some of the policies that were set, newest first; see `versions.page`."""
    wanted = select(PolicyVersion).order_by(PolicyVersion.number.desc()).limit(limit)
    return list(
        session.scalars(wanted if before is None else wanted.where(PolicyVersion.number < before))
    )


def policy_of(version: PolicyVersion | None) -> Policy:
    """Return the policy of a version; the default policy for None."""
    if version is None:
        return Policy()
    return read_again(Policy, version.content, f"policy {version.number}", "a policy set anew")


def policy_numbered(session: Session, number: int | None = None) -> Policy:
    """Return a policy by its number; the council's present one if None.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    wanted = latest_number(session) if number is None else number
    return policy_of(version_numbered(session, wanted))


def add_policy(session: Session, actor: Actor, policy: Policy, reason: str | None) -> PolicyVersion:
    """Add a policy as the council's, and an entry to the log."""
    version = PolicyVersion(
        number=latest_number(session) + 1,
        sha256=policy_sha256(policy),
        name=policy.name,
        content=policy.model_dump_json(),
        author=actor.person,
        reason=reason,
        at=now(),
    )
    session.add(version)
    session.flush()
    audit.append(
        session,
        actor,
        "policy.added",
        about=f"policy {version.number}",
        policy_sha256=version.sha256,
        detail={"name": policy.name, "reason": reason},
    )
    return version
