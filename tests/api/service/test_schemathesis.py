"""The whole API against its own OpenAPI document, by requests that nobody thought of."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import (
    ChecksConfig,
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine import events, from_schema

from tests.support.deciding import SMALL
from tests.support.keeping import keep
from tests.support.service import Serving, serving

OFTEN = 10**9
#: Told apart from what the document says, and right: each with why.
KNOWN = {
    # GET there is GET /v1/registers/{version}, which says that validate is no version.
    ("POST /v1/registers/validate", "unsupported_method"),
    ("POST /v1/registers/validate", "allow_header_conformance"),
    # True and false are 1 and 0 to the reader of plans; the judge then finds them untrue.
    ("POST /v1/plans/check", "negative_data_rejection"),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("service") / "data"
    with serving(folder, workers=1, requests_per_minute=OFTEN, sign_ins_per_minute=OFTEN) as found:
        keep(found, *SMALL)
        deadline = time.monotonic() + 60
        while found.plain.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline, "no worker gets ready"
            time.sleep(0.05)
        yield found


def found_by(served: Serving, addresses: str, *, examples: int, coverage: bool) -> tuple[int, Any]:
    """Return how many requests were answered, and all that is wrong with the answers."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":  # it is running already
            await served.app(scope, receive, send)
            return
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})

    key = served.key(f"tester {addresses}", ["viewer", "officer", "panel", "admin"])
    project = ProjectConfig(
        headers={"Authorization": f"Bearer {key}"},
        continue_on_failure=True,
        generation=GenerationConfig(max_examples=examples, deterministic=True, no_shrink=True),
        # A request may keep to the document and still name a home that is not there.
        checks=ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False)),
        phases=PhasesConfig(
            coverage=CoveragePhaseConfig(enabled=coverage),
            stateful=StatefulPhaseConfig(enabled=False),
        ),
    )
    config = SchemathesisConfig(seed=6, projects=ProjectsConfig(default=project))
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", app, config=config)
    answered, wrong = 0, []
    for event in from_schema(schema.include(path_regex=addresses)).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(repr(event))
        if isinstance(event, events.ScenarioFinished):
            answered += len(event.recorder.interactions)
            wrong += list(_failures(event.recorder))
    return answered, wrong


def _failures(recorder: Any) -> Iterator[str]:
    for case, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info and (recorder.label, check.name) not in KNOWN:
                asked = recorder.interactions[case].request
                fault = check.failure_info.failure
                yield f"{asked.method} {asked.uri} {asked.body!r}: {fault.title} {fault.message}"


def test_what_is_asked_at_the_bounds_of_the_document_is_answered_as_it_says(
    served: Serving,
) -> None:
    # Of policies, plans and scenarios, which others have inside, there are thousands of bounds.
    small = "^(?!/v1/(scenarios|studies|rankings|explanations|plans/check)$)"
    answered, wrong = found_by(served, small, examples=1, coverage=True)
    assert answered > 1000
    assert wrong == []


def test_what_is_asked_at_random_is_answered_as_the_document_says(served: Serving) -> None:
    answered, wrong = found_by(served, ".", examples=6, coverage=False)
    assert answered > 300
    assert wrong == []
