"""The one writer's lock: held by the process, so a crash lets it go."""

import fcntl
import os
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
        _take(file.fileno(), path.parent, wait, ATTEMPTS)
        yield


@contextmanager
def held_folder(folder: Path, wait: Wait, *, seconds: int) -> Iterator[None]:
    """Hold a folder itself, which leaves no file in it. Raises StoreBusy after so many seconds."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _take(descriptor, folder, wait, int(seconds / PAUSE))
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path, wait: Wait, attempts: int) -> None:
    for _ in range(attempts):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait(PAUSE)
        else:
            return
    raise StoreBusy("store_busy", folder=folder)
