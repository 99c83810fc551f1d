"""What entries hold to in time: a meeting to come, an answer's decision, a day half known."""

import json
from datetime import UTC, date, datetime

import pytest

from tracker.errors import DecisionIncomplete, EntryRefused
from tracker.model.steering import Meeting
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.keeping import drop_example
from tracker.service.steering import record_entries
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording, fault_wording

BEFORE = 3  # data versions before the first write: definitions and two phase decisions
TODAY = date(2025, 1, 16)  # by the site's clock
COMING = {"status": "planned", "held_on": date(2025, 2, 6)}


@pytest.fixture
def site(decided_site):
    return decided_site


def kept(site, reader):
    return site.store.at().entries(reader)


class TestAMeetingToCome:
    def test_it_becomes_held(self, site, record, clock, entry, full_reader):
        record(entry("meeting", **COMING, points=["Kamerorna"]))
        clock.now = datetime(2025, 2, 6, 15, 0, tzinfo=UTC)
        record(entry("meeting", held_on=COMING["held_on"], minutes="Justerat.", seen=BEFORE + 1))
        [found] = kept(site, full_reader)
        assert (found.entry.status, found.version) == ("held", 2)
        first, _ = site.store.at().entry_history(full_reader, "forsta")
        assert (first.entry.status, first.entry.points) == ("planned", ("Kamerorna",))

    def test_nothing_is_judged_there_before_its_day(self, record, refused, clock, entry):
        record(entry("meeting", "mote", **COMING))
        early = entry("judgement", meeting="mote", judged_on=TODAY)
        assert refused(early) == [("meeting_not_held", "forsta", "meeting")]
        clock.now = datetime(2025, 2, 6, 15, 0, tzinfo=UTC)
        record(entry("judgement", meeting="mote", judged_on=COMING["held_on"]))

    def test_nor_decided(self, site, record, owner, clock, entry):
        record(entry("meeting", "mote", **COMING))

        def decide():
            form = DecisionForm(
                "torget", 1, date(2024, 12, 31), site.today, "styrgruppen", "Skäl.", meeting="mote"
            )
            return record_decision(site, form, owner, based_on=site.store.current())

        with pytest.raises(DecisionIncomplete) as raised:
            decide()
        assert raised.value.code == "decision_meeting_not_held"
        assert "2025-02-06" in error_wording(raised.value, texts_in(Language.SV)).cause
        clock.now = datetime(2025, 2, 6, 15, 0, tzinfo=UTC)
        assert decide().number == BEFORE + 2

    @pytest.mark.parametrize("by", ["judgement", "decision"])
    def test_what_was_taken_there_keeps_it_on_its_day(
        self, site, record, refused, owner, entry, by
    ):
        held = entry("meeting", "mote", held_on=date(2024, 12, 12))
        record(held)
        if by == "judgement":
            record(entry("judgement", meeting="mote", judged_on=held.held_on))
        else:
            day = held.held_on
            form = DecisionForm("torget", 1, day, day, "styrgruppen", "Skäl.", meeting="mote")
            record_decision(site, form, owner, based_on=site.store.current())
        again = held.model_copy(update=COMING)
        assert refused(again) == [("meeting_is_named", "mote", "status")]


class TestTheDecisionOfAnAnswer:
    def test_any_decision_on_the_area_will_do(self, site, record, owner, entry):
        day = date(2023, 9, 14)
        form = DecisionForm("torget", 1, day, day, "styrgruppen", "Skäl.")
        record_decision(site, form, owner, based_on=BEFORE)
        record(entry("answer", "ena"), entry("answer", "andra", phase_since=day))

    def test_the_days_that_there_are_are_told(self, site, entry, steering):
        lost = entry("answer", phase_since=date(2021, 1, 1))
        with pytest.raises(EntryRefused) as raised:
            record_entries(site, [lost], steering, based_on=BEFORE)
        [fault] = raised.value.faults
        assert "2022-03-17" in fault_wording(fault, texts_in(Language.SV)).remedy

    def test_an_answer_whose_decision_is_gone_can_be_edited(
        self, site, record, refused, owner, entry
    ):
        day = date(2023, 9, 14)
        form = DecisionForm("torget", 1, day, day, "styrgruppen", "Skäl.", fictional=True)
        record_decision(site, form, owner, based_on=BEFORE)
        record(entry("answer", phase_since=day))
        drop_example(site, owner)
        record(entry("answer", phase_since=day, text="Rättat."))
        moved = entry("answer", area="gatan", phase_since=day)
        assert refused(moved) == [("answer_decision_unknown", "forsta", "phase_since")]


@pytest.mark.parametrize("written", ["2018", "2018-12", "2018-12-05"])
def test_a_day_is_kept_as_near_as_it_was_given(site, record, full_reader, entry, written):
    record(entry("promise", signed_on=written))
    [found] = kept(site, full_reader)
    assert found.entry.signed_on.code == written
    assert f'"signed_on":"{written}"' in found.entry.model_dump_json()


@pytest.mark.parametrize("written", ["2018K4", "2018-2019", "2018-10..2018-12", "i höstas", []])
def test_and_nothing_but_a_year_a_month_or_a_day_is_one(entry, written):
    with pytest.raises(EntryRefused) as raised:
        entry("promise", signed_on=written)
    [fault] = raised.value.faults
    assert (fault.code, fault.params["field"]) == ("entry_field_not_a_partial_date", "signed_on")
    assert "2018-12" in fault_wording(fault, texts_in(Language.SV)).remedy


def test_what_was_stored_before_a_meeting_could_be_planned_reads_as_held(entry):
    stored = entry("meeting").model_dump(mode="json")
    del stored["status"]
    assert Meeting.model_validate_json(json.dumps(stored)) == entry("meeting")
