"""What holds for any file: what was written is read back, and no bytes are too strange."""

import codecs
import csv
import io
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.ingest import Limits, read_own_form
from tracker.ingest.personal import is_personal
from tracker.model.observations import Status
from tracker.model.periods import Period, PeriodKind, sequence

TODAY = date(2025, 1, 16)
WINDOW = Period(date(1990, 1, 1), date(2024, 12, 31), PeriodKind.RANGE)
HEADER = ["indikator", "område", "period", "värde", "nämnare", "antal_svar", "status", "kommentar"]
SERIES = [
    ("brander", "month", "count"),
    ("dolda_nollor", "quarter", "count"),
    ("trygghet", "year", "share"),
    ("merit", "school_year", "value"),
    ("per_week", "week", "value"),
    ("per_tertial", "tertial", "value"),
    ("per_half_year", "half_year", "value"),
    ("per_term", "term", "value"),
    ("per_point", "point", "value"),
]
PERIODS = {
    kind: [p.code for p in sequence(WINDOW, PeriodKind(kind))][:400] for _, kind, _ in SERIES
}
# A second line full of separators is taken for a row that a quote has swallowed, and refused.
COMMENTS = st.builds(
    lambda first, second: (first + second).strip(),
    st.text("abcåäöÅÄÖ é;,\t\"'=+-@–€«»", max_size=30),
    st.sampled_from(["", "\nandra raden, med; tecken", "\r\n"]),
)


@st.composite
def observations(draw: st.DrawFn) -> dict[tuple[str, str, str], tuple]:
    """Valid observations by (indicator, area, period): value, answers, status, comment."""
    rows = {}
    for _ in range(draw(st.integers(1, 12))):
        indicator, kind, measure = draw(st.sampled_from(SERIES))
        area = draw(st.sampled_from(["gottsunda", "bandstolsvagen"]))
        period = draw(st.sampled_from(PERIODS[kind]))
        status = draw(st.sampled_from(Status))
        value = answers = None
        if status.has_number:
            most = {"count": 10**9, "share": 100, "value": 10**9}[measure]
            least = -most if measure == "value" else 0
            value = draw(st.integers(least, most))
            if measure != "count" and abs(value) < most:
                value += draw(st.integers(0, 99)) / 100
            answers = draw(st.integers(1, 5000)) if measure == "share" else None
        comment = draw(COMMENTS)
        assume(not is_personal(comment))
        rows[indicator, area, period] = (value, answers, status.value, comment or None)
    return rows


def number(value: float | None, mark: str) -> str:
    return "" if value is None else f"{value}".replace(".", mark)


@st.composite
def dialects(draw: st.DrawFn) -> tuple[str, str, str, str, list[str]]:
    return (
        draw(st.sampled_from(";,\t")),
        draw(st.sampled_from(",.")),
        draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16-le", "utf-16-be"])),
        draw(st.sampled_from(["\n", "\r\n"])),
        draw(st.permutations(HEADER)),
    )


@given(rows=observations(), dialect=dialects())
def test_valid_observations_written_in_any_dialect_are_read_back(definitions, rows, dialect):
    separator, mark, codec, end, columns = dialect
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator, lineterminator=end)
    writer.writerow(columns)
    for (indicator, area, period), (value, answers, status, comment) in rows.items():
        cells = [indicator, area, period, number(value, mark), "", number(answers, mark)]
        by_column = dict(zip(HEADER, [*cells, status, comment or ""], strict=True))
        writer.writerow([by_column[column] for column in columns])
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    data = marks.get(codec, b"") + page.getvalue().encode(codec)

    reading = read_own_form(data, "fil.csv", definitions, today=TODAY)

    assert reading.faults == ()
    read_back = {}
    for row in reading.observations.to_pylist():
        kind = PeriodKind(row["period_kind"])
        period = Period(row["period_start"], row["period_end"], kind).code
        content = tuple(row[name] for name in ("value", "responses", "status", "comment"))
        read_back[row["indicator_id"], row["area_id"], period] = content
    assert read_back == rows


@given(data=st.binary(max_size=400))
def test_no_bytes_raise(definitions, data):
    reading = read_own_form(data, "fil.csv", definitions, today=TODAY)
    assert reading.faults
    assert reading.observations.num_rows == 0


CELL = st.one_of(
    st.sampled_from(["brander", "gottsunda", "2021-03", "1", "<5", "~100", '"', "\r", "..", "-"]),
    st.text(max_size=12),
)


@given(
    rows=st.lists(st.lists(CELL, max_size=10), max_size=8),
    separator=st.sampled_from(";,\t"),
    codec=st.sampled_from(["utf-8", "utf-16"]),
)
def test_no_cells_raise_and_no_row_is_lost(definitions, rows, separator, codec):
    lines = [separator.join(HEADER), *(separator.join(row) for row in rows)]
    data = "\n".join(lines).encode(codec, "surrogatepass")
    reading = read_own_form(data, "../fil\0.csv", definitions, today=TODAY)
    listed = {fault.row for fault in reading.faults}
    kept = set(reading.observations["source_row"].to_pylist())
    assert not kept & listed
    assert reading.faults or reading.rows == reading.observations.num_rows


@pytest.mark.parametrize("cut", range(0, 160, 7))
def test_a_truncated_file_never_raises(definitions, cut):
    text = ";".join(HEADER) + '\nbrander;gottsunda;2021-03;12;;;preliminär;"å ""ä"" ö"\n' * 2
    for codec in ("utf-8", "utf-16", "cp1252"):
        data = text.encode(codec)[:cut]
        reading = read_own_form(data, "fil.csv", definitions, today=TODAY, limits=Limits())
        assert reading.faults or reading.observations.num_rows == 1
