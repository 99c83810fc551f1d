"""A phase decision is people's: with reasons, deciders and dates, or refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.errors import Conflict, DecisionIncomplete, NotFound
from tracker.model.access import Actor, Role
from tracker.model.records import PublicationKind
from tracker.service.basis import phase_status
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.programme import open_site
from tracker.service.reports import build_report

FORM = DecisionForm(
    area_id="torget",
    phase=2,
    valid_from=date(2022, 3, 17),
    decided_on=date(2022, 3, 17),
    decided_by="Styrgruppen, möte 9",
    reasons="Larmen blir färre.",
)
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())


def decided(site, reader):
    return site.store.at().decisions(reader)


def status(site, reader, day=date(2024, 12, 31), area="torget"):
    area = site.store.at().definitions().areas[area]
    return phase_status(area, decided(site, reader), day)


def test_what_was_decided_is_kept_with_who_recorded_it_and_on_what(site, full_reader):
    form = replace(
        FORM,
        dissent=" Vi borde vänta. ",
        participants="Sju ledamöter",
        would_change_our_mind="Fler larm",
        review_by=date(2023, 3, 31),
        diarienummer="KS 2022-1",
    )
    made = record_decision(site, form, STEERING, based_on=1)
    assert (made.number, made.kind, made.based_on) == (2, PublicationKind.DECISION, 1)
    (kept,) = decided(site, full_reader)
    assert made.what == kept.id
    assert (kept.area_id, kept.phase, kept.based_on) == ("torget", 2, 1)
    assert (kept.valid_from, kept.decided_on) == (FORM.valid_from, FORM.decided_on)
    assert kept.dissent == "Vi borde vänta."
    assert (kept.participants, kept.would_change_our_mind) == ("Sju ledamöter", "Fler larm")
    assert (kept.review_by, kept.diarienummer) == (date(2023, 3, 31), "KS 2022-1")
    assert (kept.recorded_by, kept.fictional) == ("siv", False)
    assert site.store.at().person_names()["siv"] == "Siv"


def test_what_nobody_said_is_nothing_and_not_empty_text(site, full_reader):
    record_decision(site, replace(FORM, dissent="  "), STEERING, based_on=1)
    (kept,) = decided(site, full_reader)
    assert (kept.dissent, kept.participants, kept.diarienummer) == (None, None, None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"phase": 0}, "decision_phase", id="no phase chosen"),
        pytest.param({"phase": 4}, "decision_phase", id="no such phase"),
        pytest.param({"reasons": " \n "}, "decision_without_reasons", id="blank reasons"),
        pytest.param({"decided_by": ""}, "decision_without_deciders", id="by nobody"),
        pytest.param({"reasons": "x" * 4001}, "decision_text_too_long", id="long reasons"),
        pytest.param({"decided_by": "x" * 4001}, "decision_text_too_long", id="long deciders"),
        pytest.param({"dissent": "x" * 4001}, "decision_text_too_long", id="long dissent"),
        pytest.param({"participants": "x" * 4001}, "decision_text_too_long", id="long list"),
        pytest.param(
            {"would_change_our_mind": "x" * 4001}, "decision_text_too_long", id="long condition"
        ),
        pytest.param({"diarienummer": "x" * 4001}, "decision_text_too_long", id="long number"),
        pytest.param({"decided_on": date(2025, 1, 17)}, "decision_in_future", id="tomorrow"),
        pytest.param(
            {"valid_from": date(2020, 2, 29)}, "decision_before_start", id="before the start"
        ),
        pytest.param({"valid_from": date(2025, 1, 1)}, "decision_after_end", id="after the end"),
    ],
)
def test_an_incomplete_decision_is_refused(site, changed, code):
    with pytest.raises(DecisionIncomplete) as refused:
        record_decision(site, replace(FORM, **changed), STEERING, based_on=1)
    assert refused.value.code == code
    assert site.store.current() == 1


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"valid_from": date(2020, 3, 1)}, id="from the first day"),
        pytest.param({"valid_from": date(2024, 12, 31)}, id="from the last day"),
        pytest.param({"decided_on": date(2025, 1, 16)}, id="decided today"),
        pytest.param({"reasons": "x" * 4000}, id="the longest reasons"),
    ],
)
def test_the_edge_is_inside(site, changed):
    assert record_decision(site, replace(FORM, **changed), STEERING, based_on=1).number == 2


@pytest.mark.parametrize("area", ["staden", "enkatomradet", "ingenstans"])
def test_only_areas_whose_phase_is_decided(site, area):
    with pytest.raises(NotFound) as refused:
        record_decision(site, replace(FORM, area_id=area), STEERING, based_on=1)
    assert (refused.value.code, refused.value.params) == ("area_not_assessed", {"area": area})


def test_one_forward_and_one_back(site, full_reader):
    steps = [(1, date(2020, 3, 1)), (2, date(2022, 3, 17)), (1, date(2023, 9, 14))]
    for number, (phase, day) in enumerate(steps, start=1):
        form = replace(FORM, phase=phase, valid_from=day, decided_on=day)
        record_decision(site, form, STEERING, based_on=number)
    assert [d.phase for d in decided(site, full_reader)] == [1, 2, 1]
    seen = [
        (s.phase, s.direction)
        for day in (date(2021, 1, 1), date(2022, 12, 31), date(2024, 12, 31))
        for s in [status(site, full_reader, day)]
    ]
    assert seen == [(1, "first"), (2, "forward"), (1, "backward")]


class TestStatusOnADay:
    @pytest.fixture
    def decide(self, site):
        def decide(phase: int, day: date, area="torget") -> None:
            form = replace(FORM, area_id=area, phase=phase, valid_from=day, decided_on=day)
            record_decision(site, form, STEERING, based_on=site.store.current())

        return decide

    def test_nobody_has_decided(self, site, full_reader):
        none = status(site, full_reader)
        assert (none.phase, none.direction, none.entered) == (None, None, None)

    def test_a_decision_holds_from_its_day_and_not_before(self, site, full_reader, decide):
        day = date(2022, 3, 17)
        decide(2, day)
        assert status(site, full_reader, day).phase == 2
        assert status(site, full_reader, day - timedelta(days=1)).phase is None

    def test_a_renewed_decision_does_not_move_since(self, site, full_reader, decide):
        decide(2, date(2022, 3, 17))
        decide(2, date(2023, 6, 1))
        renewed = status(site, full_reader)
        assert (renewed.direction, renewed.entered) == ("unchanged", date(2022, 3, 17))

    def test_coming_back_to_a_phase_counts_from_the_return(self, site, full_reader, decide):
        decide(1, date(2020, 3, 1))
        decide(2, date(2022, 3, 17))
        decide(1, date(2023, 9, 14))
        assert status(site, full_reader).entered == date(2023, 9, 14)

    def test_a_decision_recorded_late_takes_its_place_by_its_day(self, site, full_reader, decide):
        decide(2, date(2023, 1, 1))
        decide(1, date(2020, 3, 1))
        assert status(site, full_reader).phase == 2
        assert status(site, full_reader).direction == "forward"

    def test_a_part_that_differs_does_not_move_the_whole(self, site, full_reader, decide):
        decide(2, date(2022, 3, 17))
        decide(1, date(2022, 3, 17), area="gatan")
        report = build_report(site.store.at(), full_reader, today=site.today)
        assert {a.status.area.id: a.status.phase for a in report.areas} == {"torget": 2, "gatan": 1}


class TestBasedOn:
    def test_somebody_else_decided_on_the_area_meanwhile(self, site, full_reader):
        record_decision(site, FORM, STEERING, based_on=1)
        with pytest.raises(Conflict) as refused:
            record_decision(site, replace(FORM, phase=3), STEERING, based_on=1)
        assert refused.value.code == "decision_moved"
        assert [d.phase for d in decided(site, full_reader)] == [2]

    def test_on_another_area_both_stand(self, site, full_reader):
        record_decision(site, FORM, STEERING, based_on=1)
        record_decision(site, replace(FORM, area_id="gatan"), STEERING, based_on=1)
        assert len(decided(site, full_reader)) == 2

    def test_a_version_that_never_was(self, site):
        with pytest.raises(NotFound) as refused:
            record_decision(site, FORM, STEERING, based_on=7)
        assert refused.value.code == "publication_unknown"


def test_nothing_can_be_decided_before_anything_is_defined(programme_folder, clock):
    site = open_site(programme_folder, clock)
    site.store.create()
    with pytest.raises(NotFound) as refused:
        record_decision(site, FORM, STEERING, based_on=0)
    assert refused.value.code == "area_not_assessed"
