"""Routes of policies: what a plan minimises and keeps to; the newest is the council's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict
from sqlalchemy.orm import Session

from api.service.auth import PolicyMaker, may
from api.service.schemas import MAX_NUMBER, Author, Before, Limit, Reason, errors
from api.service.state import TheService
from api.service.writing import Writes
from api.store import policies
from api.store.authors import names_of
from api.store.journeys import table_of
from api.store.tables import PolicyVersion
from matcher.records.policy import Policy

router = APIRouter(prefix="/v1", tags=["policies"])

_DEFAULT = Policy()
_EXAMPLE: JsonDict = {
    "number": 1,
    "sha256": "4f0c" + "0" * 60,
    "name": "Panel of November",
    "policy": _DEFAULT.model_dump(mode="json") | {"name": "Panel of November"},
    "author": {"number": 3, "name": "p.panel"},
    "reason": "Agreed on 20 November",
    "at": "2026-11-22T08:00:00.000000Z",
}


class PolicyIn(BaseModel):
    """A policy to be the council's from now on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "policy": {"name": "Panel of November", "limits": {"max_out_of_county": 20}},
                    "reason": "Agreed on 20 November",
                }
            ]
        },
    )

    #: What it leaves out is as in the default policy.
    policy: Policy
    reason: Reason = None


class PolicyOut(BaseModel):
    """A policy, and who set it; number 0 is the default policy, which nobody set."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    number: int
    sha256: str
    name: str
    policy: Policy
    author: Author | None
    reason: str | None
    at: str | None

    @classmethod
    def many(cls, session: Session, found: Sequence[PolicyVersion | None]) -> tuple[Self, ...]:
        """Return policies as they are told of; None is the default policy."""
        names = names_of(session, (version.author for version in found if version))
        return tuple(cls._one(version, names) for version in found)

    @classmethod
    def one(cls, session: Session, version: PolicyVersion | None) -> Self:
        """Return a policy as it is told of; None is the default policy."""
        return cls.many(session, [version])[0]

    @classmethod
    def _one(cls, version: PolicyVersion | None, names: dict[int, str]) -> Self:
        policy = policies.policy_of(version)
        return cls(
            number=version.number if version else policies.DEFAULT,
            sha256=policies.policy_sha256(policy),
            name=policy.name,
            policy=policy,
            author=Author(number=version.author, name=names[version.author]) if version else None,
            reason=version.reason if version else None,
            at=version.at if version else None,
        )


class PolicyPage(BaseModel):
    """Policies, newest first; the default policy is the oldest."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"policies": [_EXAMPLE], "next": None}]}
    )

    policies: tuple[PolicyOut, ...]
    #: What to give as `before` for those that follow; null where there are no more.
    next: int | None


@router.post(
    "/policies", status_code=201, response_model=PolicyOut, responses=errors(400, 413, 422)
)
def set_policy(who: PolicyMaker, write: Writes, given: PolicyIn) -> Response:
    """Set the council's policy: it holds from now on, where a request names no other.

    A table of measured journeys that it names must have been sent first (`POST /v1/journeys`).
    """

    def act(session: Session) -> PolicyOut:
        table_of(session, given.policy)
        return PolicyOut.one(
            session, policies.add_policy(session, who.actor, given.policy, given.reason)
        )

    return write(act, of=given.model_dump_json(), status=201)


@router.get("/policies", responses=errors(422), dependencies=[may("read")])
def policies_set(service: TheService, before: Before = None, limit: Limit = 20) -> PolicyPage:
    """List the policies, newest first."""
    with service.database.reading() as session:
        found: list[PolicyVersion | None] = [*policies.page(session, before, limit)]
        more = len(found) == limit
        if not more:
            found.append(None)
        out = PolicyOut.many(session, found)
    return PolicyPage(policies=out, next=out[-1].number if more else None)


@router.get("/policies/current", responses=errors(), dependencies=[may("read")])
def current_policy(service: TheService) -> PolicyOut:
    """Return the council's present policy."""
    with service.database.reading() as session:
        number = policies.latest_number(session)
        return PolicyOut.one(session, policies.version_numbered(session, number))


@router.get("/policies/{number}", responses=errors(404, 422), dependencies=[may("read")])
def policy_set(service: TheService, number: Annotated[int, Path(ge=0, le=MAX_NUMBER)]) -> PolicyOut:
    """Return a policy by its number."""
    with service.database.reading() as session:
        return PolicyOut.one(session, policies.version_numbered(session, number))
