"""Registers made ready for rankings, the few that were asked for last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from matcher.case import Case
from matcher.ranking import Ranker

#: Registers and policies that are kept ready; a county takes about 10 MB.
KEPT = 4


T = TypeVar("T")


@dataclass
class _Ready:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ranker: Ranker | None = None


class Rankers:
    """Rankers by what they were made from; safe to ask from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: OrderedDict[tuple[str, ...], _Ready] = OrderedDict()

    def ask(
        self, key: tuple[str, ...], case: Callable[[], Case], question: Callable[[Ranker], T]
    ) -> T:
        """Return what a ranker says to a question; one at a time may ask the same ranker.

        Parameters
        ----------
        key : tuple of str
            What the case is made from: hashes of the register, the policy and the journeys.
        case : callable
            Makes the case, where it is not ready.
        question : callable
            Is given the ranker.
        """
        with self._lock:
            ready = self._ready.setdefault(key, _Ready())
            self._ready.move_to_end(key)
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        with ready.lock:
            if ready.ranker is None:
                ready.ranker = Ranker(case())
            return question(ready.ranker)

    def forget(self) -> None:
        """Let go of all registers that are ready: a child was erased from them."""
        with self._lock:
            self._ready.clear()
