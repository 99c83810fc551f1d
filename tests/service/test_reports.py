"""The report: one answer for a reader, a data version and a reference date."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.assessment import METHOD_VERSION
from tracker.model.access import Audience, Reader
from tracker.model.report import EvidenceReason, Standing
from tracker.model.verdicts import Reason, Word
from tracker.service.conditions import Weight, weigh
from tracker.service.definitions import apply_definitions
from tracker.service.keeping import drop_example
from tracker.service.programme import open_site
from tracker.service.reports import build_report

INTERNAL = Reader(Audience.INTERNAL, frozenset())


@pytest.fixture
def report(filled_site, full_reader):
    """The report of the filled site; keyword arguments choose another."""

    def build(reader=full_reader, number=None, today=date(2025, 1, 16), per=None):
        return build_report(filled_site.store.at(number), reader, today=today, per=per)

    return build


class TestReferenceDate:
    @pytest.mark.parametrize(
        ("today", "per", "day", "ended"),
        [
            pytest.param("2031-01-01", None, "2024-12-31", True, id="long after: its end"),
            pytest.param("2023-06-30", None, "2023-06-30", False, id="while it runs: today"),
            pytest.param("2031-01-01", "2022-12-31", "2022-12-31", False, id="a day asked for"),
            pytest.param("2023-06-30", "2025-06-30", "2025-06-30", True, id="a later day"),
        ],
    )
    def test_the_day(self, report, today, per, day, ended):
        made = report(today=date.fromisoformat(today), per=per and date.fromisoformat(per))
        assert (made.reference_date.isoformat(), made.programme_ended) == (day, ended)

    def test_a_value_counts_when_its_period_has_ended(self, report):
        def newest(day: str):
            series = report(per=date.fromisoformat(day)).series_of("larm", "torget")
            return series.latest.observation.period.code

        assert newest("2023-01-31") == "2023-01"
        assert newest("2023-01-30") == "2022-12"

    def test_later_values_are_kept_but_enter_no_verdict(self, report):
        early = report(per=date(2022, 12, 31)).series_of("larm", "torget")
        assert early.verdict.latest.window.end == date(2022, 12, 31)
        assert early.shown[-1].observation.period.code == "2024-12"

    @pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date(2200, 1, 1), date.max])
    def test_an_absurd_day_is_answered_all_the_same(self, report, day):
        made = report(per=day)
        assert made.reference_date == day
        before = day < date(2018, 1, 1)
        assert (made.series_of("larm", "torget").latest is None) is before

    def test_shipped_values_do_not_age_after_the_end(self, report):
        later = report(today=date(2035, 1, 1))
        words = {s.verdict.word for goal in later.goals for s in goal.series}
        assert Word.STALE not in words
        assert later == report()


class TestDataVersion:
    def test_an_earlier_one_gives_the_earlier_report(self, filled_site, owner, report):
        before = report()
        drop_example(filled_site, owner)
        assert report() != before
        assert report(number=6) == before

    def test_before_a_value_came_it_is_not_there(self, report):
        early = report(number=5)
        assert early.publication == 5
        larm = early.series_of("larm", "torget")
        assert (larm.verdict.word, larm.verdict.reason) == (Word.NO_DATA, Reason.NO_SERIES)
        assert early.series_of("inbrott", "torget").latest is not None

    def test_before_a_decision_was_recorded_it_is_not_there(self, report):
        phases = [report(number=n).areas[0].status.phase for n in (3, 4, 5)]
        assert phases == [None, 1, 2]

    def test_nothing_is_defined_before_the_first(self, programme_folder, clock, full_reader):
        site = open_site(programme_folder, clock)
        site.store.create()
        assert build_report(site.store.at(), full_reader, today=site.today) is None

    def test_it_says_who_it_is_for_and_by_which_method(self, report):
        made = report(INTERNAL)
        assert (made.audience, made.organisations) == (Audience.INTERNAL, frozenset())
        assert made.method == METHOD_VERSION


# larm is öppen, skott intern, oro sekretessprövas (delivered by kommunen)
SEEN = {
    "anyone": (Reader(Audience.OPEN, frozenset()), (True, False, False)),
    "intern": (INTERNAL, (True, True, True)),
    "analyst of another": (Reader(Audience.ANALYSIS, frozenset({"polisen"})), (True,) * 3),
    "deliverer": (Reader(Audience.ANALYSIS, frozenset({"kommunen"})), (True,) * 3),
}


class TestReader:
    @pytest.mark.parametrize("who", SEEN)
    def test_a_series_that_is_a_name_only_has_no_value_and_no_verdict(self, report, who):
        reader, seen = SEEN[who]
        made = report(reader)
        for (indicator, area), visible in zip(
            (("larm", "torget"), ("skott", "torget"), ("oro", "gatan")), seen, strict=True
        ):
            series = made.series_of(indicator, area)
            assert (series.verdict.word is not Word.HIDDEN) is visible
            if not visible:
                assert series.verdict.reason is Reason.NOT_FOR_READER
                assert (series.shown, series.latest, series.baseline_band) == ((), None, None)
                assert (series.series.observations, series.uploads) == ((), ())
                assert series.late_by == 0

    def test_a_name_only_series_is_not_late_either(self, report, anyone):
        """Whether a delivery is overdue tells when the last one came."""
        later = date(2025, 12, 31)
        assert report(per=later).series_of("skott", "torget").late_by > 0
        assert report(anyone, per=later).series_of("skott", "torget").late_by == 0

    def test_evidence_read_from_a_hidden_series_says_so(self, report, anyone):
        def reasons(reader):
            (cell,) = [
                c
                for c in report(reader).areas[0].conditions
                if (c.condition.id, c.phase) == ("ro", 2)
            ]
            return {item.rule.indicator: item.reason for item in cell.evidence}

        assert reasons(anyone)["skott"] is EvidenceReason.HIDDEN
        assert reasons(INTERNAL)["skott"] is not EvidenceReason.HIDDEN


class TestLate:
    """At the end of 2025 nothing has come for a year."""

    @pytest.mark.parametrize(
        ("indicator", "area", "late"),
        [
            pytest.param("larm", "torget", True, id="an outcome is awaited"),
            pytest.param("vandringar", "torget", True, id="an output is awaited"),
            pytest.param("tips", "torget", True, id="so is one that depends"),
            pytest.param("invanare", "torget", False, id="background comes when it comes"),
            pytest.param("merit", "torget", False, id="what never came promises nothing"),
        ],
    )
    def test_only_what_is_awaited_is_late(self, report, indicator, area, late):
        series = report(per=date(2025, 12, 31)).series_of(indicator, area)
        assert (series.late_by > 0) is late

    def test_counted_from_the_day_it_was_due(self, report):
        # January 2025 ends on the 31st and has 30 days to come: due 2 March. 12 March: 10 late.
        assert report(per=date(2025, 3, 12)).series_of("larm", "torget").late_by == 10


class TestAreas:
    def conditions(self, report, area):
        (found,) = [a for a in report.areas if a.status.area.id == area]
        return {(c.condition.id, c.phase): c for c in found.conditions}

    def test_every_condition_for_each_phase(self, report):
        cells = self.conditions(report(), "torget")
        assert set(cells) == {(c, p) for c in ("ro", "tillit") for p in (1, 2, 3)}

    def test_a_street_is_read_from_the_survey_area_that_stands_in_for_it(self, report):
        """62.0 per cent feel safe in Enkätområdet; the rule asks for 50 in Gatan."""
        (item,) = self.conditions(report(), "gatan")["tillit", 2].evidence
        assert (item.speaks, item.reason) == (True, EvidenceReason.SUPPORTED)

    def test_the_stand_in_speaks_for_no_other_area(self, report):
        (item,) = self.conditions(report(), "torget")["tillit", 2].evidence
        assert (item.speaks, item.reason) == (None, EvidenceReason.NO_DATA)

    def test_what_people_judge_is_left_to_them(self, report):
        (item,) = self.conditions(report(), "torget")["tillit", 3].evidence
        assert (item.speaks, item.reason) == (None, EvidenceReason.PEOPLE_JUDGE)

    def test_a_confirmed_change_speaks_once_it_has_held_at_the_cuts(self, report):
        condition = self.conditions(report(), "torget")["ro", 2]
        first = condition.evidence[0]
        assert (first.speaks, first.reason) == (True, EvidenceReason.SUPPORTED)
        assert first.held[:2] == (True, True)

    def test_a_sign_that_is_not_confirmed_does_not_speak(self, report):
        """At the end of 2020 a year has passed: a change shows, and no two reviews agree yet."""
        early = report(per=date(2020, 12, 31))
        assert early.series_of("larm", "torget").verdict.word is Word.PROGRESS
        first = self.conditions(early, "torget")["ro", 2].evidence[0]
        assert (first.speaks, first.reason) == (None, EvidenceReason.SIGN_ONLY)

    def test_a_chart_shows_the_phase_of_its_area_its_stand_in_or_the_whole(self, report):
        made = report()
        areas = made.definitions.areas
        assert made.phase_shown(areas["torget"]).phase == 2
        assert made.phase_shown(areas["enkatomradet"]).area.id == "torget"
        assert made.phase_shown(areas["staden"]) is None

    @pytest.mark.parametrize(
        ("standing", "speaks", "weight"),
        [
            pytest.param(Standing.SUPPORTS, [True, None], Weight.FOR, id="supported"),
            pytest.param(Standing.AGAINST, [None, False], Weight.AGAINST, id="not supported"),
            pytest.param(Standing.PEOPLE_JUDGE, [], Weight.PEOPLE, id="left to people"),
            pytest.param(Standing.OPEN, [True, False, None], Weight.BOTH, id="both ways"),
            pytest.param(Standing.OPEN, [True, None], Weight.PARTLY_FOR, id="for, too few"),
            pytest.param(
                Standing.OPEN, [False, None], Weight.PARTLY_AGAINST, id="against, too few"
            ),
            pytest.param(Standing.OPEN, [None, None], Weight.UNKNOWN, id="none can tell"),
            pytest.param(Standing.CANNOT_JUDGE, [None], Weight.LONG_UNKNOWN, id="for long"),
            pytest.param(Standing.CANNOT_JUDGE, [], Weight.UNKNOWN, id="followed by nobody"),
        ],
    )
    def test_weigh(self, report, standing, speaks, weight):
        condition = self.conditions(report(), "gatan")["tillit", 2]
        (item,) = condition.evidence
        quiet = replace(item, reason=EvidenceReason.NOT_SHOWN, held=(None, None, None))
        items = tuple(replace(quiet, speaks=s) for s in speaks)
        assert weigh(replace(condition, standing=standing, evidence=items)) is weight

    def test_an_unconfirmed_sign_is_told_as_a_sign(self, report):
        condition = self.conditions(report(), "gatan")["tillit", 2]
        (item,) = condition.evidence
        for reason in (EvidenceReason.SIGN_ONLY, EvidenceReason.NOT_YET_HELD):
            sign = replace(item, speaks=None, reason=reason)
            made = replace(condition, standing=Standing.OPEN, evidence=(sign,))
            assert weigh(made) is Weight.SIGN


class TestSeries:
    def test_the_primary_one_comes_first_then_its_companion(self, report):
        goal = report().goals[0]
        assert goal.primary is goal.series[0]
        assert [s.indicator.id for s in goal.series[:2]] == ["larm", "tips"]
        assert [s.area.id for s in goal.series if s.indicator.id == "inbrott"] == [
            "torget",
            "staden",
        ]

    def test_cross_cutting_series_stand_apart(self, report):
        found = [(s.indicator.id, s.area.id) for s in report().cross_cutting]
        assert found == [("invanare", "torget"), ("invanare", "staden"), ("merit", "torget")]

    def test_a_series_that_the_definitions_lack(self, report):
        with pytest.raises(KeyError):
            report().series_of("larm", "staden")

    def test_each_series_knows_the_files_it_came_in(self, report):
        made = report()
        files = {
            s.indicator.id: [u.file_name for u in s.uploads]
            for goal in made.goals
            for s in goal.series
        }
        assert files["inbrott"] == ["inbrott.csv"]
        assert files["larm"] == ["alla_varden.csv"]

    def test_twelve_months_are_summed_where_the_definition_says_so(self, report):
        # The months of 2018: 6 8 10 7 9 6 8 10 7 9 6 8.
        skott = report().series_of("skott", "torget")
        assert skott.shown[0].value == 94
        assert len(skott.shown) == len(skott.series.observations) - 11

    @pytest.mark.parametrize(
        ("indicator", "area", "centre"),
        [
            # 24 months of 60 + (0 2 4 1 3 repeated): 1487 events, 61.96 a month.
            pytest.param("larm", "torget", 1487 / 24, id="a count: per month"),
            # 24 months of 6 + the same: 191 events, 95.5 a year.
            pytest.param("skott", "torget", 191 / 2, id="a rolling sum: per year"),
            # 84 burglaries in 4000 homes, per thousand.
            pytest.param("inbrott", "torget", 21.0, id="a rate: per its base"),
            # 62.5 and 61.0 per cent of 400 answers each.
            pytest.param("trygga", "enkatomradet", 61.75, id="a share: per cent"),
        ],
    )
    def test_the_baseline_is_drawn_in_the_charts_own_unit(self, report, indicator, area, centre):
        series = report().series_of(indicator, area)
        band = series.baseline_band
        assert band.centre == pytest.approx(centre, abs=0.01)
        assert band.low < band.centre < band.high
        levels = [s.value for s in series.shown if s.value is not None]
        assert min(levels) / 2 < band.centre < 2 * max(levels)

    @pytest.mark.parametrize("indicator", ["vandringar", "merit", "invanare"])
    def test_what_is_compared_with_nothing_has_no_band(self, report, indicator):
        assert report().series_of(indicator, "torget").baseline_band is None

    def test_an_invented_series_or_decision_marks_the_report(self, filled_site, owner, report):
        assert report().fictional
        assert report().series_of("vandringar", "torget").series.fictional
        assert not report().series_of("larm", "torget").series.fictional
        drop_example(filled_site, owner)
        assert not report().fictional


def test_for_the_public_a_fine_series_is_summed_first(filled_site, owner, anyone, full_reader):
    """`open_period: year`: months for those inside, years for the public; the band follows."""
    goals = filled_site.folder / "goals.yaml"
    text = goals.read_text("utf-8")
    goals.write_text(text.replace("min_n: 5\n", "min_n: 5\n        open_period: year\n"), "utf-8")
    apply_definitions(filled_site, owner, based_on=6)

    def larm(reader):
        made = build_report(filled_site.store.at(), reader, today=filled_site.today)
        return made.series_of("larm", "torget")

    assert larm(full_reader).shown[-1].observation.period.code == "2024-12"
    assert larm(anyone).shown[-1].observation.period.code == "2024"
    # 1487 alarms in two years.
    assert larm(anyone).baseline_band.centre == pytest.approx(743.5)
    assert larm(full_reader).baseline_band.centre == pytest.approx(1487 / 24)
