"""An upload or an entry that is purged is gone from every file, and that it is gone is told."""

import hashlib
import json
from datetime import date

import duckdb
import pytest

from tracker.errors import Conflict, NotFound, StoreDamaged
from tracker.model.access import Audience, Reader
from tracker.model.links import ShareLink
from tracker.model.records import PublicationKind
from tracker.store import Answered, Idempotency, Links, RecordDecision, Store, WithdrawUpload
from tracker.store.purging_decisions import FREE_TEXTS

KEPT, NUMBER, SECRET = "står kvar", 8191.4375, "Anna Andersson, 19500101-0009"


@pytest.fixture
def publish(defined_store, actor):
    def publish(*changes):
        for change in changes:
            made = defined_store.publish(change, actor, based_on=defined_store.current())
        return made

    return publish


def purge(store, actor, read_anew, id_="uppladdning2"):
    return store.purge(id_, "Innehöll personuppgifter.", actor, read_anew)


def test_the_planted_is_found_before(spoiled, folder, planted):
    """Otherwise the scans below would say nothing."""
    held = [name for name in planted(folder) if name.endswith(".duckdb")]
    assert held == [f"00000{n}.duckdb" for n in range(3, 6)]
    raw = [n for n in range(3, 6) if SECRET.encode() in (folder / f"00000{n}.duckdb").read_bytes()]
    assert raw == list(range(3, 6)), "it stands as plain bytes, which is what a thief would read"


def test_no_byte_of_it_is_left(spoiled, folder, actor, read_anew, planted):
    original = spoiled.at()._file.rows("read/blob_hashes")
    purge(spoiled, actor, read_anew)
    assert planted(folder) == []
    assert not (folder / "blobs" / f"{hashlib.sha256(b'fil nummer 2').hexdigest()}.zst").exists()
    assert len(list((folder / "blobs").iterdir())) == len(original) - 1
    assert not list(folder.rglob("*.new*"))
    assert spoiled.verify() == ()
    assert Store(folder, spoiled.journal.clock).verify() == ()


def test_what_it_replaced_is_in_force_again_and_the_rest_stays(
    spoiled, actor, read_anew, counts, analyst, accept
):
    decisions, entries = spoiled.at().decisions(analyst), spoiled.at().entries(analyst)
    made = purge(spoiled, actor, read_anew)
    assert (made.in_force, made.files) == (True, (3, 4, 5))
    assert counts(spoiled.at()) == {"2023-12": 3, "2024-01": 7, "2024-03": 9}
    assert counts(spoiled.at(2)) == {"2023-12": 3, "2024-01": 7}
    assert counts(spoiled.at(5)) == {"2023-12": 3, "2024-03": 9}, "there is nothing in its place"
    assert (spoiled.at().decisions(analyst), spoiled.at().entries(analyst)) == (decisions, entries)
    assert [u.id for u in spoiled.at(4).uploads(analyst)] == ["uppladdning1"]
    last = spoiled.log()[-1]
    assert (last.number, last.kind, last.what) == (6, PublicationKind.PURGE, "uppladdning2")
    before = spoiled.at().observations(analyst)
    spoiled.rebuild(actor, read_anew)
    assert spoiled.at().observations(analyst).equals(before)
    assert spoiled.verify() == ()


def test_every_kept_file_can_be_built_on(spoiled, folder, actor, read_anew, counts, planted):
    """Each is a whole record of its day, in the order in which it was."""
    purge(spoiled, actor, read_anew)
    (folder / "000006.duckdb").unlink()
    (folder / "000005.duckdb").write_bytes(b"")
    store = Store(folder, spoiled.journal.clock)
    store.rebuild(actor, read_anew)
    assert counts(store.at()) == {"2023-12": 3, "2024-01": 7}, "as of publication 4"
    (folder / "000005.duckdb").unlink()
    assert planted(folder) == []


def test_the_tombstone_says_who_when_why_and_what(spoiled, actor, read_anew, analyst, clock):
    purge(spoiled, actor, read_anew)
    [said] = spoiled.at().purges(analyst)
    assert (said.id, said.uploads, said.entry_kind) == ("uppladdning2", ("uppladdning2",), None)
    assert (said.reason, said.purged_by) == ("Innehöll personuppgifter.", "anna")
    assert (said.first, said.last, said.publication) == (3, None, 6)
    assert said.originals == (hashlib.sha256(b"fil nummer 2").hexdigest(),)
    assert (said.series, said.rows) == ((("bilbrander", "gottsunda"),), 2)
    assert [n for n in range(1, 7) if said.was_in(n)] == [3, 4, 5]


