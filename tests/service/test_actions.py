"""What actions come to together: order, waiting, lateness, gaps, the mix of types."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.report import ConditionReport, Standing
from tracker.model.steering import ActionType
from tracker.service.action_shelf import changed_fields, shelf_of
from tracker.service.actions import (
    Lateness,
    awaited,
    by_phase,
    enablers,
    gaps,
    in_order,
    lateness,
    mixes,
)
from tracker.service.reports import build_report

DAY = date(2024, 12, 31)
BEFORE, AFTER = date(2024, 6, 30), date(2025, 6, 30)


def ids(actions):
    return [action.id for action in actions]


@pytest.fixture
def action(entry):
    """An action that has no dates, is ongoing and enables nothing, unless told otherwise."""

    def action(id_, **changed):
        plain = {"start": None, "end": None, "status": "ongoing"}
        return entry("action", id_, **(plain | changed))

    return action


@pytest.fixture
def report(site, full_reader):
    return build_report(site.store.at(), full_reader, today=site.today, per=DAY)


def in_area(report, area, **changed):
    """The report with one of its areas changed."""
    areas = (replace(a, **changed) if a.status.area.id == area else a for a in report.areas)
    return replace(report, areas=tuple(areas))


class TestLateness:
    @pytest.mark.parametrize(
        ("status", "start", "end", "late"),
        [
            pytest.param("planned", BEFORE, None, Lateness.BEGUN, id="not begun"),
            pytest.param("planned", AFTER, None, None, id="to begin later"),
            pytest.param("planned", BEFORE, BEFORE, Lateness.ENDED, id="neither begun nor ended"),
            pytest.param("ongoing", BEFORE, BEFORE, Lateness.ENDED, id="not ended"),
            pytest.param("ongoing", BEFORE, DAY, None, id="ends on the day itself"),
            pytest.param("ongoing", BEFORE, AFTER, None, id="to end later"),
            pytest.param("ongoing", None, None, None, id="nobody said when"),
            pytest.param("done", BEFORE, BEFORE, None, id="done"),
            pytest.param("stopped", BEFORE, BEFORE, None, id="stopped"),
        ],
    )
    def test_it_is_judged_at_the_day_that_is_asked_about(self, action, status, start, end, late):
        assert lateness(action("ettan", status=status, start=start, end=end), DAY) is late


class TestOrder:
    def test_what_enables_comes_before_what_it_enables_although_it_starts_later(self, action):
        later = action("later", phase=1, start=BEFORE, enables=["first"])
        first = action("first", phase=1, start=date(2019, 9, 1))
        assert ids(in_order([first, later])) == ["later", "first"]

    def test_phases_come_in_their_order_and_last_what_has_none(self, action):
        given = [action("none"), action("two", phase=2), action("one", phase=1)]
        assert [(phase, ids(among)) for phase, among in by_phase(given)] == [
            (1, ["one"]),
            (2, ["two"]),
            (None, ["none"]),
        ]

    def test_a_phase_is_kept_together_although_a_later_one_enables_an_earlier(self, action):
        given = [action("one", phase=1), action("two", phase=2, enables=["one"])]
        assert ids(in_order(given)) == ["one", "two"]

    def test_else_by_start_and_title(self, action):
        given = [
            action("never", title="A"),
            action("late", start=AFTER, title="A"),
            action("beta", start=BEFORE, title="B"),
            action("alfa", start=BEFORE, title="A"),
        ]
        assert ids(in_order(given)) == ["alfa", "beta", "late", "never"]

    def test_a_circle_does_not_hang(self, action):
        given = [action("alfa", enables=["beta"]), action("beta", enables=["alfa"])]
        assert sorted(ids(in_order(given))) == ["alfa", "beta"]


class TestWaiting:
    def test_only_a_planned_action_waits_and_only_for_what_is_not_done(self, action):
        given = [
            action("done", status="done", enables=["next", "begun"]),
            action("ongoing", enables=["next", "begun"]),
            action("next", status="planned"),
            action("begun"),
        ]
        before = enablers(given)
        assert sorted(ids(before["next"])) == ["done", "ongoing"]
        assert "done" not in before
        assert ids(awaited(given[2], before)) == ["ongoing"]
        assert awaited(given[3], before) == ()


class TestGaps:
    def test_a_goal_that_no_action_serves(self, action, report):
        def without(*given):
            return [goal.id for goal in gaps(given, report).goals]

        assert without() == ["lugn", "trygghet"]
        assert without(action("ettan", goals=["lugn"])) == ["trygghet"]
        assert without(action("ettan", goals=["lugn"], status="done")) == ["trygghet"]
        assert without(action("ettan", goals=["lugn"], status="stopped")) == ["lugn", "trygghet"]

    def test_actions_that_show_nowhere_or_serve_nothing(self, action, report):
        given = [
            action("whole", goals=["lugn"], indicators=["larm"]),
            action("aimless", goals=[], indicators=["larm"]),
            action("unseen", goals=["lugn"], indicators=[]),
            action("stopped", goals=[], indicators=[], status="stopped"),
        ]
        found = gaps(given, report)
        assert ids(found.without_goal) == ["aimless"]
        assert ids(found.without_indicator) == ["unseen"]

    @pytest.mark.parametrize(
        ("changed", "answered"),
        [
            pytest.param({}, True, id="ongoing"),
            pytest.param({"status": "planned"}, True, id="planned"),
            pytest.param({"status": "done"}, False, id="done before it came"),
            pytest.param({"indicators": ["tips"]}, False, id="shows elsewhere"),
        ],
    )
    def test_a_setback_that_no_action_is_for(self, action, report, changed, answered):
        setback = Backslide("larm", "torget", BackslideLevel.CONFIRMED)
        calm = Backslide("skott", "torget", BackslideLevel.NONE)
        seen = in_area(report, "torget", backslides=(setback, calm))
        assert gaps([], seen).setbacks == (setback,)
        given = action("ettan", **({"indicators": ["larm"]} | changed))
        assert gaps([given], seen).setbacks == (() if answered else (setback,))

    @pytest.mark.parametrize(
        ("changed", "answered"),
        [
            pytest.param({}, True, id="there"),
            pytest.param({"areas": ["gatan"]}, True, id="in a part of the area"),
            pytest.param({"areas": ["staden"]}, False, id="elsewhere"),
            pytest.param({"conditions": ["tillit"]}, False, id="for another condition"),
            pytest.param({"status": "done"}, False, id="done"),
        ],
    )
    def test_a_condition_that_the_evidence_speaks_against(
        self, action, report, phase_status_of, changed, answered
    ):
        status = phase_status_of([(1, "2019-06-11")])
        ro, tillit = report.definitions.phase_model.conditions
        against = ConditionReport(ro, 1, (), standing=Standing.AGAINST)
        supported = ConditionReport(tillit, 1, (), standing=Standing.SUPPORTS)
        other_phase = ConditionReport(tillit, 2, (), standing=Standing.AGAINST)
        seen = in_area(
            report, "torget", status=status, conditions=(against, supported, other_phase)
        )
        assert [(a.id, c.id) for a, c in gaps([], seen).conditions] == [("torget", "ro")]
        given = action("ettan", **({"conditions": ["ro"], "areas": ["torget"]} | changed))
        assert len(gaps([given], seen).conditions) == (0 if answered else 1)


class TestMix:
    def of(self, given, report, area="torget"):
        return next(one for one in mixes(given, report) if one.area.id == area)

    def test_ongoing_actions_are_counted_by_type_in_the_area_and_its_parts(self, action, report):
        given = [
            action("ettan", areas=["torget"]),
            action("tvaan", areas=["gatan"], type="social"),
            action("trean", areas=["staden"], type="enforcement"),
            action("fyran", areas=["torget"], type="enforcement", status="planned"),
        ]
        whole = self.of(given, report)
        assert [whole.ongoing[kind] for kind in ActionType] == [1, 1, 0]
        assert whole.lacking == (ActionType.ENFORCEMENT,)
        part = self.of(given, report, "gatan")
        assert [part.ongoing[kind] for kind in ActionType] == [0, 1, 0]

    def test_where_nothing_is_ongoing_no_type_is_singled_out(self, report):
        assert self.of([], report).lacking == ()


class TestShelf:
    @pytest.fixture
    def shelf(self, site, record, action, full_reader):
        def shelf(goal=None):
            return shelf_of(site.store.at(), full_reader, goal)

        record(action("ettan", title="Ett", goals=["lugn"]), action("tvaan", goals=["trygghet"]))
        record(action("ettan", title="Två", goals=["lugn"]))
        record(action("tvaan", goals=["trygghet"], withdrawn=True))
        return shelf

    def test_the_newest_version_is_shown_and_those_before_are_kept(self, shelf):
        assert [a.title for a in shelf().every] == ["Två"]
        [earlier] = shelf().history["ettan"]
        assert (earlier.version, earlier.entry.title) == (1, "Ett")
        assert changed_fields(earlier.entry, shelf().every[0]) == ("title",)

    def test_what_is_taken_out_is_kept_apart(self, shelf):
        assert ids(shelf().withdrawn) == ["tvaan"]

    def test_a_goal_chooses(self, shelf):
        assert ids(shelf("lugn").chosen) == ["ettan"]
        assert ids(shelf("trygghet").chosen) == []
        assert ids(shelf().chosen) == ["ettan"]
