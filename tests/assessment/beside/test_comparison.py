"""The area against the municipality minus the area, and against its neighbour."""

import math
from dataclasses import replace
from datetime import date

import pytest

from tracker.assessment.beside.comparison import (
    compare_neighbour,
    compare_with,
    displacement,
    reading_of,
)
from tracker.model.comparison import Comparison, ComparisonReason, Displacement, Reading
from tracker.model.observations import Series, Status
from tracker.model.verdicts import Change

END = date(2024, 12, 31)
YEARS = 12 * 5  # between the baseline 2017-2018 and the window 2024


@pytest.fixture
def months(run):
    """A monthly series: so many a month in 2017-2018, then in 2019-2024."""

    def make(before, after, area="omrade", **fields):
        values = run("2017-01", [before] * 24 + [after] * 72, **fields)
        return Series("handelser", area, tuple(values))

    return make


@pytest.fixture
def compare(verdict):
    def run_it(area, municipality, rule, **fields):
        return compare_with(
            area,
            municipality,
            rule,
            verdict(area.observations, rule),
            reference_date=END,
            **fields,
        )

    return run_it


def test_the_rest_is_the_municipality_without_the_area(compare, months, indicator):
    found = compare(months(10, 5), months(110, 105), indicator())
    assert isinstance(found, Comparison)
    assert (found.area_before.amount, found.area_after.amount) == (240, 60)
    assert (found.rest_before.amount, found.rest_after.amount) == (2400, 1200)
    assert (found.rest_before.base, found.rest_after.base) == (24, 12)
    # windows of 24 and 12 months for both: exposures cancel
    assert found.ratio.estimate == pytest.approx((60 / 240) / (1200 / 2400))
    assert found.reading is Reading.FELL_MORE
    assert not found.corrected
    assert not found.exact


def test_a_part_of_the_efforts_area_is_compared_with_what_lies_outside_all_of_it(
    compare, months, indicator
):
    """Street 10 a month, the whole area 30, the municipality 130: the rest is 100."""
    street, area, municipality = months(10, 5), months(30, 15), months(130, 115)
    found = compare(street, municipality, indicator(), within=area)
    assert (found.area_before.amount, found.area_after.amount) == (240, 60)
    assert (found.rest_before.amount, found.rest_after.amount) == (2400, 1200)


def test_a_larger_area_that_is_hidden_refuses_too(compare, months, indicator):
    larger = months(30, 15)
    *seen, newest = larger.observations
    hidden = replace(newest, status=Status.SUPPRESSED, value=None, low=1, high=4)
    found = compare(
        months(10, 5),
        months(130, 115),
        indicator(),
        within=replace(larger, observations=(*seen, hidden)),
    )
    assert found is ComparisonReason.HIDDEN_NUMBERS


@pytest.mark.parametrize(
    ("area", "municipality", "reading"),
    [
        pytest.param((10, 5), (110, 55), Reading.CANNOT_TELL, id="both halved"),
        pytest.param((10, 10), (110, 60), Reading.ROSE_MORE, id="only the rest fell"),
        pytest.param((10, 15), (110, 115), Reading.ROSE_MORE, id="only the area rose"),
        pytest.param((10, 10), (110, 210), Reading.FELL_MORE, id="only the rest rose"),
    ],
)
def test_reading(compare, months, indicator, area, municipality, reading):
    assert compare(months(*area), months(*municipality), indicator()).reading is reading


@pytest.mark.parametrize(
    ("low", "high", "p", "reading"),
    [
        pytest.param(0.50, 0.99, 0.04, Reading.FELL_MORE, id="below 1"),
        pytest.param(0.50, 1.00, 0.04, Reading.CANNOT_TELL, id="to 1"),
        pytest.param(0.50, 0.99, 0.05, Reading.CANNOT_TELL, id="the exact test disagrees"),
        pytest.param(1.01, 2.00, 0.04, Reading.ROSE_MORE, id="above 1"),
        pytest.param(1.00, 2.00, 0.04, Reading.CANNOT_TELL, id="from 1"),
        pytest.param(1.01, 2.00, 0.06, Reading.CANNOT_TELL, id="nor does it here"),
    ],
)
def test_interval_and_p_value_must_agree(low, high, p, reading):
    assert reading_of(Change(1.0, low, high, p)) is reading


