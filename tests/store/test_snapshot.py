"""What leaves the record, and for whom: small numbers and closed series never do."""

import inspect
from datetime import date

import pyarrow as pa
import pytest

from tracker.model.observations import OBSERVATIONS, Observation, Series, Status
from tracker.model.periods import Period, PeriodKind
from tracker.store import ApplyDefinitions, Snapshot

SECRET = "hemlig kommentar"
ENTRY = "anteckning"


def everything(snapshot, reader) -> str:
    """All that a snapshot gives a reader, as text: every public method, whichever there are."""
    found = []
    for name, method in inspect.getmembers(snapshot, callable):
        if name.startswith("_"):
            continue
        takes = inspect.signature(method).parameters
        ids = [ENTRY] if "entry_id" in takes else []
        given = method(reader, *ids) if "reader" in takes else method()
        found.append(repr(given.to_pylist() if isinstance(given, pa.Table) else given))
    return "\n".join(found)


@pytest.fixture
def planted(defined_store, accept, rows, entry, record, actor):
    """A 3 in an open and in an internal series, one file each, and one file with both; a note."""
    for indicator in ("bilbrander", "skjutningar"):
        change = accept({"2024-01": 3}, indicator=indicator, comment=SECRET)
        defined_store.publish(change, actor, based_on=defined_store.current())
    both = pa.concat_tables(
        [
            rows({"2024-02": 3, "2024-04": 8}, comment=SECRET),
            rows({"2024-02": 3, "2024-04": 17}, indicator="skjutningar", comment=SECRET),
        ]
    )
    defined_store.publish(accept(both), actor, based_on=3)
    note = entry("note", ENTRY, indicator="skjutningar", text=f"{SECRET}: 3.0")
    defined_store.publish(record(note), actor, based_on=4)
    return defined_store


def test_a_planted_three_is_in_nothing_that_the_public_gets(planted, public):
    for number in (None, 2, 3, 4, 5):
        given = everything(planted.at(number), public)
        assert "3.0" not in given
        assert "17.0" not in given
        assert SECRET not in given
        assert "'skjutningar'" not in given.replace(repr(planted.at(number).definitions()), "")
    assert "8.0" in everything(planted.at(), public)  # not everything is hidden


def test_the_same_search_finds_the_three_where_it_may_be_seen(planted, internal, analyst):
    for reader in (internal, analyst):
        given = everything(planted.at(), reader)
        assert given.count("value=3.0") == given.count("'value': 3.0") == 4
        assert SECRET in given


def test_a_small_count_becomes_bounds(planted, public):
    [series] = planted.at().series(public)
    assert series == Series(
        "bilbrander",
        "gottsunda",
        (
            _month(1, Status.SUPPRESSED, low=1, high=4, upload_id="uppladdning1"),
            _month(2, Status.SUPPRESSED, low=1, high=4, upload_id="uppladdning3"),
            _month(4, Status.FINAL, value=8, upload_id="uppladdning3"),
        ),
    )


def _month(number, status, **fields) -> Observation:
    last = {1: 31, 2: 29, 4: 30}[number]
    period = Period(date(2024, number, 1), date(2024, number, last), PeriodKind.MONTH)
    return Observation(period, status, **fields)


def test_a_series_carries_all_that_an_observation_has(defined_store, accept, actor, analyst):
    columns = {
        "denominator": 120.0,
        "responses": 60.0,
        "status": "preliminary",
        "comment": "preliminär",
    }
    defined_store.publish(accept({"2024-01": 7}, **columns), actor, based_on=1)
    [series] = defined_store.at().series(analyst)
    expected = columns | {"status": Status.PRELIMINARY, "value": 7, "upload_id": "uppladdning1"}
    assert series.observations == (_month(1, **expected),)


def test_observations_have_the_columns_of_an_upload_and_two_more(planted, public, analyst):
    for reader in (public, analyst):
        schema = planted.at().observations(reader).schema
        assert schema.equals(
            OBSERVATIONS.append(pa.field("upload_id", pa.string())).append(
                pa.field("fictional", pa.bool_())
            )
        )


def test_indicators_and_areas_can_be_chosen(planted, accept, actor, analyst):
    planted.publish(accept({"2024-01": 5}, area="centrum"), actor, based_on=5)

    def keys(**chosen):
        return [(s.indicator_id, s.area_id) for s in planted.at().series(analyst, **chosen)]

    open_, elsewhere, closed = (
        ("bilbrander", "gottsunda"),
        ("bilbrander", "centrum"),
        ("skjutningar", "gottsunda"),
    )
    assert keys() == [elsewhere, open_, closed]
    assert keys(indicators=["bilbrander"]) == [elsewhere, open_]
    assert keys(areas=["gottsunda"]) == [open_, closed]
    assert keys(indicators=["skjutningar"], areas=["centrum"]) == []
    assert keys(indicators=[]) == keys(areas=["okant"]) == []