def test_why_is_not_for_those_who_may_not_see_the_numbers(
    defined_store, publish, accept, actor, read_anew, public, internal, analyst
):
    publish(accept({"2024-01": 7}, indicator="avhopp"), accept({"2024-01": 1}))
    for id_ in ("uppladdning1", "uppladdning2"):
        purge(defined_store, actor, read_anew, id_)
    told = {
        reader.audience: [(one.id, bool(one.reason)) for one in defined_store.at().purges(reader)]
        for reader in (public, internal, analyst)
    }
    assert told[Audience.OPEN] == [("uppladdning2", False)]
    assert told[Audience.INTERNAL] == [("uppladdning1", False), ("uppladdning2", True)]
    assert told[Audience.ANALYSIS] == [("uppladdning1", True), ("uppladdning2", True)]


def test_one_that_was_withdrawn_can_be_purged(
    spoiled, actor, read_anew, withdrawing, counts, folder, planted
):
    spoiled.publish(
        WithdrawUpload("uppladdning2", SECRET, "anna", spoiled.journal.clock(), read_anew),
        actor,
        based_on=5,
    )
    before = counts(spoiled.at())
    made = purge(spoiled, actor, read_anew)
    assert (made.in_force, made.tombstone.last) == (False, 6)
    assert counts(spoiled.at()) == before
    assert planted(folder) == []
    assert spoiled.verify() == ()


def test_the_same_bytes_received_twice_go_twice(
    defined_store, publish, accept, actor, read_anew, folder, counts, planted
):
    first, second = accept({"2024-01": NUMBER}), accept({"2024-01": NUMBER, "2024-02": 1})
    same = second.upload.model_copy(update={"sha256": first.upload.sha256})
    publish(first, type(second)(same, second.observations, first.original))
    purge(defined_store, actor, read_anew, "uppladdning1")
    assert counts(defined_store.at()) == {}
    assert planted(folder) == []
    assert list((folder / "blobs").iterdir()) == []
    assert defined_store.verify() == ()


class TestAnEntry:
    @pytest.fixture
    def noted(self, defined_store, publish, entry, record):
        """Publication 4: a note in two versions, and another."""
        publish(
            record(entry("note", "kvar", text=KEPT), entry("note", "bort", text=SECRET)),
            record(entry("note", "bort", text=f"Rättad: {SECRET}")),
        )
        return defined_store

    def test_every_version_goes_everywhere(self, noted, folder, actor, read_anew, analyst, planted):
        assert len(planted(folder)) == 2
        made = purge(noted, actor, read_anew, "bort")
        assert (made.tombstone.entry_kind, made.tombstone.rows) == ("note", 2)
        assert planted(folder) == []
        assert [r.entry.id for r in noted.at().entries(analyst)] == ["kvar"]
        assert noted.at().entry_history(analyst, "bort") == ()
        assert [one.id for one in noted.at().purges(analyst)] == ["bort"]
        noted.rebuild(actor, read_anew)
        assert noted.verify() == ()

    def test_a_withdrawn_one_too(self, noted, folder, actor, read_anew, entry, record, planted):
        withdrawn = record(entry("note", "bort", text=SECRET, withdrawn=True))
        noted.publish(withdrawn, actor, based_on=noted.current())
        purge(noted, actor, read_anew, "bort")
        assert planted(folder) == []

    def test_it_does_not_come_back_by_a_form_that_was_open(
        self, noted, actor, read_anew, entry, record, folder, planted
    ):
        purge(noted, actor, read_anew, "bort")
        with pytest.raises(Conflict) as refused:
            noted.publish(record(entry("note", "bort", text=SECRET)), actor, based_on=3)
        assert refused.value.code == "entry_purged"
        assert planted(folder) == []

    def test_frozen_reports_with_its_text_go(self, noted, actor, read_anew, share, folder, planted):
        with_it = share("a", {"entries": [{"entry": {"id": "bort", "text": SECRET}}]}, 3)
        quoted = share("b", {"note": f"«{SECRET}»"}, 3)
        without = share("c", {"entries": [{"entry": {"id": "kvar"}}]}, 3)
        made = purge(noted, actor, read_anew, "bort")
        links = Links(noted.journal)
        assert [links.is_kept(one) for one in (with_it, quoted, without)] == [False, False, True]
        assert made.tombstone.links == ("a", "b")
        assert planted(folder) == []


