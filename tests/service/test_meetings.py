"""The next meeting's agenda, built from a report, what changed in it, and what is on record."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.model.advice import Advice, Backslide, BackslideLevel, Support
from tracker.model.report import AreaReport
from tracker.model.steering import EntryKind
from tracker.service.actions import Lateness
from tracker.service.changed import what_changed
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.law import law_basis
from tracker.service.meetings import Why, agenda
from tracker.service.meetings_held import (
    Wrote,
    counted_from,
    held_in,
    meeting_from,
    meetings,
    name_after,
    nameable,
    planned,
    shown,
    taken_at,
    to_come,
    written_since,
)
from tracker.service.reports import build_report
from tracker.service.steering import read_entry

TODAY = date(2025, 1, 16)
ENTERED = date(2022, 3, 17)


@pytest.fixture
def now(site, full_reader):
    """The report of a data version, and what is on record in it."""

    def now(number=None, per=None):
        snapshot = site.store.at(number)
        report = build_report(snapshot, full_reader, today=TODAY, per=per)
        return report, snapshot.entries(full_reader)

    return now


@pytest.fixture
def decide(site, owner):
    def decide(phase=2, day=ENTERED, **more):
        form = DecisionForm("torget", phase, day, day, "styrgruppen", "Färre larm.", **more)
        return record_decision(site, form, owner, based_on=site.store.current())

    return decide


def with_area(report, area_id, **changed):
    """The report with one area's part of it changed."""
    areas = tuple(
        replace(area, **changed) if area.status.area.id == area_id else area
        for area in report.areas
    )
    return replace(report, areas=areas)


def worsened(level=BackslideLevel.CONFIRMED):
    return (Backslide("larm", "torget", level),)


def why(plan):
    return {one.area.status.area.id: one.why for one in plan.phases}


class TestSetbacks:
    @pytest.fixture
    def report(self, now, decide):
        decide(1, date(2021, 1, 1))
        decide()
        report, _ = now()
        return with_area(report, "torget", backslides=worsened())

    @pytest.fixture
    def answered(self, report, entry, record, now):
        """What is on the agenda when somebody has written an answer."""

        def answered(**changed):
            record(entry("answer", **changed))
            return agenda(report, None, now()[1], None).setbacks

        return answered

    def test_one_that_nobody_has_answered_is_on_the_agenda(self, report):
        [one] = agenda(report, None, (), None).setbacks
        assert (one.area.status.area.id, one.series.indicator.id) == ("torget", "larm")

    @pytest.mark.parametrize("level", [BackslideLevel.NONE, BackslideLevel.UNKNOWN])
    def test_what_has_not_worsened_is_not(self, report, level):
        calm = with_area(report, "torget", backslides=worsened(level))
        assert agenda(calm, None, (), None).setbacks == ()

    def test_an_answer_ends_the_asking(self, answered):
        assert answered() == ()

    @pytest.mark.parametrize(
        "changed",
        [
            {"phase_since": date(2021, 1, 1)},
            {"series": {"indicator": "skott", "area": "torget"}},
            {"withdrawn": True},
        ],
        ids=["of an earlier phase", "of another series", "taken back"],
    )
    def test_what_answers_something_else_does_not(self, answered, changed):
        assert len(answered(**changed)) == 1

    def test_what_is_answered_later_waits_at_an_earlier_date(self, report, entry, record, now):
        record(entry("answer", answered_on=date(2024, 2, 1)))
        earlier = replace(report, reference_date=date(2024, 1, 31), programme_ended=False)
        assert len(agenda(earlier, None, now()[1], None).setbacks) == 1


