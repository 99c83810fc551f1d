"""A series as CSV: the own form, so that what is written can be read again, and says no less."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.export.series_csv import series_csv
from tracker.ingest import read_own_form
from tracker.model.definitions import Direction
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind, parse_period
from tracker.model.report import SeriesReport
from tracker.model.verdicts import Verdict, Word
from tracker.service.reports import build_report

_COLUMNS = ("value", "denominator", "responses", "low", "high", "comment")


def read(text: str, definitions) -> list[Observation]:
    """What our own reader makes of the file, which must have no fault."""
    reading = read_own_form(text.encode(), "serie.csv", definitions, today=date(2025, 1, 16))
    assert reading.faults == ()
    return [
        Observation(
            Period(row["period_start"], row["period_end"], PeriodKind(row["period_kind"])),
            Status(row["status"]),
            **{name: row[name] for name in _COLUMNS},
        )
        for row in reading.observations.to_pylist()
    ]


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_series_of_a_store_is_read_back_to_what_was_stored(filled_site, full_reader):
    report = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
    every = [s for g in report.goals for s in g.series] + list(report.cross_cutting)
    real = [s for s in every if not s.series.fictional]
    stored = [replace(o, upload_id=None) for s in real for o in s.series.observations]
    assert len(stored) > 250
    assert read(series_csv(real), report.definitions) == stored


@pytest.mark.parametrize(
    ("name", "code", "one", "written"),
    [
        pytest.param("larm", "2024-01", {"value": 7}, "7", id="count"),
        pytest.param("larm", "2024-01", {"value": 0}, "0", id="zero"),
        pytest.param("inbrott", "2024", {"value": 4e1, "denominator": 2070}, "40", id="rate"),
        pytest.param("trygga", "2024", {"value": 62.5, "responses": 400}, "62,5", id="share"),
        pytest.param("merit", "2023/24", {"value": 0.1 + 0.2}, None, id="every digit"),
        pytest.param("merit", "2023/24", {"value": 1.234}, "1,2340", id="no thousands"),
        pytest.param("merit", "2023/24", {"value": -3.0}, "-3", id="negative"),
        pytest.param("merit", "2023/24", {"value": 12345678901.5}, "12345678901,5", id="large"),
        pytest.param("merit", "2023/24", {"value": 1e-7}, "0,0000001", id="small"),
        *(
            pytest.param("larm", "2024-01", {"value": 7, "status": status}, "7", id=status)
            for status in Status
            if status.has_number
        ),
        *(
            pytest.param("larm", "2024-01", {"status": status}, "", id=status)
            for status in Status
            if not status.has_number
        ),
        pytest.param(
            "larm", "2024-01", {"status": "suppressed", "low": 1, "high": 4}, "<5", id="<5"
        ),
        pytest.param(
            "inbrott", "2024", {"status": "suppressed", "low": 1, "high": 9}, "<10", id="<10 rate"
        ),
        pytest.param(
            "trygga",
            "2024",
            {"status": "suppressed", "low": 0, "high": 5, "responses": 40},
            "<5",
            id="<5 per cent",
        ),
        pytest.param(
            "trygga",
            "2024",
            {"status": "suppressed", "low": 90.0, "high": 97.5, "responses": 40},
            "~100",
            id="nearly all",
        ),
        pytest.param(
            "larm", "2024-01", {"value": 7, "comment": 'en; "två"\nrader, och €'}, "7", id="comment"
        ),
    ],
)
def test_each_kind_of_value_is_read_back(make_series, small_programme, name, code, one, written):
    fields = {"status": "final", **one}
    observation = Observation(parse_period(code), Status(fields.pop("status")), **fields)
    text = series_csv([make_series(name, {code: observation})])
    if written is not None:
        assert cells(text)[0]["värde"] == written
    assert read(text, small_programme) == [observation]


@given(
    st.lists(st.floats(-1e9, 1e9).filter(lambda v: v == 0 or abs(v) > 1e-6), min_size=1, max_size=8)
)
def test_any_numbers_are_read_back(small_programme_of_module, numbers):
    definitions, report = small_programme_of_module
    years = [parse_period(f"{2000 + n}/{(n + 1) % 100:02d}") for n in range(len(numbers))]
    observations = tuple(
        Observation(year, Status.FINAL, number + 0.0)
        for year, number in zip(years, numbers, strict=True)
    )
    series = Series("merit", "torget", observations)
    assert read(series_csv([replace(report, series=series)]), definitions) == list(observations)


@pytest.fixture(scope="module")
def small_programme_of_module(small_programme):
    """A report of merit, to be given other values: hypothesis wants no fixture of one test."""
    merit = small_programme.indicators["merit"]
    area, verdict = small_programme.areas["torget"], Verdict(Word.DESCRIBED, Direction.HIGHER)
    empty = Series("merit", "torget", ())
    return small_programme, SeriesReport(merit, area, empty, (), None, verdict, None, 0, None, ())


class TestMarks:
    def test_an_invented_value_says_so_in_its_own_row(self, make_series):
        noted = Observation(parse_period("2024-02"), Status.FINAL, 8, comment="räknat om")
        text = series_csv([make_series("larm", {"2024-01": 7, "2024-02": noted}, fictional=True)])
        assert [row["kommentar"] for row in cells(text)] == [
            "påhittat exempel",
            "räknat om; påhittat exempel",
        ]

    def test_a_real_one_does_not(self, make_series):
        assert "påhittat" not in series_csv([make_series("larm", {"2024-01": 7})])

    @pytest.mark.parametrize("comment", ["=cmd()", "+A1", "@SUM(1)", "-x", "\tx"])
    def test_no_cell_is_a_formula(self, make_series, comment):
        one = Observation(parse_period("2024-01"), Status.FINAL, 7, comment=comment)
        (row,) = cells(series_csv([make_series("larm", {"2024-01": one})]))
        assert row["kommentar"] == f"'{comment}"


def test_stored_values_and_not_rolling_sums(make_series):
    months = {f"2023-{m:02d}": m for m in range(1, 13)} | {"2024-01": 20}
    text = series_csv([make_series("skott", months)])
    assert [(row["period"], row["värde"]) for row in cells(text)] == [
        (code, str(value)) for code, value in months.items()
    ]


def test_a_rate_is_its_count_and_its_denominator(make_series):
    (row,) = cells(series_csv([make_series("inbrott", {"2024": 43}, denominator=2070)]))
    assert (row["värde"], row["nämnare"]) == ("43", "2070")


def test_no_series_is_a_header(small_programme):
    assert series_csv([]).strip().split(";")[:2] == ["indikator", "område"]