@pytest.fixture
def share(folder, clock):
    """A link that shows some content, frozen of a publication."""

    def share(id_, content, publication):
        links = Links(Store(folder, clock).journal)
        link = ShareLink(
            id=id_,
            view="/",
            audience=Audience.ANALYSIS,
            organisations=frozenset(),
            publication=publication,
            reference_date=date(2024, 12, 31),
            frozen=links.freeze(json.dumps(content, ensure_ascii=False).encode()),
            note=None,
            made_by="anna",
            made_at=clock(),
            expires_on=date(2026, 1, 1),
        )
        links.add(link, f"hemlig-{id_}")
        return link

    return share


@pytest.fixture
def decide_on(decide):
    """A decision on what was seen of publication 5."""

    def decide_on(seen):
        slice_ = json.dumps(seen).encode()
        frozen = hashlib.sha256(slice_).hexdigest()
        made = decide(3).decision.model_copy(update={"frozen": frozen, "based_on": 5})
        return RecordDecision(made, slice_)

    return decide_on


class TestFrozen:
    def test_what_shows_its_values_goes_and_the_decision_stays(
        self, spoiled, actor, read_anew, decide_on, share, folder, analyst, planted
    ):
        series = {"series": [{"indicator": "bilbrander", "values": [NUMBER]}]}
        decided = decide_on(series)
        spoiled.publish(decided, actor, based_on=5)
        shown = share("med", series, 4)
        earlier = share("fore", series | {"n": 1}, 2)
        other = share("annan", {"series": [{"indicator": "skjutningar"}]}, 4)
        made = purge(spoiled, actor, read_anew)
        assert planted(folder) == [f"blobs/{earlier.frozen}.zst"], "frozen before it came"
        links = Links(spoiled.journal)
        assert [links.is_kept(one) for one in (shown, earlier, other)] == [False, True, True]
        assert made.tombstone.frozen == tuple(sorted({decided.decision.frozen, shown.frozen}))
        assert decided.decision in spoiled.at().decisions(analyst)
        with pytest.raises(NotFound):
            spoiled.blob(decided.decision.frozen)
        assert spoiled.verify() == ()
        assert [e.what for e in spoiled.journal.entries() if e.kind == "link_purged"] == ["med"]

    def test_a_decision_on_what_was_seen_before_is_not_taken(
        self, spoiled, actor, read_anew, decide_on, folder, planted
    ):
        decided = decide_on({"v": NUMBER})
        purge(spoiled, actor, read_anew)
        with pytest.raises(Conflict) as refused:
            spoiled.publish(decided, actor, based_on=5)
        assert refused.value.code == "decision_before_purge"
        assert planted(folder) == []