class TestPhases:
    def test_an_area_without_a_decision_is_to_be_decided(self, now):
        report, _ = now()
        every = {area.status.area.id: (Why.UNDECIDED,) for area in report.areas}
        assert why(agenda(report, None, (), None)) == every

    @pytest.mark.parametrize(
        ("review_by", "asked"),
        [(date(2024, 12, 30), True), (date(2024, 12, 31), False), (None, False)],
    )
    def test_a_review_is_overdue_the_day_after(self, now, decide, review_by, asked):
        decide(review_by=review_by)
        report, _ = now(per=date(2024, 12, 31))
        calm = with_area(report, "torget", advice=Advice(None, None))
        assert (why(agenda(calm, None, (), None)).get("torget") == (Why.REVIEW,)) is asked

    @pytest.mark.parametrize(
        ("advice", "found"),
        [
            (Advice(Support.DOES_NOT_SUPPORT, None), (Why.NOT_SUPPORTED,)),
            (Advice(Support.SUPPORTS, Support.SUPPORTS), (Why.NEXT_SUPPORTED,)),
            (Advice(Support.NOT_ENOUGH, Support.NOT_ENOUGH), None),
            (Advice(Support.SUPPORTS, Support.DOES_NOT_SUPPORT), None),
        ],
    )
    def test_what_the_evidence_supports(self, now, decide, advice, found):
        decide()
        report = with_area(now()[0], "torget", advice=advice)
        assert why(agenda(report, None, (), None)).get("torget") == found

    def test_lost_conditions_are_named_and_every_reason_told_in_one_point(self, now, decide):
        decide(review_by=date(2023, 3, 31))
        report, _ = now()
        area: AreaReport = next(a for a in report.areas if a.status.area.id == "torget")
        lost = tuple(replace(c, lost=c.phase == 2) for c in area.conditions)
        advice = Advice(Support.DOES_NOT_SUPPORT, None)
        plan = agenda(with_area(report, "torget", conditions=lost, advice=advice), None, (), None)
        [one] = [q for q in plan.phases if q.area.status.area.id == "torget"]
        assert one.why == (Why.REVIEW, Why.LOST, Why.NOT_SUPPORTED)
        assert [c.id for c in one.lost] == [c.condition.id for c in lost if c.lost]
        assert one.lost


def test_actions_that_are_late_at_the_reference_date(entry, record, now):
    def action(id_, **changed):
        return entry(id_=id_, **{"start": None, "end": None, **changed})

    record(
        action("not_begun", status="planned", start=date(2024, 1, 1)),
        action("not_ended", status="ongoing", end=date(2024, 6, 1)),
        action("earlier", status="ongoing", end=date(2024, 5, 1)),
        action("on_its_day", status="ongoing", end=date(2024, 12, 31)),
        action("done", status="done", end=date(2024, 5, 1)),
        action("taken_back", status="ongoing", end=date(2024, 5, 1), withdrawn=True),
    )
    report, entries = now(per=date(2024, 12, 31))
    late = agenda(report, None, entries, None).actions
    assert [(one.action.id, one.late) for one in late] == [
        ("earlier", Lateness.ENDED),
        ("not_ended", Lateness.ENDED),
        ("not_begun", Lateness.BEGUN),
    ]


def test_late_data_are_told_by_whose_they_are_the_latest_first(now):
    report, _ = now()
    days = iter(range(1, 1000))
    late = [replace(one, late_by=next(days)) for one in report.cross_cutting]
    plan = agenda(replace(report, goals=(), cross_cutting=tuple(late)), None, (), None)
    told = [(one.owner.id, [s.late_by for s in one.series]) for one in plan.deliveries]
    assert sum(len(found) for _, found in told) == len(late)
    assert [found[0] for _, found in told] == sorted((f[0] for _, f in told), reverse=True)
    assert all(found == sorted(found, reverse=True) for _, found in told)
    assert {s.indicator.owner_organisation for one in plan.deliveries for s in one.series} == {
        one.owner.id for one in plan.deliveries
    }
    assert agenda(replace(report, goals=(), cross_cutting=()), None, (), None).deliveries == ()


