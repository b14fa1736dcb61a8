"""The tables. Times are text in UTC, ``2026-11-22T08:00:00.000000Z``: the same on every database.

What may name a child - registers, decisions, requests and answers of runs, details of the log -
stands in columns of its own that can be emptied; nothing that is part of the log's chain does.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SHA256 = String(64)
TIME = String(27)


class Base(DeclarativeBase):
    """Base of all tables."""


class Person(Base):
    """Somebody who may sign in."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    #: Separated by spaces.
    roles: Mapped[str] = mapped_column(String(100))
    active: Mapped[bool] = mapped_column(default=True)
    #: None for those who sign in through the council's directory.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    #: None for a password that the person chose; else it is good for one sign-in before this time.
    one_time_until: Mapped[str | None] = mapped_column(TIME)
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[str | None] = mapped_column(TIME)
    #: Of the council's directory.
    issuer: Mapped[str | None] = mapped_column(String(500))
    subject: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[str] = mapped_column(TIME)

    __table_args__ = (UniqueConstraint("issuer", "subject", name="uq_person_subject"),)


class SignedIn(Base):
    """A session of somebody who has signed in."""

    __tablename__ = "signed_in"

    token_sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    person: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[str] = mapped_column(TIME)
    seen_at: Mapped[str] = mapped_column(TIME)
    #: Nothing but changing the password is allowed in this session.
    must_change: Mapped[bool] = mapped_column(default=False)


class ApiKey(Base):
    """A key with which a program acts for a person."""

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    person: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    secret_sha256: Mapped[str] = mapped_column(SHA256)
    #: Separated by spaces.
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[str] = mapped_column(TIME)
    expires_at: Mapped[str | None] = mapped_column(TIME)
    revoked_at: Mapped[str | None] = mapped_column(TIME)


class RegisterVersion(Base):
    """A register as it was from an upload or a decision on."""

    __tablename__ = "register_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Of the register as it came, also after children were erased from it.
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    #: Of the register as it stands, where children were erased from it.
    erased_sha256: Mapped[str | None] = mapped_column(SHA256)
    #: Its JSON, compressed.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    as_of: Mapped[str] = mapped_column(String(10))
    n_children: Mapped[int]
    n_homes: Mapped[int]
    n_groups: Mapped[int]
    #: ``upload`` or ``decision``.
    made_by: Mapped[str] = mapped_column(String(20))
    author: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[str] = mapped_column(TIME)


class PolicyVersion(Base):
    """A policy that the panel has set; the newest is the council's."""

    __tablename__ = "policy_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    author: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[str] = mapped_column(TIME)


class JourneyTable(Base):
    """A table of measured journeys, which policies name."""

    __tablename__ = "journey_table"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(SHA256)
    #: The CSV file, compressed.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    n_rows: Mapped[int]
    author: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[str] = mapped_column(TIME)


class Decided(Base):
    """A decision of an officer."""

    __tablename__ = "decided"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The version that was decided on, and the one that came of it if any.
    version: Mapped[int] = mapped_column(ForeignKey("register_version.number"), index=True)
    new_version: Mapped[int | None] = mapped_column(ForeignKey("register_version.number"))
    kind: Mapped[str] = mapped_column(String(20))
    #: The decision's JSON; empty once a child in it was erased.
    content: Mapped[str | None] = mapped_column(Text)
    #: Which option of the ranking was chosen, from 1; None if none was.
    position: Mapped[int | None]
    author: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[str] = mapped_column(TIME)


class DecidedChild(Base):
    """A child whom a decision is about; the row goes when the child is erased."""

    __tablename__ = "decided_child"

    decision: Mapped[int] = mapped_column(ForeignKey("decided.number"), primary_key=True)
    child: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)


class Run(Base):
    """Work that is done in the background: a plan, scenarios, a ranking with system costs."""

    __tablename__ = "run"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    #: queued, running, done, stopped or failed.
    state: Mapped[str] = mapped_column(String(10), index=True)
    #: Of everything that the answer depends on.
    inputs_sha256: Mapped[str] = mapped_column(SHA256, index=True)
    version: Mapped[int] = mapped_column(ForeignKey("register_version.number"), index=True)
    register_sha256: Mapped[str] = mapped_column(SHA256)
    policy_sha256: Mapped[str] = mapped_column(SHA256)
    software: Mapped[str] = mapped_column(String(50))
    #: The job's JSON, policy and all; empty once a child of the version was erased.
    request: Mapped[str | None] = mapped_column(Text)
    author: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[str] = mapped_column(TIME)
    started_at: Mapped[str | None] = mapped_column(TIME)
    ended_at: Mapped[str | None] = mapped_column(TIME)
    #: How often it was started.
    attempts: Mapped[int] = mapped_column(default=0)
    #: Where it was last, JSON.
    progress: Mapped[str | None] = mapped_column(Text)
    #: Whether the answer is the same whenever and for however long it is worked out.
    final: Mapped[bool] = mapped_column(default=False)
    #: The answer's JSON, compressed.
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Of the answer without the seconds that it took.
    answer_sha256: Mapped[str | None] = mapped_column(SHA256)
    #: Why it failed, the JSON of an error.
    failure: Mapped[str | None] = mapped_column(Text)
    #: The run that this one does again, to compare the answers.
    replay_of: Mapped[str | None] = mapped_column(ForeignKey("run.id"))


class Entry(Base):
    """An entry of the log. Its hash covers all of these columns and the hash before."""

    __tablename__ = "entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(TIME)
    #: Who: the number of a person; 0 is the service itself.
    person: Mapped[int]
    #: How: ``session``, ``key`` and its id, ``service`` or ``command``.
    via: Mapped[str] = mapped_column(String(40))
    #: What, such as ``register.uploaded``.
    action: Mapped[str] = mapped_column(String(40), index=True)
    #: Which thing, never a child: ``run 3f...``, ``decision 12``.
    about: Mapped[str | None] = mapped_column(String(80), index=True)
    version: Mapped[int | None]
    register_sha256: Mapped[str | None] = mapped_column(SHA256)
    policy_sha256: Mapped[str | None] = mapped_column(SHA256)
    software: Mapped[str] = mapped_column(String(50))
    #: Of the detail with its salt.
    detail_sha256: Mapped[str | None] = mapped_column(SHA256)
    previous: Mapped[str] = mapped_column(SHA256)
    sha256: Mapped[str] = mapped_column(SHA256)


class Detail(Base):
    """What an entry says besides, which may name children and can be erased.

    The salt keeps the hash in the chain from giving away what was erased.
    """

    __tablename__ = "detail"

    entry: Mapped[int] = mapped_column(ForeignKey("entry.number"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[str] = mapped_column(Text)


class Head(Base):
    """The last entry of the log; one row."""

    __tablename__ = "head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(SHA256)


class Kept(Base):
    """What was answered to a write with an idempotency key."""

    __tablename__ = "kept"

    person: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    #: Of what was asked for: another request with the same key is a fault.
    fingerprint: Mapped[str] = mapped_column(SHA256)
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(TIME, index=True)


Index("ix_run_waiting", Run.state, Run.created_at)
