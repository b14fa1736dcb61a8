"""What is made of a record once and kept for as long as the record lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import finalize

from matcher.records.fields import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def kept(make: Callable[[R], T]) -> Callable[[R], T]:
    """Make a function of a record remember its answer for as long as that record lives.

    Records are frozen, so an answer stays true. It is kept beside the record and not in it: a
    copy, changed or not, is another record and gets an answer of its own. An answer must not
    refer to the record, which it would keep alive.
    """
    answers: dict[int, T] = {}

    @wraps(make)
    def recall(record: R) -> T:
        key = id(record)
        if key not in answers:
            answer = make(record)
            finalize(record, answers.pop, key, None).atexit = False
            answers[key] = answer
        return answers[key]

    return recall
