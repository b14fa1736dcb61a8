"""The types of single fields: what a value may be, and what is said when it is not.

Values are taken as JSON gives them: a whole number may be written ``3`` or ``3.0`` but not
``"3"``, a date is the text ``2026-11-02``. Values are never echoed in a message: a date of
birth or a place has no business in a log.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

#: Counts and distances beyond this are slips of the pen, and would not fit exact arithmetic.
MAX_COUNT = 1_000_000
#: Days outside of these are slips of the pen, or another system's way to say that there is none.
#: Near the ends of the calendar no days could be counted from them.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: What no table and no UTF-8 file can hold: control characters and halves of characters.
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Record(BaseModel):
    """Base of all records: frozen, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def refuse(fault: str, accepted: str = "") -> PydanticCustomError:
    """Return the error that a field's validator raises."""
    return PydanticCustomError(
        "cartref",
        "{fault}; accepted: {accepted}" if accepted else "{fault}",
        {"fault": fault, "accepted": accepted},
    )


def _sum(value: Any) -> int:
    if type(value) is int:  # nearly always
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise refuse("is not a whole number", "a whole number, such as 3")


def _whole(value: Any) -> int:
    number = _sum(value)
    if abs(number) > MAX_COUNT:
        raise refuse("is too large", f"at most {MAX_COUNT}")
    return number


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refuse("is not a number", "a number, such as 12.5")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise refuse("is not a finite number", "a number, such as 12.5")
    return number + 0.0  # a negative zero becomes zero: one value, one text


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refuse("is neither true nor false", "true or false")
    return value


def _date(value: Any) -> date:
    if type(value) is date:
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise refuse("is not a date", "a date as text, year-month-day, such as 2026-11-02")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refuse(
            "is a date that does not exist", "a day of the calendar, such as 2026-11-02"
        ) from None


def within_bounds(day: date) -> date:
    """Return a day that a register or a policy can be about; refuse others."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse(
            f"is before {FIRST_DAY.year} or after {LAST_DAY.year}",
            f"a day from {FIRST_DAY} to {LAST_DAY}; nothing where there is none",
        )
    return day


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise refuse("is not text", "text")
    text = value.strip()
    if _CONTROL.search(text):
        raise refuse("has a control character", "one line of plain text")
    if not text:
        raise refuse("is empty", "text")
    if len(text) > 200:
        raise refuse("is too long", "at most 200 characters")
    return text


def _label(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _text(value)


def _code(value: Any) -> str:
    text = _text(value)
    if ";" in text:
        raise refuse("has a semicolon, which separates lists in tables", "text without semicolons")
    return text


def _authority(text: str) -> str:
    if not re.fullmatch(r"[EWSN]\d{8}", text, re.ASCII):
        raise refuse(
            "is not an authority code",
            "the nine-character code of official statistics, such as W06000023",
        )
    return text


#: A sum over many children may be as large as it comes.
Sum = Annotated[int, BeforeValidator(_sum)]
Whole = Annotated[int, BeforeValidator(_whole)]
Count = Annotated[Whole, Field(ge=0)]
Number = Annotated[float, BeforeValidator(_number)]
Truth = Annotated[bool, BeforeValidator(_truth)]
#: Any day of the calendar: only for what is held against other days before it is reckoned with.
CalendarDay = Annotated[date, BeforeValidator(_date)]
Day = Annotated[CalendarDay, AfterValidator(within_bounds)]
Text = Annotated[str, BeforeValidator(_text)]
Label = Annotated[str | None, BeforeValidator(_label)]
#: An id or a code: text without semicolons, so that tables can list it.
Code = Annotated[str, BeforeValidator(_code)]
AuthorityCode = Annotated[str, BeforeValidator(_text), AfterValidator(_authority)]

Gender = Literal["female", "male", "other"]
Status = Literal["waiting", "review", "settled"]
PlacementType = Literal[
    "emergency", "short_term", "long_term", "short_break", "parent_and_child", "remand"
]
Alongside = Literal["any", "alone", "older_only", "younger_only"]
HomeKind = Literal[
    "parents", "kinship", "in_house_foster", "agency_foster", "supported_lodgings", "residential"
]
Together = Literal["must", "prefer"]
