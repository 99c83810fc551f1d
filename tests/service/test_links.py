"""A frozen link shows what was shown, to those it was made for, as long as it may be shown."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import count

import pytest
import yaml
import zstandard

from tracker.errors import Conflict, NotAllowed, NotFound, StoreDamaged, TrackerError
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.links import LinkState, reader_as
from tracker.model.observations import Status
from tracker.model.report import Report, Standing
from tracker.model.steering import EntryKind
from tracker.model.verdicts import Word
from tracker.service.access import ANYONE, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.frozen_reports import freeze, read_frozen
from tracker.service.keeping import backup, drop_example, restore
from tracker.service.links import (
    LONGEST,
    Wanted,
    audiences,
    count_links,
    links_of,
    make_link,
    makers,
    revoke,
    rotate,
)
from tracker.service.links_opening import (
    NOBODY,
    note_opening,
    open_link,
    shown_by,
    what_is_new,
)
from tracker.service.programme import site_with_store
from tracker.service.purging import purge
from tracker.service.reports import build_report
from tracker.service.steering import read_entry, record_entries

READERS = {
    "öppen": ANYONE,
    "intern": Reader(Audience.INTERNAL, frozenset()),
    "analys": Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS})),
}
VIEW = "/malomraden?v=1&mal=lugn"
NEXT_YEAR = date(2026, 1, 16)
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
READING = Actor("rut", "Rut", Role.READER, frozenset())
POLICE = Actor("pia", "Pia", Role.ANALYST, frozenset({"polisen"}))
COUNCIL = Actor("kim", "Kim", Role.ANALYST, frozenset({"kommunen"}))


def wanted(audience=Audience.INTERNAL, **changed):
    return replace(Wanted(VIEW, None, None, audience, NEXT_YEAR), **changed)


@pytest.fixture
def made(filled_site, owner):
    """A link for `intern`, and its secret."""
    return make_link(filled_site, owner, wanted())


def now_for(site, link):
    return build_report(site.store.at(), link.reader, today=site.today)


def redefined(site, owner, change):
    path = site.folder / "goals.yaml"
    goals = yaml.safe_load(path.read_text("utf-8"))
    change({i["id"]: i for goal in goals["goals"] for i in goal["indicators"]})
    path.write_text(yaml.safe_dump(goals, allow_unicode=True), "utf-8")
    apply_definitions(site, owner, based_on=site.store.current())


def refusal(site, secret, reader):
    with pytest.raises(NotFound) as raised:
        open_link(site, secret, reader)
    return raised.value.code, raised.value.params


class TestRacingAPurge:
    def test_what_was_purged_meanwhile_is_not_in_it(self, filled_site, owner, monkeypatch):
        """A purge comes between the report and the link: the link is made of what is left."""
        uploads = {u.file_name: u.id for u in filled_site.store.at().uploads(READERS["analys"])}
        upload = next(iter(uploads.values()))
        names = filled_site.store._blobs.names
        blobs, steps = len(names()), []

        def freeze_slowly(report, **told):
            steps.append(report.publication)
            if len(steps) == 1:
                purge(filled_site, upload, "Fel fil.", owner)
            return freeze(report, **told)

        monkeypatch.setattr("tracker.service.links.freeze", freeze_slowly)
        link, secret = make_link(filled_site, owner, wanted(Audience.ANALYSIS))
        assert steps == [link.publication - 1, link.publication]
        kept = read_frozen(filled_site.store.blob(link.frozen)).report
        assert upload not in str(kept)
        assert open_link(filled_site, secret, READERS["analys"]) == link
        assert len(names()) == blobs - 1 + 1, "an original went and a report came"

    def test_time_after_time_it_is_refused(self, filled_site, owner, monkeypatch):
        purges = count()
        monkeypatch.setattr(type(filled_site.store), "last_purge", lambda _: next(purges))
        with pytest.raises(Conflict) as refused:
            make_link(filled_site, owner, wanted())
        assert refused.value.code == "made_before_purge"
        assert links_of(filled_site, owner) == ()


class TestMaker:
    def test_by_name_though_she_has_written_nothing(self, filled_site, owner):
        make_link(filled_site, READING, wanted())
        snapshot = filled_site.store.at()
        assert READING.person not in snapshot.person_names()
        assert makers(filled_site, snapshot)[READING.person] == READING.name
        journal = str(filled_site.store.journal.entries())
        assert READING.name not in journal

    def test_a_store_with_no_links_knows_none(self, filled_site):
        assert makers(filled_site, filled_site.store.at()) == filled_site.store.at().person_names()

    def test_it_comes_back_with_the_links(self, filled_site, owner, tmp_path, clock):
        make_link(filled_site, READING, wanted())
        archive = backup(filled_site, tmp_path, owner)
        other = site_with_store(filled_site.folder, tmp_path / "annan", clock)
        restore(other, archive, owner)
        assert makers(other, other.store.at())[READING.person] == READING.name


class TestMaking:
    def test_it_opens_by_its_secret_only(self, filled_site, made):
        link, secret = made
        assert open_link(filled_site, secret, READERS["intern"]).id == link.id
        assert len(secret) == 32
        folder = filled_site.store_folder
        kept = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
        assert secret.encode() not in kept

    def test_the_journal_tells_of_it_without_the_secret(self, filled_site, made, owner):
        link, secret = made
        note_opening(filled_site, link, owner)
        _, second = rotate(filled_site, link.id, owner)
        revoke(filled_site, link.id, owner)
        rows = filled_site.store.journal.entries()[-4:]
        assert [(r.kind, r.person, r.what.split()[0]) for r in rows] == [
            (kind, owner.person, link.id)
            for kind in ("link_made", "link_opened", "link_rotated", "link_revoked")
        ]
        assert filled_site.store.verify() == ()
        assert not any(s in str(rows) for s in (secret, second))

    def test_it_shows_what_its_audience_sees(self, filled_site, owner):
        link, _ = make_link(filled_site, owner, wanted(Audience.OPEN))
        seen = build_report(filled_site.store.at(), ANYONE, today=filled_site.today)
        assert shown_by(filled_site, link).report == seen

    def test_an_older_version_and_another_day(self, filled_site, owner):
        day = date(2023, 6, 30)
        link, _ = make_link(filled_site, owner, wanted(publication=4, per=day))
        report = shown_by(filled_site, link).report
        assert (report.publication, report.reference_date) == (4, day)
        assert (link.publication, link.reference_date) == (4, day)

    @pytest.mark.parametrize(
        ("actor", "allowed"),
        [
            (READING, (Audience.OPEN, Audience.INTERNAL)),
            (STEERING, (Audience.OPEN, Audience.INTERNAL)),
            (POLICE, tuple(Audience)),
        ],
        ids=["läsare", "styrgrupp", "analytiker"],
    )
    def test_for_no_more_than_one_sees_oneself(self, filled_site, actor, allowed):
        assert audiences(actor) == allowed
        for audience in Audience:
            if audience in allowed:
                assert make_link(filled_site, actor, wanted(audience))[0].audience is audience
            else:
                with pytest.raises(NotAllowed, match="link_beyond_own"):
                    make_link(filled_site, actor, wanted(audience))

    def test_nobody_makes_none(self, filled_site):
        with pytest.raises(NotAllowed):
            make_link(filled_site, None, wanted(Audience.OPEN))

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"expires_on": date(2025, 1, 15)}, "link_expiry"),
            ({"expires_on": date(2025, 1, 17) + LONGEST}, "link_expiry"),
            ({"note": "x" * 201}, "link_note_long"),
            ({"note": "ring 070-174 06 05"}, "link_note_personal"),
        ],
        ids=["yesterday", "too far", "long note", "telephone"],
    )
    def test_what_is_refused(self, filled_site, owner, changed, code):
        with pytest.raises(TrackerError, match=code):
            make_link(filled_site, owner, wanted(**changed))
        assert count_links(filled_site, owner) == 0

    def test_a_version_that_is_not(self, filled_site, owner):
        with pytest.raises(NotFound, match="publication_unknown"):
            make_link(filled_site, owner, wanted(publication=99))


#               öppen  intern  polisens  kommunens  alla
MAY_OPEN = {
    "öppen": (True, True, True, True, True),
    "intern": (False, True, True, True, True),
    "analys": (False, False, True, False, True),
}


class TestWhoMayOpen:
    @pytest.mark.parametrize("audience", MAY_OPEN)
    def test_by_audience_and_organisation(self, filled_site, audience, owner):
        _, secret = make_link(filled_site, POLICE, wanted(Audience(audience)))
        readers = (None, READING, POLICE, COUNCIL, owner)
        for actor, may in zip(readers, MAY_OPEN[audience], strict=True):
            reader = reader_for(actor)
            if may:
                assert open_link(filled_site, secret, reader)
            else:
                assert refusal(filled_site, secret, reader) == ("link_not_valid", {})

    def test_every_reason_has_the_same_answer(self, filled_site, owner, clock):
        def link(**changed):
            return make_link(filled_site, owner, wanted(**changed))

        link(), link()
        expired = link(expires_on=date(2025, 1, 16))[1]
        revoked, purged, turned = link(), link(), link()
        revoke(filled_site, revoked[0].id, owner)
        rotate(filled_site, turned[0].id, owner)
        (filled_site.store_folder / "blobs" / f"{purged[0].frozen}.zst").unlink()
        above = make_link(filled_site, owner, wanted(Audience.ANALYSIS))[1]
        clock.now += timedelta(days=1)
        whole = purged[1]
        bad = {
            "guessed": "x" * 32,
            "none": "",
            "enormous": "x" * 10_000,
            "truncated": whole[:-1],
            "not text": "\ud800\0",
            "SQL": "' or 1=1 --",
            "expired": expired,
            "revoked": revoked[1],
            "purged": purged[1],
            "turned": turned[1],
            "role lowered": above,
        }
        answers = {why: refusal(filled_site, one, READERS["intern"]) for why, one in bad.items()}
        assert set(map(str, answers.values())) == {str(("link_not_valid", {}))}

    def test_it_holds_through_its_last_day(self, filled_site, made, clock):
        link, secret = made
        clock.now = clock.now.replace(year=2026, hour=22)
        assert open_link(filled_site, secret, READERS["intern"])
        assert link.state(NEXT_YEAR) is LinkState.ACTIVE
        assert link.state(NEXT_YEAR + timedelta(days=1)) is LinkState.EXPIRED

    def test_a_turned_link_opens_by_its_new_secret(self, filled_site, made, owner):
        link, before = made
        _, after = rotate(filled_site, link.id, owner)
        assert before != after
        assert open_link(filled_site, after, READERS["intern"]).id == link.id

    def test_openings_are_counted_and_the_journal_is_not_filled(self, filled_site, owner, clock):
        link, secret = make_link(filled_site, owner, wanted(Audience.OPEN))
        rows = len(filled_site.store.journal.entries())
        for _ in range(3):
            note_opening(filled_site, open_link(filled_site, secret, ANYONE), None)
        clock.now += timedelta(days=1)
        note_opening(filled_site, open_link(filled_site, secret, ANYONE), None)
        kept = open_link(filled_site, secret, ANYONE)
        assert (kept.opened, kept.last_opened) == (4, date(2025, 1, 17))
        told = filled_site.store.journal.entries()[rows:]
        assert [(one.kind, one.person) for one in told] == [("link_opened", NOBODY)] * 2
        assert link.opened == 0


class TestLists:
    def test_ones_own_and_for_the_owner_everybodys(self, filled_site, owner):
        mine = [make_link(filled_site, READING, wanted())[0].id for _ in range(3)]
        theirs, _ = make_link(filled_site, STEERING, wanted(note="till nämnden"))
        assert [one.id for one in links_of(filled_site, READING)] == mine[::-1]
        assert [one.id for one in links_of(filled_site, READING, most=1, skipped=1)] == [mine[1]]
        assert count_links(filled_site, READING) == 3
        assert count_links(filled_site, owner) == 4
        newest = links_of(filled_site, owner)[0]
        assert (newest.id, newest.note) == (theirs.id, "till nämnden")

    def test_nobody_changes_somebody_elses(self, filled_site, owner):
        link, secret = make_link(filled_site, STEERING, wanted())
        for change in (revoke, rotate):
            with pytest.raises(NotFound, match="link_unknown"):
                change(filled_site, link.id, READING)
            with pytest.raises(NotAllowed):
                change(filled_site, link.id, None)
        assert open_link(filled_site, secret, READERS["intern"])
        assert revoke(filled_site, link.id, owner).id == link.id

    def test_what_is_over_stays_over(self, filled_site, made, owner, clock):
        link, _ = made
        revoke(filled_site, link.id, owner)
        with pytest.raises(NotFound, match="link_unknown"):
            revoke(filled_site, link.id, owner)
        with pytest.raises(NotFound, match="link_over"):
            rotate(filled_site, link.id, owner)
        (kept,) = links_of(filled_site, owner)
        assert kept.state(filled_site.today) is LinkState.REVOKED

    def test_a_journal_from_before_there_were_links(self, filled_site, owner):
        assert links_of(filled_site, owner) == ()
        assert count_links(filled_site, owner) == 0
        assert refusal(filled_site, "x" * 32, ANYONE)


class TestBackup:
    def test_links_come_back_elsewhere(self, filled_site, made, owner, tmp_path, clock):
        link, secret = made
        archive = backup(filled_site, tmp_path / "kopia.tar.zst", owner)
        elsewhere = site_with_store(filled_site.folder, tmp_path / "annan", clock)
        restore(elsewhere, archive, owner)
        assert open_link(elsewhere, secret, READERS["intern"]) == link
        assert shown_by(elsewhere, link).frozen == shown_by(filled_site, link).frozen
        assert elsewhere.store.verify() == ()

    def test_what_was_revoked_since_stays_so(self, filled_site, made, owner, tmp_path):
        link, secret = made
        archive = backup(filled_site, tmp_path / "kopia.tar.zst", owner)
        revoke(filled_site, link.id, owner)
        restore(filled_site, archive, owner)
        assert refusal(filled_site, secret, READERS["intern"])
        assert count_links(filled_site, owner) == 1

    def test_a_purged_one_hinders_no_backup(self, filled_site, made, owner, tmp_path):
        link, _ = made
        (filled_site.store_folder / "blobs" / f"{link.frozen}.zst").unlink()
        assert backup(filled_site, tmp_path / "kopia.tar.zst", owner).is_file()


class TestTodaysRules:
    def test_as_frozen_while_nothing_is_closed(self, filled_site, made, owner):
        link, _ = made
        shown = shown_by(filled_site, link)
        assert shown.report == shown.frozen.report
        assert shown.closed == 0
        drop_example(filled_site, owner)
        assert shown_by(filled_site, link).report == shown.frozen.report

    @pytest.fixture
    def open_made(self, filled_site, owner):
        return make_link(filled_site, owner, wanted(Audience.OPEN))[0]

    def test_values_that_are_hidden_now_are_hidden_there(self, filled_site, open_made, owner):
        then = shown_by(filled_site, open_made).report.series_of("larm", "torget")
        assert then.verdict.word is Word.CONFIRMED_PROGRESS
        redefined(filled_site, owner, lambda i: i["larm"].update(min_n=43))
        shown = shown_by(filled_site, open_made)
        now = shown.report.series_of("larm", "torget")
        hidden = [o for o in now.series.observations if o.status is Status.SUPPRESSED]
        assert hidden
        assert all((o.value, o.low, o.high) == (None, 1, 42) for o in hidden)
        assert len(hidden) < len(now.series.observations), "the rest is shown"
        assert now.verdict.word is Word.HIDDEN
        assert {f.name for f in fields(now) if getattr(now, f.name) is not None} == {
            "indicator",
            "area",
            "series",
            "shown",
            "latest",
            "verdict",
            "late_by",
            "next_due",
            "uploads",
        } - ({"next_due"} if now.next_due is None else set())
        assert shown.closed == 1

    def test_what_was_reckoned_from_them_is_gone(self, filled_site, open_made, owner):
        before = shown_by(filled_site, open_made).report
        redefined(filled_site, owner, lambda i: i["larm"].update(confidentiality="intern"))
        after = shown_by(filled_site, open_made).report
        series = after.series_of("larm", "torget")
        assert (series.series.observations, series.shown, series.uploads) == ((), (), ())
        assert after.headline
        assert ("larm", "torget") not in {*after.headline.changed, *after.headline.alone}
        changed = [
            (then, now)
            for a, b in zip(before.areas, after.areas, strict=True)
            for then, now in zip(a.conditions, b.conditions, strict=True)
            if then != now
        ]
        assert changed, "a rule reads the series"
        for _, now in changed:
            assert (now.supports, now.standing) == (None, Standing.CANNOT_JUDGE)
            assert any(item.speaks is None and item.held == () for item in now.evidence)
        assert all(b.indicator_id != "larm" for a in after.areas for b in a.backslides)
        assert others(after) == others(before)

    def test_notes_that_are_closed_now_are_left_out(self, filled_site, owner):
        fields_ = {
            "indicator": "larm",
            "area": "torget",
            "text": "T",
            "signed": "analytikern",
            "on": date(2024, 2, 1),
        }
        note = read_entry(EntryKind.NOTE, fields_)
        record_entries(filled_site, [note], owner, based_on=filled_site.store.current())
        link, _ = make_link(filled_site, STEERING, wanted())
        assert [r.entry.id for r in shown_by(filled_site, link).report.entries] == [note.id]
        redefined(filled_site, owner, lambda i: i["larm"].update(confidentiality="sekretessprövas"))
        assert shown_by(filled_site, link).report.entries == ()

    def test_purged(self, filled_site, made):
        link, _ = made
        (filled_site.store_folder / "blobs" / f"{link.frozen}.zst").unlink()
        with pytest.raises(NotFound, match="link_not_valid"):
            shown_by(filled_site, link)

    def test_damaged(self, filled_site, made):
        link, _ = made
        path = filled_site.store_folder / "blobs" / f"{link.frozen}.zst"
        path.write_bytes(zstandard.compress(b"{}"))
        with pytest.raises(StoreDamaged):
            shown_by(filled_site, link)


def others(report: Report):
    return [replace(s, comparison=None) for s in report.every_series if s.indicator.id != "larm"]


class TestSince:
    def since(self, site, link):
        return what_is_new(site, link, shown_by(site, link), now_for(site, link))

    def test_nothing(self, filled_site, made):
        assert self.since(filled_site, made[0]).nothing

    def test_values_verdicts_decisions_notes_definitions(self, filled_site, made, owner, own_form):
        link, _ = made
        seen = filled_site.store.current()
        day = date(2024, 9, 12)
        form = DecisionForm("gatan", 2, day, day, "Styrgruppen", "Skäl", despite="Ändå.")
        record_decision(filled_site, form, owner, based_on=seen)
        note = {"indicator": "larm", "area": "torget", "text": "T", "signed": "A", "on": day}
        entry = read_entry(EntryKind.NOTE, note)
        record_entries(filled_site, [entry], owner, based_on=filled_site.store.current())
        redefined(filled_site, owner, lambda i: i["tips"].update(direction="lower"))
        since = self.since(filled_site, link)
        assert [d.area_id for d in since.changed.decisions] == ["gatan"]
        assert [w.entry.id for w in since.written] == [entry.id]
        assert since.changed.redefined
        assert [c.series.indicator.id for c in since.changed.series if c.before] == ["tips"]
        assert (since.method, since.day, since.nothing) == (None, None, False)

    def test_what_is_closed_is_no_change_of_verdict(self, filled_site, owner):
        link, _ = make_link(filled_site, owner, wanted(Audience.OPEN))
        redefined(filled_site, owner, lambda i: i["larm"].update(confidentiality="intern"))
        since = self.since(filled_site, link)
        assert since.changed.series == ()
        assert since.changed.redefined


def test_as_whom_a_link_shows():
    own = reader_for(POLICE)
    assert reader_as(own, Audience.ANALYSIS) == own
    assert reader_as(own, Audience.INTERNAL) == Reader(Audience.INTERNAL, frozenset())
    assert reader_as(own, Audience.OPEN) == ANYONE
