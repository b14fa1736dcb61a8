"""Workers: hands scenarios out, takes outcomes in, and begins again where a worker dies."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from matcher.errors import InputError
from scenarios.scenario import Scenario
from scenarios.sweep.pools import Pool
from scenarios.sweep.work import Done, lost, work

#: A scenario is given up when so many workers have died of it.
MAX_DEATHS = 3

AGAIN = "more memory or fewer workers; --resume tries it again"
_ALIVE = (
    'more memory or fewer workers; in a Python script, the call under `if __name__ == "__main__":`'
)


class Crew:
    """The workers of one sweep, and how many of them died of each scenario.

    When a worker of a pool of processes is killed, the pool breaks, and with it goes all that
    was in hand. That is then tried alone, a scenario at a time, so that the next death tells
    which it was.

    Parameters
    ----------
    pool : Pool
        Opens executors.
    pack : bytes
        The inputs, as `packed` makes them.
    time_limit : float or None
        Seconds for each plan.
    any_done : bool
        Whether some scenario is known to be one that workers survive.
    """

    def __init__(
        self, pool: Pool, pack: bytes, time_limit: float | None, *, any_done: bool
    ) -> None:
        self._pool, self._pack, self._time_limit = pool, pack, time_limit
        self._any_done = any_done
        self._deaths: Counter[str] = Counter()
        self._left: deque[Scenario] = deque()
        self._suspects: deque[Scenario] = deque()
        self._in_hand: dict[Future[Done], Scenario] = {}

    def work_off(self, scenarios: Iterable[Scenario]) -> Generator[Done]:
        """Yield what becomes of each scenario, as it is done.

        Raises
        ------
        InputError
            If the executor is of no use: broken when it is opened, or its workers die before
            anything is done.
        """
        self._left.extend(scenarios)
        while self._left or self._suspects:
            with self._pool() as (executor, at_once):
                try:
                    yield from self._use(executor, at_once)
                finally:
                    for future in self._in_hand:
                        future.cancel()

    def _use(self, executor: Executor, at_once: int) -> Generator[Done]:
        """Yield outcomes until there is nothing left, or the executor breaks."""
        broken = not self._handed_out(executor, at_once)
        if broken and not self._in_hand:
            raise InputError.single("executor", "is broken", "a pool, which is opened anew")
        while self._in_hand:
            ready, _ = wait(self._in_hand, return_when=FIRST_COMPLETED)
            for future in ready:
                scenario = self._in_hand.pop(future)
                try:
                    done = future.result()
                    self._any_done = True
                except BrokenExecutor:
                    broken = True
                    yield from self._died(scenario)
                    continue
                except Exception as error:  # whatever a cluster may say: the others go on
                    fault = f"could not be finished: {type(error).__name__}"
                    done = lost(scenario, fault, AGAIN, str(error))
                yield done
            broken = broken or not self._handed_out(executor, at_once)

    def _handed_out(self, executor: Executor, at_once: int) -> bool:
        """Hand out as much as may be in hand; return whether the executor takes it."""
        source, room = (self._suspects, 1) if self._suspects else (self._left, at_once)
        try:
            while source and len(self._in_hand) < room:
                future = executor.submit(work, self._pack, source[0], self._time_limit)
                self._in_hand[future] = source.popleft()
        except BrokenExecutor:
            return False
        except Exception as error:  # whatever a cluster that is gone may say
            fault = f"takes no more scenarios: {type(error).__name__}"
            raise InputError.single(
                "executor", fault, "the same with --resume, once it does"
            ) from error
        return True

    def _died(self, scenario: Scenario) -> Generator[Done]:
        self._deaths[scenario.name] += 1
        if self._deaths[scenario.name] < MAX_DEATHS:
            self._suspects.append(scenario)
        elif self._any_done:
            yield lost(scenario, f"its worker died {MAX_DEATHS} times", AGAIN)
        else:
            raise InputError.single("executor", "its workers die before anything is done", _ALIVE)
