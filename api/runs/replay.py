"""A run worked out again, from what is kept: whether it comes to the same answer."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from api.runs.jobs import OVER, Job, job_in
from api.runs.work import Material, result_of
from api.store.journeys import journeys_of, table_of
from api.store.runs import run_called
from api.store.tables import RegisterVersion
from api.store.versions import register_of, standing_sha256
from api.version import SOFTWARE
from matcher.errors import InputError


class Replayed(NamedTuple):
    """What came of a run, then and now.

    Attributes
    ----------
    run : str
        Its id.
    kind : str
        What it worked out.
    was, is_now : str or None
        SHA-256 of the answer without the seconds that it took; None where there was none.
    final : bool
        Whether the answer then did not depend on how long it was worked on.
    was_software, software : str
        What worked it out.
    """

    run: str
    kind: str
    was: str | None
    is_now: str | None
    final: bool
    was_software: str
    software: str

    @property
    def same(self) -> bool:
        """Whether the answers are the same."""
        return self.was == self.is_now


def replay(session: Session, run_id: str) -> Replayed:
    """Work a run out again, in this process, with its register, policy and journeys.

    Parameters
    ----------
    session : Session
        To read with; nothing is written.
    run_id : str
        The run's id.

    Raises
    ------
    RefusedError
        404 if there is no such run.
    InputError
        If it is not over, or what it was worked out from is not what it was.
    """
    run = run_called(session, run_id)
    if run.state not in OVER:
        raise InputError.single("run", "is not over", "one that is")
    version = session.get_one(RegisterVersion, run.version)
    if run.request is None or standing_sha256(version) != run.register_sha256:
        raise InputError.single(
            "run",
            "can't be worked out again: a child was erased from its register since",
            "a run on a register from which nobody was erased since",
        )
    job = job_in(run.request)
    table = table_of(session, job.policy)
    if (table.sha256 if table else None) != job.journeys_sha256:
        raise InputError.single(
            "run",
            "can't be worked out again: its table of journeys is another since",
            "a run whose table stands as it was",
        )
    if run.final:  # the answer does not hang on the time: let a slower machine have more of it
        job = Job.model_validate({**dict(job), "time_limit": None})
    material = Material(register_of(version), journeys_of(table))
    result = result_of(job, material, lambda _: None, lambda: False)
    return Replayed(
        run.id,
        run.kind,
        run.answer_sha256,
        result.answer_sha256,
        run.final,
        run.software,
        SOFTWARE,
    )
