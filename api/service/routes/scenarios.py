"""Routes of scenarios: what if, and how the best plans differ."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.service.auth import Panel, Reader
from api.service.run_schemas import ASKED, RunOut
from api.service.scenario_schemas import ScenariosIn, asked_scenarios
from api.service.schemas import errors
from api.service.state import TheService
from api.service.writing import Writes
from scenarios.library import LIBRARY
from scenarios.scenario import Said, Scenario

router = APIRouter(prefix="/v1", tags=["scenarios"])


class Ready(BaseModel):
    """A ready question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "ten-carers-newtown",
                    "question": {"en": "What if ten foster carers were found near Newtown?"},
                    "scenario": {
                        "format": "cartref/scenario/1",
                        "name": "ten-carers-newtown",
                        "question": {"en": "What if ten foster carers were found near Newtown?"},
                        "changes": [],
                    },
                }
            ]
        }
    )

    name: str
    question: Said
    scenario: Scenario = Field(description="As it may be copied and sent with changes of your own.")


class ReadyQuestions(BaseModel):
    """The ready questions."""

    scenarios: tuple[Ready, ...]


@router.get("/scenarios/library", responses=errors())
def library(who: Reader) -> ReadyQuestions:
    """List the ready questions, which can be asked of any register."""
    del who
    ready = (Ready(name=one.name, question=one.question, scenario=one) for one in LIBRARY.values())
    return ReadyQuestions(scenarios=tuple(ready))


@router.post("/scenarios", status_code=202, response_model=RunOut, responses=ASKED)
def scenarios(given: ScenariosIn, service: TheService, who: Panel, write: Writes) -> Response:
    """Work out the best plan of today and of each scenario, and how they differ.

    Answers at once with a run; outcomes and comparison are at GET /v1/runs/{id}/answer when it is
    over, reports of them at GET /v1/runs/{id}/file.
    """
    return asked_scenarios(service, who, write, given)