class TestSinceTheLastMeeting:
    def test_flipped_verdicts_stand_apart_from_values_that_only_moved(
        self, now, bring, own_form, decide
    ):
        months = [f"{y}-{m:02d}" for y in range(2018, 2025) for m in range(1, 13)]
        bring(own_form(*(f"{i};torget;{m};60" for i in ("larm", "skott") for m in months)))
        then, _ = now()
        bring(own_form(*(f"larm;torget;{m};20" for m in months if m >= "2023")))
        bring(own_form(*(f"skott;torget;{m};60;;;preliminär" for m in months)))
        decide()
        report, entries = now()
        plan = agenda(report, what_changed(then, report), entries, ())
        assert [one.series.indicator.id for one in plan.flipped] == ["larm"]
        assert [one.series.indicator.id for one in plan.moved] == ["skott"]
        assert [d.area_id for d in plan.decisions] == ["torget"]
        assert plan.flips_beside == plan.flipped
        setback = with_area(report, "torget", backslides=worsened())
        asked = agenda(setback, what_changed(then, setback), entries, ())
        assert (len(asked.setbacks), asked.flips_beside) == (1, ())

    def test_nothing_is_new_where_nothing_can_be_compared(self, now, entry, record, decide):
        decide()
        record(entry("note"))
        plan = agenda(now()[0], None, now()[1], None)
        assert (plan.flipped, plan.moved, plan.decisions, plan.written) == ((), (), (), ())

    def test_what_people_wrote_new_edited_and_taken_back_the_latest_said_first(
        self, now, entry, record
    ):
        record(entry(id_="same"), entry(id_="edited"), entry("note", "gone"))
        before = now()[1]
        record(
            entry(id_="edited", title="Nya kameror"),
            entry("note", "gone", withdrawn=True),
            entry("note", "early", on=date(2023, 1, 1)),
            entry("judgement", "late"),
            entry("meeting", "meeting"),
            entry("note", "came_and_went", withdrawn=True),
        )
        found = written_since(before, now()[1])
        assert [(one.entry.id, one.wrote) for one in found] == [
            ("gone", Wrote.WITHDRAWN),
            ("late", Wrote.NEW),
            ("early", Wrote.NEW),
            ("edited", Wrote.EDITED),
        ]
        assert found[3].before.title == "Kameror"

    def test_what_was_taken_back_and_is_back_is_new(self, now, entry, record):
        record(entry("note", "back", withdrawn=True))
        before = now()[1]
        record(entry("note", "back"))
        assert [one.wrote for one in written_since(before, now()[1])] == [Wrote.NEW]


class TestFromWhichVersion:
    @pytest.fixture
    def held(self, now, entry, record, site):
        """The meetings after these have been put on record one by one."""

        def held(*given):
            for number, changed in enumerate(given):
                record(entry("meeting", f"mote_{number}", **changed))
            return meetings(now()[1])

        return held

    def test_what_the_latest_held_saw(self, held, now):
        found = held({"held_on": date(2024, 5, 1), "seen": 1}, {"held_on": date(2024, 2, 1)})
        since = counted_from(found[0], {1, 2, 3})
        assert (since.last.id, since.number, since.seen) == ("mote_0", 1, True)

    @pytest.mark.parametrize("seen", [0, 2])
    def test_else_what_stood_when_it_was_first_recorded(
        self, now, entry, record, site, full_reader, seen
    ):
        record(entry())
        record(entry("meeting", "mote", seen=seen))  # based on 2
        record(entry("meeting", "mote", seen=seen, minutes="Justerat."))
        newest = site.store.at().entries(full_reader)
        first = site.store.at().entry_history(full_reader, "mote")[:1]
        [one] = meetings(newest, first)
        assert one.meeting.minutes == "Justerat."
        since = counted_from(one, {1, 2, 3, 4})
        assert (since.number, since.seen) == (2, seen == 2)

    def test_one_that_was_planned_counts_from_when_it_was_said_to_be_held(
        self, entry, record, site, full_reader, clock
    ):
        day = date(2025, 2, 6)
        record(entry("meeting", "mote", status="planned", held_on=day))  # based on 1
        assert held_in(site.store.at(), full_reader) == ()
        clock.now = datetime(2025, 2, 6, 15, 0, tzinfo=UTC)
        record(entry())
        record(entry("meeting", "mote", held_on=day))  # based on 3
        record(entry("meeting", "mote", held_on=day, minutes="Justerat."))
        [one] = held_in(site.store.at(), full_reader)
        assert (one.based_on, one.meeting.minutes) == (3, "Justerat.")

    def test_a_version_that_is_not_there_is_not_counted_from(self, held):
        [one] = held({"seen": 1})
        assert counted_from(one, {7, 8}).number is None

    def test_without_a_meeting_there_is_nothing_to_count_from(self):
        since = counted_from(None, {1})
        assert (since.last, since.number) == (None, None)

    def test_a_meeting_after_the_date_or_taken_back_is_not_the_last(self, held, now):
        found = held(
            {"held_on": date(2023, 2, 1)},
            {"held_on": date(2024, 2, 1)},
            {"held_on": date(2023, 3, 1), "withdrawn": True},
        )
        report = replace(now()[0], reference_date=date(2024, 1, 1), programme_ended=False)
        assert [one.meeting.id for one in shown(found, report)] == ["mote_0"]
        ended = replace(report, programme_ended=True)
        assert [one.meeting.id for one in shown(found, ended)] == ["mote_1", "mote_0"]


