"""A scenario: a question, and the changes that ask it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import AfterValidator, BeforeValidator, Field

from matcher.errors import Fault, InputError
from matcher.records.fields import Code, Record, Text, refuse
from scenarios.changes import CHANGES, Change
from scenarios.inputs import Inputs

if TYPE_CHECKING:
    AnyChange = Change
else:
    # Made from the list of changes, so the bar of `X | Y` can't be written.
    AnyChange = Annotated[Union[tuple(CHANGES.values())], Field(discriminator="change")]  # noqa: UP007


class Said(Record):
    """A text in English and, where somebody has written it, in Welsh."""

    en: Text
    cy: Text | None = None


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return {"en": value}
    if not isinstance(value, Mapping | Said):
        raise refuse("is not text", 'text in quotes, or { en = "...", cy = "..." }')
    return value


#: Names are part of file names.
LONGEST_NAME = 60


def _named(name: str) -> str:
    if len(name) > LONGEST_NAME or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name, re.ASCII):
        raise refuse(
            "is not the name of a scenario",
            f"lower-case letters a to z, digits and single hyphens, at most {LONGEST_NAME}, such "
            "as ten-more-carers",
        )
    return name


Name = Annotated[Code, AfterValidator(_named)]
Saying = Annotated[Said, BeforeValidator(_said)]


class Scenario(Record):
    """A question, and the changes that ask it (`cartref/scenario/1`).

    Attributes
    ----------
    name : str
        Unique among the scenarios that are compared; part of file names, so letters, digits and
        hyphens.
    question : Said
        What somebody wants to know.
    changes : tuple of Change
        Made one after the other; none is the baseline.
    """

    format: Literal["cartref/scenario/1"] = "cartref/scenario/1"
    name: Name
    question: Saying
    changes: tuple[AnyChange, ...] = ()

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs as this scenario makes them.

        Raises
        ------
        InputError
            If a change can't be made; each place says which change and which of its fields.
        """
        for position, change in enumerate(self.changes):
            try:
                inputs = change.apply(inputs)
            except InputError as error:
                under = f"changes[{position}].{change.code}"
                faults = [
                    Fault(f"{under}.{fault.place}", fault.fault, fault.accepted)
                    for fault in error.faults
                ]
                raise InputError(faults, error.total) from None
        return inputs

    def found_in(self, folder: Path) -> Scenario:
        """Return this scenario, files that its changes name looked for in `folder`."""
        changes = tuple(change.found_in(folder) for change in self.changes)
        return Scenario.model_validate({**dict(self), "changes": changes})


#: Nothing changed: what every scenario is compared with.
BASELINE = Scenario(
    name="baseline",
    question=Said(en="What is the best plan for today?", cy="Beth yw'r cynllun gorau heddiw?"),
)
