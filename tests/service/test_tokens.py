"""Keys for programs: shown once, kept as a hash, and never for more than their maker may."""

from datetime import date, timedelta

import pytest

from tracker.errors import NotAllowed, NotFound, TrackerError
from tracker.model.access import Actor, Role
from tracker.service.limits import Limiter
from tracker.service.tokens import actor_of_token, new_token, revoke_token, tokens

POLICE = Actor("p-1", "Per", Role.OWNER, frozenset({"polisen"}))


@pytest.fixture
def made(site, owner):
    def made(actor=owner, **changed):
        wanted = {
            "label": "Nattlig inläsning",
            "role": Role.ANALYST,
            "organisations": frozenset({"polisen"}),
            "expires_on": date(2025, 1, 20),
        }
        return new_token(site, actor, **wanted | changed)

    return made


def test_a_token_acts_as_itself(site, made, owner):
    token, secret = made()
    actor = actor_of_token(site, secret)
    assert actor == Actor(
        f"token-{token.id}", "Nattlig inläsning", Role.ANALYST, frozenset({"polisen"})
    )
    [known] = tokens(site, owner)
    assert known.last_used_on == site.today
    assert (known.made_by, known.revoked_at) == (owner.person, None)


def test_the_secret_is_kept_nowhere(site, made, owner):
    _, secret = made()
    assert len(secret) == 32
    actor_of_token(site, secret)
    everything = b"".join(p.read_bytes() for p in site.store_folder.rglob("*") if p.is_file())
    assert secret.encode() not in everything
    assert secret not in str(tokens(site, owner))


def test_what_is_done_to_a_token_stands_in_the_chain(site, made, owner):
    token, secret = made()
    revoke_token(site, token.id, owner)
    told = site.store.journal.entries()[-2:]
    rows = [(e.kind, e.person, e.what.split()[0]) for e in told]
    assert rows == [
        ("token_new", owner.person, token.id),
        ("token_revoked", owner.person, token.id),
    ]
    assert site.store.verify() == ()
    assert secret not in str(rows)


def test_the_same_nothing_for_every_token_that_does_not_hold(site, made, owner, clock):
    expired, revoked = made()[1], made()
    revoke_token(site, revoked[0].id, owner)
    clock.now += timedelta(days=30)
    guesses = ["", "x", expired, revoked[1], expired[:-1], "å" * 50, "\ud800", "x" * 10_000]
    assert [actor_of_token(site, guess) for guess in guesses] == [None] * len(guesses)


def test_it_holds_through_its_last_day(site, made, clock):
    _, secret = made()
    clock.now = clock.now.replace(day=20, hour=23, minute=30)
    assert actor_of_token(site, secret) is not None
    clock.now += timedelta(minutes=40)
    assert actor_of_token(site, secret) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"label": "  "}, "token_label", id="no name"),
        pytest.param({"label": "x" * 61}, "token_label", id="a long name"),
        pytest.param({"expires_on": date(2025, 1, 1)}, "token_expiry", id="a past day"),
        pytest.param({"expires_on": date(2026, 2, 1)}, "token_expiry", id="years ahead"),
        pytest.param({"organisations": frozenset({"x"})}, "organisation_unknown", id="unknown"),
    ],
)
def test_what_cannot_be_made(made, changed, code, site, owner):
    with pytest.raises(TrackerError) as refused:
        made(**changed)
    assert refused.value.code == code
    assert tokens(site, owner) == ()


@pytest.mark.parametrize("organisations", [{"kommunen"}, {"*"}, {"polisen", "kommunen"}])
def test_no_more_than_the_maker_may(made, organisations):
    with pytest.raises(NotAllowed) as refused:
        made(POLICE, organisations=frozenset(organisations))
    assert refused.value.code == "token_beyond_own"


def test_one_that_is_over_cannot_be_revoked_again(site, made, owner):
    token, _ = made()
    revoke_token(site, token.id, owner)
    for token_id in (token.id, "finnsinte", "' or 1=1 --"):
        with pytest.raises(NotFound):
            revoke_token(site, token_id, owner)


def test_a_journal_from_before_tokens_has_none_and_gets_them(site, made, owner, tmp_path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(site.store.journal.path)) as connection, connection:
        connection.executescript("drop table token; drop table signed_out;")
    assert tokens(site, owner) == ()
    assert actor_of_token(site, "x") is None
    _, secret = made()
    assert actor_of_token(site, secret) is not None
    assert site.store.verify() == ()


class TestLimiter:
    @pytest.fixture
    def at(self):
        from datetime import UTC, datetime

        class At:
            now = datetime(2025, 1, 16, 12, 0, 50, tzinfo=UTC)

            def __call__(self):
                return self.now

        return At()

    def test_so_many_a_minute_and_key(self, at):
        limit = Limiter(2, at)
        assert [limit.wait("a") for _ in range(3)] == [0, 0, 10]
        assert limit.wait("b") == 0
        at.now += timedelta(seconds=10)
        assert limit.wait("a") == 0

    def test_it_keeps_no_key_and_no_more_than_it_can_hold(self, at):
        limit = Limiter(1, at)
        for number in range(10_050):
            limit.wait(f"hemlig-{number}")
        assert len(limit._tries) == 10_001
        assert "hemlig" not in str(limit._tries)
        assert limit.wait("en till") > 0
        assert limit.wait("hemlig-1") > 0
