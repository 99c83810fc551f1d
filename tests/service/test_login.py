"""Who somebody is by a provider's claims: the mapping, how long it holds, where secrets may lie."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ProgrammeNotFound
from tracker.model.access import Role
from tracker.service.access import Action, may
from tracker.service.login import actor_of, kept_of, person_of, rights_of, sign_in, sign_out
from tracker.service.login_secrets import CLIENT_SECRET, COOKIE_SECRET, SECRETS_FILE, login_secrets
from tracker.service.login_settings import Login, login_of
from tracker.service.programme import open_site

NOON = datetime(2025, 1, 16, 12, 0, tzinfo=UTC)
BEGIN = """
[login]
issuer = "https://inloggning.example.se/"
client_id = "faslaget"
address = "https://faslaget.example.se"
"""
RULES = """
rules = [
  { claim = "groups", value = "agare", role = "ägare", organisations = ["kommunen"] },
  { claim = "groups", value = "analys", role = "analytiker" },
  { claim = "groups", value = "styr", role = "styrgrupp", organisations = ["polisen"] },
  { claim = "realm.roles", value = "las", role = "läsare" },
  { claim = "org", value = "556", organisations = ["polisen"] },
  { claim = "email", value = "eva@example.se", role = "styrgrupp" },
]
"""
WHO = {"iss": "https://inloggning.example.se", "sub": "19800101-1234", "name": "Eva Ek"}


class At:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def at() -> At:
    return At()


@pytest.fixture
def told(site, at):
    """The programme with a [login]; called with other text to replace it."""

    def told(text=BEGIN + RULES):
        (site.folder / "tracker.toml").write_text(text, "utf-8")
        return open_site(site.folder, at)

    told()
    return told


@pytest.fixture
def place(told):
    return told()


def let_in(place, **claims):
    login = login_of(place.folder)
    return sign_in(place, login, WHO | claims, place.clock())


class TestMapping:
    @pytest.mark.parametrize(
        ("claims", "role", "organisations"),
        [
            pytest.param({"groups": "agare"}, "ägare", {"kommunen"}, id="one value"),
            pytest.param({"groups": ["x", "agare"]}, "ägare", {"kommunen"}, id="one of a list"),
            pytest.param({"realm": {"roles": ["las"]}}, "läsare", set(), id="a path"),
            pytest.param({"realm.roles": "las"}, "läsare", set(), id="a name with a dot"),
            pytest.param({"groups": ["analys"], "org": 556}, "analytiker", {"polisen"}, id="both"),
            pytest.param({"groups": ["analys", "styr"]}, "analytiker", set(), id="not a lower's"),
            pytest.param({"org": "556"}, "läsare", {"polisen"}, id="an organisation only"),
            pytest.param({"groups": "AGARE"}, "läsare", set(), id="another case"),
            pytest.param({"groups": {"agare": 1}}, "läsare", set(), id="another shape"),
            pytest.param({"groups": [["agare"], None]}, "läsare", set(), id="a deeper one"),
            pytest.param({"email": "eva@example.se"}, "läsare", set(), id="an unverified address"),
            pytest.param(
                {"email": "eva@example.se", "email_verified": True},
                "styrgrupp",
                set(),
                id="a verified address",
            ),
            pytest.param({}, "läsare", set(), id="nothing"),
        ],
    )
    def test_what_claims_mean(self, place, claims, role, organisations):
        actor = actor_of(place, let_in(place, **claims))
        assert (actor.role, actor.organisations) == (Role(role), frozenset(organisations))
        assert actor.name == "Eva Ek"

    def test_who_has_no_role_may_be_refused(self, told):
        place = told(BEGIN + 'unknown = "nekas"' + RULES)
        assert let_in(place, org="556") is None
        assert [e.kind for e in place.store.journal.entries()][-1] == "sign_in_refused"
        assert let_in(place, groups="styr") is not None

    @given(
        claims=st.dictionaries(st.sampled_from(["groups", "realm", "org"]), st.text() | st.none())
    )
    def test_whatever_is_claimed_nobody_becomes_more_by_chance(self, claims):
        rules = [{"claim": "groups", "value": "a-long-name", "role": "ägare"}]
        login = Login.model_validate(
            {"issuer": "https://a.se", "client_id": "f", "address": "https://b.se", "rules": rules}
        )
        kept = json.loads(json.dumps(kept_of(login, claims, "p-1", NOON)))
        assert rights_of(login, kept) == (Role.READER, frozenset())


class TestPerson:
    def test_the_same_each_time_and_no_subject_in_it(self, place):
        first, second = let_in(place), let_in(place)
        assert first["person"] == second["person"]
        assert "1980" not in json.dumps(first)

    def test_another_subject_is_another_person(self, place):
        login = login_of(place.folder)
        one = person_of(place, login, WHO)
        assert person_of(place, login, WHO | {"sub": "19800101-1235"}) != one
        assert place.store.journal.first_hash() not in one

    @pytest.mark.parametrize(
        "claims", [{"sub": ""}, {"iss": "https://annan.example"}], ids=["no subject", "issuer"]
    )
    def test_nobody(self, place, claims):
        assert let_in(place, **claims) is None

    def test_the_journal_knows_the_person_by_id_alone(self, place):
        kept = let_in(place, groups="agare")
        last = place.store.journal.entries()[-1]
        assert (last.kind, last.person, last.what) == ("sign_in", kept["person"], "")
        assert place.store.journal.breaks() == ()

    def test_a_name_is_one_line_and_no_longer_than_it_need(self, place):
        kept = let_in(place, name="Eva\r\nSet-Cookie: x=1\x00" + "k" * 200)
        assert kept["name"].startswith("Eva Set-Cookie: x=1 k")
        assert len(kept["name"]) == 80


class TestSession:
    @pytest.mark.parametrize(
        ("later", "holds"),
        [
            pytest.param(timedelta(0), True, id="at once"),
            pytest.param(timedelta(hours=8), True, id="to the end"),
            pytest.param(timedelta(hours=8, seconds=1), False, id="after the end"),
            pytest.param(timedelta(minutes=-2), True, id="our clock was put back"),
            pytest.param(timedelta(minutes=-3), False, id="from the future"),
        ],
    )
    def test_how_long_it_holds(self, place, at, later, holds):
        kept = let_in(place, groups="agare")
        at.now += later
        assert (actor_of(place, kept) is not None) is holds

    def test_a_lowered_role_holds_at_the_next_request(self, told):
        place = told()
        kept = let_in(place, groups="agare")
        assert may(actor_of(place, kept), Action.DECIDE)
        told((BEGIN + RULES).replace('role = "ägare"', 'role = "läsare"'))
        assert not may(actor_of(place, kept), Action.DECIDE)
        told(BEGIN + 'unknown = "nekas"\nrules = [{ claim = "x", value = "y", role = "läsare" }]')
        assert actor_of(place, kept) is None

    def test_another_provider_ends_the_sessions(self, told):
        place = told()
        kept = let_in(place, groups="agare")
        told((BEGIN + RULES).replace("inloggning.", "annan."))
        assert actor_of(place, kept) is None

    def test_signing_out_ends_what_was_begun_before_it(self, place, at):
        kept = let_in(place, groups="agare")
        other = sign_in(
            place, login_of(place.folder), WHO | {"sub": "annan", "groups": "agare"}, at.now
        )
        at.now += timedelta(minutes=1)
        sign_out(place, actor_of(place, kept))
        assert actor_of(place, kept) is None
        assert actor_of(place, other) is not None
        at.now += timedelta(minutes=1)
        assert actor_of(place, let_in(place, groups="agare")) is not None
        assert place.store.journal.entries()[-2].kind == "sign_out"
        assert place.store.verify() == ()

    @pytest.mark.parametrize(
        "kept",
        [
            {},
            {"person": None},
            {"person": "p-1"},
            {"person": "p-1", "by": "https://inloggning.example.se", "at": "nu", "met": {}},
            {"person": "p-1", "by": "https://inloggning.example.se", "at": True, "met": {}},
            {"person": "p-1", "by": "https://inloggning.example.se", "at": float("nan")},
            {"person": ["p-1"], "by": "https://inloggning.example.se"},
        ],
    )
    def test_what_is_no_session(self, place, kept):
        assert actor_of(place, kept) is None


class TestSettings:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("", "login_missing", id="nothing"),
            pytest.param("login = 1", "login_missing", id="no table"),
            pytest.param(BEGIN, "login_field", id="no rules"),
            pytest.param(BEGIN + "rules = []", "login_field", id="empty rules"),
            pytest.param(BEGIN + 'client_secret = "x"' + RULES, "login_secret_in_settings", id="s"),
            pytest.param(BEGIN + "unknwon = 1" + RULES, "login_field", id="a slip of the pen"),
            pytest.param(BEGIN + "session_hours = 100" + RULES, "login_field", id="too long"),
            pytest.param(
                (BEGIN + RULES).replace("ägare", "chef"), "login_field", id="no such role"
            ),
            pytest.param(
                (BEGIN + RULES).replace("https://fas", "http://fas"), "login_field", id="no TLS"
            ),
            pytest.param(
                (BEGIN + RULES).replace("faslaget.example.se", "faslaget.example.se/x"),
                "login_field",
                id="a folder",
            ),
        ],
    )
    def test_what_cannot_be(self, told, text, code):
        place = told(text)
        with pytest.raises(ProgrammeNotFound) as refused:
            login_of(place.folder)
        assert refused.value.code == code

    def test_on_this_computer_plain_http_will_do(self, told):
        text = (BEGIN + RULES).replace("https://faslaget.example.se", "http://localhost:8501/")
        login = login_of(told(text).folder)
        assert (login.address, login.https, login.host) == (
            "http://localhost:8501",
            False,
            "localhost",
        )
        assert login.metadata_url.endswith("example.se/.well-known/openid-configuration")


class TestSecrets:
    def asked(self, place, **environment):
        return login_secrets(place, login_of(place.folder), environment)

    @pytest.fixture
    def file(self, tmp_path):
        def file(where=tmp_path / "annanstans", mode=0o600, text=None):
            where.mkdir(exist_ok=True)
            path = where / "hemligt.toml"
            path.write_text(text or f'client_secret = "s"\ncookie_secret = "{"k" * 32}"\n')
            path.chmod(mode)
            return {SECRETS_FILE: str(path)}

        return file

    def test_from_the_environment(self, place):
        secrets = self.asked(place, **{CLIENT_SECRET: "hemlig", COOKIE_SECRET: "k" * 32})
        assert secrets.client_secret == "hemlig"
        assert "hemlig" not in repr(secrets)

    def test_from_a_file(self, place, file):
        assert self.asked(place, **file()).client_secret == "s"

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
    def test_a_file_that_others_may_read(self, place, file, mode):
        self.refused(place, "login_secrets_open", **file(mode=mode))

    def test_a_file_that_could_be_published_or_backed_up(self, place, file):
        for folder in (place.folder, place.store_folder):
            self.refused(place, "login_secrets_place", **file(folder))

    def test_a_link_to_such_a_file(self, place, file, tmp_path):
        inside = file(place.folder)[SECRETS_FILE]
        link = tmp_path / "lank.toml"
        link.symlink_to(inside)
        self.refused(place, "login_secrets_place", **{SECRETS_FILE: str(link)})

    @pytest.mark.parametrize(
        ("environment", "code"),
        [
            pytest.param({}, "login_secret_missing", id="none"),
            pytest.param({CLIENT_SECRET: "x"}, "login_secret_missing", id="one"),
            pytest.param(
                {CLIENT_SECRET: "x", COOKIE_SECRET: "k"}, "login_secret_short", id="short"
            ),
            pytest.param({SECRETS_FILE: "/finns/inte"}, "login_secrets_unreadable", id="no file"),
        ],
    )
    def test_what_does_not_do(self, place, environment, code):
        self.refused(place, code, **environment)

    def refused(self, place, code, **environment):
        with pytest.raises(ProgrammeNotFound) as refused:
            self.asked(place, **environment)
        assert refused.value.code == code
        assert "hemlig" not in str(refused.value.params.get("name", ""))
