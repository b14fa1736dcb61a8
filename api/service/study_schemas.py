"""What studies are asked with, by programs and by pages alike."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from starlette.responses import Response

from api.runs.studies import AnyStudy
from api.service.planning_context import OnVersion
from api.service.run_schemas import asked
from api.service.state import Service
from api.service.writing import IdempotentWrite
from api.sign_in.permissions import Principal


class StudyIn(OnVersion):
    """A study to make.

    Attributes
    ----------
    study : AskedStudy
        Which, and what it is asked with.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"study": {"study": "sufficiency"}},
                {"version": 3, "study": {"study": "tradeoff", "across": "weekly_cost"}},
            ]
        }
    )

    study: AnyStudy = Field(description="Which, by its field `study`, and what it is asked with.")


def asked_study(
    service: Service, who: Principal, write: IdempotentWrite, given: StudyIn
) -> Response:
    """Ask for a run of a study and return the response; see `api.service.run_schemas.asked`.

    Raises
    ------
    RefusedError
        Where the register or the policy is not kept here, or too many runs wait.
    """
    with service.database.reading() as session:
        basis = given.basis(session)
    job = basis.job("study", study=given.study)
    return asked(service, who, write, basis, job, of=given.model_dump_json())
