"""How often somebody may ask: a count per key and minute, kept in this process's memory.

Behind one address every process counts for itself; the limits guard against a program that runs
wild, not against guessing, which 192 bits do.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock

_WINDOW = 60  # seconds
_MOST_KEYS = 10_000


class Limiter:
    """Counts tries in whole minutes of the clock.

    most    tries a minute and key
    clock   gives the time, with a time zone
    """

    def __init__(self, most: int, clock: Callable[[], datetime]) -> None:
        self._most, self._clock = most, clock
        self._salt = secrets.token_bytes(16)
        self._lock = Lock()
        self._minute = 0
        self._tries: dict[bytes, int] = {}

    def wait(self, key: str) -> int:
        """Count one try; the seconds to wait before the next, 0 when this one may pass.

        key   such as a token or an address: only its hash is kept, and only for the minute

        When more keys have come in a minute than are counted, those that come after share one.
        """
        now = self._clock().timestamp()
        minute, gone = divmod(int(now), _WINDOW)
        hashed = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), key=self._salt).digest()
        with self._lock:
            if minute != self._minute:
                self._minute, self._tries = minute, {}
            if hashed not in self._tries and len(self._tries) >= _MOST_KEYS:
                hashed = b""
            tries = self._tries[hashed] = self._tries.get(hashed, 0) + 1
        return 0 if tries <= self._most else _WINDOW - gone
