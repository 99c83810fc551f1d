"""Event lists: times, counting by month, zero months, edges, places, and what is damaged."""

from datetime import date, datetime

import pytest

from tracker.errors import UploadRefused
from tracker.ingest.cubes.event_counts import count_by_month, observations
from tracker.ingest.cubes.events import Event, read_events, read_time
from tracker.model.observations import OBSERVATIONS, Status
from tracker.model.periods import parse_period


def event(at="2023-09-21 0:06:28 +02:00", kind="Rån", place="Uppsala", **more) -> dict:
    location = {"name": place, "gps": "59.858564,17.638927"}
    return {"datetime": at, "type": kind, "location": location} | more


def happened(*days: str, place="Uppsala", kind="Rån") -> tuple[Event, ...]:
    return tuple(
        Event(str(i), datetime.fromisoformat(day), kind, place) for i, day in enumerate(days)
    )


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2023-09-21 0:06:28 +02:00", "2023-09-21 00:06:28"),
        ("2023-01-01 00:30:00 +01:00", "2023-01-01 00:30:00"),
        ("2023-01-31T23:30:00Z", "2023-02-01 00:30:00"),
        ("2023-06-30T22:30:00+00:00", "2023-07-01 00:30:00"),
        ("2023-03-26T00:59:59Z", "2023-03-26 01:59:59"),
        ("2023-03-26T01:00:00Z", "2023-03-26 03:00:00"),
        ("2023-10-29T01:00:00Z", "2023-10-29 02:00:00"),
        ("2023-09-21 12:00", "2023-09-21 12:00:00"),
    ],
)
def test_times_are_swedish(text, local):
    assert read_time(text) == datetime.fromisoformat(local)


@pytest.mark.parametrize(
    "text", ["", "i går", "2023-02-30 1:00:00 +01:00", "2023-09-21 24:00:00 +02:00", "2023-09",
             "0001-01-01 0:00 +02:00", "2023-09-21 1:00:00 +99:00", "21 september 23:43"],
)  # fmt: skip
def test_no_time(text):
    assert read_time(text) is None


class TestCounting:
    def test_months_without_events_are_zero(self):
        counts = count_by_month(happened("2023-01-01", "2023-03-31", "2023-03-02"))
        assert [(c.period.code, c.count, c.status) for c in counts if c.type == ""] == [
            ("2023-01", 1, Status.FINAL),
            ("2023-02", 0, Status.FINAL),
            ("2023-03", 2, Status.FINAL),
        ]

    def test_edges_that_the_list_does_not_cover(self):
        counts = count_by_month(happened("2023-01-02", "2023-02-10", "2023-03-30"), by_type=False)
        assert [c.status for c in counts] == [Status.PARTIAL, Status.FINAL, Status.PARTIAL]

    def test_the_latest_500_may_begin_anywhere(self):
        days = ["2023-01-01", "2023-02-28"] + ["2023-02-10"] * 498
        counts = count_by_month(happened(*days), by_type=False)
        assert [c.status for c in counts] == [Status.PARTIAL, Status.PARTIAL]

    def test_the_month_that_is_not_over(self):
        counts = count_by_month(happened("2023-01-01", "2023-01-31"), today=date(2023, 1, 31))
        assert {c.status for c in counts} == {Status.PARTIAL}

    def test_a_known_window(self):
        window = parse_period("2023-01/2023-04")
        counts = count_by_month(happened("2022-12-31", "2023-02-10"), window=window, by_type=False)
        assert [(c.count, c.status) for c in counts] == [
            (0, Status.FINAL), (1, Status.FINAL), (0, Status.FINAL), (0, Status.FINAL),
        ]  # fmt: skip

    def test_a_type_has_its_zero_months_where_it_occurs(self):
        events = (*happened("2023-01-01", "2023-02-28"), *happened("2023-01-05", kind="Brand"))
        counts = count_by_month(events)
        assert [(c.period.code, c.count) for c in counts if c.type == "Brand"] == [
            ("2023-01", 1),
            ("2023-02", 0),
        ]

    def test_a_place_found_in_the_text_and_one_without_events(self):
        events = happened("2023-01-01", "2023-01-31")
        counts = count_by_month(
            events, place_of=lambda e: "Gottsunda" if e.id == "0" else None,
            places=["Bandstolsvägen"], by_type=False,
        )  # fmt: skip
        assert [(c.place, c.count) for c in counts] == [("Bandstolsvägen", 0), ("Gottsunda", 1)]

    def test_no_events(self):
        assert count_by_month(()) == ()

    def test_observations_of_areas(self):
        events = (
            *happened("2023-01-02", "2023-02-10"),
            *happened("2023-01-03", place="Uppsala län"),
            *happened("2023-01-03", place="Knivsta"),
        )
        areas = {"Uppsala": "kommunen", "Uppsala län": "kommunen"}
        table = observations(count_by_month(events), "polisnotiser", areas)
        assert table.schema == OBSERVATIONS
        rows = [
            (r["area_id"], r["period_start"], r["value"], r["status"]) for r in table.to_pylist()
        ]
        assert rows == [
            ("kommunen", date(2023, 1, 1), 2, "partial"),
            ("kommunen", date(2023, 2, 1), 1, "partial"),
        ]


