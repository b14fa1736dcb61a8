"""Routes of scenarios: what if, and how the best plans differ."""

from __future__ import annotations

import difflib
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.runs.jobs import Job
from api.service.run_shapes import ASKED, RunOut, TimeLimited, asked
from api.service.shapes import errors
from api.service.state import TheService
from api.service.who import Panel, Reader
from api.service.writing import Writes
from matcher.errors import Fault, InputError
from matcher.records.fields import Code
from scenarios.library import LIBRARY
from scenarios.scenario import Said, Scenario
from scenarios.sweep import with_baseline

router = APIRouter(prefix="/v1", tags=["scenarios"])

#: Scenarios of one run, and changes of one scenario.
MOST, MOST_CHANGES = 20, 200


class ScenariosIn(TimeLimited):
    """What to ask.

    Attributes
    ----------
    scenarios : tuple of Scenario
        Questions of one's own.
    library : tuple of str
        Ready questions by their names.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": "latest", "library": ["ten-carers-newtown"]},
                {
                    "version": 3,
                    "scenarios": [
                        {
                            "format": "cartref/scenario/1",
                            "name": "cost-first",
                            "question": {"en": "What if cost came first?"},
                            "changes": [
                                {
                                    "change": "levels",
                                    "levels": [{"unplaced": 1}, {"weekly_cost": 1}],
                                }
                            ],
                        }
                    ],
                    "time_limit": 60,
                },
            ]
        }
    )

    scenarios: Annotated[tuple[Scenario, ...], Field(max_length=MOST)] = ()
    library: Annotated[tuple[Code, ...], Field(max_length=MOST)] = ()

    @property
    def all(self) -> tuple[Scenario, ...]:
        """All that is asked, ready questions first.

        Raises
        ------
        InputError
            With every scenario that can't be asked here.
        """
        faults = [*_unknown(self.library), *_reading_files(self.scenarios)]
        n_asked = len(self.library) + len(self.scenarios)
        if not 1 <= n_asked <= MOST:
            faults.append(Fault("scenarios", f"{n_asked} are asked at once", f"1 to {MOST}"))
        if faults:
            raise InputError(faults)
        asked = (*(LIBRARY[name] for name in self.library), *self.scenarios)
        with_baseline(asked)
        return asked


def _unknown(names: tuple[str, ...]) -> list[Fault]:
    faults = []
    for position, name in enumerate(names):
        if name not in LIBRARY:
            likely = ", ".join(difflib.get_close_matches(name, LIBRARY, n=3))
            accepted = f"such as {likely}" if likely else "a name of GET /v1/scenarios/library"
            faults.append(
                Fault(f"library[{position}]", "no ready question has this name", accepted)
            )
    return faults


def _reading_files(scenarios: tuple[Scenario, ...]) -> list[Fault]:
    """Return a fault for each change that would read a file: those of this machine are private."""
    faults = []
    for position, scenario in enumerate(scenarios):
        place = f"scenarios[{position}].changes"
        if len(scenario.changes) > MOST_CHANGES:
            faults.append(Fault(place, "are too many", f"at most {MOST_CHANGES}"))
        faults += [
            Fault(
                f"{place}[{number}].{change.code}",
                "names a file, and none is read here",
                "distances as the crow flies, or a policy that names a table sent before",
            )
            for number, change in enumerate(scenario.changes)
            if change.files
        ]
    return faults


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
    questions = given.all
    with service.database.reading() as session:
        basis = given.basis(session)
    job = Job(
        kind="scenarios",
        policy=basis.policy,
        journeys_sha256=basis.journeys_sha256,
        time_limit=given.time_limit,
        scenarios=questions,
    )
    return asked(service, who, write, basis, job, of=given.model_dump_json())
