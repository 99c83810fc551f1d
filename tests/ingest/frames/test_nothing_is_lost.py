"""Every row of a sheet is somewhere: a header, data, a group, a title, a note or loose."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.ingest.frames import framed
from tracker.ingest.grid import Grid

CELLS = st.sampled_from(
    [
        "",
        "",
        "Kommun",
        "Uppsala",
        "A kommun",
        "Källa: x",
        "2019",
        "2020",
        "..",
        "-",
        "1,5",
        7,
        2019,
        0.5,
    ]
)
SHEETS = st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=14).map(tuple)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(SHEETS, st.sampled_from(["", "Blad"]))
def test_every_row_is_somewhere_and_only_once(rows, name):
    found = framed(Grid(name, rows))
    seen = [line.row for line in found.loose]
    headers = groups = 0
    for table in found.tables:
        assert len(table.rows) == len(table.numbers)
        assert {len(row) for row in table.rows} <= {len(table.names)}
        assert {len(row) for row in table.header} <= {len(table.names)}
        seen += table.numbers
        seen += [line.row for line in (*table.titles, *table.notes, *table.repeated)]
        headers += len(table.header)
        groups += len({row[0] for row in table.rows}) if table.group == 0 else 0
    filled = {n for n, row in enumerate(rows, start=1) if any(cell != "" for cell in row)}
    assert len(seen) == len(set(seen))
    assert set(seen) <= filled
    missing = len(filled - set(seen))
    assert missing == headers or (groups and headers < missing)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(SHEETS)
def test_no_value_is_changed(rows):
    for table in framed(Grid("Blad", rows)).tables:
        shift = 0 if table.group is None else 1
        for number, row in zip(table.numbers, table.rows, strict=True):
            for position, cell in enumerate(rows[number - 1]):
                if cell != "":
                    assert row[position + shift] == cell
