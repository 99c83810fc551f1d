"""What holds for any table: no cell is lost, and no mark becomes a number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.grid import Table
from tracker.ingest.meaning import melt
from tracker.ingest.meaning.recognise import recognise
from tracker.ingest.recognised import Recognised, Role

TODAY = date(2026, 11, 22)
MARKS = ["..", ".", "--", "<5", "~100", "-", "(5)", ""]
CELL = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from([*MARKS, "1.900", "12,5", "12.5", "3%", "12*", "Låg", "#DIV/0!", "1 900"]),
)
PLACE = st.sampled_from(
    ["Uppsala", "Heby", "0380 Uppsala", "03", "Riket", "Totalt", "Gottsunda", ""]
)
PERIOD = st.sampled_from(["2021", "2022", "2021M01", "maj", "Uppgift saknas", "", 2021.0])
HEADER = st.sampled_from(
    ["2021", "2022", "Antal", "Andel", "jan", "Helår", "Uppsala", "2023", "kod", "ålder", ""]
)


@st.composite
def tables(draw) -> Table:
    """A column of places, one of periods, and one to four of anything."""
    width = draw(st.integers(1, 4))
    rows = draw(
        st.lists(st.tuples(PLACE, PERIOD, *[CELL] * width).map(tuple), min_size=1, max_size=6)
    )
    header = ("Kommun", "År", *(draw(HEADER) for _ in range(width)))
    names = tuple(f"{name} ({i})" for i, name in enumerate(header))
    return Table("", (header,), names, tuple(rows), tuple(range(2, len(rows) + 2)))


def recognised(table: Table, **answers: str) -> Recognised:
    return recognise((table,), None, None, answers, today=TODAY)


@given(tables())
def test_no_cell_of_numbers_is_lost(table):
    """Each is a value, a fault of its own, or stands in a row or column that has one."""
    found = recognised(table)
    read = {(v.row, v.column) for v in found.values}
    own = {(f.row, f.column) for f in found.faults if f.cell is not None}
    columns = {f.column for f in found.faults if f.code in {"same_header", "mixed_decimal_marks"}}
    rows = {f.row for f in found.faults if f.code in {"unknown_period", "region_conflict"}}
    if "no_header" in {f.code for f in found.faults}:
        return
    unnamed = {f.params["number"] for f in found.faults if f.code == "unnamed_column"}
    for number, (name, role) in enumerate(zip(table.names, found.columns[0], strict=True), 1):
        if role is not Role.VALUE or number in unnamed:
            continue
        for row in table.numbers:
            assert (row, name) in read | own or name in columns or row in rows


@given(tables())
def test_a_mark_never_becomes_a_number(table):
    cells = {
        (number, name): cell
        for number, row in zip(table.numbers, table.rows, strict=True)
        for name, cell in zip(table.names, row, strict=True)
    }
    for value in recognised(table).values:
        if cells[value.row, value.column] in MARKS:
            assert value.value is None


@given(tables(), st.sampled_from(["dash", "thousands", "share", "year", "duplicates", "totals"]))
def test_an_answer_that_cannot_be_given_changes_nothing(table, key):
    assert recognised(table, **{key: "kanske"}) == recognised(table)


@given(tables())
def test_rows_and_headers_tell_as_much_as_the_values_where_nothing_is_said_twice(table):
    found = recognised(table)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(melt, "_distinct", lambda *_: False)  # every value is compared
        assert recognised(table) == found


@given(tables())
def test_every_value_of_a_year_column_has_the_columns_year_or_none(table):
    for value in recognised(table).values:
        name = value.column.rsplit(" (", 1)[0]
        if name in {"2021", "2022", "2023"} and value.period and name != value.measure:
            assert value.period.start.year == int(name)
