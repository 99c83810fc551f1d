"""Every way a Swedish source writes a period, and what only looks like one."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.meaning.period_parts import Part, joined, read_part, read_year
from tracker.ingest.meaning.period_words import read_dated, read_period
from tracker.model.periods import PeriodKind, sequence, spanning_months

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2019", "2019"),
        (2019.0, "2019"),
        ("2019M01", "2019-01"),
        ("2019-01", "2019-01"),
        ("201901", "2019-01"),
        ("jan-19", "2019-01"),
        ("jan-98", "1998-01"),
        ("jan 2019", "2019-01"),
        ("januari 2019", "2019-01"),
        ("2019 maj", "2019-05"),
        ("okt 2019", "2019-10"),
        ("Sept 2019", "2019-09"),
        ("2019K1", "2019K1"),
        ("2019Q1", "2019K1"),
        ("2019 kv 1", "2019K1"),
        ("Kvartal 1 2021", "2021K1"),
        ("kvartal ett 2021", "2021K1"),
        ("1:a kvartalet 2021", "2021K1"),
        ("2019V12", "2019V12"),
        ("2019W12", "2019V12"),
        ("v. 12 2021", "2021V12"),
        ("vecka 7 2021", "2021V07"),
        ("2020W53", "2020V53"),
        ("2019H1", "2019H1"),
        ("2019T2", "2019T2"),
        ("VT2023", "VT2023"),
        ("HT 2023", "HT2023"),
        ("2022/23", "2022/23"),
        ("2022/2023", "2022/23"),
        ("Valt läsår: 2023/24", "2023/24"),
        ("2020-2022", "2020-2022"),
        ("2020–2022", "2020-2022"),
        ("31 december 2023", "2023-12-31"),
        ("2023-12-31", "2023-12-31"),
        ("jan-mar 2023", "2023-01/2023-03"),
        ("2023 jan-okt", "2023-01/2023-10"),
        ("nov 2017-feb 2018", "2017-11/2018-02"),
        (date(2020, 2, 4), "2020-02-04"),
        (datetime(2020, 2, 4), "2020-02-04"),
    ],
)
def test_a_period(text, code):
    assert read_period(text, TODAY).code == code


@pytest.mark.parametrize(
    "text",
    [
        "1 januari",
        "1-10 jan",
        "1-10 jan 2023",
        "2021W53",
        "2019-13",
        "201913",
        "2011/09",
        "16-24",
        "5-14",
        "1111",
        "2021 Vansbro",
        "0380",
        "maj",
        "abc",
        "",
        45000.0,
        2019.5,
        True,
        "2022-2020",
        "3 mån 2021",
        datetime(2020, 2, 4, 12, 30),
    ],
)
def test_what_is_no_period_without_a_guess(text):
    assert read_period(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026 prel., Aug", "2026-08"), ("2023*", "2023"), ("2024 (preliminär)", "2024")],
)
def test_preliminary_is_kept_beside_the_period(text, code):
    dated = read_dated(text, TODAY)
    assert (dated.period.code, dated.preliminary) == (code, True)


@pytest.mark.parametrize(
    ("cell", "expected", "part"),
    [
        ("maj", None, (Part.MONTH, 5)),
        ("Januari", None, (Part.MONTH, 1)),
        ("okt", None, (Part.MONTH, 10)),
        ("09", Part.MONTH, (Part.MONTH, 9)),
        (8.0, Part.MONTH, (Part.MONTH, 8)),
        ("8.0", Part.MONTH, (Part.MONTH, 8)),
        ("kvartal ett", None, (Part.QUARTER, 1)),
        ("Kvartal 4", None, (Part.QUARTER, 4)),
        (3.0, Part.QUARTER, (Part.QUARTER, 3)),
        ("v. 12", None, (Part.WEEK, 12)),
        (53.0, Part.WEEK, (Part.WEEK, 53)),
        ("Helår", None, (Part.WHOLE, 1)),
        ("9", None, None),
        ("Majorna", None, None),
        ("", Part.MONTH, None),
    ],
)
def test_a_part_of_a_year(cell, expected, part):
    assert read_part(cell, expected) == part


@pytest.mark.parametrize(
    ("year", "part", "number", "code"),
    [
        (2020, Part.WEEK, 53, "2020V53"),
        (2021, Part.WEEK, 53, None),
        (2021, Part.MONTH, 13, None),
        (2021, Part.MONTH, 0, None),
        (2021, Part.QUARTER, 5, None),
        (2021, Part.WHOLE, 1, "2021"),
        (2021, Part.TERM, 2, "HT2021"),
    ],
)
def test_a_year_and_a_part_of_it(year, part, number, code):
    period = joined(year, part, number)
    assert (period.code if period else None) == code


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2021", 2021), (2021.0, 2021), ("2021*", None), ("21", None), (2021.5, None), ("9999", None)],
)
def test_a_bare_year(cell, year):
    assert read_year(cell) == year


CALENDAR = [k for k in PeriodKind if k not in (PeriodKind.RANGE, PeriodKind.POINT)]


@given(st.sampled_from(CALENDAR), st.integers(1950, 2030), st.data())
def test_every_canonical_code_is_read_back(kind, year, data):
    window = spanning_months(year, 1, 24, PeriodKind.RANGE)
    period = data.draw(st.sampled_from(list(sequence(window, kind))))
    assert read_period(period.code, TODAY) == period


@given(st.text(max_size=20))
def test_a_text_without_a_digit_is_never_a_period(text):
    if not any(c.isdigit() for c in text):
        assert read_period(text, TODAY) is None
