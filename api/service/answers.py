"""What runs have found: as it is kept, and as files to take away."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, NamedTuple

from sqlalchemy.orm import object_session

from api.refusals import refused
from api.runs.jobs import OVER
from api.runs.studies import study_of
from api.store.runs import answer_of
from api.store.tables import RegisterVersion, Run
from api.store.versions import register_of
from matcher.records.plan import Plan
from scenarios.compare.comparison import Comparison
from scenarios.reports import WRITERS, paper
from scenarios.reports.language import Language
from scenarios.reports.plans import write_workbook

#: The forms of a file, and how a browser is told of each.
FORMS = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
}
#: In which forms the answers of each kind of run are written; others as JSON alone.
FORMS_OF = {
    "scenarios": tuple(suffix[1:] for suffix in WRITERS),
    "study": tuple(suffix[1:] for suffix in paper.WRITERS),
    "plan": ("json", "xlsx"),
}


class File(NamedTuple):
    """A file to take away."""

    name: str
    kind: str
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """What tells a browser to keep it."""
        return {"Content-Disposition": f'attachment; filename="{self.name}"'}


def answer_in(found: Run) -> dict[str, Any]:
    """Return what a run has found.

    Raises
    ------
    RefusedError
        409 if it is not over; 410 if it was emptied with a child; 404 if it came to nothing.
    """
    if found.state not in OVER:
        raise not_over()
    content = answer_of(found)
    if content is not None:
        return content
    if found.answer_sha256 is not None or found.request is None:
        raise erased()
    raise refused(404, "answer", "the run has none", f"GET /v1/runs/{found.id} says why")


def file_of(found: Run, form: str, language: str) -> File:
    """Return what a run has found as a file.

    Parameters
    ----------
    found : Run
        The run.
    form : str
        Of `FORMS`.
    language : str
        ``en`` or ``cy``, of reports.

    Raises
    ------
    RefusedError
        As `answer_in`; 422 if such an answer is not written in this form.
    """
    content = answer_in(found)
    forms = FORMS_OF.get(found.kind, ("json",))
    if form not in forms:
        raise refused(422, "form", f"a {found.kind} is not written in this form", ", ".join(forms))
    if (found.kind, form) == ("plan", "xlsx"):
        body = _workbook(found, Plan.model_validate(content), language)
    elif found.kind in FORMS_OF and found.kind != "plan":
        body = _report(found.kind, content, form, language)
    else:
        body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    name = f"cartref-{found.kind}-v{found.version}-{found.id[:8]}.{form}"
    return File(name, FORMS[form], body)


def not_over() -> Exception:
    """Return the refusal of what needs a run that is over."""
    return refused(409, "run", "is not over yet", "the same later; DELETE stops it")


def erased() -> Exception:
    """Return the refusal of what a run had that was emptied with a child."""
    return refused(410, "run", "was emptied when a child was erased", "a new run")


def _report(kind: str, content: dict[str, Any], form: str, language: str) -> bytes:
    file, say = BytesIO(), Language(language)
    if kind == "scenarios":
        WRITERS[f".{form}"](Comparison.model_validate(content["comparison"]), file, say)
    else:
        paper.WRITERS[f".{form}"](study_of(content), file, say)
    return file.getvalue()


def _workbook(found: Run, plan: Plan, language: str) -> bytes:
    session = object_session(found)
    assert session is not None, "an answer is read from the database"
    register = register_of(session.get_one(RegisterVersion, found.version))
    file = BytesIO()
    write_workbook(plan, register, file, Language(language))
    return file.getvalue()
