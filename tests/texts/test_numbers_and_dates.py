"""Numbers, days and periods as they stand on the screen."""

from datetime import UTC, date, datetime

import pytest

from tracker.model.periods import parse_period
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.dates import day, moment, month, period, short_month
from tracker.texts.numbers import in_words, number, p_value, trimmed, with_unit

SV, EN = Language.SV, Language.EN
NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        pytest.param(31.5, 1, "31,5", "31.5", id="decimal comma"),
        pytest.param(31, 1, "31,0", "31.0", id="as many decimals as asked for"),
        pytest.param(1900, 0, f"1{NB}900", "1,900", id="thousands"),
        pytest.param(1234567.891, 2, f"1{NB}234{NB}567,89", "1,234,567.89", id="millions"),
        pytest.param(-4.5, 1, "−4,5", "−4.5", id="a minus, no hyphen"),
        pytest.param(2.5, 0, "3", "3", id="a half goes up"),
        pytest.param(0.05, 1, "0,1", "0.1", id="a half in the decimals"),
        pytest.param(-2.5, 0, "−3", "−3", id="a negative half goes down"),
        pytest.param(31.25, 1, "31,3", "31.3", id="not to the even"),
        pytest.param(-0.04, 1, "0,0", "0.0", id="no negative zero"),
        pytest.param(0, 0, "0", "0", id="zero"),
        pytest.param(
            1e22, 0, NB.join(["10", *["000"] * 7]), ",".join(["10", *["000"] * 7]), id="22"
        ),
    ],
)
def test_number(value, decimals, swedish, english):
    assert number(value, SV, decimals) == swedish
    assert number(value, EN, decimals) == english


@pytest.mark.parametrize(
    ("value", "most", "written"),
    [
        pytest.param(4.0, 1, "4", id="whole"),
        pytest.param(4.25, 1, "4,3", id="rounded"),
        pytest.param(1.96, 1, "2", id="rounded to a whole number"),
        pytest.param(4.25, 2, "4,25", id="two"),
        pytest.param(1900.0, 0, f"1{NB}900", id="none"),
    ],
)
def test_trimmed(value, most, written):
    assert trimmed(value, SV, most) == written


def test_per_cent_has_its_sign_with_a_no_break_space(filled_site):
    trygga = filled_site.store.at().definitions().indicators["trygga"]
    assert with_unit(31.5, trygga, texts_in(SV)) == f"31,5{NB}%"
    assert with_unit(31.5, trygga, texts_in(EN)) == "31.5%"


def test_a_count_has_no_sign(filled_site):
    larm = filled_site.store.at().definitions().indicators["larm"]
    assert with_unit(1900.0, larm, texts_in(SV)) == f"1{NB}900"


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        pytest.param(0.0312, "0,031", "0.031", id="three decimals"),
        pytest.param(0.0009, "under 0,001", "below 0.001", id="small"),
        pytest.param(0.001, "0,001", "0.001", id="the edge"),
        pytest.param(1.0, "1,000", "1.000", id="one"),
    ],
)
def test_p_value(value, swedish, english):
    assert (p_value(value, SV), p_value(value, EN)) == (swedish, english)


@pytest.mark.parametrize(
    ("count", "swedish"), [(0, "noll"), (1, "ett"), (3, "tre"), (6, "sex"), (11, "11")]
)
def test_in_words(count, swedish):
    assert in_words(count, SV) == swedish


def test_days_and_months():
    when = date(2022, 3, 17)
    assert (day(when, SV), day(when, EN)) == ("17 mars 2022", "17 March 2022")
    assert (month(when, SV), month(when, EN)) == ("mars 2022", "March 2022")
    assert short_month(date(2024, 12, 1), SV) == "dec 2024"


@pytest.mark.parametrize(
    ("when", "swedish", "english"),
    [
        pytest.param(
            datetime(2025, 1, 16, 9, 5, tzinfo=UTC),
            "16 januari 2025 kl. 10.05",
            "16 January 2025, 10:05",
            id="winter",
        ),
        pytest.param(
            datetime(2025, 7, 1, 22, 30, tzinfo=UTC),
            "2 juli 2025 kl. 00.30",
            "2 July 2025, 00:30",
            id="a summer night is already tomorrow",
        ),
    ],
)
def test_a_moment_is_told_in_swedish_time(when, swedish, english):
    assert (moment(when, SV), moment(when, EN)) == (swedish, english)


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [
        pytest.param("2021V07", "v. 7 2021", "week 7 2021", id="week"),
        pytest.param("2020V53", "v. 53 2020", "week 53 2020", id="a week into the next year"),
        pytest.param("2024V01", "v. 1 2024", "week 1 2024", id="the first week"),
        pytest.param("2022-03", "mars 2022", "Mar 2022", id="month"),
        pytest.param("2024K3", "kv 3 2024", "Q3 2024", id="quarter"),
        pytest.param("2021T2", "tertial 2 2021", "third 2 of 2021", id="tertial"),
        pytest.param("2021H2", "andra halvåret 2021", "second half of 2021", id="half-year"),
        pytest.param("VT2021", "vt 2021", "spring 2021", id="spring term"),
        pytest.param("HT2021", "ht 2021", "autumn 2021", id="autumn term"),
        pytest.param("2021/22", "läsåret 2021/22", "school year 2021/22", id="school year"),
        pytest.param("2021", "2021", "2021", id="year"),
        pytest.param("2017-2018", "2017–2018", "2017–2018", id="range of years"),
        pytest.param("2017-11/2018-02", "2017/18", "2017/18", id="over a new year"),
        pytest.param("2019-03/2019-05", "2019", "2019", id="within a year"),
        pytest.param("2023-12-31", "31 december 2023", "31 December 2023", id="day"),
    ],
)
def test_period(code, swedish, english):
    span = parse_period(code)
    assert (period(span, texts_in(SV)), period(span, texts_in(EN))) == (swedish, english)
