"""Reads a file given as text, and shows what it said."""

from datetime import date

import pytest

from tracker.ingest.foreign import read_file

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def read():
    def read_it(file: str | bytes, *, name: str = "fil.csv", **answers: str):
        data = file.encode() if isinstance(file, str) else file
        return read_file(data, name, today=TODAY, answers=answers)

    return read_it


@pytest.fixture(scope="session")
def told(read):
    """(place, period, measure, value) of each value of a file that needs no answer."""

    def tell(file: str | bytes, **answers: str) -> list[tuple[str, str, str, float | None]]:
        found = read(file, **answers)
        assert found.questions == ()
        assert found.faults == ()
        return [
            (
                v.region.label if v.region else "",
                v.period.code if v.period else "",
                v.measure,
                v.value,
            )
            for v in found.values
        ]

    return tell