def test_observations_are_ordered_by_indicator_area_and_period(
    defined_store, accept, actor, analyst, public
):
    for number, codes in enumerate((["2024-03", "2023-01"], ["2023-12", "2024-01"]), start=1):
        change = accept(dict.fromkeys(codes, 2))
        defined_store.publish(change, actor, based_on=number)
    for reader in (analyst, public):
        [series] = defined_store.at().series(reader)
        assert [o.period.code for o in series.observations] == [
            "2023-01",
            "2023-12",
            "2024-01",
            "2024-03",
        ]


def test_the_public_sees_uploads_that_hold_something_it_may_see(planted, public, internal, analyst):
    snapshot = planted.at()
    assert [u.id for u in snapshot.uploads(public)] == ["uppladdning1", "uppladdning3"]
    assert snapshot.upload_series(public) == {
        "uppladdning1": (("bilbrander", "gottsunda"),),
        "uppladdning3": (("bilbrander", "gottsunda"),),
    }
    for reader in (internal, analyst):
        assert [u.id for u in snapshot.uploads(reader)] == [
            "uppladdning1",
            "uppladdning2",
            "uppladdning3",
        ]
        assert snapshot.upload_series(reader)["uppladdning3"] == (
            ("bilbrander", "gottsunda"),
            ("skjutningar", "gottsunda"),
        )


def test_an_upload_whose_values_are_all_superseded_is_still_an_upload(
    defined_store, accept, actor, public, internal
):
    defined_store.publish(accept({"2024-01": 7}), actor, based_on=1)
    defined_store.publish(accept({"2024-01": 8}), actor, based_on=2)
    snapshot = defined_store.at()
    assert [u.id for u in snapshot.uploads(internal)] == ["uppladdning1", "uppladdning2"]
    assert list(snapshot.upload_series(internal)) == ["uppladdning2"]
    assert [u.id for u in snapshot.uploads(public)] == ["uppladdning2"]


def test_who_took_part_in_a_decision_is_not_for_the_public(
    defined_store, decide, actor, public, internal
):
    change = decide(1, participants="Anna och Bo", dissent="Bo ville vänta")
    defined_store.publish(change, actor, based_on=1)
    [seen] = defined_store.at().decisions(public)
    assert (seen.participants, seen.dissent) == (None, "Bo ville vänta")
    assert seen.recorded_by is None
    assert defined_store.at().decisions(internal) == (change.decision,)


@pytest.mark.parametrize(
    ("then", "now", "seen"),
    [
        pytest.param({}, {}, [(Status.FINAL, 7, None)], id="as it was"),
        pytest.param(
            {}, {"min_n": 10}, [(Status.SUPPRESSED, None, 9)], id="a higher limit reaches back"
        ),
        pytest.param(
            {"min_n": 10}, {}, [(Status.SUPPRESSED, None, 9)], id="a lower limit does not"
        ),
        pytest.param({}, {"confidentiality": "intern"}, [], id="closing reaches back"),
        pytest.param({"confidentiality": "intern"}, {}, [], id="opening does not"),
    ],
)
def test_an_earlier_publication_is_under_its_own_rules_and_those_of_today(
    empty_store, make_definitions, accept, actor, public, then, now, seen
):
    store = empty_store
    store.publish(ApplyDefinitions(make_definitions(bilbrander=then)), actor, based_on=0)
    store.publish(accept({"2024-01": 7}), actor, based_on=1)
    store.publish(ApplyDefinitions(make_definitions(bilbrander=now)), actor, based_on=2)
    snapshot = store.at(2)
    found = [o for s in snapshot.series(public) for o in s.observations]
    assert [(o.status, o.value, o.high) for o in found] == seen
    assert bool(snapshot.uploads(public)) == bool(seen)


def test_a_bound_kept_at_the_source_says_no_more_than_ours(defined_store, accept, actor, public):
    change = accept({"2024-01": None}, status="suppressed", low=2.0, high=3.0)
    defined_store.publish(change, actor, based_on=1)
    [series] = defined_store.at().series(public)
    assert [(o.low, o.high) for o in series.observations] == [(1, 4)]


def test_a_snapshot_can_be_read_from_many_threads(planted, analyst):
    from concurrent.futures import ThreadPoolExecutor

    snapshot: Snapshot = planted.at()
    expected = snapshot.observations(analyst)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: snapshot.observations(analyst), range(64)))
    assert all(table.equals(expected) for table in found)
