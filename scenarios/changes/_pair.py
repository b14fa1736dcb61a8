"""A child and a home, for the changes that are about one pair."""

from __future__ import annotations

from pydantic import Field

from matcher.errors import Fault, InputError
from matcher.records.fields import Code, Record
from matcher.records.plan import Pair
from scenarios.inputs import Inputs


class ChildAndHome(Record):
    """A child and a home."""

    child: Code = Field(description="id of the child")
    home: Code = Field(description="id of the home")

    def found(self, inputs: Inputs) -> Pair:
        """Return both ids, or refuse those that nobody has."""
        case = inputs.case
        faults = []
        if self.child not in case.children:
            faults.append(Fault("child", f"no child has the id {self.child}", "a child's id"))
        if self.home not in case.homes:
            faults.append(Fault("home", f"no home has the id {self.home}", "a home's id"))
        if faults:
            raise InputError(faults)
        return self.child, self.home
