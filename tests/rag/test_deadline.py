from __future__ import annotations

import threading

import pytest

from rag.deadline import within


def test_what_is_done_in_time_is_handed_on() -> None:
    assert within(5, lambda: 7) == 7
    assert within(5, lambda: None) is None


def test_what_fails_fails() -> None:
    nothing: dict[str, int] = {}
    with pytest.raises(KeyError, match="x"):
        within(5, lambda: nothing["x"])


@pytest.mark.parametrize("seconds", [0.05, 0.0, -1.0])
def test_what_takes_longer_is_left_behind(seconds: float) -> None:
    go_on = threading.Event()
    with pytest.raises(TimeoutError):
        within(seconds, lambda: go_on.wait(10))
    (left,) = [thread for thread in threading.enumerate() if thread.name == "within"]
    assert left.daemon
    go_on.set()
    left.join(5)
