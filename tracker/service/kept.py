"""What has been made, by what it depends on, where streamlit puts nothing on a page meanwhile.

Streamlit's own cache notes what is put out, to repeat it; that costs a quarter of a millisecond.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class _Place(Generic[Made]):
    """Where one thing stands, or is being made."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: tuple[Made] | None = None


class Kept(Generic[Made]):
    """The things last asked for; each is made by one thread while others that want it wait.

    most   how many are kept
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._places: OrderedDict[Hashable, _Place[Made]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, or is made now. What `make` raises leaves nothing."""
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            if len(self._places) > self._most:
                self._places.popitem(last=False)
        with place.lock:
            if place.made is None:
                place.made = (make(),)
            return place.made[0]