class TestToCome:
    def test_planned_meetings_stand_by_their_day_and_are_no_meetings_held(
        self, now, entry, record, clock
    ):
        def coming(id_, day, **more):
            return entry("meeting", id_, status="planned", held_on=date(2025, 2, day), **more)

        record(coming("senare", 20), coming("forst", 6), coming("utgatt", 7, withdrawn=True))
        record(entry("meeting", "hallet"))
        clock.now = datetime(2025, 2, 10, 9, 0, tzinfo=UTC)  # one has not been said to be held
        report, entries = now()
        assert [one.id for one in planned(entries)] == ["forst", "senare"]
        assert [one.meeting.id for one in meetings(entries)] == ["hallet"]
        underlag = law_basis(replace(report, reference_date=date(2025, 12, 31)), entries, None)
        assert [one.id for one in underlag.meetings] == ["hallet"]

    @pytest.mark.parametrize(
        ("before", "status", "seen"),
        [
            pytest.param(None, "planned", 0, id="a new one to come"),
            pytest.param(None, "held", 7, id="a new one held"),
            pytest.param({"status": "planned"}, "planned", 0, id="still to come"),
            pytest.param({"status": "planned"}, "held", 7, id="now held"),
            pytest.param({"seen": 4}, "held", 4, id="held before"),
        ],
    )
    def test_a_meeting_saw_what_stood_when_it_was_first_said_to_be_held(
        self, entry, before, status, seen
    ):
        old = entry("meeting", "mote", fictional=True, **before) if before is not None else None
        form = {"name": "Möte", "status": status, "held_on": date(2024, 2, 1)}
        fields = meeting_from(form, old, saw=7)
        made = read_entry(EntryKind.MEETING, fields)
        assert (made.status, made.seen) == (status, seen)
        assert (made.id == "mote", made.fictional) == (old is not None, old is not None)


def test_what_a_meeting_took_names_it_or_is_of_its_day(now, entry, record, decide):
    day = date(2024, 2, 1)
    record(entry("meeting", "mote"), entry("meeting", "annat"))
    decide(1, day)
    decide(2, date(2024, 3, 1), meeting="mote")
    decide(1, date(2024, 4, 1))
    record(
        entry("judgement", "same_day"),
        entry("judgement", "named", meeting="mote", judged_on=date(2024, 1, 31)),
        entry("judgement", "of_the_other", meeting="annat"),
        entry("judgement", "another_day", judged_on=date(2024, 1, 31)),
        entry("judgement", "taken_back", withdrawn=True),
    )
    report, entries = now()
    meeting = next(one.meeting for one in meetings(entries) if one.meeting.id == "mote")
    taken = taken_at(meeting, report, entries)
    assert [d.phase for d in taken.decisions] == [1, 2]
    assert {j.id for j in taken.judgements} == {"same_day", "named"}


@pytest.mark.parametrize(
    ("name", "following"),
    [("Möte 24", "Möte 25"), ("Möte 9", "Möte 10"), ("Extra möte", ""), ("7", "8")],
)
def test_the_next_meetings_name(name, following):
    assert name_after(name) == following

    def test_at_a_day_before_it_was_planned_it_is_not_told(self, now, entry, record):
        record(entry("meeting", "kommer", status="planned", held_on=date(2025, 2, 6)))
        report, entries = now()
        assert [one.id for one in to_come(entries, report)] == ["kommer"]
        earlier = replace(report, reference_date=date(2024, 6, 1), programme_ended=False)
        assert to_come(entries, earlier) == ()


class TestNameable:
    """Which meetings something said at the report's date may be from."""

    @pytest.fixture
    def named(self, now, entry, record):
        record(
            entry("meeting", "februari"),
            entry("meeting", "maj", held_on=date(2024, 5, 1)),
            entry("meeting", "borta", held_on=date(2024, 5, 2), withdrawn=True),
            entry("meeting", "idag", status="planned", held_on=TODAY),
            entry("meeting", "senare", status="planned", held_on=date(2025, 2, 6)),
        )
        report, entries = now()

        def named(day, *, ended=False):
            at = replace(report, reference_date=day, programme_ended=ended)
            return [one.id for one in nameable(entries, at, TODAY)]

        return named

    def test_those_held_up_to_the_day_the_latest_first(self, named):
        assert named(date(2024, 5, 1)) == ["maj", "februari"]
        assert named(date(2024, 4, 30)) == ["februari"]

    def test_one_planned_for_the_very_day_and_no_other(self, named):
        assert named(TODAY) == ["idag", "maj", "februari"]

    def test_after_the_programme_everything_until_today(self, named):
        assert named(date(2024, 4, 30), ended=True) == ["idag", "maj", "februari"]
