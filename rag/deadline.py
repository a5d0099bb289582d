"""A limit on the time that something may take, whatever it waits for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what `work` returns, or raise what it raises.

    An HTTP client limits the time between two bytes. Neither a host name that isn't resolved nor a server that sends
    a byte a second ends there; such work is left behind, in a thread that doesn't keep the program from leaving.

    Raises:
        TimeoutError: it takes longer.
    """
    done: queue.SimpleQueue[tuple[Result | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:
            done.put((None, error))

    threading.Thread(target=run, name="within", daemon=True).start()
    try:
        result, error = done.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise TimeoutError(f"more than {seconds:.1f} s") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value] # it is None only where `work` returned that