def test_each_side_has_its_own_overdispersion(compare, run, months, indicator):
    wild = Series("handelser", "omrade", run("2017-01", [0, 20] * 12 + [0, 10] * 36))
    rest = Series("handelser", "kommunen", run("2017-01", [100, 120] * 12 + [100, 110] * 36))
    found = compare(wild, rest, indicator())
    # the area: (24 * 100/10 + 12 * 25/5) / (23 + 11); the rest never varies
    phi = 300 / 34
    error = math.sqrt(phi * (1 / 240 + 1 / 60) + 1 / 2400 + 1 / 1200)
    assert math.log(found.ratio.high / found.ratio.estimate) == pytest.approx(1.959964 * error)
    assert found.reading is Reading.CANNOT_TELL
    assert compare(months(10, 5), months(110, 105), indicator()).reading is Reading.FELL_MORE


def test_it_says_what_would_have_shown(compare, months, indicator):
    found = compare(months(10, 10), months(110, 110), indicator())
    # expected 120: 0.79 gives log -0.236 and 1.96 * sqrt(1/240 + 1/94.8 + 1/2400 + 1/1200) = 0.248
    assert found.reading is Reading.CANNOT_TELL
    assert 0.75 < found.least_fall < 0.79
    assert 1.22 < found.least_rise < 1.27


def test_rare_events_are_tested_exactly(compare, run, months, indicator):
    rare = Series("handelser", "omrade", run("2017-01", [1, 0] * 12 + [0] * 72))
    found = compare(rare, months(40, 40), indicator())
    # the verdict compares 24 months with 24 where events are rare
    assert (found.area_before.amount, found.area_after.amount) == (12, 0)
    assert found.corrected
    assert found.exact
    assert found.reading is Reading.CANNOT_TELL or found.ratio.p_value < 0.05


def test_a_rate_is_compared_by_its_exposure(compare, months, indicator):
    rate = indicator(measure="rate", per=1000)
    area = months(10, 10, denominator=1000.0)
    grown = replace(
        area,
        observations=tuple(
            replace(o, denominator=2000.0) if o.period.start.year == 2024 else o
            for o in area.observations
        ),
    )
    found = compare(grown, months(110, 110, denominator=21_000.0), rate)
    # the area: 10/1000 to 10/2000; the rest: 100/20000 to 100/19000
    assert found.ratio.estimate == pytest.approx((1 / 2) / (20_000 / 19_000))


def test_only_periods_that_both_have_are_read(compare, months, indicator):
    whole = months(110, 110)
    gaps = tuple(
        replace(o, status=Status.MISSING, value=None)
        if o.period.code in ("2024-03", "2017-05")
        else o
        for o in whole.observations
    )
    found = compare(months(10, 10), replace(whole, observations=gaps), indicator())
    assert (found.area_before.amount, found.area_after.amount) == (230, 110)
    assert (found.area_before.base, found.rest_after.base) == (23, 11)
    assert found.ratio.estimate == pytest.approx(1)


def changed(series, codes, **fields):
    return replace(
        series,
        observations=tuple(
            replace(o, **fields) if o.period.code in codes else o for o in series.observations
        ),
    )


SUPPRESSED = {"status": Status.SUPPRESSED, "value": None}
MISSING = {"status": Status.MISSING, "value": None}


@pytest.mark.parametrize(
    ("codes", "fields", "reason"),
    [
        pytest.param(["2024-05"], SUPPRESSED, ComparisonReason.HIDDEN_NUMBERS, id="hidden"),
        pytest.param(["2024-05"], {"value": 9}, ComparisonReason.INCONSISTENT, id="less than part"),
        pytest.param(
            [f"2024-{m:02d}" for m in range(1, 4)], MISSING, ComparisonReason.GAPS, id="a quarter"
        ),
    ],
)
def test_refused_for_what_the_municipality_has(compare, months, indicator, codes, fields, reason):
    whole = changed(months(110, 110), codes, **fields)
    assert compare(months(10, 10), whole, indicator()) is reason


def test_a_hidden_value_of_the_area_is_refused(compare, months, indicator):
    area = changed(months(10, 2), ["2024-05"], **SUPPRESSED)
    assert compare(area, months(110, 100), indicator()) is ComparisonReason.HIDDEN_NUMBERS


def test_what_happens_outside_the_windows_does_not_matter(compare, months, indicator):
    whole = changed(months(110, 110), ["2021-05"], **SUPPRESSED)
    later = changed(whole, ["2022-05"], value=0)
    assert isinstance(compare(months(10, 10), later, indicator()), Comparison)


