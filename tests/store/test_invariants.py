"""The rules of what is in force, on tables written past the checks that would refuse them."""

from datetime import date

import duckdb
import pytest

from tracker.store.invariants import broken
from tracker.store.statements import sql

_INSERT = """
    insert into observation values (
        $indicator, $area, $kind, $start, $end, $value, null, null, $status, null, null, null, 2,
        $upload, $fictional, 1, $ended
    )
"""

# So many that DuckDB looks the rows through in their order, as it does those of a real file.
_MANY = """
    insert into observation
    select
        'z', 'x', 'month', date '1970-01-01' + n::integer, date '1970-01-01' + n::integer, 1, null,
        null, 'final', null, null, null, 2, 'u', false, 1, null
    from range(5000) as days (n)
"""


@pytest.fixture
def found():
    """Which rules are broken in a table of (indicator, area, first day, last day, more)."""

    def found(*rows):
        with duckdb.connect() as connection:
            connection.execute(sql("schema"))
            connection.execute("insert into upload values ('u', 's', false, '{}', 1, null)")
            for indicator, area, start, end, more in rows:
                row = {
                    "indicator": indicator,
                    "area": area,
                    "start": start,
                    "end": end,
                    "kind": "month",
                    "value": 1.0,
                    "status": "final",
                    "upload": "u",
                    "fictional": False,
                    "ended": None,
                    **more,
                }
                connection.execute(_INSERT, row)
            connection.execute(_MANY)
            connection.execute(sql("write/touch_everything"))
            return [(b.code, b.params["indicator"], b.params["area"]) for b in broken(connection)]

    return found


def month(number, indicator="a", area="x", **more):
    return indicator, area, date(2021, number, 1), date(2021, number, 28), more


IN_ORDER = (month(1), month(2), month(1, area="y"), month(1, "b"), month(3, "b"))


def test_rows_in_order_are_whole(found):
    assert found(*IN_ORDER) == []


def test_rows_in_another_order_are_whole_too(found):
    assert found(*reversed(IN_ORDER)) == []


@pytest.mark.parametrize("place", range(len(IN_ORDER) + 1))
def test_a_key_that_stands_twice_is_found_wherever_it_stands(found, place):
    rows = [*IN_ORDER[:place], month(1), *IN_ORDER[place:]]
    assert found(*rows) == [("rows_duplicated", "a", "x")]


def test_a_value_that_went_out_of_force_is_no_second_one(found):
    assert found(*IN_ORDER, month(1, ended=2)) == []


def test_periods_that_begin_on_one_day_and_end_on_others_are_different(found):
    begins = date(2021, 1, 1)
    spans = [("a", "x", begins, date(2021, n, 28), {"kind": "range"}) for n in (1, 2)]
    assert found(*spans) == []
    assert found(*spans, spans[0]) == [("rows_duplicated", "a", "x")]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"value": None}, ["rows_inconsistent"]),
        ({"status": "missing"}, ["rows_inconsistent"]),
        ({"status": "okänd"}, ["rows_inconsistent"]),
        ({"kind": "quarter"}, ["series_mixes_periods"]),
        ({"kind": "sekel"}, ["rows_inconsistent", "series_mixes_periods"]),
        ({"fictional": True}, ["series_mixes_fictional", "rows_without_upload"]),
        ({"upload": "v"}, ["rows_without_upload"]),
    ],
)
def test_one_row_that_breaks_a_rule_is_found_by_its_series(found, more, codes):
    assert found(*IN_ORDER, month(4, "b", **more)) == [(code, "b", "x") for code in codes]
    assert found(*IN_ORDER, month(4, "b", **more, ended=2)) == []
