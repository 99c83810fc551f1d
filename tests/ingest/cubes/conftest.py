"""Reads cubes given as text or bytes, and finds the real exports beside the repository."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tracker.ingest.cubes import kind_of_text, read_cube
from tracker.ingest.grid import ContainerKind
from tracker.ingest.limits import Limits
from tracker.ingest.recognised import Recognised, RecognisedValue

TODAY = date(2026, 11, 20)
EXPORTS = Path(__file__).parents[4] / "shared" / "data" / "real-exports"

Read = Callable[..., Recognised]


@pytest.fixture
def read() -> Read:
    """Reads a file given as text (UTF-8), bytes or a JSON value; its kind is found."""

    def read_it(
        file: object, kind: ContainerKind | None = None, *, limits: int = 500, **answers: str
    ) -> Recognised:
        data = file if isinstance(file, bytes) else b""
        if isinstance(file, str):
            data = file.encode()
        elif not isinstance(file, bytes):
            data = json.dumps(file, ensure_ascii=False).encode()
        found = kind or kind_of_text(data.decode("cp1252", "replace"))
        assert found is not None
        return read_cube(
            found, data, answers=answers, limits=Limits(max_listed=limits), today=TODAY
        )

    return read_it


@pytest.fixture
def real() -> Callable[[str], bytes]:
    """The bytes of a real export."""

    def bytes_of(name: str) -> bytes:
        if not (path := EXPORTS / name).is_file():
            pytest.skip(f"the real export {name} is not beside the repository")
        return path.read_bytes()

    return bytes_of


@pytest.fixture
def codes() -> Callable[[Recognised], list[str]]:
    """The codes of a reading's faults; with faults of the file as a whole there are no values."""
    return lambda read: [fault.code for fault in read.faults]


@pytest.fixture
def find() -> Callable[..., RecognisedValue]:
    """The one value of a reading with these labels, region and period."""

    def find_it(
        read: Recognised,
        *labels: str,
        region: str | None = None,
        period: str | None = None,
        measure: str | None = None,
    ) -> RecognisedValue:
        (value,) = (
            v
            for v in read.values
            if set(labels) <= {label for _, label in v.labels}
            and (region is None or (v.region and region in {v.region.code, v.region.label}))
            and (period is None or (v.period and v.period.code == period))
            and (measure is None or v.measure == measure)
        )
        return value

    return find_it
