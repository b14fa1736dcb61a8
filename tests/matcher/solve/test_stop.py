from __future__ import annotations

import threading
from contextlib import suppress

from matcher.solve.stop import Stop, is_searching, searching


def test_a_search_is_marked_while_it_lasts_also_when_it_is_interrupted() -> None:
    assert not is_searching()
    with searching():
        assert is_searching()
    assert not is_searching()
    with suppress(KeyboardInterrupt), searching():
        raise KeyboardInterrupt
    assert not is_searching()


def test_a_search_of_one_thread_is_none_of_another() -> None:
    found: list[bool] = []
    with searching():
        thread = threading.Thread(target=lambda: found.append(is_searching()))
        thread.start()
        thread.join()
    assert found == [False]


def test_a_step_stops_with_the_whole_and_the_whole_with_a_step() -> None:
    whole = Stop()
    step, other = whole.part(0.5), whole.part(0.5)
    assert step.left() is None
    whole.ask()
    assert step.now()
    again = Stop(1000)
    step, other = again.part(0.5), again.part(0.5)
    left = step.left()
    assert left is not None
    assert 400 < left <= 500
    step.part(0.1).ask()
    assert again.now()
    assert other.now()


def test_a_step_whose_time_is_over_stops_alone() -> None:
    whole = Stop(1000)
    assert whole.part(0).now()
    assert not whole.now()
