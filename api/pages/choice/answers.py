"""Answers that take a solve: asked of a worker, shown when they are there."""

from __future__ import annotations

from typing import Any, Literal

from api.pages.choice.ranking_subject import RankingSubject
from api.refusals import RefusedError
from api.runs.jobs import Job
from api.service.state import Service
from api.service.waiting import answer_in, asked_run
from api.sign_in.permissions import Principal
from api.store.runs import run_called, same_inputs
from api.store.tables import Run
from api.version import SOFTWARE
from matcher.errors import InputError

#: ``busy`` where too many runs wait.
State = Literal["there", "under way", "busy", "failed"]
#: How an answer stands, and the answer where it is there.
Answer = tuple[State, dict[str, Any] | None]


def answer_to(
    service: Service,
    who: Principal,
    asked: RankingSubject,
    job: Job,
    action: str,
    detail: dict[str, Any],
    *,
    again: bool,
) -> Answer:
    """Return how the answer to a question stands.

    Parameters
    ----------
    service : Service
        The service.
    who : Principal
        Who asks.
    asked : RankingSubject
        Whom it is about.
    job : Job
        What is asked.
    action, detail
        Of the log's entry.
    again : bool
        Whether a page that is open only looks again: then nothing is asked and nothing logged.
    """
    if again:
        inputs = job.inputs_sha256(asked.basis.register_sha256, SOFTWARE)
        with service.database.reading() as session:
            found = same_inputs(session, inputs, None)
            return ("failed", None) if found is None else _of(run_called(session, found.id))
    try:
        return _of(asked_run(service, who, asked.basis, job, 0, action, detail))
    except RefusedError as error:
        if error.status != 429:
            raise
        return "busy", None


def _of(run: Run) -> Answer:
    try:
        answer = answer_in(run)
    except (RefusedError, InputError):
        return "failed", None
    return ("under way", None) if answer is None else ("there", answer)
