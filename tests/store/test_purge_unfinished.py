"""A purge that is cut short, and copies from before it that are brought back."""

import hashlib
import json
import signal
from datetime import date

import pytest

from tracker.model.access import Audience
from tracker.model.links import ShareLink
from tracker.store import Links, Store

STEPS = [  # those that it has in common with other writes are killed in test_crashes
    ("copied", 1),
    ("begun", 1),
    ("applied", 1),
    ("compacted", 1),
    ("renamed", 1),
    ("switched", 1),
    ("rewriting", 1),
    ("rewritten", 1),
    ("rewriting", 2),
    ("rewritten", 3),
    ("blob_removed", 1),
    ("blob_removed", 2),
    ("draft_removed", 1),
    ("ended", 1),
]
BEFORE = {"2023-12": 3, "2024-01": 8191.4375, "2024-02": 5, "2024-03": 9}
AFTER = {"2023-12": 3, "2024-01": 7, "2024-03": 9}


def purge(store, actor, read_anew, id_="uppladdning2"):
    return store.purge(id_, "Innehöll personuppgifter.", actor, read_anew)


@pytest.fixture
def shared(spoiled, clock):
    """A link that shows the number, and a draft of the same bytes."""
    links = Links(spoiled.journal)
    seen = {"series": [{"indicator": "bilbrander", "values": [8191.4375]}]}
    link = ShareLink(
        id="delad",
        view="/",
        audience=Audience.ANALYSIS,
        organisations=frozenset(),
        publication=4,
        reference_date=date(2024, 12, 31),
        frozen=links.freeze(json.dumps(seen).encode()),
        note=None,
        made_by="anna",
        made_at=clock(),
        expires_on=date(2026, 1, 1),
    )
    links.add(link, "hemlig")
    spoiled.drafts.new(b"fil nummer 2", "samma.csv", "anna")
    return link


# Each costs seconds: these each time, all of them by hand.
OFTEN = {("begun", 1), ("switched", 1), ("rewriting", 2), ("blob_removed", 1)}


@pytest.mark.parametrize(
    ("step", "count"),
    [
        pytest.param(
            *step, marks=() if step in OFTEN else pytest.mark.by_hand, id="-".join(map(str, step))
        )
        for step in STEPS
    ],
)
def test_one_killed_at_any_step_is_finished_by_the_next(
    spoiled, shared, folder, clock, accept, actor, read_anew, child, counts, planted, step, count
):
    killed = child("purge", ("uppladdning2", accept.tables), step, count)
    assert killed.wait() == -signal.SIGKILL

    store = Store(folder, clock)
    names = [name for name, _ in STEPS]
    in_force = names.index(step) >= names.index("switched")
    assert counts(store.at()) == (AFTER if in_force else BEFORE), "the old or the new, whole"
    begun = names.index(step) >= names.index("begun") and step != "ended"
    assert "purge_unfinished" in {p.code for p in store.verify()} or not begun
    assert {p.code for p in store.verify()} <= {"purge_unfinished", "publication_unfinished"}

    made = purge(store, actor, read_anew)
    assert (made.tombstone.publication, made.is_done) == (6, True)
    assert counts(store.at()) == AFTER
    assert planted(folder) == []
    assert not Links(store.journal).is_kept(shared)
    assert store.drafts.list() == ()
    assert not list(folder.rglob("*.new*"))
    assert Store(folder, clock).verify() == ()


@pytest.mark.parametrize(("step", "count"), [("switched", 1)])
def test_others_may_write_and_read_everything_anew_meanwhile(
    spoiled, folder, clock, accept, actor, read_anew, child, counts, planted, step, count
):
    child("purge", ("uppladdning2", accept.tables), step, count).wait()
    store = Store(folder, clock)
    store.publish(accept({"2024-04": 1}), actor, based_on=store.current())
    store.rebuild(actor, read_anew)
    purge(store, actor, read_anew)
    assert counts(store.at()) == AFTER | {"2024-04": 1}
    assert planted(folder) == []
    assert Store(folder, clock).verify() == ()