class TestDecision:
    """It is personal data that goes, not that an area has been in a phase."""

    SAID = ("decided_by", "reasons", "dissent", "participants", "would_change_our_mind")
    SAID += ("diarienummer", "despite")

    @pytest.fixture
    def decided(self, spoiled, actor, decide):
        said = dict.fromkeys(self.SAID, f"Enligt {SECRET}")
        made = decide(2, review_by=date(2030, 1, 1), based_on=2, **said)
        spoiled.publish(made, actor, based_on=5)
        return made.decision

    def test_what_was_written_goes_everywhere_and_the_rest_stays(
        self, spoiled, decided, actor, read_anew, analyst, share, folder, planted
    ):
        purge(spoiled, actor, read_anew)  # the upload that says the same
        shown = share("med", {"decisions": [decided.model_dump(mode="json")]}, 6)
        other = share("annan", {"decisions": ["annat"]}, 6)
        assert len(planted(folder)) > 1
        made = purge(spoiled, actor, read_anew, decided.id)
        assert planted(folder) == []
        blank = {**dict.fromkeys(self.SAID), "decided_by": "[rensat]", "reasons": "[rensat]"}
        for number in (6, None):
            kept = spoiled.at(number).decisions(analyst)
            assert decided.model_copy(update=blank) in kept
        assert decided.id not in {d.id for d in spoiled.at(5).decisions(analyst)}
        links = Links(spoiled.journal)
        assert [links.is_kept(one) for one in (shown, other)] == [False, True]
        assert (made.tombstone.entry_kind, made.tombstone.rows) == ("decision", 1)
        assert spoiled.verify() == ()

    def test_every_text_of_one_is_known(self, decided):
        """A field added later is either written freely, and goes, or is listed here."""
        texts = {n for n, v in decided if isinstance(v, str)} | {"meeting", "frozen"}
        assert texts - {"id", "area_id", "recorded_by", "meeting", "frozen"} == set(FREE_TEXTS)

    def test_it_does_not_come_back(
        self, spoiled, decided, actor, read_anew, tmp_path, folder, planted
    ):
        archive = spoiled.backup(tmp_path, actor)
        purge(spoiled, actor, read_anew)
        made = purge(spoiled, actor, read_anew, decided.id)
        assert [one.publication for one in made.backups] == [6]
        spoiled.restore(archive, actor, read_anew)
        assert planted(folder) == []
        assert spoiled.verify() == ()

    def test_a_copy_put_back_is_found(self, spoiled, decided, actor, read_anew, folder):
        before = (folder / "000006.duckdb").read_bytes()
        purge(spoiled, actor, read_anew, decided.id)
        (folder / "000006.duckdb").write_bytes(before)
        assert "file_changed" in [one.code for one in spoiled.verify()]

    def test_all_may_know_that_and_those_inside_why(
        self, spoiled, decided, actor, read_anew, analyst
    ):
        purge(spoiled, actor, read_anew, decided.id)
        public = spoiled.at().purges(Reader(Audience.OPEN, frozenset()))
        assert [(one.id, one.reason) for one in public] == [(decided.id, "")]
        assert [one.reason for one in spoiled.at().purges(analyst)] == ["Innehöll personuppgifter."]


def test_a_report_that_a_crash_left_unnamed_goes(spoiled, actor, read_anew, folder, planted):
    """A process may end between freezing what a link shows and keeping the link."""
    links = Links(spoiled.journal)
    telling = links.freeze(json.dumps({"s": ["bilbrander", NUMBER]}).encode())
    other = links.freeze(b'{"s": ["skjutningar"]}')
    original = links.freeze(b"indikator;namn\n")
    purge(spoiled, actor, read_anew)
    assert planted(folder) == []
    kept = {path.stem for path in (folder / "blobs").iterdir()}
    assert kept & {telling, other, original} == {other, original}
    assert spoiled.verify() == ()


class TestDrafts:
    def test_those_of_the_same_bytes_or_compared_with_it_go(self, spoiled, actor, read_anew):
        drafts = spoiled.drafts
        same = drafts.new(b"fil nummer 2", "samma.csv", "anna")
        compared = drafts.new(b"annan", "annan.csv", "bo")
        seen = {"changes": [{"indicator": "bilbrander", "before": NUMBER}]}
        (drafts.path(compared) / "difference.json").write_text(json.dumps(seen))
        other = drafts.new(b"tredje", "tredje.csv", "bo")
        made = purge(spoiled, actor, read_anew)
        assert set(made.drafts) == {same, compared}
        assert [one.id for one in drafts.list()] == [other]

    def test_the_same_bytes_are_not_accepted_again(
        self, spoiled, actor, read_anew, accept, folder, planted
    ):
        purge(spoiled, actor, read_anew)
        accept.made = 1
        again = accept({"2024-01": NUMBER})
        other = again.upload.model_copy(update={"id": "uppladdning99"})
        change = type(again)(other, again.observations, again.original)
        with pytest.raises(Conflict) as refused:
            spoiled.publish(change, actor, based_on=spoiled.current())
        assert refused.value.code == "upload_purged"
        assert planted(folder) == []


