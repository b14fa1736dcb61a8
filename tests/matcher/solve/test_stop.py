from __future__ import annotations

import threading
from contextlib import suppress

from matcher.solve.stop import is_searching, searching


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
