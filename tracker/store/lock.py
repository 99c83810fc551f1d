"""The one writer's lock: held by the process, so a crash lets it go."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import StoreBusy

Wait = Callable[[float], None]

ATTEMPTS = 400
PAUSE = 0.05  # seconds between attempts: twenty seconds in all


@contextmanager
def held(path: Path, wait: Wait) -> Iterator[None]:
    """Hold the lock. Raises StoreBusy when another writer has it through every attempt."""
    with path.open("ab") as file:
        for _ in range(ATTEMPTS):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait(PAUSE)
            else:
                break
        else:
            raise StoreBusy("store_busy", folder=path.parent)
        yield
