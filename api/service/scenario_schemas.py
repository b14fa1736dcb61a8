"""What scenarios are asked with, by programs and by pages alike."""

from __future__ import annotations

import difflib
from typing import Annotated

from pydantic import ConfigDict, Field
from starlette.responses import Response

from api.service.run_schemas import TimeLimited, asked
from api.service.state import Service
from api.service.writing import IdempotentWrite
from api.sign_in.permissions import Principal
from matcher.errors import Fault, InputError
from matcher.records.fields import Code
from scenarios.library import LIBRARY
from scenarios.scenario import Scenario
from scenarios.sweep import with_baseline

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


def asked_scenarios(
    service: Service, who: Principal, write: IdempotentWrite, given: ScenariosIn
) -> Response:
    """Ask for a run of scenarios and return the response; see `api.service.run_schemas.asked`.

    Raises
    ------
    InputError
        With every scenario that can't be asked here.
    RefusedError
        Where the register or the policy is not kept here, or too many runs wait.
    """
    questions = given.all
    with service.database.reading() as session:
        basis = given.basis(session)
    job = basis.job("scenarios", time_limit=given.time_limit, scenarios=questions)
    return asked(service, who, write, basis, job, of=given.model_dump_json())
