"""What is different between two policies, field by field, in words with units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.language import Speech, mark
from api.pages.policies import in_words
from matcher.criteria import CRITERION
from matcher.records.policy import Policy


@dataclass(frozen=True)
class Changed:
    """A field of a policy that is not as it was.

    Attributes
    ----------
    what : str
        What it is called.
    before, after : str
        What it holds, with units.
    """

    what: str
    before: str
    after: str


def changes_of(say: Speech, before: Policy, after: Policy) -> tuple[Changed, ...]:
    """Return what is different in `after`, in the order of the policy's form.

    Parameters
    ----------
    say : Speech
        The language.
    before, after : Policy
        The policies.
    """
    was, then = (list(_fields(say, policy)) for policy in (before, after))
    return tuple(
        Changed(what, held, holds)
        for (what, held), (_, holds) in zip(was, then, strict=True)
        if held != holds
    )


def _fields(say: Speech, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield every field, the same ones in the same order for each policy."""
    yield say.text(mark("Name of the policy")), policy.name
    for code in CRITERION:
        yield say.criterion(code), _weighed(say, policy, code)
    yield from in_words(say, policy)


def _weighed(say: Speech, policy: Policy, code: str) -> str:
    """Return where a criterion counts in a policy, and how much; it may count in several levels."""
    found = [
        say.text(mark("level %(level)s, weight %(weight)s"), level=number, weight=say.whole(weight))
        for number, level in enumerate(policy.levels, start=1)
        if (weight := level.get(code)) is not None
    ]
    return "; ".join(found) or say.text(mark("does not count"))
