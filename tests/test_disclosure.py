"""Which values an audience may see, as tables."""

from datetime import date
from itertools import product

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.disclosure import Visibility, apply, visibility
from tracker.model.access import ALL_ORGANISATIONS, Audience, Confidentiality, Reader
from tracker.model.definitions import Indicator
from tracker.model.observations import OBSERVATIONS
from tracker.model.periods import parse_period

WORDS = {"sv": "X", "en": "X"}
NAME, SMALL, FULL = Visibility.NAME_ONLY, Visibility.SUPPRESSED, Visibility.FULL


def indicator(**fields) -> Indicator:
    given = {
        "id": "x",
        "name": WORDS,
        "kind": "outcome",
        "measure": "count",
        "unit": WORDS,
        "frequency": "month",
        "areas": ["a"],
        "source": {"title": "T", "publisher": "P"},
        "owner_organisation": "polisen",
        "readers": ["hyresvarden"],
        "confidentiality": "öppen",
        "definition": WORDS,
        "pitfalls": WORDS,
        "direction": "lower",
    } | fields
    if given["measure"] == "rate":
        given["per"] = 1000
    return Indicator.model_validate(given)


def reader(audience: str, *organisations: str) -> Reader:
    return Reader(Audience(audience), frozenset(organisations))


PUBLIC, INTERNAL = reader("öppen"), reader("intern")

READERS = {
    "public": PUBLIC,
    "public, of the owner": reader("öppen", "polisen"),
    "public, of all": reader("öppen", ALL_ORGANISATIONS),
    "internal": INTERNAL,
    "internal, of the owner": reader("intern", "polisen"),
    "internal, of all": reader("intern", ALL_ORGANISATIONS),
    "analyst of the owner": reader("analys", "polisen"),
    "analyst of a listed reader": reader("analys", "hyresvarden", "annan"),
    "analyst of all": reader("analys", ALL_ORGANISATIONS),
    "analyst of another": reader("analys", "annan"),
    "analyst of none": reader("analys"),
}

# (öppen, intern, sekretessprövas), from design.md §10, line by line.
SEEN = {
    "public": (SMALL, NAME, NAME),
    "public, of the owner": (SMALL, NAME, NAME),
    "public, of all": (SMALL, NAME, NAME),
    "internal": (FULL, FULL, SMALL),
    "internal, of the owner": (FULL, FULL, SMALL),
    "internal, of all": (FULL, FULL, SMALL),
    "analyst of the owner": (FULL, FULL, FULL),
    "analyst of a listed reader": (FULL, FULL, FULL),
    "analyst of all": (FULL, FULL, FULL),
    "analyst of another": (FULL, FULL, SMALL),
    "analyst of none": (FULL, FULL, SMALL),
}

CLASSES = ("öppen", "intern", "sekretessprövas")


def test_the_table_is_of_every_class_and_audience():
    assert set(CLASSES) == {c.value for c in Confidentiality}
    assert {r.audience for r in READERS.values()} == set(Audience)
    assert READERS.keys() == SEEN.keys()


@pytest.mark.parametrize(("who", "class_"), list(product(READERS, CLASSES)))
def test_what_each_reader_sees_of_each_class(who, class_):
    expected = SEEN[who][CLASSES.index(class_)]
    assert visibility(READERS[who], indicator(confidentiality=class_)) is expected


@pytest.mark.parametrize(("who", "class_"), list(product(READERS, CLASSES)))
def test_publication_lifts_suppression_and_opens_nothing_that_is_closed(who, class_):
    expected = SEEN[who][CLASSES.index(class_)]
    published = indicator(confidentiality=class_, published=True)
    assert visibility(READERS[who], published) is (NAME if expected is NAME else FULL)


def table(*rows: dict, kind="month", **columns) -> pa.Table:
    """OBSERVATIONS of indicator x in area a; each row needs `at`, a period code."""
    made = []
    for number, row in enumerate(rows, start=2):
        period = parse_period(row["at"])
        made.append(
            {
                "indicator_id": "x",
                "area_id": "a",
                "period_kind": period.kind.value,
                "period_start": period.start,
                "period_end": period.end,
                "status": "final",
                "comment": "kommentar",
                "source_row": number,
            }
            | columns
            | {k: v for k, v in row.items() if k != "at"}
        )
    return pa.Table.from_pylist(made, schema=OBSERVATIONS)


def seen(rows: pa.Table, who: Reader, **fields) -> list[dict]:
    return apply(rows, who, {"x": indicator(**fields)}).to_pylist()


def test_a_full_reader_gets_the_table_itself():
    rows = table({"at": "2024-01", "value": 1.0})
    assert apply(rows, INTERNAL, {"x": indicator()}) is rows


