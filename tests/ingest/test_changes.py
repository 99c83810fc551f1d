"""What an upload would change, against literal tables."""

from datetime import date

import pyarrow as pa
import pytest

from tracker.ingest import Difference, SeriesDifference, difference
from tracker.model.observations import OBSERVATIONS, Status
from tracker.model.periods import Period, PeriodKind

STORED = OBSERVATIONS.append(pa.field("upload_id", pa.string())).append(
    pa.field("fictional", pa.bool_())
)


def month(number: int, indicator: str = "brander", area: str = "gottsunda", **more) -> dict:
    """An observation of a month of 2021 as a row of a table."""
    period = Period(date(2021, number, 1), date(2021, number, 28), PeriodKind.MONTH)
    row = dict.fromkeys(STORED.names)
    key = {"indicator_id": indicator, "area_id": area, "period_kind": "month"}
    span = {"period_start": period.start, "period_end": period.end}
    stored = {"upload_id": "gammal", "fictional": False}
    return {**row, **key, **span, "status": "final", **stored, **more}


def compare(stored: list[dict], incoming: list[dict]) -> Difference:
    return difference(
        pa.Table.from_pylist(stored, schema=STORED),
        pa.Table.from_pylist(incoming, schema=OBSERVATIONS),
    )


def test_new_revised_and_unchanged_are_counted_by_series():
    stored = [month(1, value=10.0), month(2, value=11.0), month(1, area="centrum", value=3.0)]
    incoming = [
        month(3, area="centrum", value=4.0),
        month(3, value=9.0),
        month(2, value=12.0),
        month(1, value=10.0),
    ]
    found = compare(stored, incoming)
    assert (found.new, found.revised, found.unchanged) == (2, 1, 1)
    assert found.series == (
        SeriesDifference("brander", "centrum", 1, 0, 0, replaces_fictional=False),
        SeriesDifference("brander", "gottsunda", 1, 1, 1, replaces_fictional=False),
    )
    changed = [
        (c.area_id, c.period.start.month, c.before and c.before.value) for c in found.changes
    ]
    assert changed == [("gottsunda", 2, 11.0), ("centrum", 3, None), ("gottsunda", 3, None)]
    assert found.changes[0].after.value == 12.0
    assert found.changes[0].before.upload_id == "gammal"
    assert found.changes[0].after.upload_id is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"value": 1.0}, {"value": 2.0}, id="value"),
        pytest.param({"value": 1.0}, {"status": "missing"}, id="from a number to none"),
        pytest.param({"status": "missing"}, {"value": 0.0}, id="from none to zero"),
        pytest.param(
            {"value": 1.0, "status": "preliminary"}, {"value": 1.0}, id="from preliminary to final"
        ),
        pytest.param({"denominator": 10.0}, {"denominator": 11.0}, id="denominator"),
        pytest.param({"responses": None}, {"responses": 400.0}, id="answers"),
        pytest.param({"low": 1.0, "high": 4.0}, {"low": 1.0, "high": 9.0}, id="bounds"),
        pytest.param({"value": 1.0}, {"value": 1.0, "comment": "rättad"}, id="comment"),
    ],
)
def test_any_difference_is_a_revision(before, after):
    assert compare([month(1, **before)], [month(1, **after)]).revised == 1


@pytest.mark.parametrize(
    "content",
    [
        {"value": 1.5, "denominator": 2.0, "responses": 3.0, "comment": "å"},
        {"status": "suppressed", "low": 1.0, "high": 4.0},
        {"status": "missing"},
    ],
)
def test_the_same_content_is_unchanged_also_where_there_is_none(content):
    stored = month(1, **content, upload_id="annan", source_row=7)
    assert compare([stored], [month(1, **content, source_row=2)]).unchanged == 1


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "inbrott"},
        {"area": "centrum"},
        {"period_kind": "range"},
        {"period_start": date(2020, 12, 1)},
        {"period_end": date(2021, 1, 31)},
    ],
)
def test_another_key_is_another_value(other):
    assert compare([month(1, **other, value=1.0)], [month(1, value=1.0)]).new == 1


def test_a_fictional_series_is_replaced_even_where_periods_differ():
    found = compare([month(1, value=1.0, fictional=True)], [month(2, value=1.0), month(2, "x")])
    assert [(s.indicator_id, s.replaces_fictional) for s in found.series] == [
        ("brander", True),
        ("x", False),
    ]


def test_changes_are_capped_and_revised_ones_come_first():
    days = [date(2000 + n // 12, n % 12 + 1, 1) for n in range(300)]
    rows = [month(1, value=1.0, period_start=day) for day in days]
    found = compare([{**rows[299], "value": 2.0}], rows)
    assert (found.new, found.revised, len(found.changes)) == (299, 1, 200)
    assert found.changes[0].period.start == days[299]
    assert [c.period.start for c in found.changes[1:]] == days[:199]


@pytest.mark.parametrize("stored", [[], [month(1, value=1.0)]], ids=["empty", "untouched"])
def test_an_upload_without_observations_changes_nothing(stored):
    assert compare(stored, []) == Difference((), (), 0, 0, 0)


def test_the_reason_comes_along():
    found = compare([], [month(1, status="suppressed", low=1.0, high=4.0, comment="få")])
    after = found.changes[0].after
    assert (after.status, after.low, after.high) == (Status.SUPPRESSED, 1.0, 4.0)
    assert (after.value, after.comment) == (None, "få")
