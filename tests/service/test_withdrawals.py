"""Undo: what is shown before, what is done, by whom, and what everything else then says."""

import pytest

from tracker.errors import Conflict, NotAllowed, NotFound, TrackerError
from tracker.model.access import Actor, Role
from tracker.model.records import Provenance, PublicationKind
from tracker.service.access import ANYONE, reader_for
from tracker.service.changed import what_changed
from tracker.service.keeping import rebuild
from tracker.service.reports import build_report
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.service.withdrawals import look_at_withdrawal, withdraw, withdrawable

POLICE = Actor("per", "Per", Role.ANALYST, frozenset({"polisen"}))
TOWN = Actor("tove", "Tove", Role.ANALYST, frozenset({"kommunen"}))
READER = Actor("lina", "Lina", Role.READER, frozenset({"polisen"}))
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset({"polisen"}))


@pytest.fixture
def two(bring, own_form):
    """7 and 9, then 8 for February and 6 for March."""
    first = bring(own_form("larm;torget;2024-01;7", "larm;torget;2024-02;9"), "ett.csv")
    second = bring(own_form("larm;torget;2024-02;8", "larm;torget;2024-03;6"), "två.csv")
    return first.upload, second.upload


def values(site, reader, number=None):
    return {
        o.period.code: o.value
        for series in site.store.at(number).series(reader, indicators=["larm"])
        for o in series.observations
    }


def test_what_comes_back_is_shown_and_nothing_is_done(site, owner, two, full_reader):
    _, second = two
    seen = look_at_withdrawal(site, second.id, owner)
    found = seen.difference
    assert (found.revised, found.absent, found.new, found.unchanged) == (1, 1, 0, 1)
    [change] = found.changes
    assert (change.before.value, change.after.value) == (8, 9)
    assert [one.before.period.code for one in found.absent_values] == ["2024-03"]
    assert (seen.upload.file_name, seen.publication, seen.fictional) == ("två.csv", 3, ())
    assert site.store.current() == 3
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}


def test_it_is_undone_in_one_step_with_a_reason(site, owner, two, full_reader):
    _, second = two
    made = withdraw(site, second.id, " Fel\nmånad. ", owner, based_on=3)
    assert (made.number, made.kind, made.what) == (4, PublicationKind.WITHDRAWAL, second.id)
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 9}
    assert values(site, full_reader, 3) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}
    [said] = site.store.at().withdrawals(full_reader)
    assert (said.reason, said.withdrawn_by) == ("Fel månad.", owner.person)
    assert site.store.at().withdrawals(ANYONE) == ()
    assert site.store.blob(second.sha256)
    rebuild(site, owner)
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 9}
    assert site.store.verify() == ()


def test_the_same_file_may_come_again(site, owner, two, bring, own_form, full_reader):
    _, second = two
    withdraw(site, second.id, "Förhastat.", owner, based_on=3)
    rows = ("larm;torget;2024-02;8", "larm;torget;2024-03;6")
    again = bring(own_form(*rows), "två.csv")
    assert again.upload.sha256 == second.sha256
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}


def test_the_news_tell_it(site, owner, two, full_reader):
    before = build_report(site.store.at(), full_reader, today=site.today)
    withdraw(site, two[1].id, "Fel.", owner, based_on=3)
    after = build_report(site.store.at(), full_reader, today=site.today)
    [change] = what_changed(before, after).series
    assert [v.period.code for v in change.withdrawn] == ["2024-03"]
    assert [(v.before.value, v.after.value) for v in change.revised] == [(8, 9)]


def test_verdicts_that_turn_are_told_before_and_are_those_of_the_report(
    filled_site, owner, full_reader
):
    upload = next(
        u for u in filled_site.store.at().uploads(full_reader) if u.file_name == "alla_varden.csv"
    )
    number = filled_site.store.current()
    before = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
    told = look_at_withdrawal(filled_site, upload.id, owner).flips
    withdraw(filled_site, upload.id, "Prov.", owner, based_on=number)
    after = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
    words = {
        (s.indicator.id, s.area.id): (s.verdict.word, now.verdict.word)
        for s, now in zip(before.every_series, after.every_series, strict=True)
        if s.verdict.word is not now.verdict.word
    }
    assert len(words) > 2
    assert {(f.indicator_id, f.area_id): (f.before.word, f.after.word) for f in told} == words