def test_a_name_is_all_there_is_of_a_closed_series():
    rows = table({"at": "2024-01", "value": 100.0})
    assert seen(rows, PUBLIC, confidentiality="intern") == []


def test_an_indicator_without_a_definition_is_seen_by_nobody():
    rows = table({"at": "2024-01", "value": 100.0})
    assert apply(rows, reader("analys", ALL_ORGANISATIONS), {}).num_rows == 0


def test_an_empty_table_stays_empty():
    for who in READERS.values():
        assert apply(table(), who, {"x": indicator()}).num_rows == 0


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
def test_small_counts(measure, value, fields, expected):
    rows = table({"at": "2024-01", "value": float(value), "denominator": 9000.0})
    [row] = seen(rows, PUBLIC, measure=measure, **fields)
    assert (row["status"], row["value"], row["low"], row["high"]) == expected
    assert row["denominator"] == 9000


@pytest.mark.parametrize("status", ["preliminary", "revised", "estimated", "partial"])
def test_a_small_count_of_any_standing_is_hidden(status):
    [row] = seen(table({"at": "2024-01", "value": 2.0, "status": status}), PUBLIC)
    assert (row["status"], row["value"]) == ("suppressed", None)


@pytest.mark.parametrize("status", ["missing", "not_applicable", "not_published"])
def test_a_reason_for_no_number_stays(status):
    [row] = seen(table({"at": "2024-01", "status": status}), PUBLIC)
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
def test_bounds_from_the_source_say_no_more_than_ours(low, high, expected):
    rows = table({"at": "2024-01", "status": "suppressed", "low": low, "high": high})
    [row] = seen(rows, PUBLIC)
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
def test_shares_of_few_answers(answers, fields, shown):
    rows = table({"at": "2024-01", "value": 41.0, "responses": answers, "denominator": 7.0})
    [row] = seen(rows, PUBLIC, measure="share", **fields)
    columns = ("status", "value", "responses", "denominator", "low", "high")
    expected = ("final", 41, answers, 7, None, None) if shown else ("suppressed", *[None] * 5)
    assert tuple(row[c] for c in columns) == expected


def test_a_share_near_zero_is_no_count():
    [row] = seen(table({"at": "2024-01", "value": 3.0, "responses": 80.0}), PUBLIC, measure="share")
    assert row["value"] == 3


def test_a_value_without_a_base_has_nothing_to_be_hidden_by():
    [row] = seen(table({"at": "2024-01", "value": 3.0}), PUBLIC, measure="value")
    assert row["value"] == 3


def test_a_value_with_few_answers_behind_it_is_hidden():
    rows = table({"at": "2024-01", "value": 3.0, "responses": 8.0})
    [row] = seen(rows, PUBLIC, measure="value")
    assert (row["status"], row["value"], row["responses"]) == ("suppressed", None, None)


def test_remarks_and_row_numbers_go_with_every_row_of_a_limited_series():
    rows = table({"at": "2024-01", "value": 3.0}, {"at": "2024-02", "value": 100.0})
    assert {(r["comment"], r["source_row"]) for r in seen(rows, PUBLIC)} == {(None, None)}


def test_internal_readers_of_a_series_to_be_assessed_get_it_suppressed_by_its_own_period():
    rows = table({"at": "2024-01", "value": 3.0}, {"at": "2024-02", "value": 8.0})
    found = seen(rows, INTERNAL, confidentiality="sekretessprövas", open_period="year")
    assert [(r["period_kind"], r["value"]) for r in found] == [("month", None), ("month", 8)]


def test_each_indicator_is_under_its_own_rule():
    rows = pa.concat_tables(
        [
            table({"at": "2024-01", "value": 7.0}, indicator_id=i)
            for i in ("wide", "open", "closed", "published", "unknown")
        ]
    )
    rules = {
        "open": indicator(),
        "closed": indicator(confidentiality="intern"),
        "published": indicator(published=True),
        "wide": indicator(min_n=20),
    }
    found = apply(rows, PUBLIC, rules).to_pylist()
    assert [(r["indicator_id"], r["value"]) for r in found] == [
        ("open", 7),
        ("published", 7),
        ("wide", None),
    ]


# Open periods


def months(*values: float | None, year=2024, **columns) -> pa.Table:
    return table(
        *({"at": f"{year}-{m:02d}", "value": v} for m, v in enumerate(values, start=1)), **columns
    )


def sums(rows: pa.Table, open_period="quarter", **fields) -> list[tuple]:
    found = seen(rows, PUBLIC, open_period=open_period, **fields)
    return [
        (r["period_kind"], r["period_start"], r["period_end"], r["status"], r["value"])
        for r in found
    ]