def test_readers_go_on_while_it_is_done(spoiled, accept, actor, read_anew, counts, folder, clock):
    seen = []

    def look(_step):
        reader = Store(folder, clock)
        seen.append((reader.current(), counts(reader.at())))

    purge(Store(folder, clock, at_step=look), actor, read_anew)
    assert {number for number, _ in seen} == {5, 6}
    assert all(values == {5: BEFORE, 6: AFTER}[number] for number, values in seen)


class TestBroughtBack:
    @pytest.fixture
    def archive(self, spoiled, shared, tmp_path, actor):
        """A backup of publication 5, with all that is to be purged."""
        return spoiled.backup(tmp_path / "kopia.tar.zst", actor)

    def test_the_backups_to_destroy_are_named(
        self, spoiled, archive, actor, read_anew, tmp_path, decide
    ):
        made = purge(spoiled, actor, read_anew)
        [named] = made.backups
        assert (named.publication, named.person) == (5, "anna")
        assert named.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()
        spoiled.backup(tmp_path / "senare.tar.zst", actor)
        assert purge(spoiled, actor, read_anew).backups == (named,), "the later one is clean"

    def test_what_was_purged_does_not_come_back(
        self, spoiled, archive, shared, actor, read_anew, counts, folder, planted, analyst
    ):
        purge(spoiled, actor, read_anew)
        spoiled.restore(archive, actor, read_anew)
        assert counts(spoiled.at()) == AFTER
        assert planted(folder) == []
        assert not Links(spoiled.journal).is_kept(shared)
        assert [u.id for u in spoiled.at().uploads(analyst)] == ["uppladdning1", "uppladdning3"]
        assert [one.id for one in spoiled.at().purges(analyst)] == ["uppladdning2"]
        assert spoiled.verify() == ()

    def test_nor_where_the_record_is_lost_and_the_journal_stands(
        self, spoiled, archive, actor, read_anew, counts, folder, clock, planted, analyst
    ):
        purge(spoiled, actor, read_anew)
        for path in folder.glob("*.duckdb"):
            path.unlink()
        store = Store(folder, clock)
        store.restore(archive, actor, read_anew)
        assert counts(store.at()) == AFTER
        assert counts(store.at(4)) == {"2023-12": 3}
        assert [one.reason for one in store.at().purges(analyst)] == ["Innehöll personuppgifter."]
        assert planted(folder) == []
        assert store.verify() == ()

    def test_nor_where_a_later_backup_has_told_of_it(
        self, spoiled, archive, actor, read_anew, counts, tmp_path, clock, planted
    ):
        purge(spoiled, actor, read_anew)
        later = spoiled.backup(tmp_path / "senare.tar.zst", actor)
        other = Store(tmp_path / "annan dator", clock)
        other.restore(later, actor, read_anew)
        other.restore(archive, actor, read_anew)
        assert counts(other.at()) == AFTER
        assert planted(tmp_path / "annan dator") == []
        assert other.verify() == ()

    def test_an_entry_neither(
        self, spoiled, actor, read_anew, entry, record, tmp_path, analyst, folder, planted
    ):
        secret = "Anna Andersson, 19500101-0009"
        spoiled.publish(record(entry("note", "bort", text=secret)), actor, based_on=5)
        purge(spoiled, actor, read_anew)
        archive = spoiled.backup(tmp_path / "kopia.tar.zst", actor)
        purge(spoiled, actor, read_anew, "bort")
        spoiled.restore(archive, actor, read_anew)
        assert [r.entry.id for r in spoiled.at().entries(analyst)] == ["kvar"]
        assert planted(folder) == []
        assert spoiled.verify() == ()

    def test_a_backup_from_before_the_file_came_is_as_it_was(
        self, defined_store, accept, actor, read_anew, tmp_path, counts
    ):
        defined_store.publish(accept({"2024-01": 1}), actor, based_on=1)
        archive = defined_store.backup(tmp_path / "kopia.tar.zst", actor)
        defined_store.publish(accept({"2024-01": 2}), actor, based_on=2)
        purge(defined_store, actor, read_anew)
        assert purge(defined_store, actor, read_anew).backups == ()
        defined_store.restore(archive, actor, read_anew)
        assert counts(defined_store.at()) == {"2024-01": 1}
        assert defined_store.verify() == ()
