"""Runs of scenarios and of studies, as pages tell of them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.pages.language import mark
from api.pages.page import Page
from api.refusals import refused
from api.runs.jobs import Job, Kind, job_in
from api.runs.studies import STUDIES
from api.service.run_schemas import RunOut, Where, shown
from api.store.runs import page as runs_page
from api.store.runs import run_called
from api.store.tables import Run

#: What is said of a run in a word or two, and the colour of its tag.
STATES = {
    "queued": (mark("Waiting to begin"), "grey"),
    "running": (mark("Being worked out"), "blue"),
    "done": (mark("Worked out"), "green"),
    "stopped": (mark("Stopped"), "yellow"),
    "failed": (mark("No answer"), "red"),
}
_RECENT = 10
#: Changes that set other levels than those of the policy.
_OTHER_LEVELS = {"levels", "weights"}


@dataclass(frozen=True)
class Recent:
    """A run of late: what is told of it, and what it asks."""

    run: RunOut
    asks: tuple[str, ...]

    @property
    def state(self) -> tuple[str, str]:
        """Its state, marked for the catalogue, and the colour of that."""
        return STATES[self.run.state]


def runs_of(page: Page, session: Session, kind: Kind) -> list[Recent]:
    """Return the newest runs of a kind, and what each asks."""
    found = runs_page(session, kind, None, None, None, _RECENT)
    told = shown(page.service, session, found)
    return [Recent(one, asks(run, page)) for one, run in zip(told, found, strict=True)]


def run_of(session: Session, id_: str, kind: Kind) -> Run:
    """Return a run of a kind.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    found = run_called(session, id_)
    if found.kind != kind:
        raise refused(404, "run", f"is no run of {kind}", "the address of one")
    return found


def job_of(run: Run) -> Job | None:
    """Return what a run was asked; None where that was emptied with a child."""
    return None if run.request is None else job_in(run.request)


def counted(job: Job, where: Where | None) -> dict[str, int] | None:
    """Return what the level counts that is being minimised; None where a scenario sets others."""
    if where is None or where.level is None:
        return None
    changes = (one.changes for one in job.scenarios if one.name == where.scenario)
    codes = {change.code for some in changes for change in some}
    levels = job.policy.levels
    if codes & _OTHER_LEVELS or where.level > len(levels):
        return None
    return levels[where.level - 1]


def asks(run: Run, page: Page) -> tuple[str, ...]:
    """Return what a run asks, in words."""
    if run.request is None:
        return ()
    job = json.loads(run.request)
    if run.kind == "study":
        return (page.say(STUDIES[job["study"]["study"]].finds.meaning),)
    return tuple(_said(one, page) for one in job["scenarios"])


def _said(scenario: dict[str, object], page: Page) -> str:
    question = scenario["question"]
    assert isinstance(question, dict), "a question as it is kept"
    return str((question.get("cy") if page.say.code == "cy" else None) or question["en"])


__all__ = ["STATES", "Recent", "asks", "counted", "job_of", "run_of", "runs_of"]