K1 = ("quarter", date(2024, 1, 1), date(2024, 3, 31))
K2 = ("quarter", date(2024, 4, 1), date(2024, 6, 30))


def test_months_are_summed_before_they_are_judged_small():
    assert sums(months(2, 0, 3, 1, 1, 2)) == [(*K1, "final", 5), (*K2, "suppressed", None)]


def test_a_quarter_that_lacks_a_month_is_left_out():
    assert sums(months(2, 4, 3, 9, 9)) == [(*K1, "final", 9)]
    gap = table(*({"at": f"2024-{m:02d}", "value": 9.0} for m in (1, 3, 4, 5, 6)))
    assert sums(gap) == [(*K2, "final", 27)]


def test_a_quarter_with_a_missing_month_is_missing():
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "missing"},
        {"at": "2024-03", "value": 9.0},
    )
    assert sums(rows) == [(*K1, "missing", None)]


def test_a_quarter_with_a_partial_month_is_left_out():
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
def test_a_sum_stands_as_its_least_certain_part(statuses, expected):
    rows = table(
        *({"at": f"2024-0{m}", "value": 9.0, "status": s} for m, s in enumerate(statuses, start=1))
    )
    assert sums(rows) == [(*K1, expected, 27)]


def test_bounds_of_hidden_parts_are_summed_with_the_numbers():
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "suppressed", "low": 1.0, "high": 4.0},
        {"at": "2024-03", "status": "suppressed", "low": 0.0, "high": 4.0},
    )
    [row] = seen(rows, PUBLIC, open_period="quarter")
    assert (row["status"], row["value"], row["low"], row["high"]) == ("suppressed", None, 10, 17)


def test_a_hidden_part_without_bounds_leaves_the_sum_without_them():
    rows = table(
        {"at": "2024-01", "value": 9.0},
        {"at": "2024-02", "status": "suppressed"},
        {"at": "2024-03", "value": 9.0},
    )
    [row] = seen(rows, PUBLIC, open_period="quarter")
    assert (row["status"], row["low"], row["high"]) == ("suppressed", None, None)


def test_a_rate_is_summed_above_and_below_the_line():
    rows = months(2, 2, 2, denominator=100.0)
    [row] = seen(rows, PUBLIC, measure="rate", open_period="quarter")
    assert (row["value"], row["denominator"]) == (6, 300)


def test_areas_are_summed_apart_and_further_columns_follow_the_last_part():
    rows = pa.concat_tables([months(2, 2, 2), months(5, 5, 5, area_id="b")])
    rows = rows.append_column("upload_id", pa.array(["u1", "u1", "u2", "u3", "u3", "u3"]))
    rows = rows.append_column("fictional", pa.array([True] * 6))
    found = seen(rows, PUBLIC, open_period="quarter")
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
def test_what_makes_a_whole_open_period(codes, open_period, expected):
    rows = table(*({"at": code, "value": 50.0} for code in codes))
    found = sums(rows, open_period)
    assert [start.isoformat() for _, start, *_ in found] == expected


def test_what_is_published_is_shown_by_its_own_period():
    assert len(sums(months(1, 2, 3), published=True)) == 3


@pytest.mark.parametrize("measure", ["share", "value"])
def test_what_cannot_be_summed_is_left_out_where_it_is_too_fine(measure):
    assert sums(months(41, 42, 43, responses=100.0), measure=measure) == []


def test_rules_on_rules_hide_at_least_as_much():
    once = apply(months(2, 0, 3, 1, 1, 2), PUBLIC, {"x": indicator(open_period="quarter")})
    [row] = seen(once, PUBLIC, open_period="half_year", min_n=5)
    assert (row["period_kind"], row["value"], row["low"], row["high"]) == ("half_year", None, 6, 9)


@given(
    counts=st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=24),
    min_n=st.integers(1, 12),
    suppressed_zero=st.booleans(),
    open_period=st.sampled_from([None, "quarter", "tertial", "year"]),
)
def test_no_small_count_is_ever_shown_and_every_bound_is_true(
    counts, min_n, suppressed_zero, open_period
):
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
    for row in seen(rows, PUBLIC, **fields):
        parts = [c for d, c in true.items() if row["period_start"] <= d <= row["period_end"]]
        if None in parts:
            assert (row["status"], row["value"], row["low"]) == ("missing", None, None)
        elif row["value"] is None:
            assert row["status"] == "suppressed"
            assert row["low"] <= sum(parts) <= row["high"]
        else:
            assert row["value"] == sum(parts)
            assert row["value"] >= min_n or (row["value"] == 0 and not suppressed_zero)