class TestAnswers:
    def test_those_kept_for_programs_that_tell_of_it_go(
        self, spoiled, actor, read_anew, clock, folder, planted
    ):
        kept = Idempotency(spoiled.journal)
        answers = {
            "a": {"indicator": "bilbrander", "was": NUMBER},
            "b": {"file": "fil2.csv", "note": SECRET},
            "c": {"indicator": "skjutningar"},
        }
        for key, answer in answers.items():
            given = Answered("0" * 64, json.dumps(answer))
            kept.keep("bo", key, given, clock(), kind="api", what="svar")
        assert "journal.sqlite" in planted(folder)
        purge(spoiled, actor, read_anew)
        assert planted(folder) == []
        assert [bool(kept.find("bo", key, clock())) for key in answers] == [False, False, True]


def test_to_look_changes_nothing(spoiled, folder, actor):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "lock"}
    seen = spoiled.look_at_purge("uppladdning2", "", actor)
    assert (seen.tombstone.rows, seen.files, seen.is_begun) == (2, (3, 4, 5), False)
    assert {p: p.read_bytes() for p in before} == before


def test_twice_is_once(spoiled, folder, actor, read_anew):
    purge(spoiled, actor, read_anew)
    files = {p.name: p.read_bytes() for p in folder.glob("*.duckdb")}
    rows = spoiled.journal.entries()
    again = purge(spoiled, actor, read_anew)
    assert (again.is_done, again.tombstone.publication) == (True, 6)
    assert {p.name: p.read_bytes() for p in folder.glob("*.duckdb")} == files
    assert spoiled.journal.entries() == rows


@pytest.mark.by_hand
def test_one_after_the_other(spoiled, folder, actor, read_anew, analyst, planted):
    purge(spoiled, actor, read_anew)
    purge(spoiled, actor, read_anew, "kvar")
    assert [one.id for one in spoiled.at().purges(analyst)] == ["uppladdning2", "kvar"]
    assert spoiled.verify() == ()
    assert planted(folder) == []


def test_an_id_that_names_nothing(spoiled, actor, read_anew):
    with pytest.raises(NotFound) as refused:
        purge(spoiled, actor, read_anew, "finnsinte")
    assert refused.value.code == "purge_unknown"
    assert spoiled.current() == 5


class TestTampering:
    def test_a_changed_file_is_still_found_afterwards(self, spoiled, folder, actor, read_anew):
        purge(spoiled, actor, read_anew)
        with duckdb.connect(folder / "000004.duckdb") as connection:
            connection.execute("update observation set value = 1")
        assert [(p.code, p.file) for p in spoiled.verify()] == [("file_changed", "000004.duckdb")]

    def test_the_file_of_before_put_back_is_found(self, spoiled, folder, actor, read_anew, planted):
        old = (folder / "000004.duckdb").read_bytes()
        purge(spoiled, actor, read_anew)
        (folder / "000004.duckdb").write_bytes(old)
        assert [p.code for p in spoiled.verify()] == ["file_changed"]
        purge(spoiled, actor, read_anew)
        assert planted(folder) == []

    def test_the_bytes_put_back_are_found(self, spoiled, folder, actor, read_anew):
        blob = folder / "blobs" / f"{hashlib.sha256(b'fil nummer 2').hexdigest()}.zst"
        old = blob.read_bytes()
        purge(spoiled, actor, read_anew)
        blob.write_bytes(old)
        assert [p.code for p in spoiled.verify()] == ["purged_content_left"]
        purge(spoiled, actor, read_anew)
        assert spoiled.verify() == ()

    @pytest.mark.by_hand
    def test_a_harmed_older_file_goes_and_is_not_made_sound(
        self, spoiled, folder, actor, read_anew, planted
    ):
        with duckdb.connect(folder / "000004.duckdb") as connection:
            connection.execute("update observation set value = 1 where value <> 8191.4375")
        purge(spoiled, actor, read_anew)
        assert not (folder / "000004.duckdb").exists()
        assert planted(folder) == []
        assert spoiled.verify() == ()

    def test_where_the_file_in_force_is_harmed_nothing_is_done(
        self, spoiled, folder, actor, read_anew, clock
    ):
        with (folder / "000005.duckdb").open("r+b") as file:
            file.seek(5000)
            file.write(b"skada")
        rows = spoiled.journal.entries()
        with pytest.raises(StoreDamaged):
            purge(Store(folder, clock), actor, read_anew)
        assert spoiled.journal.entries() == rows
