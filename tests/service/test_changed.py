"""What changed between two data versions: values, verdicts, decisions, definitions."""

from datetime import date

import pytest

from tracker.model.access import Reader
from tracker.model.verdicts import Word
from tracker.service.access import ANYONE
from tracker.service.changed import what_changed
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.reports import build_report


@pytest.fixture
def report(site, full_reader):
    def build(number=None, reader: Reader = full_reader):
        return build_report(site.store.at(number), reader, today=date(2025, 1, 16))

    return build


def told(changed):
    """Per changed series: (new, revised, withdrawn) as period codes."""
    return {
        one.series.indicator.id: tuple(
            [value.period.code for value in kind] for kind in (one.new, one.revised, one.withdrawn)
        )
        for one in changed.series
    }


def test_the_same_report_has_not_changed(report):
    assert what_changed(report(), report()).nothing


def test_new_and_revised_values_are_told_by_period(report, bring, own_form):
    bring(own_form("larm;torget;2024-01;7", "larm;torget;2024-02;8"))
    bring(own_form("larm;torget;2024-02;9", "larm;torget;2024-03;4"))
    changed = what_changed(report(2), report(3))
    assert told(changed) == {"larm": (["2024-03"], ["2024-02"], [])}
    (revised,) = changed.series[0].revised
    assert (revised.before.value, revised.after.value) == (8, 9)


def test_read_backwards_new_values_are_withdrawn(report, bring, own_form):
    bring(own_form("larm;torget;2024-01;7"))
    assert told(what_changed(report(2), report(1))) == {"larm": ([], [], ["2024-01"])}


def test_the_same_values_in_another_file_are_no_change(report, bring, own_form):
    bring(own_form("larm;torget;2024-01;7"))
    bring(own_form("larm;torget;2024-01;7", "skott;torget;2024-01;1"), "annan.csv")
    assert set(told(what_changed(report(2), report(3)))) == {"skott"}


def test_a_new_note_on_a_value_is_a_change(report, bring, own_form):
    bring(own_form("larm;torget;2024-01;7"))
    bring(own_form("larm;torget;2024-01;7;;;preliminär"))
    assert told(what_changed(report(2), report(3))) == {"larm": ([], ["2024-01"], [])}


def test_another_verdict_stands_first(report, bring, own_form):
    months = [f"{y}-{m:02d}" for y in range(2018, 2025) for m in range(1, 13)]
    bring(own_form(*(f"{i};torget;{month};60" for i in ("larm", "skott") for month in months)))
    fallen = [f"larm;torget;{month};20" for month in months if month >= "2023"]
    noted = [f"skott;torget;{month};60;;;preliminär" for month in months]
    bring(own_form(*fallen, *noted))
    first, second = what_changed(report(2), report(3)).series
    assert (first.series.indicator.id, first.before.word) == ("larm", Word.NO_CHANGE)
    assert (second.series.indicator.id, second.before) == ("skott", None)
    assert len(first.values) < len(second.values)


def test_a_decision_is_told_once(report, site, owner):
    form = DecisionForm(
        "torget", 2, date(2024, 3, 1), date(2024, 3, 1), "styrgruppen", "Färre larm.", ""
    )
    before = report()
    record_decision(site, form, owner, based_on=site.store.current())
    changed = what_changed(before, report())
    assert [(d.area_id, d.phase) for d in changed.decisions] == [("torget", 2)]
    assert what_changed(report(), report()).decisions == ()


def test_edited_definitions_are_told_and_series_come_and_go(report, site, owner):
    goals = site.folder / "goals.yaml"
    goals.write_text(goals.read_text("utf-8").replace("id: merit", "id: meritvarde"), "utf-8")
    before = report()
    apply_definitions(site, owner, based_on=site.store.current())
    changed = what_changed(before, report())
    assert changed.redefined
    assert {s.indicator.id for s in changed.began} == {"meritvarde"}
    assert {s.indicator.id for s in changed.ended} == {"merit"}


def test_who_may_not_see_a_series_is_not_told_of_it(report, site, bring, own_form):
    bring(own_form("oro;gatan;2024K1;12"))
    seen = what_changed(report(1), report(2))
    assert set(told(seen)) == {"oro"}
    assert what_changed(report(1, ANYONE), report(2, ANYONE)).nothing


def test_at_an_earlier_day_values_of_periods_that_end_after_it_are_not_told(
    site, full_reader, bring, own_form
):
    bring(own_form("larm;torget;2024-05;7", "larm;torget;2024-06;8", "larm;torget;2024-07;9"))

    def at(number):
        day = date(2024, 6, 30)
        return build_report(site.store.at(number), full_reader, today=date(2025, 1, 16), per=day)

    assert told(what_changed(at(1), at(2))) == {"larm": (["2024-05", "2024-06"], [], [])}


class TestAnotherPhase:
    """A series may be read the other way in another phase; then no value has changed."""

    MONTHS = tuple(f"{y}-{m:02d}" for y in range(2018, 2025) for m in range(1, 13))

    @pytest.fixture
    def fallen(self, site, owner, bring, own_form, decide):
        """Alarms have fallen: a setback while the area is in phase 1, and progress in phase 2."""
        goals = site.folder / "goals.yaml"
        plain, turned = "direction: lower\n", "direction: lower\n        direction_in_phase:\n"
        turned += "          - {phase: 1, direction: higher}\n"
        before, larm, after = goals.read_text("utf-8").partition("id: larm")
        goals.write_text(before + larm + after.replace(plain, turned, 1), "utf-8")
        apply_definitions(site, owner, based_on=site.store.current())
        bring(own_form(*(f"larm;torget;{m};{20 if m >= '2023' else 60}" for m in self.MONTHS)))
        decide(1, date(2021, 1, 1))

    @pytest.fixture
    def decide(self, site, owner):
        def decide(phase, day):
            form = DecisionForm("torget", phase, day, day, "styrgruppen", "S", despite="D")
            record_decision(site, form, owner, based_on=site.store.current())

        return decide

    def test_a_verdict_that_only_the_phase_turned_says_which(self, fallen, report, decide):
        before = report()
        decide(2, date(2024, 3, 1))
        [one] = what_changed(before, report()).series
        assert (one.before.word, one.series.verdict.word) == (
            Word.CONFIRMED_SETBACK,
            Word.CONFIRMED_PROGRESS,
        )
        assert (one.values, one.by_phase) == ((), 2)

    def test_where_values_are_others_too_it_is_not_the_phase_alone(
        self, fallen, report, decide, bring, own_form
    ):
        before = report()
        decide(2, date(2024, 3, 1))
        bring(own_form("larm;torget;2024-12;21"))
        [one] = what_changed(before, report()).series
        assert one.before
        assert one.by_phase is None
