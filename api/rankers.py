"""Registers made ready for rankings, the few that were asked for last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from matcher.case import Case
from matcher.ranking import Ranker
from matcher.records.plan import Ranking

#: Registers and policies that are kept ready; a county takes about 10 MB.
KEPT = 4


@dataclass
class _Ready:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ranker: Ranker | None = None


class Rankers:
    """Rankers by what they were made from; safe to ask from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: OrderedDict[tuple[str, ...], _Ready] = OrderedDict()

    def rank(
        self,
        key: tuple[str, ...],
        case: Callable[[], Case],
        request: str,
        k: int | None,
        *,
        system_cost: bool = False,
    ) -> Ranking:
        """Return a ranking; see `matcher.rank`.

        Parameters
        ----------
        key : tuple of str
            What the case is made from: hashes of the register, the policy and the journeys.
        case : callable
            Makes the case, where it is not ready.
        request, k, system_cost
            As in `matcher.rank`.
        """
        with self._lock:
            ready = self._ready.setdefault(key, _Ready())
            self._ready.move_to_end(key)
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        with ready.lock:
            if ready.ranker is None:
                ready.ranker = Ranker(case())
            return ready.ranker.rank(request, k, system_cost=system_cost)
