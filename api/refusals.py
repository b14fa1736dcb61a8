"""A request that is not answered as asked: the HTTP status, and why in the usual three parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.errors import Fault


class RefusedError(Exception):
    """A request that is not answered as asked.

    Parameters
    ----------
    status : int
        The HTTP status.
    faults : iterable of Fault
        Why.
    about : dict, optional
        What else helps, JSON: what has changed since, where somebody decided first.
    headers : mapping, optional
        Such as ``Retry-After``.
    """

    def __init__(
        self,
        status: int,
        faults: Iterable[Fault],
        about: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.faults = tuple(faults)
        self.about = about
        self.headers = headers
        super().__init__("\n".join(map(str, self.faults)))


def refused(
    status: int,
    place: str,
    fault: str,
    accepted: str = "",
    *,
    about: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> RefusedError:
    """Return the refusal of one fault."""
    return RefusedError(status, [Fault(place, fault, accepted)], about, headers)
