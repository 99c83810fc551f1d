"""The form to fill in: what it asks for, and that it comes back filled in without a question."""

from datetime import date

import pytest

from tracker.errors import NotFound, TrackerError
from tracker.ingest import own_form_template, template_csv
from tracker.ingest import templates as module


def lines(template):
    return template_csv(template).splitlines()


def test_it_has_a_row_for_each_series_and_period_and_is_read_without_faults(read, definitions):
    template = own_form_template(definitions)
    reading = read("\ufeff" + template_csv(template))
    assert reading.faults == ()
    assert reading.encoding == "utf-8-bom"
    rows = reading.observations.to_pylist()
    asked = [(i, a, p.start, p.end, p.kind.value) for i, a, p in template.rows]
    keys = ("indicator_id", "area_id", "period_start", "period_end", "period_kind")
    assert [tuple(row[key] for key in keys) for row in rows] == asked
    assert {row["status"] for row in rows} == {"missing"}
    series = {(i.id, area) for i in definitions.indicators.values() for area in i.areas}
    assert {(i, a) for i, a, _ in template.rows} == series


def test_a_year_of_months(definitions):
    template = own_form_template(
        definitions, indicators=["brander"], areas=["gottsunda"], first=date(2024, 1, 1)
    )
    assert lines(template)[:3] == [
        "indikator;område;period;värde;status;kommentar",
        "brander;gottsunda;2024M01;;;",  # 2024-01 would become a day in a spreadsheet
        "brander;gottsunda;2024M02;;;",
    ]
    assert len(template.rows) == 12


def test_a_school_year_cannot_be_taken_for_a_month(definitions):
    days = {"first": date(2011, 7, 1), "last": date(2012, 6, 30)}
    template = own_form_template(definitions, indicators=["merit"], **days)
    assert "merit;gottsunda;2011/2012;;;" in lines(template)


def test_a_span_without_a_whole_period_shows_how_the_last_one_is_written(definitions):
    days = {"first": date(2024, 9, 1), "last": date(2024, 12, 31)}
    template = own_form_template(definitions, indicators=["merit"], **days)
    assert {p.code for *_, p in template.rows} == {"2023/24"}  # 2024/25 is not over in 2024


def test_columns_that_no_measure_needs_are_left_out(definitions):
    needs = {"rate": "nämnare", "share": "antal_svar"}
    seen = set()
    for indicator in definitions.indicators.values():
        columns = own_form_template(definitions, indicators=[indicator.id]).columns
        assert {c for c in needs.values() if c in columns} == {
            c for m, c in needs.items() if m == indicator.measure
        }
        seen.add(indicator.measure.value)
    assert set(needs) <= seen


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"indicators": ["finns_inte"]}, "unknown_series"),
        ({"areas": ["ingenstans"]}, "unknown_area"),
        ({"areas": []}, "template_empty"),
        ({"first": date(2024, 2, 1), "last": date(2024, 1, 1)}, "template_backwards"),
    ],
)
def test_a_choice_that_gives_no_form_is_told(definitions, chosen, code):
    with pytest.raises(TrackerError) as refused:
        own_form_template(definitions, **chosen)
    assert refused.value.code == code
    assert isinstance(refused.value, NotFound) == code.startswith("unknown")


def test_nobody_fills_in_twenty_thousand_rows(definitions, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 11)
    with pytest.raises(TrackerError) as refused:
        own_form_template(definitions, indicators=["brander"])
    assert refused.value.code == "template_too_long"
