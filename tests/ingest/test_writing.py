"""Files that we write: no cell becomes a formula, and the template is a correct file."""

import pytest

from tracker.ingest import escape_cell, own_form_template


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


def test_the_template_has_a_row_for_each_series_and_is_read_without_faults(read, definitions):
    template = own_form_template(definitions)
    reading = read("\ufeff" + template)
    assert reading.faults == ()
    assert reading.encoding == "utf-8-bom"
    series = [(i.id, area) for i in definitions.indicators.values() for area in i.areas]
    rows = reading.observations.to_pylist()
    assert [(row["indicator_id"], row["area_id"]) for row in rows] == series
    assert {row["status"] for row in rows} == {"missing"}
    assert template.splitlines()[:2] == [
        "indikator;område;period;värde;nämnare;antal_svar;status;kommentar",
        "brander;gottsunda;2024-12;;;;;",
    ]
    assert "merit;gottsunda;2023/24;;;;;" in template.splitlines()  # 2024/25 is not over in 2024
