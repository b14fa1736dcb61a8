"""Days that a scenario can be about."""

from __future__ import annotations

import calendar
import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from matcher.errors import InputError
from matcher.records.fields import Day, Record, Whole, refuse
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF, Register
from matcher.words import Words
from scenarios.selection.words import counted, on_day, prefixed

#: A scenario is about the same days as registers are.
_FAR, _ACCEPTED = "is a day that no scenario is about", f"{FIRST_AS_OF} to {LAST_AS_OF}"


def _not_far(day: datetime.date) -> datetime.date:
    if not FIRST_AS_OF <= day <= LAST_AS_OF:
        raise refuse(_FAR, _ACCEPTED)
    return day


NearDay = Annotated[Day, AfterValidator(_not_far)]


class Ahead(Record):
    """A day that lies ahead: by its date, or so many months after the register's day."""

    date: NearDay | None = Field(default=None, description="the day; or give `in_months`")
    in_months: Annotated[Whole, Field(ge=0, le=240)] | None = Field(
        default=None, description="months after the register's day; or give `date`"
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.date is None) == (self.in_months is None):
            raise refuse("gives not just one of date and in_months", "such as in_months = 12")
        return self

    def day(self, register: Register) -> datetime.date:
        """Return the day, seen from a register's own.

        Months end where the calendar ends them: a month after 31 January is 28 February.

        Raises
        ------
        InputError
            If it lies before the register's day, or no scenario can be about it.
        """
        as_of = register.as_of
        if self.in_months is not None:
            years, month = divmod(as_of.month - 1 + self.in_months, 12)
            year, month = as_of.year + years, month + 1
            day = datetime.date(year, month, min(as_of.day, calendar.monthrange(year, month)[1]))
            if day > LAST_AS_OF:
                raise InputError.single("in_months", _FAR, _ACCEPTED)
            return day
        assert self.date is not None  # one of both is given
        if self.date < as_of:
            raise InputError.single(
                "date", "lies before the register's day", f"a day from {as_of} on"
            )
        return self.date

    @property
    def when(self) -> Words:
        """The day in words, as it follows a verb."""
        if self.date is not None:
            return prefixed("on", "ar", on_day(self.date))
        months = counted(self.in_months or 0, Words("month", "mis"), Words("months", "mis"))
        return prefixed("in", "ymhen", months)
