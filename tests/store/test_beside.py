"""What stands beside the journal's chain is held to it, and the chain to what was told of it."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from tracker.model.access import Audience, Role, Token
from tracker.model.links import ShareLink
from tracker.store import Links, Tokens
from tracker.store.journal import Journal

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(defined_store):
    """A store with a key and a link."""
    Tokens(defined_store.journal).add(
        Token("n1", "Nattjobbet", "anna", Role.READER, frozenset(), NOW, date(2026, 1, 1)), "hemlig"
    )
    links = Links(defined_store.journal)
    link = ShareLink(
        id="l1",
        view="/",
        audience=Audience.OPEN,
        organisations=frozenset(),
        publication=1,
        reference_date=date(2025, 1, 1),
        frozen=links.freeze(b"{}"),
        note="",
        made_by="anna",
        made_at=NOW,
        expires_on=date(2026, 1, 1),
    )
    links.add(link, "vag")
    links.rotate(link, "ny vag", "anna")
    return defined_store


def by_hand(store, statement):
    with closing(sqlite3.connect(store.journal.path)) as connection, connection:
        connection.execute(statement)


def codes(store, known=""):
    return [one.code for one in store.verify(known)]


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        pytest.param("update token set role = 'ägare'", "token", id="a role is raised"),
        pytest.param("update token set organisations = '[\"*\"]'", "token", id="organisations"),
        pytest.param("update token set expires_on = '2099-01-01'", "token", id="it holds longer"),
        pytest.param("update token set sha256 = 'x'", "token", id="another secret"),
        pytest.param("update token set id = 'n2'", "token", id="one that was never made"),
        pytest.param("update link set audience = 'analys'", "link", id="an audience is raised"),
        pytest.param("update link set sha256 = 'x'", "link", id="another way to a link"),
        pytest.param("update link set frozen = 'x'", "link", id="it shows something else"),
    ],
)
def test_what_is_changed_beside_the_chain_is_found(store, statement, table):
    assert store.verify() == ()
    by_hand(store, statement)
    (problem,) = store.verify()
    assert (problem.code, problem.params["table"]) == ("beside_journal_changed", table)


def test_what_was_ended_stays_ended(store):
    Tokens(store.journal).revoke("n1", "anna", NOW)
    links = Links(store.journal)
    links.revoke(links.get("l1"), "anna", NOW)
    assert store.verify() == ()
    by_hand(store, "update token set revoked_at = null")
    by_hand(store, "update link set revoked_at = null")
    assert codes(store) == ["beside_journal_changed"] * 2


def test_what_is_used_is_not_changed(store):
    Tokens(store.journal).used("n1", date(2025, 2, 1))
    links = Links(store.journal)
    links.opened(links.get("l1"), "anna", date(2025, 2, 1), told=True)
    assert store.verify() == ()


def test_rows_of_the_chain_from_before_there_were_digests_are_as_good_as_before(store, monkeypatch):
    monkeypatch.setattr("tracker.store.tokens.token_told", lambda _, id_: id_)
    Tokens(store.journal).add(
        Token("n0", "Äldre", "anna", Role.READER, frozenset(), NOW, date(2026, 1, 1)), "annan"
    )
    assert store.verify() == ()


def test_a_journal_that_was_cut_is_found_by_what_was_told_of_it(store):
    known = store.journal.head()
    assert codes(store, known) == []
    store.journal.append("export", "anna", "laget.csv", 1)
    assert codes(store, known) == []  # it goes on from there
    later = store.journal.head()
    by_hand(store, "delete from entry where kind = 'export'")
    assert codes(store) == []  # nothing else tells of the last rows
    assert codes(store, known) == []
    assert codes(store, later) == ["journal_cut"]


def test_a_last_row_that_was_rewritten_is_found_as_well(store):
    store.journal.append("export", "anna", "laget.csv", 1)
    known = store.journal.head()
    by_hand(store, "delete from entry where kind = 'export'")
    Journal(store.journal.path, lambda: NOW).append("export", "bo", "laget.csv", 1)
    assert codes(store) == []
    assert codes(store, known) == ["journal_cut"]


def test_links_of_an_archive_are_told_as_they_come_back(store, tmp_path, actor):
    archive = store.backup(tmp_path / "kopia.tar.zst", actor)
    by_hand(store, "delete from link")
    assert store.verify() == ()
    store.restore(archive, actor)
    assert Links(store.journal).find("ny vag").id == "l1"
    told = [one.what for one in store.journal.entries() if one.kind == "link_brought_back"]
    assert [one.split()[0] for one in told] == ["l1"]
    assert store.verify() == ()
