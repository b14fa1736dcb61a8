from __future__ import annotations

from api.runs.run_queue import RunQueue


def test_first_come_first_served_and_one_may_be_put_first() -> None:
    lane = RunQueue(1)
    for run in "abc":
        lane.add(run)
    lane.drop("b")
    lane.drop("b")
    lane.add("d", first=True)
    assert [lane.position(run) for run in "dacb"] == [1, 2, 3, None]
    assert [lane.next() for _ in range(3)] == ["d", "a", "c"]


def test_a_closed_lane_hands_out_nothing_even_if_some_wait() -> None:
    lane = RunQueue(1)
    lane.add("a")
    lane.close()
    assert lane.next() is None


def test_when_to_come_back_follows_the_runs_before() -> None:
    lane = RunQueue(2)
    assert lane.retry_after_seconds() == 15
    for seconds in (4.0, 9.0):
        lane.took(seconds)
    assert lane.retry_after_seconds() == 4  # 6.5 s each, two workers
    lane = RunQueue(1)
    lane.took(0.01)
    assert lane.retry_after_seconds() == 1
    lane.took(100_000.0)
    assert lane.retry_after_seconds() == 3600
