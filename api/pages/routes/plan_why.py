"""Why a child is where the best plan puts it: asked from a plan, and worked out in the background.

The question is sent as a form and its answer has an address of its own, so that no child stands
in an address, and leaving the page loses nothing.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.auth import Ranks, Reader
from api.pages.forms import Posted
from api.pages.plan_shown import state_of
from api.pages.routes.plans import plan_run
from api.pages.why import better, changes, parts
from api.refusals import refused
from api.runs.jobs import OVER, job_in
from api.service.planning_context import PlanningContext
from api.service.routes.rankings import EXPLAINED
from api.service.run_schemas import shown
from api.service.waiting import asked_run
from api.store.runs import answer_of, run_called
from api.store.tables import RegisterVersion
from api.store.versions import standing_sha256
from matcher.records.explanation import Explanation
from scenarios.reports.plan_words import CHANGES

router = APIRouter()

#: Seconds in which most answers are there, so that nobody has to look at another page.
WAIT_SECONDS = 0.4


@router.post("/plans/{run}/why")
def ask(page: Ranks, run: str, form: Posted) -> Response:
    """Ask why a child is where the best plan of the plan's register and policy puts it."""
    with page.service.database.reading() as session:
        found = plan_run(session, run)
        version = session.get_one(RegisterVersion, found.version)
        if found.request is None or standing_sha256(version) != found.register_sha256:
            raise refused(410, "run", "was emptied when a child was erased", "a new run")
        asked = job_in(found.request)
        basis = PlanningContext.of(session, version, None, asked.policy)
    child = form.value("child")
    basis.case().child(child)
    job = basis.job("explanation", request=child)
    detail = {"child": child, "home": None}
    question = asked_run(page.service, page.somebody, basis, job, WAIT_SECONDS, EXPLAINED, detail)
    return page.go(f"/plans/{run}/why/{question.id}")


@router.get("/plans/{run}/why/{question}")
def why(page: Reader, run: str, question: str) -> Response:
    """Return why a child is where the best plan puts it; how far the answer is before that."""
    with page.service.database.reading() as session:
        plan_run(session, run)
        found = run_called(session, question)
        if found.kind != "explanation":
            raise refused(404, "run", "is no explanation's", "a link of a plan's page")
        told = shown(page.service, session, [found])[0]
        answer = answer_of(found)
    job = None if found.request is None else job_in(found.request)
    if job is None:
        raise refused(410, "run", "was emptied when a child was erased", "a new run")
    say = page.say
    explanation = None if answer is None else Explanation.model_validate(answer)
    context: dict[str, Any] = {}
    if explanation is not None:
        context = {
            "change": say(CHANGES[explanation.change]),
            "parts_of": parts(explanation, say),
            "better": better(explanation, job.policy, say),
            "changes": changes(explanation, job.policy, say),
        }
    response = page.show(
        "plan_why.html",
        block="progress",
        plan=run,
        question=question,
        child=job.request,
        run=told,
        state=state_of(told),
        told=explanation,
        **context,
    )
    if page.is_part and told.state in OVER:
        response.headers["HX-Refresh"] = "true"
    return response
