"""What a frozen link keeps: a report, read back equal, of every format ever written."""

import math
from datetime import date, timedelta
from pathlib import Path

import pytest
import zstandard

from tracker.errors import StoreDamaged
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.comparison import Comparison, ComparisonReason
from tracker.model.targets import LevelStatus, ZeroStatus
from tracker.model.verdicts import Word
from tracker.service.access import ANYONE
from tracker.service.frozen_reports import freeze, read_frozen
from tracker.service.links import Wanted, make_link
from tracker.service.reports import build_report

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "frozen" / "link_1.json.zst"
FORMAT_2 = FORMAT_1.with_name("link_2.json.zst")
READERS = {
    "öppen": ANYONE,
    "intern": Reader(Audience.INTERNAL, frozenset()),
    "analys": Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS})),
}
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
NEXT_YEAR = date(2026, 1, 16)


def wanted(audience=Audience.INTERNAL, view="/malomraden?v=1&mal=lugn"):
    return Wanted(view, None, None, audience, NEXT_YEAR)


class TestFormat:
    @pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
    def test_a_report_is_read_back_equal(self, filled_site, reader, owner):
        report = build_report(filled_site.store.at(), reader, today=filled_site.today)
        kept = freeze(report, fingerprint="x")
        frozen = read_frozen(kept)
        assert frozen.report == report
        assert (frozen.format, frozen.method) == (2, report.method)
        assert freeze(frozen.report, fingerprint="x") == kept

    def test_links_of_one_report_keep_it_once(self, filled_site, owner, clock):
        first, _ = make_link(filled_site, owner, wanted())
        clock.now += timedelta(hours=3)
        second, _ = make_link(filled_site, STEERING, wanted(view="/faser"))
        assert first.frozen == second.frozen
        third, _ = make_link(filled_site, owner, wanted(Audience.OPEN))
        assert third.frozen != first.frozen

    def test_one_object_for_each_thing(self, filled_site):
        report = build_report(filled_site.store.at(), ANYONE, today=filled_site.today)
        read = read_frozen(freeze(report, fingerprint="x"))
        known = read.report.definitions
        for series in read.report.every_series:
            assert series.indicator is known.indicators[series.indicator.id]
            assert series.area is known.areas[series.area.id]
        for goal in read.report.goals:
            assert goal.primary is None or any(goal.primary is s for s in goal.series)
        for area in read.report.areas:
            assert area.status.area is known.areas[area.status.area.id]

    def test_format_1_is_read_for_ever(self):
        frozen = read_frozen(zstandard.decompress(FORMAT_1.read_bytes()))
        assert (frozen.format, frozen.audience, frozen.publication) == (1, Audience.INTERNAL, 30)
        assert frozen.view == "/malomraden?v=1&mal=m3"
        report = frozen.report
        assert (len(report.every_series), len(report.areas)) == (91, 3)
        told = report.series_of("m3_trygga_kvall", "gottsunda_centrum")
        assert told.verdict.word is Word.PROGRESS
        assert told.latest is not None
        assert told.latest.value == 50
        assert [a.status.phase for a in report.areas] == [2, 1, None]

    def test_format_2_is_read_for_ever(self):
        frozen = read_frozen(zstandard.decompress(FORMAT_2.read_bytes()))
        assert (frozen.format, frozen.audience, frozen.publication) == (2, Audience.INTERNAL, 30)
        assert (frozen.view, frozen.made_at, frozen.made_by) == ("", None, "")
        one = read_frozen(zstandard.decompress(FORMAT_1.read_bytes())).report
        told = frozen.report.series_of("m3_trygga_kvall", "gottsunda_centrum")
        assert told == one.series_of("m3_trygga_kvall", "gottsunda_centrum")

    def test_the_example_has_what_a_reader_may_mistake(self):
        """Either kind of what may be one or the other, and numbers that JSON has not."""
        data = zstandard.decompress(FORMAT_1.read_bytes())
        every = read_frozen(data).report.every_series
        assert {type(s.target) for s in every} >= {LevelStatus, ZeroStatus}
        assert {type(s.comparison) for s in every} >= {Comparison, ComparisonReason}
        assert any(s.verdict.change and math.isinf(s.verdict.change.high) for s in every)
        assert all(s.control is not None for s in every if s.shown)

    @pytest.mark.parametrize("data", [b"", b"{}", b'{"format":2}', b"\xff"])
    def test_what_is_no_frozen_report(self, data):
        with pytest.raises(StoreDamaged, match="link_unreadable"):
            read_frozen(data)
