"""A question in the making: its changes as they stand in a form, added, moved and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from api.pages.entries import Entry, at_first, entries_of, filled, read
from api.pages.forms import Form
from api.pages.language import mark
from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of
from scenarios.changes import CHANGES
from scenarios.files import name_of
from scenarios.inputs import Inputs
from scenarios.scenario import Scenario

#: Changes of one question that a form can hold; a file may have more.
MOST_CHANGES = 12

_PLACE = re.compile(r"changes\[(\d+)\](?:\.\w+)?(?:\.(.*))?")
NO_QUESTION = Fault("question_en", mark("is empty"), mark("what you want to know, in one sentence"))
NO_CHANGE = Fault("add", mark("changes nothing"), mark("at least one change"))


@dataclass(frozen=True)
class DraftChange:
    """A change as it stands in the form: its code, and what each of its fields holds."""

    code: str
    values: Mapping[str, Sequence[str]]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its fields."""
        return _entries(self.code)


@dataclass(frozen=True)
class Draft:
    """A question as it stands in the form.

    Attributes
    ----------
    name : str
        Its short name; made from the question where it is left out.
    english, welsh : str
        What somebody wants to know.
    changes : tuple of DraftChange
        One after the other.
    """

    name: str = ""
    english: str = ""
    welsh: str = ""
    changes: tuple[DraftChange, ...] = ()

    @classmethod
    def of(cls, scenario: Scenario) -> Draft:
        """Return a scenario as it stands in the form."""
        said = scenario.question
        changes = (
            DraftChange(change.code, filled(_entries(change.code), change))
            for change in scenario.changes
        )
        return cls(scenario.name, said.en, said.cy or "", tuple(changes))

    @classmethod
    def sent(cls, form: Form) -> Draft:
        """Return what a form has sent."""
        changes = []
        codes = [code for code in form.values.get("change", ()) if code in CHANGES]
        for number, code in enumerate(codes[:MOST_CHANGES]):
            sent = {
                one.name: form.values.get(f"c{number}-{one.name}", ()) for one in _entries(code)
            }
            changes.append(DraftChange(code, {name: kept for name, kept in sent.items() if kept}))
        value = form.value
        return cls(value("name"), value("question_en"), value("question_cy"), tuple(changes))

    @property
    def values(self) -> dict[str, Sequence[str]]:
        """What each field of the form holds."""
        values: dict[str, Sequence[str]] = {
            "name": [self.name],
            "question_en": [self.english],
            "question_cy": [self.welsh],
        }
        for number, change in enumerate(self.changes):
            values |= {f"c{number}-{name}": sent for name, sent in change.values.items()}
        return values

    def with_change(self, code: str) -> Draft:
        """Return the draft with one more change, as it is before anybody has filled it in."""
        if code not in CHANGES or len(self.changes) >= MOST_CHANGES:
            return self
        return self._with((*self.changes, DraftChange(code, at_first(_entries(code)))))

    def without(self, number: int) -> Draft:
        """Return the draft without a change, counted from 0."""
        return self._with(one for place, one in enumerate(self.changes) if place != number)

    def moved(self, number: int, by: int) -> Draft:
        """Return the draft with a change made earlier (-1) or later (1)."""
        changes, to = list(self.changes), number + by
        if 0 <= number < len(changes) and 0 <= to < len(changes):
            changes[number], changes[to] = changes[to], changes[number]
        return self._with(changes)

    def scenario(self, inputs: Inputs | None) -> Scenario:
        """Return the scenario that was filled in.

        Parameters
        ----------
        inputs : Inputs or None
            What it is to change, so that what it can't change is told at once; nothing is solved.

        Raises
        ------
        InputError
            With every fault, its place the field of the form.
        """
        faults = [] if self.english.strip() else [NO_QUESTION]
        faults += [] if self.changes else [NO_CHANGE]
        question = {"en": self.english.strip() or "-", "cy": self.welsh.strip() or None}
        given: dict[str, Any] = {
            "name": self.name.strip() or name_of(self.english) or "question",
            "question": question,
            "changes": [
                {**read(one.entries, one.values), "change": one.code} for one in self.changes
            ],
        }
        try:
            made = Scenario.model_validate(given)
            if inputs is not None and not faults:
                made.apply(inputs)
        except ValidationError as error:
            faults += [self._at_field(fault) for fault in faults_of(error, Scenario)]
        except InputError as error:
            faults += map(self._at_field, error.faults)
        if faults:
            raise InputError(faults)
        return made

    def _with(self, changes: Iterable[DraftChange]) -> Draft:
        return Draft(self.name, self.english, self.welsh, tuple(changes))

    def _at_field(self, fault: Fault) -> Fault:
        return Fault(self._field(fault.place), fault.fault, fault.accepted)

    def _field(self, place: str) -> str:
        """Return the field of the form that a place of the scenario is in."""
        found = _PLACE.match(place)
        if found is None:
            return {"question.en": "question_en", "question.cy": "question_cy"}.get(place, place)
        number = int(found[1])
        inside = re.sub(r"\[\d+\]", "", found[2] or "").split(".")
        names = {one.name for one in self.changes[number].entries}
        for end in range(len(inside), 0, -1):
            name = "-".join(inside[:end])
            if name in names or any(one.startswith(f"{name}-") for one in names):
                return f"c{number}-{name}"
        return f"c{number}"


@cache
def _entries(code: str) -> tuple[Entry, ...]:
    return entries_of(CHANGES[code], without="change")


__all__ = ["MOST_CHANGES", "NO_CHANGE", "NO_QUESTION", "Draft", "DraftChange"]