def test_refused_without_a_verdict_of_its_own(compare, months, indicator):
    short = indicator(baseline=None)
    assert compare(months(10, 10), months(110, 110), short) is ComparisonReason.NOT_COMPARED
    assert compare(months(0, 0), months(9, 9), indicator()) is ComparisonReason.NOT_COMPARED


def test_refused_where_nothing_happens_elsewhere(compare, months, indicator):
    assert compare(months(10, 5), months(10, 5), indicator()) is ComparisonReason.NO_EVENTS


def test_refused_without_a_municipality(compare, months, indicator):
    empty = Series("handelser", "kommunen", ())
    assert compare(months(10, 5), empty, indicator()) is ComparisonReason.NO_SERIES


def test_refused_over_other_periods(compare, months, run, indicator):
    quarters = Series("handelser", "kommunen", run("2017K1", [300] * 32))
    assert compare(months(10, 5), quarters, indicator()) is ComparisonReason.OTHER_PERIODS


@pytest.mark.parametrize("measure", ["share", "value"])
def test_only_counts_and_rates(months, indicator, verdict, measure):
    area = months(10, 5)
    found = compare_with(
        area,
        months(90, 90),
        indicator(measure=measure),
        verdict(area.observations, indicator()),
        reference_date=END,
    )
    assert found is ComparisonReason.NO_METHOD


def test_a_small_count_that_is_not_whole(compare, run, months, indicator):
    parts = Series("handelser", "omrade", run("2017-01", [10] * 24 + [0] * 60 + [0.3] * 12))
    assert compare(parts, months(110, 100), indicator()) is ComparisonReason.INCONSISTENT


def test_later_values_change_nothing(months, indicator, verdict, run):
    area, whole = months(10, 5), months(110, 105)
    rule = indicator()
    told = verdict(area.observations, rule)
    longer = replace(whole, observations=(*whole.observations, *run("2025-01", [999] * 6)))
    first = compare_with(area, whole, rule, told, reference_date=END)
    assert compare_with(area, longer, rule, told, reference_date=END) == first


@pytest.mark.parametrize(
    ("area", "neighbour", "events_a_year", "found"),
    [
        (Reading.FELL_MORE, Reading.ROSE_MORE, 24, Displacement.SIGNS),
        (Reading.FELL_MORE, Reading.FELL_MORE, 24, Displacement.DIFFUSION),
        (Reading.FELL_MORE, Reading.CANNOT_TELL, 24, Displacement.CANNOT_TELL),
        (Reading.CANNOT_TELL, Reading.ROSE_MORE, 240, Displacement.CANNOT_TELL),
        (Reading.ROSE_MORE, Reading.FELL_MORE, 240, Displacement.CANNOT_TELL),
        (Reading.FELL_MORE, Reading.ROSE_MORE, 23.9, Displacement.CANNOT_BE_TESTED),
    ],
)
def test_displacement(area, neighbour, events_a_year, found):
    assert displacement(area, neighbour, events_a_year=events_a_year) is found


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        pytest.param((10, 15), Displacement.SIGNS, id="the neighbour rose"),
        pytest.param((10, 5), Displacement.DIFFUSION, id="the neighbour fell too"),
        pytest.param((10, 10), Displacement.CANNOT_TELL, id="the neighbour stood still"),
        pytest.param((1, 4), Displacement.CANNOT_BE_TESTED, id="too few there"),
    ],
)
def test_a_neighbour(months, indicator, verdict, beside, found):
    rule, area = indicator(), months(10, 5)
    rest = 100
    whole = months(10 + beside[0] + rest, 5 + beside[1] + rest)
    told = compare_neighbour(
        area,
        months(*beside, area="granne"),
        whole,
        rule,
        verdict(area.observations, rule),
        reference_date=END,
    )
    assert told.displacement is found
    # both against what is left when both are taken out
    assert told.area.rest_before.amount == told.neighbour.rest_before.amount == 24 * rest


def test_a_neighbour_without_values(months, indicator, verdict):
    rule, area = indicator(), months(10, 5)
    told = compare_neighbour(
        area,
        Series("handelser", "granne", ()),
        months(110, 100),
        rule,
        verdict(area.observations, rule),
        reference_date=END,
    )
    assert told is ComparisonReason.NO_SERIES
