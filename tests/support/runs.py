"""Runs in tests: a database with a register in it, and jobs that are short or take long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from multiprocessing import forkserver
from pathlib import Path

import pytest

from api.runs.jobs import Job
from api.runs.process import CONTEXT, signals_blocked
from api.runs.supervisor import Supervisor
from api.store.audit import Actor
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.people import add_person
from api.store.runs import run_called
from api.store.tables import RegisterVersion, Run
from api.store.versions import add_version
from matcher.records.policy import Policy
from matcher.records.register import Register
from scenarios.generator.sample import sample_register

#: Seconds after which something that should have happened long ago counts as not happening.
PATIENCE_SECONDS = 240.0


@cache
def small() -> Register:
    """Return a register whose plan takes no time."""
    return sample_register(3, 40)


@cache
def large() -> Register:
    """Return a register whose plan takes minutes: everybody may move."""
    made = sample_register(3, 900).model_dump(mode="json")
    for child in made["children"]:
        if child["status"] == "settled":
            child["status"] = "review"
    return Register.model_validate(made)


def start_fork_server() -> None:
    """Start what workers are forked off, if nothing is there, with nobody measuring its coverage.

    Workers end by being killed: what is measured in them is lost, and makes them slow.
    """
    if CONTEXT.get_start_method() != "forkserver":
        return
    with signals_blocked(), pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COV")]:
            patch.delenv(name)
        forkserver.ensure_running()


def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened; fail if it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


class Store:
    """A database with somebody in it and a register as version 1, and a large one as version 2."""

    def __init__(self, folder: Path, *registers: Register) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database = Database(f"sqlite:///{folder / 'cartref.sqlite3'}")
        upgrade(self.database)
        with self.database.writing() as session:
            person = add_person(session, "gwen", ["officer"])
            self.actor = Actor(person.id, "session")
            for register in registers or (small(),):
                add_version(session, self.actor, register, "upload", None)

    def ask(
        self, supervisor: Supervisor, job: Job, number: int = 1, replay_of: str | None = None
    ) -> tuple[str, bool]:
        """Ask for a run; return its id and whether it is a new one."""
        with self.database.writing() as session:
            version = session.get_one(RegisterVersion, number)
            run, is_new = supervisor.ask(session, self.actor, version, job, replay_of)
            return run.id, is_new

    def stop(self, supervisor: Supervisor, id_: str) -> Run:
        """Stop a run."""
        with self.database.writing() as session:
            return supervisor.stop(session, self.actor, id_)

    def run(self, id_: str) -> Run:
        """Return a run as it is kept."""
        with self.database.reading() as session:
            return run_called(session, id_)


def plan_job(name: str = "default", time_limit: float = 60.0) -> Job:
    """Return the job of a plan; another name is another question."""
    return Job(kind="plan", policy=Policy(name=name), time_limit=time_limit)
