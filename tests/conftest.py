"""What every test shares: the same examples each run, and a clock that stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

settings.register_profile("derandomised", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("derandomised")


class Clock:
    """A clock that goes one minute forward each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()
