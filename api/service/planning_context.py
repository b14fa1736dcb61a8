"""What a question is answered on: a register and a policy, kept here or given with the question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from sqlalchemy.orm import Session

from api.refusals import refused
from api.runs.jobs import Job, Kind
from api.service.schemas import MAX_NUMBER
from api.store.journeys import journeys_of, table_of
from api.store.policies import policy_numbered, policy_sha256
from api.store.tables import JourneyTable, RegisterVersion
from api.store.versions import LATEST, register_of, standing_sha256, version_called
from matcher.case import Case
from matcher.records.fields import Record, Whole, refuse
from matcher.records.policy import Policy
from matcher.records.register import Register


def _version(value: Any) -> int | str:
    if value == LATEST:
        return LATEST
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAX_NUMBER:
        raise refuse("is no version", f"the number of a version, or {LATEST}")
    return value


#: A version of the register: its number, or the newest.
Version = Annotated[
    int | Literal["latest"],
    BeforeValidator(_version),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER},
                {"type": "string", "const": LATEST},
            ],
        }
    ),
]
#: The number of anything that is counted from 1.
Number = Annotated[Whole, Field(ge=1, le=MAX_NUMBER)]
PolicyNumber = Annotated[Whole, Field(ge=0, le=MAX_NUMBER)]


class OnVersion(Record):
    """A question on a register that is kept here; the newest if no version is named.

    Attributes
    ----------
    version : int or "latest"
        Which register.
    policy : Policy or None
        A policy of its own; what it leaves out is as in the default policy.
    policy_number : int or None
        One that the panel has set; without either it is the council's present one.
    """

    version: Version | None = None
    policy: Policy | None = None
    policy_number: PolicyNumber | None = None

    def basis(self, session: Session) -> PlanningContext:
        """Return what the question is answered on.

        Raises
        ------
        RefusedError
            404 where there is no such version or policy; 422 where two are given in place of
            one, or the policy names a table of journeys that is not kept here.
        """
        version = version_called(session, str(self.version or LATEST))
        return PlanningContext.of(session, version, None, self.policy_in(session))

    def policy_in(self, session: Session) -> Policy:
        """Return the policy that the question names, or the council's."""
        if self.policy is None:
            return policy_numbered(session, self.policy_number)
        if self.policy_number is not None:
            raise refused(422, "policy_number", "is given together with a policy", "one of the two")
        return self.policy


class OnAnyRegister(OnVersion):
    """A question on a register that is kept here, or on one that comes with it."""

    register_: Register | None = Field(default=None, alias="register")

    def basis(self, session: Session) -> PlanningContext:
        """Return what the question is answered on; see `OnVersion.basis`."""
        if self.register_ is None:
            return super().basis(session)
        if self.version is not None:
            raise refused(422, "version", "is given together with a register", "one of the two")
        return PlanningContext.of(session, None, self.register_, self.policy_in(session))


@dataclass(frozen=True)
class PlanningContext:
    """A register, a policy and the journeys that it names.

    Attributes
    ----------
    version : RegisterVersion or None
        The version that the register is; None where it came with the question.
    given : Register or None
        The register that came with the question.
    policy : Policy
        What is judged by.
    table : JourneyTable or None
        Measured journeys; None for great-circle travel.
    """

    version: RegisterVersion | None
    given: Register | None
    policy: Policy
    table: JourneyTable | None

    @classmethod
    def of(
        cls,
        session: Session,
        version: RegisterVersion | None,
        given: Register | None,
        policy: Policy,
    ) -> PlanningContext:
        """Return the basis of a register under a policy, its table of journeys looked up.

        Raises
        ------
        RefusedError
            422 if the policy names a table that is not kept here.
        """
        return cls(version, given, policy, table_of(session, policy))

    @property
    def register(self) -> Register:
        """The register."""
        if self.version is not None:
            return register_of(self.version)
        assert self.given is not None, "a basis without a register"
        return self.given

    @cached_property
    def register_sha256(self) -> str:
        """The hash of the register as it stands."""
        if self.version is not None:
            return standing_sha256(self.version)
        return self.register.sha256

    @cached_property
    def policy_sha256(self) -> str:
        """The hash of the policy."""
        return policy_sha256(self.policy)

    @property
    def journeys_sha256(self) -> str | None:
        """The hash of the table of journeys."""
        return None if self.table is None else self.table.sha256

    @property
    def number(self) -> int | None:
        """The number of the version; None where the register came with the question."""
        return None if self.version is None else self.version.number

    @property
    def key(self) -> tuple[str, ...]:
        """What tells this basis from others."""
        return (self.register_sha256, self.policy_sha256, self.journeys_sha256 or "")

    def job(self, kind: Kind, **asked: Any) -> Job:
        """Return a job on this basis: under its policy, with its journeys.

        Parameters
        ----------
        kind : Kind
            What is worked out.
        **asked
            The fields of `Job` that this kind has of its own.
        """
        return Job(kind=kind, policy=self.policy, journeys_sha256=self.journeys_sha256, **asked)

    def case(self) -> Case:
        """Return the basis as rules and criteria look at it."""
        return Case(self.register, self.policy, journeys_of(self.table))
