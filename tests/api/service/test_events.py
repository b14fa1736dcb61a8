from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from api.runs.active_run import ActiveRun
from api.service.events import News, news_of


def heard(live: ActiveRun | None, *, close_after: int | None = None) -> list[News]:
    async def listen() -> list[News]:
        found = []
        news = news_of(live, lambda: "done")
        async for one in news:
            found.append(one)
            if len(found) == close_after:
                break
        await news.aclose()  # type: ignore[attr-defined]  # a generator
        return found

    # In a thread of its own: a browser that another test has started holds this one's loop.
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: asyncio.run(asyncio.wait_for(listen(), 30))).result()


def test_a_run_that_is_over_has_no_news_but_that() -> None:
    assert heard(None) == [News("over", {"state": "done"})]


def test_what_is_told_from_another_thread_is_heard_in_order_the_newest_for_sure() -> None:
    live = ActiveRun("a")
    live.told({"level": 1})

    def work() -> None:
        for level in range(2, 50):
            live.told({"level": level})
        live.end()

    thread = threading.Thread(target=work)
    thread.start()
    found = heard(live)
    thread.join()
    levels = [one.data["level"] for one in found[:-1]]
    assert levels == sorted(set(levels))
    assert levels[-1] == 49
    assert found[-1] == News("over", {"state": "done"})


def test_who_goes_is_told_nothing_more() -> None:
    live = ActiveRun("a")
    live.told({"level": 1})
    assert heard(live, close_after=1) == [News("progress", {"level": 1})]
    live.told({"level": 2})  # the listener's loop is closed: telling it would fail