def test_frozen_decisions_stay_as_they_were(filled_site, owner, full_reader):
    decisions = filled_site.store.at().decisions(full_reader)
    upload = withdrawable(filled_site, owner)[0]
    kept = [filled_site.store.blob(d.frozen) for d in decisions if d.frozen]
    withdraw(filled_site, upload.id, "Prov.", owner, based_on=filled_site.store.current())
    assert filled_site.store.at().decisions(full_reader) == decisions
    assert [filled_site.store.blob(d.frozen) for d in decisions if d.frozen] == kept


class TestWho:
    def test_an_analyst_withdraws_what_is_of_her_own_organisation(self, site, two):
        assert [u.file_name for u in withdrawable(site, POLICE)] == ["två.csv", "ett.csv"]
        assert withdraw(site, two[1].id, "Fel.", POLICE, based_on=3).made_by == "per"

    def test_and_no_other(self, site, two):
        assert withdrawable(site, TOWN) == ()
        for attempt in (
            lambda: look_at_withdrawal(site, two[1].id, TOWN),
            lambda: withdraw(site, two[1].id, "Fel.", TOWN, based_on=3),
        ):
            with pytest.raises(NotAllowed) as refused:
                attempt()
            assert refused.value.code == "not_own_organisation"
        assert site.store.current() == 3

    @pytest.mark.parametrize("actor", [None, READER, STEERING])
    def test_who_may_not_upload_may_not_undo(self, site, two, actor):
        assert withdrawable(site, actor) == ()
        for attempt in (
            lambda: look_at_withdrawal(site, two[1].id, actor),
            lambda: withdraw(site, two[1].id, "Fel.", actor, based_on=3),
        ):
            with pytest.raises(NotAllowed) as refused:
                attempt()
            assert refused.value.code == "not_allowed"

    def test_an_upload_whose_values_others_have_replaced_is_still_its_organisations(
        self, site, two, bring, own_form
    ):
        rows = ("larm;torget;2024-02;1", "larm;torget;2024-03;1")
        bring(own_form(*rows))  # nothing of «två.csv» is left in force
        with pytest.raises(NotAllowed):
            withdraw(site, two[1].id, "Fel.", TOWN, based_on=4)
        assert look_at_withdrawal(site, two[1].id, POLICE).difference.unchanged == 3


class TestRefused:
    @pytest.mark.parametrize(
        ("reason", "code"),
        [
            ("", "withdrawal_needs_reason"),
            (" \n ", "withdrawal_needs_reason"),
            ("Ring 070-123 45 67", "withdrawal_personal_data"),
            ("Ring 070-123 45 67" + "." * 2_000, "withdrawal_reason_long"),
        ],
    )
    def test_without_a_fit_reason(self, site, owner, two, reason, code):
        with pytest.raises(TrackerError) as refused:
            withdraw(site, two[1].id, reason, owner, based_on=3)
        assert refused.value.code == code
        assert site.store.current() == 3

    def test_twice(self, site, owner, two):
        withdraw(site, two[1].id, "Fel.", owner, based_on=3)
        for attempt in (
            lambda: look_at_withdrawal(site, two[1].id, owner),
            lambda: withdraw(site, two[1].id, "Fel.", owner, based_on=4),
        ):
            with pytest.raises(Conflict) as refused:
                attempt()
            assert refused.value.code == "upload_not_in_force"

    def test_an_upload_that_never_was(self, site, owner):
        with pytest.raises(NotFound):
            withdraw(site, "0" * 16, "Fel.", owner, based_on=1)

    def test_after_the_series_moved(self, site, owner, two, bring, own_form):
        bring(own_form("larm;torget;2024-04;1"))
        with pytest.raises(Conflict) as refused:
            withdraw(site, two[1].id, "Fel.", owner, based_on=3)
        assert refused.value.code == "withdrawal_outdated"


def test_invented_values_that_come_back_are_told(site, owner, bring, own_form, full_reader):
    bring(own_form("larm;torget;2024-01;7"), "påhitt.csv", fictional=True)
    draft = new_draft(site, own_form("larm;torget;2024-01;7"), "riktigt.csv", owner)
    read_draft(site, draft, reader_for(owner))
    origin = Provenance(publisher="Polisen", title="Larm")
    real = accept(site, draft, origin, owner, replace_fictional=True).upload
    assert look_at_withdrawal(site, real.id, owner).fictional == (("larm", "torget"),)
    withdraw(site, real.id, "Fel.", owner, based_on=3)
    [series] = site.store.at().series(full_reader)
    assert series.fictional
