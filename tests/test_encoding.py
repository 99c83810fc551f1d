"""Encoded tables say the same, and their rows sort by one number."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import encoding
from tracker.model.encoding import encoded, order_key, places
from tracker.model.observations import ENCODED_OBSERVATIONS, OBSERVATIONS

KEYS = st.tuples(
    st.sampled_from(["larm", "öppna", "Larm", "inbrott"]),
    st.sampled_from(["torget", "ån", "b"]),
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    st.integers(0, 4000),
)


def table(rows) -> pa.Table:
    return pa.table(
        {
            "indicator_id": pa.array([r[0] for r in rows], pa.string()),
            "area_id": pa.array([r[1] for r in rows], pa.string()),
            "period_start": pa.array([r[2] for r in rows], pa.date32()),
            "period_end": pa.array([r[2] + timedelta(r[3]) for r in rows], pa.date32()),
        }
    )


def sorts_as_its_rows(rows) -> bool:
    keys = order_key(table(rows)).tolist()
    plain = [(r[0], r[1], r[2], r[2] + timedelta(r[3])) for r in rows]
    pairs = [(i, j) for i in range(len(rows)) for j in range(len(rows))]
    return all((keys[i] < keys[j]) == (plain[i] < plain[j]) for i, j in pairs)


@given(st.lists(KEYS, max_size=12))
def test_the_key_rises_as_series_and_period_do(rows):
    assert sorts_as_its_rows(rows)


@pytest.mark.parametrize("widest", [1, 100, 10_000])
def test_a_key_too_wide_for_a_number_is_narrowed(monkeypatch, widest):
    monkeypatch.setattr(encoding, "_WIDEST", widest)
    days = [date(2024, 1, 1) + timedelta(7 * n) for n in range(5)]
    rows = [
        (i, a, day, 6 + k)
        for k, day in enumerate(days)
        for a in ("torget", "ån")
        for i in ("larm", "inbrott")
    ]
    assert sorts_as_its_rows(rows)


def test_an_encoded_table_is_the_same_table():
    texts = pa.chunked_array([["a", "b"], ["b", None, "c"]])
    plain = pa.table({"text": texts, "number": [1, 2, 3, 4, 5]})
    assert encoded(plain).to_pylist() == plain.to_pylist()
    codes, different = places(encoded(pa.table({"t": texts.drop_null()}))["t"])
    assert [different[code] for code in codes] == ["a", "b", "b", "c"]


def test_encoded_observations_can_be_written_out():
    assert ENCODED_OBSERVATIONS.empty_table().cast(OBSERVATIONS).schema == OBSERVATIONS
    assert encoded(OBSERVATIONS.empty_table()).schema == ENCODED_OBSERVATIONS
