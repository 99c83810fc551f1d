"""Which values are small by themselves, and what is left of them."""

import pyarrow as pa
import pytest

from tracker.disclosure import apply
from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.model.definitions import Indicator


def rule(an_indicator, **fields) -> Indicator:
    return Indicator.model_validate(an_indicator(**fields))


def test_a_full_reader_gets_the_table_itself(table, internal, an_indicator):
    rows = table({"at": "2024-01", "value": 1.0})
    assert apply(rows, internal, {"x": rule(an_indicator)}) is rows


def test_a_name_is_all_there_is_of_a_closed_series(table, seen, public):
    rows = table({"at": "2024-01", "value": 100.0})
    assert seen(rows, public, confidentiality="intern") == []


def test_an_indicator_without_a_definition_is_seen_by_nobody(table):
    rows = table({"at": "2024-01", "value": 100.0})
    assert apply(rows, Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS})), {}).num_rows == 0


@pytest.mark.parametrize("audience", Audience)
def test_an_empty_table_stays_empty(audience, table, an_indicator):
    who = Reader(audience, frozenset())
    assert apply(table(), who, {"x": rule(an_indicator)}).num_rows == 0


@pytest.mark.parametrize("measure", ["count", "rate"])
@pytest.mark.parametrize(
    ("value", "fields", "expected"),
    [
        pytest.param(1, {}, ("suppressed", None, 1, 4), id="1 is small"),
        pytest.param(4, {}, ("suppressed", None, 1, 4), id="4 is small"),
        pytest.param(5, {}, ("final", 5, None, None), id="5 is not"),
        pytest.param(0, {}, ("final", 0, None, None), id="0 tells of nobody"),
        pytest.param(
            0, {"suppressed_zero": True}, ("suppressed", None, 0, 4), id="0 is hidden when it must"
        ),
        pytest.param(
            3, {"suppressed_zero": True}, ("suppressed", None, 0, 4), id="and 3 may then be 0"
        ),
        pytest.param(9, {"min_n": 10}, ("suppressed", None, 1, 9), id="another limit"),
        pytest.param(10, {"min_n": 10}, ("final", 10, None, None), id="at another limit"),
        pytest.param(1, {"min_n": 1}, ("final", 1, None, None), id="no limit"),
        pytest.param(
            3, {"published": True}, ("final", 3, None, None), id="published by the source"
        ),
    ],
)
def test_small_counts(measure, value, fields, expected, table, seen, public):
    rows = table({"at": "2024-01", "value": float(value), "denominator": 9000.0})
    [row] = seen(rows, public, measure=measure, **fields)
    assert (row["status"], row["value"], row["low"], row["high"]) == expected
    assert row["denominator"] == 9000


@pytest.mark.parametrize("status", ["preliminary", "revised", "estimated", "partial"])
def test_a_small_count_of_any_standing_is_hidden(status, table, seen, public):
    [row] = seen(table({"at": "2024-01", "value": 2.0, "status": status}), public)
    assert (row["status"], row["value"]) == ("suppressed", None)


@pytest.mark.parametrize("status", ["missing", "not_applicable", "not_published"])
def test_a_reason_for_no_number_stays(status, table, seen, public):
    [row] = seen(table({"at": "2024-01", "status": status}), public)
    assert (row["status"], row["low"], row["high"]) == (status, None, None)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        pytest.param(1.0, 2.0, (1, 4), id="narrower than ours"),
        pytest.param(0.0, 4.0, (0, 4), id="the source hides zero too"),
        pytest.param(1.0, 9.0, (1, 9), id="wider than ours"),
        pytest.param(10.0, 19.0, (10, 19), id="above our limit"),
        pytest.param(None, None, (None, None), id="not given"),
        pytest.param(1.0, None, (1, None), id="no upper"),
    ],
)
def test_bounds_from_the_source_say_no_more_than_ours(low, high, expected, table, seen, public):
    rows = table({"at": "2024-01", "status": "suppressed", "low": low, "high": high})
    [row] = seen(rows, public)
    assert (row["status"], row["low"], row["high"]) == ("suppressed", *expected)


@pytest.mark.parametrize(
    ("answers", "fields", "shown"),
    [
        pytest.param(29, {}, False, id="29 answers are too few"),
        pytest.param(30, {}, True, id="30 are enough"),
        pytest.param(49, {"min_n": 50}, False, id="unless the deliverer wants 50"),
        pytest.param(50, {"min_n": 50}, True, id="50 where 50 are wanted"),
        pytest.param(None, {}, False, id="nobody knows how many"),
        pytest.param(None, {"assumed_n": 65}, True, id="65 are assumed"),
        pytest.param(None, {"assumed_n": 20}, False, id="20 are assumed"),
        pytest.param(12, {"published": True}, True, id="published by the source"),
    ],
)
def test_shares_of_few_answers(answers, fields, shown, table, seen, public):
    rows = table({"at": "2024-01", "value": 41.0, "responses": answers, "denominator": 7.0})
    [row] = seen(rows, public, measure="share", **fields)
    columns = ("status", "value", "responses", "denominator", "low", "high")
    expected = ("final", 41, answers, 7, None, None) if shown else ("suppressed", *[None] * 5)
    assert tuple(row[c] for c in columns) == expected


def test_a_share_near_zero_is_no_count(table, seen, public):
    [row] = seen(table({"at": "2024-01", "value": 3.0, "responses": 80.0}), public, measure="share")
    assert row["value"] == 3


def test_a_value_without_a_base_has_nothing_to_be_hidden_by(table, seen, public):
    [row] = seen(table({"at": "2024-01", "value": 3.0}), public, measure="value")
    assert row["value"] == 3


def test_a_value_with_few_answers_behind_it_is_hidden(table, seen, public):
    rows = table({"at": "2024-01", "value": 3.0, "responses": 8.0})
    [row] = seen(rows, public, measure="value")
    assert (row["status"], row["value"], row["responses"]) == ("suppressed", None, None)


def test_remarks_and_row_numbers_go_with_every_row_of_a_limited_series(table, seen, public):
    rows = table({"at": "2024-01", "value": 3.0}, {"at": "2024-02", "value": 100.0})
    assert {(r["comment"], r["source_row"]) for r in seen(rows, public)} == {(None, None)}


def test_internal_readers_of_a_series_to_be_assessed_get_it_suppressed_by_its_own_period(
    table, seen, internal
):
    rows = table({"at": "2024-01", "value": 3.0}, {"at": "2024-02", "value": 8.0})
    found = seen(rows, internal, confidentiality="sekretessprövas", open_period="year")
    assert [(r["period_kind"], r["value"]) for r in found] == [("month", None), ("month", 8)]


def test_each_indicator_is_under_its_own_rule(table, public, an_indicator):
    rows = pa.concat_tables(
        [
            table({"at": "2024-01", "value": 7.0}, indicator_id=i)
            for i in ("wide", "open", "closed", "published", "unknown")
        ]
    )
    rules = {
        "open": rule(an_indicator),
        "closed": rule(an_indicator, confidentiality="intern"),
        "published": rule(an_indicator, published=True),
        "wide": rule(an_indicator, min_n=20),
    }
    found = apply(rows, public, rules).to_pylist()
    assert [(r["indicator_id"], r["value"]) for r in found] == [
        ("open", 7),
        ("published", 7),
        ("wide", None),
    ]