class TestFile:
    def test_places_and_types(self, read):
        found = read([event(), event(place="Uppsala län"), event(kind="Brand")])
        got = {(v.region.code, v.region.level, v.measure): v.value for v in found.values}
        assert got == {
            ("0380", "municipality", "Alla händelser"): 2,
            ("0380", "municipality", "Brand"): 1,
            ("0380", "municipality", "Rån"): 1,
            ("03", "county", "Alla händelser"): 1,
            ("03", "county", "Rån"): 1,
        }

    def test_an_id_is_counted_once(self, read):
        found = read([event(id=1), event(id=1), event(id=2)])
        assert found.values[0].value == 2
        assert "events_twice" in {r.code for r in found.remarks}

    def test_what_the_list_covers_may_be_answered(self, read):
        found = read([event()], covers="2023-08/2023-09")
        assert [(v.period.code, v.value, v.status) for v in found.values][:2] == [
            ("2023-08", 0, Status.FINAL),
            ("2023-09", 1, Status.FINAL),
        ]

    @pytest.mark.parametrize(
        ("rows", "code", "path"),
        [
            ([], "events_none", None),
            ([event(), event(at="i går")], "event_time", "$[1].datetime"),
            ([event(), event(at=None)], "event_time", "$[1].datetime"),
            ([event(), event(kind=None)], "json_unexpected", "$[1].type"),
            ([event(), event(place=5)], "json_unexpected", "$[1].location"),
            ([event(), "x"], "json_unexpected", "$[1]"),
        ],
    )
    def test_what_a_list_does_not_have(self, read, rows, code, path):
        found = read(rows)
        assert ([(f.code, f.path) for f in found.faults], found.values) == ([(code, path)], ())

    def test_personal_data_blocks_but_positions_and_ids_do_not(self, read, codes):
        sound = event(id=8112189876, url="/2023/september/21/8112189876-ran/")
        assert read([sound]).faults == ()
        august = event(at="2023-08-11 19:10:00 +02:00")  # 08-11 19 is no telephone in Stockholm
        assert read([august]).faults == ()
        found = read([event(summary="Ring 070-123 45 67")])
        assert (codes(found), found.values) == (["personal_data"], ())

    def test_single_events(self):
        data = b'[{"id": 7, "datetime": "2023-09-21 0:06:28 +02:00", "type": "R\xc3\xa5n", "location": {"name": "Uppsala"}, "summary": "I\\u00a0Gottsunda."}]'  # noqa: E501
        (only,) = read_events(data)
        assert (only.id, only.type, only.place, only.summary) == (
            "7", "Rån", "Uppsala", "I Gottsunda.",
        )  # fmt: skip
        with pytest.raises(UploadRefused) as refused:
            read_events(b"[")
        assert [f.code for f in refused.value.faults] == ["json_syntax"]
