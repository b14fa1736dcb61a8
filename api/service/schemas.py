"""What several routes say alike: who wrote, why, which page, what is at hand, errors."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import Header, Query
from pydantic import BaseModel, BeforeValidator, Field

from api.service.errors import ErrorOut
from api.store.reading import UNUSABLE
from matcher.records.fields import refuse

#: The largest number of a version, a policy or an entry that is looked for.
MAX_NUMBER = 999_999_999
MAX_REASON = 1000

#: What no database text can hold, and what is no writing: control characters but for line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_DESCRIPTIONS = {
    400: "The request is broken",
    401: "Nobody is signed in",
    403: "Not allowed",
    404: "There is none such",
    409: "Something has changed since, or stands already",
    413: "Too large",
    415: "Not the kind of content that is wanted",
    422: "What was given can't be used",
    UNUSABLE: "What is kept here and this hangs on can't be used: today's checks refuse it",
    429: "Too much at once: the header Retry-After says when to come back",
    503: "Not now: nothing is wrong with what was asked",
    502: "The council's directory does not answer",
}


class Author(BaseModel):
    """Who did it, by number and by the name under which they sign in."""

    number: int
    name: str


def _reason(value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, str):
        raise refuse("is not text", f"text of at most {MAX_REASON} characters")
    text = value.strip()
    if _CONTROL.search(text):
        raise refuse("has a control character", "plain text")
    if len(text) > MAX_REASON:
        raise refuse("is too long", f"at most {MAX_REASON} characters")
    return text or None


#: Why, in somebody's own words; empty is none.
Reason = Annotated[
    Annotated[str, Field(max_length=MAX_REASON)] | None,
    BeforeValidator(_reason),
    Field(description="Why, in your own words; no names of children, please."),
]
#: Of a list that is given newest first: only what is older than this.
Before = Annotated[
    int | None,
    Query(ge=1, le=MAX_NUMBER, description="Only what has a lower number than this."),
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]

IfNoneMatch = Annotated[
    str | None,
    Header(max_length=1000, description="ETags that are at hand: where one still holds, 304."),
]
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "It is as it was"}}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the declaration of the errors that a route can answer with, besides 401 and 403."""
    return {
        status: {"model": ErrorOut, "description": _DESCRIPTIONS[status]}
        for status in sorted({401, 403, *statuses})
    }


def at_hand(etag: str, if_none_match: str | None) -> bool:
    """Tell whether who asks has it already; weak or strong is the same to this question."""
    given = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    return "*" in given or etag.removeprefix("W/") in given
