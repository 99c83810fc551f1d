"""The journal: a chain that only grows, tied to the publications it tells of."""

import sqlite3
from contextlib import closing

import pytest

from tracker.errors import StoreDamaged
from tracker.store import Journal


@pytest.fixture
def journal(tmp_path, clock) -> Journal:
    journal = Journal(tmp_path / "journal.sqlite", clock)
    journal.create()
    return journal


def tamper(journal: Journal, statement: str) -> None:
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute(statement)


def test_each_row_carries_the_hash_of_the_one_before(journal):
    first = journal.append("sign_in", "anna", "", None)
    second = journal.append("export", "bo", "skjutningar.csv", 3)
    one, two = journal.entries()
    assert (one.seq, one.kind, one.person, one.publication) == (1, "sign_in", "anna", None)
    assert (two.seq, two.kind, two.person, two.publication) == (2, "export", "bo", 3)
    assert (one.hash, two.hash) == (first, second)
    assert (one.prev_hash, two.prev_hash) == ("0" * 64, first)
    assert one.at == "2025-01-16T09:01:00+00:00"
    assert journal.breaks() == ()


def test_making_it_again_keeps_what_is_there(journal):
    journal.append("sign_in", "anna", "", None)
    journal.create()
    assert len(journal.entries()) == 1


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        pytest.param("update entry set person = 'cia' where seq = 2", (2,), id="who"),
        pytest.param("update entry set at = '2020-01-01' where seq = 3", (3,), id="when"),
        pytest.param("update entry set hash = 'x' where seq = 2", (2, 3), id="hash"),
        pytest.param("delete from entry where seq = 2", (3,), id="a row is gone"),
        pytest.param("delete from entry where seq = 1", (2,), id="the first is gone"),
        pytest.param("update entry set seq = 9 where seq = 4", (9,), id="order"),
    ],
)
def test_a_change_to_any_row_breaks_the_chain(journal, statement, broken):
    for number in range(4):
        journal.append("sign_in", f"person{number}", "", None)
    tamper(journal, statement)
    assert journal.breaks() == broken


def test_a_file_that_is_no_journal_is_named(journal):
    journal.path.write_bytes(b"inte en databas" * 100)
    with pytest.raises(StoreDamaged) as raised:
        journal.entries()
    assert raised.value.code == "journal_damaged"
    assert raised.value.params == {"file": journal.path}


def test_rows_of_an_archive_are_taken_in_only_when_they_continue_ours(journal, tmp_path, clock):
    journal.append("a", "anna", "", None)
    journal.copy_to(tmp_path / "copy.sqlite")
    longer = Journal(tmp_path / "copy.sqlite", clock)
    longer.append("b", "anna", "", None)

    journal.continue_with(longer.entries())
    assert journal.entries() == longer.entries()

    journal.append("ours", "anna", "", None)
    for _ in range(2):
        longer.append("theirs", "anna", "", None)
    before = journal.entries()
    journal.continue_with(longer.entries())
    assert journal.entries() == before
    journal.continue_with(before[:1])  # an older copy rolls nothing back
    assert journal.entries() == before


def test_publications_and_journal_point_at_each_other(store_with_two_uploads, folder):
    from tracker.store.durable import sha256_of

    entries = store_with_two_uploads.journal.entries()
    assert [(e.kind, e.publication) for e in entries] == [
        (kind, number) for number in (1, 2, 3) for kind in ("publishing", "published")
    ]
    assert [p.journal_hash for p in store_with_two_uploads.log()] == [
        e.hash for e in entries if e.kind == "publishing"
    ]
    assert [e.what for e in entries if e.kind == "published"] == [
        sha256_of(folder / f"00000{number}.duckdb") for number in (1, 2, 3)
    ]
    assert entries[2].what == "upload:uppladdning1"
    assert {e.person for e in entries} == {"anna"}


def test_a_name_never_enters_the_journal(store_with_two_uploads):
    assert "Andersson" not in repr(store_with_two_uploads.journal.entries())
