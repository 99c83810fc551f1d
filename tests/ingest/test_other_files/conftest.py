"""Builds files of the kinds that sources export, and compares all that is read with what was typed.

What a file must give is text, one line a value, typed by hand before the file was ever read:

    place period [labels] measure = value unit

The place is a code, a name with `*` before an aggregate or `?` before a name without code, or `-`.
A value may be followed by its status; `0..4 suppressed` has bounds; the unit may be left out.
`? key = answer` is a question that must be asked, and the answer that the values need;
`! code` is a fault that must be found.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pytest
import xlsxwriter

from tracker.ingest.foreign import read_file
from tracker.ingest.recognised import RecognisedValue, Region
from tracker.model.observations import Status

TODAY = date(2026, 11, 22)
File = str | bytes | Mapping[str, Sequence[Sequence[object]]]


def written(file: File) -> bytes:
    """Text as UTF-8, sheets as a workbook; a cell (0.046, "0.0%") has a format."""
    if isinstance(file, str):
        return file.encode()
    if isinstance(file, bytes):
        return file
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in file.items():
            sheet = book.add_worksheet(name.removeprefix("~"))
            if name.startswith("~"):
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, tuple):
                        form = book.add_format({"num_format": cell[1]})
                        sheet.write(row, column, cell[0], form)
                    elif isinstance(cell, date | datetime):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return held.getvalue()


def place(region: Region | None) -> str:
    if region is None:
        return "-"
    if region.aggregate:
        return f"*{region.label}"
    return region.code or f"?{region.label}"


def amount(value: RecognisedValue) -> str:
    if value.low is not None or value.high is not None:
        return f"{value.low:g}..{value.high:g} {value.status}"
    if value.value is None:
        return value.status.value
    return f"{value.value:.12g}" + ("" if value.status is Status.FINAL else f" {value.status}")


def line(value: RecognisedValue) -> str:
    labels = f" [{', '.join(label for _, label in value.labels)}]" if value.labels else ""
    period = value.period.code if value.period else "-"
    measure = f" {value.measure}" if value.measure else ""
    return f"{place(value.region)} {period}{labels}{measure} = {amount(value)}"


@pytest.fixture(scope="session")
def gives():
    """Compare a file with what it must give."""

    def compare(file: File, expected: str, name: str = "fil.csv") -> None:
        data = written(file)
        lines = [one.strip() for one in expected.strip().splitlines() if one.strip()]
        asked = dict(one[1:].strip().split(" = ") for one in lines if one.startswith("? "))
        faults = sorted(one[1:].strip() for one in lines if one.startswith("!"))
        wanted = [one for one in lines if one[:2] not in ("? ", "! ")]
        first = read_file(data, name, today=TODAY)
        read = read_file(data, name, today=TODAY, answers=asked)
        shown = [line(v) for v in read.values]
        exact = [
            f"{one} {v.unit}" if f"{one} {v.unit}" in wanted else one
            for one, v in zip(shown, read.values, strict=True)
        ]
        assert exact == wanted
        again = read_file(data, name, today=TODAY, answers={"headings": asked.get("headings", "")})
        assert {q.key for q in (*first.questions, *again.questions)} == set(asked)
        assert read.questions == ()
        assert sorted(f.code for f in read.faults) == faults

    return compare
