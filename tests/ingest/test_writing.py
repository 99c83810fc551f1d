"""Files that we write: no cell becomes a formula."""

import pytest

from tracker.ingest import escape_cell


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("=cmd()", "'=cmd()"),
        ("+46 70", "+46 70"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-1+1", "'-1+1"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-5", "-5"),
        ("-1 234,5", "-1 234,5"),
        ("-3 %", "-3 %"),
        ("12", "12"),
        ("Valsätra", "Valsätra"),
        ("", ""),
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_is_escaped(text, escaped):
    assert escape_cell(text) == escaped
