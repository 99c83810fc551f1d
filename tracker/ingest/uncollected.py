"""Reading without a search for circles of objects: a file makes 10^6 objects and no circle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold garbage collection back; it took a third of the time of reading a large file."""
    held_back = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held_back:
            gc.enable()
