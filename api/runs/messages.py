"""What a service and its workers tell each other; knows nothing of how either works."""

from __future__ import annotations

from typing import Any, NamedTuple


class Task(NamedTuple):
    """A job, and by which hashes its register and its table of journeys are known."""

    run: str
    job: str
    register: str
    journeys: str | None


#: What is said: ``task``, ``given``, ``stop`` or ``forget`` to a worker; ``ready``, ``want``,
#: ``where`` or ``over`` by it.
WorkerMessage = tuple[str, Any]
