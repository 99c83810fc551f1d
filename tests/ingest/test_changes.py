"""What an upload would change, against literal tables."""

from datetime import date

import pyarrow as pa
import pytest

from tracker.ingest import (
    Difference,
    SeriesDifference,
    difference,
    states_difference,
    would_be,
)
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


@pytest.mark.parametrize("series", [1, 7, 150, 300])
def test_the_first_changes_are_those_of_the_first_series(series):
    """Ids that sort otherwise than they are numbered, and each series in several places."""
    rows = [
        month(1 + n // series % 12, f"i{n % series % 13}", f"a{n % series}", value=float(n))
        for n in range(max(series, min(12 * series, 400)))
    ]
    found = compare([{**row, "value": -1.0} for row in rows[::3]], rows)

    def first(table):
        keys = [(r["indicator_id"], r["area_id"], r["period_start"]) for r in table]
        return sorted(keys)[:200]

    revised = first(rows[::3])
    new = first([row for n, row in enumerate(rows) if n % 3])
    shown = [(c.indicator_id, c.area_id, c.period.start) for c in found.changes]
    assert shown == [*revised, *new][:200]
    names = sorted({(r["indicator_id"], r["area_id"]) for r in rows})
    assert [(s.indicator_id, s.area_id) for s in found.series] == names


@pytest.mark.parametrize("stored", [[], [month(1, value=1.0)]], ids=["empty", "untouched"])
def test_an_upload_without_observations_changes_nothing(stored):
    assert compare(stored, []) == Difference((), (), 0, 0, 0)


def test_the_reason_comes_along():
    found = compare([], [month(1, status="suppressed", low=1.0, high=4.0, comment="få")])
    after = found.changes[0].after
    assert (after.status, after.low, after.high) == (Status.SUPPRESSED, 1.0, 4.0)
    assert (after.value, after.comment) == (None, "få")


class TestAbsent:
    """Stored values within the span of an upload that it does not have."""

    STORED = tuple(month(n, value=float(n)) for n in range(1, 7))

    def test_only_within_the_span_of_their_own_series(self):
        elsewhere = [month(3, area="centrum", value=1.0)]
        found = compare([*self.STORED, *elsewhere], [month(2, value=2.0), month(5, value=5.0)])
        assert found.absent == 2
        assert [(a.area_id, a.before.value) for a in found.absent_values] == [
            ("gottsunda", 3.0),
            ("gottsunda", 4.0),
        ]
        assert [(s.area_id, s.absent) for s in found.series] == [("gottsunda", 2)]

    def test_invented_values_are_not_counted(self):
        stored = [month(n, value=1.0, fictional=True) for n in range(1, 5)]
        assert compare(stored, [month(1, value=1.0), month(4, value=1.0)]).absent == 0

    def test_a_first_delivery_lacks_nothing(self):
        assert compare([], [month(1, value=1.0), month(4, value=1.0)]).absent == 0

    def test_between_two_states_all_that_is_gone_is(self):
        before, after = tables([*self.STORED], [month(2, value=7.0)])
        found = states_difference(before, after)
        assert (found.new, found.revised, found.unchanged, found.absent) == (0, 1, 0, 5)

    def test_a_series_that_is_gone_whole_is_listed(self):
        before, after = tables([*self.STORED, month(1, area="centrum", value=1.0)], [])
        found = states_difference(before, after)
        assert [(s.area_id, s.absent) for s in found.series] == [("centrum", 1), ("gottsunda", 6)]


class TestWouldBe:
    """The series after an upload, before it is accepted."""

    STORED = tuple(month(n, value=float(n)) for n in (1, 2, 3))
    FILE = (month(3, value=30.0), month(1, value=1.0), month(4, value=4.0))

    @pytest.mark.parametrize(
        ("complete", "expected"),
        [(False, [1.0, 2.0, 30.0, 4.0]), (True, [1.0, 30.0, 4.0])],
    )
    def test_in_order_with_what_the_file_lacks_or_without(self, complete, expected):
        stored, incoming = tables([*self.STORED], [*self.FILE])
        found = would_be(stored, incoming, complete=complete, replaces_fictional=False)
        assert found["value"].to_pylist() == expected

    def test_invented_values_of_its_series_go_when_they_are_replaced(self):
        invented = [month(n, value=9.0, fictional=True) for n in (1, 2)]
        other = month(1, area="centrum", value=8.0, fictional=True)
        stored, incoming = tables([*invented, other], [month(2, value=2.0)])
        found = would_be(stored, incoming, complete=False, replaces_fictional=True)
        assert found["value"].to_pylist() == [8.0, 2.0]
        assert found["fictional"].to_pylist() == [True, False]


def tables(stored: list[dict], other: list[dict]) -> tuple[pa.Table, pa.Table]:
    return tuple(pa.Table.from_pylist(rows, schema=STORED) for rows in (stored, other))
