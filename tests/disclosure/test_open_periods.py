"""What `öppen` sees of a series that is too small by its own period."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.disclosure import apply
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator


def rule(an_indicator, **fields) -> Indicator:
    return Indicator.model_validate(an_indicator(**fields))


@pytest.fixture(scope="module", name="months")
def _months(table):
    def months(*values: float | None, year=2024, **columns) -> pa.Table:
        return table(
            *({"at": f"{year}-{m:02d}", "value": v} for m, v in enumerate(values, start=1)),
            **columns,
        )

    return months


@pytest.fixture(name="sums")
def _sums(seen, public):
    def sums(rows: pa.Table, open_period="quarter", **fields) -> list[tuple]:
        found = seen(rows, public, open_period=open_period, **fields)
        return [
            (r["period_kind"], r["period_start"], r["period_end"], r["status"], r["value"])
            for r in found
        ]

    return sums


K1 = ("quarter", date(2024, 1, 1), date(2024, 3, 31))
K2 = ("quarter", date(2024, 4, 1), date(2024, 6, 30))


def test_months_are_summed_before_they_are_judged_small(months, sums):
    assert sums(months(2, 0, 3, 1, 1, 2)) == [(*K1, "final", 5), (*K2, "suppressed", None)]


def test_a_quarter_that_lacks_a_month_is_left_out(table, months, sums):
    assert sums(months(2, 4, 3, 9, 9)) == [(*K1, "final", 9)]
    gap = table(*({"at": f"2024-{m:02d}", "value": 9.0} for m in (1, 3, 4, 5, 6)))
    assert sums(gap) == [(*K2, "final", 27)]


def test_a_quarter_with_a_missing_month_is_missing(table, sums):
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "missing"},
        {"at": "2024-03", "value": 9.0},
    )
    assert sums(rows) == [(*K1, "missing", None)]


def test_a_quarter_with_a_partial_month_is_left_out(table, sums):
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "value": 9.0, "status": "partial"},
        {"at": "2024-03", "value": 9.0},
    )
    assert sums(rows) == []


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("final", "final", "preliminary"), "preliminary"),
        (("revised", "final", "final"), "revised"),
        (("estimated", "preliminary", "revised"), "estimated"),
        (("final", "final", "final"), "final"),
    ],
    ids="-".join,
)
def test_a_sum_stands_as_its_least_certain_part(statuses, expected, table, sums):
    rows = table(
        *({"at": f"2024-0{m}", "value": 9.0, "status": s} for m, s in enumerate(statuses, start=1))
    )
    assert sums(rows) == [(*K1, expected, 27)]


def test_bounds_of_hidden_parts_are_summed_with_the_numbers(table, seen, public):
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "suppressed", "low": 1.0, "high": 4.0},
        {"at": "2024-03", "status": "suppressed", "low": 0.0, "high": 4.0},
    )
    [row] = seen(rows, public, open_period="quarter")
    assert (row["status"], row["value"], row["low"], row["high"]) == ("suppressed", None, 10, 17)


def test_a_hidden_part_without_bounds_leaves_the_sum_without_them(table, seen, public):
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "suppressed"},
        {"at": "2024-03", "value": 9.0},
    )
    [row] = seen(rows, public, open_period="quarter")
    assert (row["status"], row["low"], row["high"]) == ("suppressed", None, None)


def test_a_rate_is_summed_above_and_below_the_line(seen, public, months):
    rows = months(2, 2, 2, denominator=100.0)
    [row] = seen(rows, public, measure="rate", open_period="quarter")
    assert (row["value"], row["denominator"]) == (6, 300)


def test_areas_are_summed_apart_and_further_columns_follow_the_last_part(seen, public, months):
    rows = pa.concat_tables([months(2, 2, 2), months(5, 5, 5, area_id="b")])
    rows = rows.append_column("upload_id", pa.array(["u1", "u1", "u2", "u3", "u3", "u3"]))
    rows = rows.append_column("fictional", pa.array([True] * 6))
    found = seen(rows, public, open_period="quarter")
    assert [(r["area_id"], r["value"], r["upload_id"], r["fictional"]) for r in found] == [
        ("a", 6, "u2", True),
        ("b", 15, "u3", True),
    ]


@pytest.mark.parametrize(
    ("codes", "open_period", "expected"),
    [
        pytest.param(["2024K1", "2024K2"], "half_year", ["2024-01-01"], id="quarters"),
        pytest.param(["2024T1", "2024T2", "2024T3"], "year", ["2024-01-01"], id="tertials"),
        pytest.param(["VT2024", "HT2024"], "year", ["2024-01-01"], id="terms"),
        pytest.param(["HT2023", "VT2024"], "school_year", ["2023-07-01"], id="terms of a school"),
        pytest.param(["HT2023", "VT2024"], "year", [], id="terms of two years"),
        pytest.param(["2024T1", "2024T2"], "half_year", [], id="tertials fit no half-year"),
        pytest.param(["2024T1"], "half_year", [], id="nor does the first alone"),
        pytest.param(["2024K4"], "tertial", [], id="a quarter is no tertial"),
        pytest.param(["2024", "2025"], "quarter", ["2024-01-01", "2025-01-01"], id="coarse enough"),
        pytest.param(["2024K1"], "quarter", ["2024-01-01"], id="open already"),
        pytest.param(["2024-03-31"], "quarter", ["2024-03-31"], id="a stock is not summed"),
        # April 2024 has its four Thursdays on 4, 11, 18 and 25: weeks 14-17.
        pytest.param(
            ["2024V14", "2024V15", "2024V16", "2024V17"], "month", ["2024-04-01"], id="weeks"
        ),
        pytest.param(["2024V14", "2024V15", "2024V16"], "month", [], id="a week short"),
        # May 2024 has five: 2, 9, 16, 23, 30, weeks 18-22.
        pytest.param([f"2024V{n}" for n in range(18, 22)], "month", [], id="four weeks of five"),
        pytest.param(
            [f"2024V{n}" for n in range(18, 23)], "month", ["2024-05-01"], id="five weeks of five"
        ),
    ],
)
def test_what_makes_a_whole_open_period(codes, open_period, expected, table, sums):
    rows = table(*({"at": code, "value": 50.0} for code in codes))
    found = sums(rows, open_period)
    assert [start.isoformat() for _, start, *_ in found] == expected


def test_what_is_published_is_shown_by_its_own_period(months, sums):
    assert len(sums(months(1, 2, 3), published=True)) == 3


@pytest.mark.parametrize("measure", ["share", "value"])
def test_what_cannot_be_summed_is_left_out_where_it_is_too_fine(measure, months, sums):
    assert sums(months(41, 42, 43, responses=100.0), measure=measure) == []


def test_rules_on_rules_hide_at_least_as_much(seen, public, an_indicator, months):
    once = apply(months(2, 0, 3, 1, 1, 2), public, {"x": rule(an_indicator, open_period="quarter")})
    [row] = seen(once, public, open_period="half_year", min_n=5)
    assert (row["period_kind"], row["value"], row["low"], row["high"]) == ("half_year", None, 6, 9)


@given(
    counts=st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=24),
    min_n=st.integers(1, 12),
    suppressed_zero=st.booleans(),
    open_period=st.sampled_from([None, "quarter", "tertial", "year"]),
)
def test_no_small_count_is_ever_shown_and_every_bound_is_true(
    counts, min_n, suppressed_zero, open_period, table, seen
):
    public = Reader(Audience.OPEN, frozenset())
    days = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(len(counts))]
    true = dict(zip(days, counts, strict=True))
    rows = table(
        *(
            {
                "at": f"{day:%Y-%m}",
                "value": count,
                "status": "missing" if count is None else "final",
            }
            for day, count in true.items()
        )
    )
    fields = {"min_n": min_n, "suppressed_zero": suppressed_zero, "open_period": open_period}
    for row in seen(rows, public, **fields):
        parts = [c for d, c in true.items() if row["period_start"] <= d <= row["period_end"]]
        if None in parts:
            assert (row["status"], row["value"], row["low"]) == ("missing", None, None)
        elif row["value"] is None:
            assert row["status"] == "suppressed"
            assert row["low"] <= sum(parts) <= row["high"]
        else:
            assert row["value"] == sum(parts)
            assert row["value"] >= min_n or (row["value"] == 0 and not suppressed_zero)
