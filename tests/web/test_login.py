"""`serve --login` without a browser: who sees what in one process, and what no answer gives away.

The sign-in itself is tested in tests/browser, with a provider; here a cookie stands for it.
"""

import asyncio
import csv
import json
import logging
from typing import Any
from urllib.parse import quote, unquote

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tracker.model.access import Role
from tracker.model.records import Provenance
from tracker.service.access import Action, local_owner, may, reader_for
from tracker.service.login import kept_of, person_of
from tracker.service.login_secrets import CLIENT_SECRET, COOKIE_SECRET
from tracker.service.login_settings import login_of
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.store import SignIns
from tracker.texts.address import Page
from tracker.web import MAIN
from tracker.web.options import options
from tracker.web.site import LOGIN, OPEN_READ, exports_a_minute

pytestmark = pytest.mark.page

SECRET = "k" * 40
USER = "_streamlit_user"
SETTINGS = """
[login]
issuer = "https://inloggning.example.se"
client_id = "faslaget"
address = "https://faslaget.example.se"
rules = [
  { claim = "r", value = "l", role = "läsare" },
  { claim = "r", value = "s", role = "styrgrupp" },
  { claim = "r", value = "a", role = "analytiker" },
  { claim = "r", value = "o", role = "ägare" },
  { claim = "org", value = "kommunen", organisations = ["kommunen"] },
  { claim = "org", value = "hyresvarden", organisations = ["hyresvarden"] },
]
"""
ROLES = {"l": Role.READER, "s": Role.STEERING, "a": Role.ANALYST, "o": Role.OWNER}
# «oro» is for the municipality to see in full, «skott» is internal, «larm» is open.
WHO = [(None, None), *((r, org) for r in ROLES for org in ("kommunen", "hyresvarden"))]


FEW = "indikator;område;period;värde\noro;gatan;2024K4;3"


class Door:
    """The small programme, with people signing in."""

    def __init__(self, site: Any) -> None:
        self.site, self.login = site, login_of(site.folder)

    def kept(self, role: str | None, org: str | None, sub: str = "nn") -> dict[str, Any]:
        if role is None:
            return {}
        claims = {"iss": self.login.issuer, "sub": sub, "name": f"N {sub}", "r": role, "org": org}
        person = person_of(self.site, self.login, claims)
        assert person
        return kept_of(self.login, claims, person, self.site.clock())

    def cookie(self, kept: dict[str, Any], secret: str = SECRET) -> dict[str, str]:
        signed = create_signed_value(secret, USER, json.dumps(kept)).decode()
        return {"cookie": f"{USER}={signed}"} if kept else {}

    def page(self, kept: dict[str, Any], page: str = "") -> AppTest:
        app = AppTest.from_file(MAIN, default_timeout=30)
        app._page_hash = calc_hash(page)
        app.user = kept
        return app.run()


@pytest.fixture
def door(filled_site, visit, monkeypatch) -> Door:
    (filled_site.folder / "tracker.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.setenv(LOGIN, "1")
    monkeypatch.delenv(OPEN_READ, raising=False)
    monkeypatch.setenv(CLIENT_SECRET, "hemlig")
    monkeypatch.setenv(COOKIE_SECRET, SECRET)
    before = config.get_option("server.cookieSecret")
    exports_a_minute.cache_clear()
    owner = local_owner("Anna")
    draft = new_draft(filled_site, FEW.encode(), "f.csv", owner)
    read_draft(filled_site, draft, reader_for(owner))
    accept(filled_site, draft, Provenance(publisher="P", title="T"), owner)
    yield Door(visit(filled_site.folder).site)
    config.set_option("server.cookieSecret", before)


@pytest.fixture
def asked(door, ask):
    """Asks with somebody's cookie, at the host of tracker.toml."""

    def asked(path, kept=None, query="", **headers):
        given = {"host": "faslaget.example.se"} | door.cookie(kept or {}) | headers
        return ask(path, query, client="203.0.113.9", **given)

    return asked


def sent(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(str(node.proto) for node in [*app.main, *app.sidebar])


class TestFiles:
    @pytest.mark.parametrize(("role", "org"), WHO, ids=str)
    def test_each_reads_as_the_role_and_organisation_do(self, door, asked, role, org):
        report = json.loads(asked("/fil/laget.json", door.kept(role, org)).body)
        analysis = role in ("a", "o")
        assert report["audience"] == (
            "öppen" if role is None else "analys" if analysis else "intern"
        )

        def values(path):
            told = asked(f"/fil/{path}.csv", door.kept(role, org)).body.decode("utf-8-sig")
            rows = csv.DictReader(told.splitlines(), delimiter=";")
            return [row["värde"] for row in rows if row["värde"]]

        assert values("larm/torget")
        assert bool(values("skott/torget")) is (role is not None)
        assert bool(values("oro/gatan")) is (role is not None)
        # 3 in a quarter: for the municipality's own analysts and owners alone.
        assert ("3" in values("oro/gatan")) is (analysis and org == "kommunen")

    def test_what_somebody_takes_along_is_written_down_first(self, door, asked):
        kept = door.kept("l", "kommunen")
        before = len(door.site.store.journal.entries())
        assert asked("/fil/laget.csv").status == 200  # nobody
        assert asked("/fil/laget.csv", kept).status == 200
        rows = door.site.store.journal.entries()[before:]
        assert [(r.kind, r.person, r.what) for r in rows] == [
            ("export", kept["person"], f"laget-v{door.site.store.current()}.csv")
        ]
        assert door.site.store.verify() == ()

    def test_nothing_leaves_that_cannot_be_written_down(self, door, asked, monkeypatch):
        from tracker.errors import StoreUnwritable
        from tracker.store import Journal

        def full(*_given):
            raise StoreUnwritable("disk_full", folder="x")

        monkeypatch.setattr(Journal, "append", full)
        answer = asked("/fil/laget.csv", door.kept("o", "kommunen"))
        assert answer.status == 503
        assert json.loads(answer.body)["code"] == "disk_full"

    def test_so_many_a_minute(self, door, asked):
        kept, other = door.kept("l", "kommunen"), door.kept("l", "kommunen", "annan")
        limit = exports_a_minute(door.site.folder)
        assert not any(limit.wait(kept["person"]) for _ in range(59))
        assert asked("/fil/larm/torget.csv", kept).status == 200
        refused = asked("/fil/larm/torget.csv", kept)
        assert (refused.status, refused.headers["retry-after"]) == (429, "60")
        assert asked("/fil/larm/torget.csv", other).status == 200


class TestCookies:
    def test_a_cookie_that_we_did_not_sign_is_nobodys(self, door, asked):
        kept = door.kept("o", "kommunen")
        forged = [
            door.cookie(kept, "x" * 40)["cookie"],
            door.cookie(kept)["cookie"][:-2] + "xx",
            f"{USER}=chunks-99999999",
            f"{USER}=",
            f"{USER}={json.dumps(kept)}",
        ]
        for cookie in forged:
            answer = asked("/fil/laget.json", cookie=cookie)
            assert json.loads(answer.body)["audience"] == "öppen"

    def test_signing_out_holds_for_a_cookie_kept_elsewhere(self, door, asked):
        kept = door.kept("o", "kommunen")
        SignIns(door.site.store.journal).sign_out(kept["person"], kept["at"])
        assert json.loads(asked("/fil/laget.json", kept).body)["audience"] == "öppen"
        assert "Logga in" in sent(door.page(kept))


class TestPages:
    def test_two_people_in_one_process_each_see_their_own(self, door):
        """Whoever comes first leaves nothing behind for whoever comes next."""
        owner, reader = door.kept("o", "kommunen", "olle"), door.kept("l", "kommunen", "lisa")
        for _ in range(2):
            first, second, third = (sent(door.page(who)) for who in (owner, reader, {}))
            assert "N olle, ägare" in first
            assert "N lisa, läsare" in second
            assert "Ladda upp" in first
            assert "Ladda upp" not in second + third
            assert "olle" not in second + third
            assert "lisa" not in first + third
            assert "Logga in" in third

    def test_organisations_are_part_of_what_is_kept(self, door):
        """The same role and audience; only one of the two delivers «oro»."""
        own, other = (door.kept("a", org) for org in ("kommunen", "hyresvarden"))
        first = sent(door.page(own, Page.DATA))
        second = sent(door.page(other, Page.DATA))
        assert first != second
        assert sent(door.page(own, Page.DATA)) == first

    @pytest.mark.parametrize("role", [None, *ROLES])
    @pytest.mark.parametrize(
        ("page", "actions"),
        [
            (Page.UPLOAD, {Action.UPLOAD}),
            (Page.PHASES, {Action.JUDGE, Action.DECIDE}),
            (Page.ACTIONS, {Action.PLAN}),
            (Page.PROMISES, {Action.PROMISE}),
            (Page.MEETING, {Action.MEET}),
        ],
        ids=["upload", "phases", "actions", "promises", "meeting"],
    )
    def test_a_page_offers_what_the_role_may(self, door, page, actions, role):
        kept = door.kept(role, "kommunen")
        app = door.page(kept, page)
        sent(app)
        actor = role and door_actor(door, kept)
        offered = bool(app.get("form") or app.get("file_uploader") or app.expander or app.button)
        assert offered is any(may(actor, action) for action in actions)

    def test_a_form_is_signed_by_the_sign_in_and_asks_for_no_name(self, door):
        app = door.page(door.kept("s", "kommunen"), Page.ACTIONS)
        for folded in (one.proto for one in app.expander if one.proto.id):
            app.session_state[folded.id.split("-", 2)[2]] = True  # as a click on it does
        app.run()
        assert app.get("form")
        assert "Sparas under namnet N nn, från inloggningen." in "".join(
            m.value for m in app.markdown
        )
        assert "Ditt namn" not in [one.label for one in app.text_input]


def door_actor(door, kept):
    from tracker.service.login import actor_of

    return actor_of(door.site, kept)


class TestAnswers:
    def test_by_tls_only(self, asked):
        answer = asked("/halsa")
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        leaves = asked("/logga-in", query="till=/faser?fas=1")
        assert "; Secure" in leaves.headers["set-cookie"]

    @pytest.mark.parametrize(
        "till",
        [
            "//ond.example",
            "https://ond.example",
            "/\\ond.example",
            "/x",
            "/faser\r\nX: 1",
            "%2F%2F",
        ],
    )
    def test_back_is_one_of_our_pages(self, asked, till):
        answer = asked("/logga-in", query=f"till={quote(till)}")
        assert answer.headers["location"].startswith("/auth/login?provider=")
        assert answer.headers["set-cookie"].startswith('faslaget_till="/";')

    @pytest.mark.parametrize(
        ("till", "back"),
        [
            ("/delad?t=AZ_az-09&lang=en", "/delad?t=AZ_az-09&lang=en"),
            ("/delad/x?t=a", "/"),
            ("/delad?t=a/b", "/"),
            ("/delad?t=<b>", "/"),
            ("//delad?t=a", "/"),
        ],
    )
    def test_back_to_a_frozen_link_that_asked_for_it(self, asked, till, back):
        """Only as the address of our own page, with what a secret can be written in."""
        answer = asked("/logga-in", query=f"till={quote(till, safe='')}")
        kept = answer.headers["set-cookie"].split('"')[1]
        assert unquote(kept) == back
        assert answer.headers["referrer-policy"] == "no-referrer"

    def test_another_host_is_not_answered(self, asked):
        answer = asked("/halsa", host="ond.example")
        assert answer.status == 400
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert "Fasläget svarar inte på den adressen." in answer.body.decode()

    @pytest.mark.parametrize("path", ["/api", "/api/v1/report", "/api/x"])
    def test_to_a_program_that_is_a_problem_as_any(self, asked, path):
        answer = asked(path, host="ond.example")
        assert answer.headers["content-type"] == "application/problem+json"
        told = json.loads(answer.body)
        assert (told["status"], told["code"]) == (400, "entrance_host")

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"origin": "https://ond.example"}, 403),
            ({"origin": "null"}, 403),
            ({"sec_fetch_site": "cross-site"}, 403),
            ({"sec_fetch_site": "same-site"}, 403),
            ({"origin": "https://faslaget.example.se", "sec_fetch_site": "same-origin"}, 405),
            ({}, 405),
        ],
    )
    def test_what_changes_something_comes_from_our_pages(self, door, headers, status):
        """405: it came through to a route that takes no POST."""
        assert answered(door, "POST", "/halsa", **headers) == status

    @pytest.mark.parametrize(
        ("role", "status"), [(None, 403), ("l", 403), ("s", 405), ("a", 405), ("o", 405)]
    )
    def test_streamlit_takes_a_file_from_those_who_may_give_one(self, door, role, status):
        """405: it came through to what stands behind, here a route that takes no PUT."""
        cookie = door.cookie(door.kept(role, "kommunen"))
        assert answered(door, "PUT", "/_stcore/upload_file/a/b", **cookie) == status

    def test_a_page_elsewhere_opens_no_connection(self, door):
        assert answered(door, "WS", "/_stcore/stream", origin="https://ond.example") == 1008
        assert answered(door, "WS", "/_stcore/stream", origin="http://localhost:8501") == 1008

    @pytest.mark.parametrize("whose", ["cross-site", "same-site"])
    def test_a_page_elsewhere_signs_nobody_out(self, door, asked, whose):
        kept = door.kept("o", "kommunen")
        answer = asked("/auth/logout", kept, sec_fetch_site=whose)
        assert answer.status == 403
        assert "fortfarande inloggad" in answer.body.decode()
        assert SignIns(door.site.store.journal).signed_out(kept["person"]) is None

    def test_the_log_tells_templates_and_no_more(self, door, asked, caplog):
        with caplog.at_level(logging.INFO, "tracker.access"):
            asked("/fil/larm/torget.csv", door.kept("o", "kommunen"), query="hemlig=1")
            asked("/logga-in", query="till=/faser?hemlig=2")
            asked("/hemlig/stig?hemlig=3")
        lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records]
        assert lines == ["GET /fil/{indicator}/{area}.{kind} 200", "GET /logga-in 303", "GET … 200"]


def answered(door: Door, method: str, path: str, **headers: str) -> int:
    """The status, or the code that a websocket is closed with."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    given = options()
    app = Starlette(
        routes=given["routes"] + [Route("/_stcore/{rest:path}", lambda _: None, methods=["GET"])],
        middleware=given["middleware"],
    )
    got: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect" if method == "WS" else "http.request", "body": b""}

    async def send(message: Any) -> None:
        got.append(message)

    told = {"host": "faslaget.example.se"} | {k.replace("_", "-"): v for k, v in headers.items()}
    scope = {
        "type": "websocket" if method == "WS" else "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in told.items()],
        "client": ("203.0.113.9", 1),
        "subprotocols": [],
    }
    asyncio.run(app(scope, receive, send))
    return int(got[0].get("status") or got[0].get("code"))


# Every route of ours: an address, and what is answered to each of those who may ask, in every
# mode. What a file holds is tested above; who may write, in tests/service/test_access.py.
ROUTES = {
    "/laget": ("/laget", 308),
    "/halsa": ("/halsa", 200),
    "/faslaget/{digest}/{name}": ("/faslaget/x/faslaget.css", 200),
    "/logga-in": ("/logga-in", 303),
    "/l/{secret:path}": ("/l/gissad", 200),
    "/fil/laget.{kind}": ("/fil/laget.json", 200),
    "/fil/underlag.txt": ("/fil/underlag.txt", 200),
    "/fil/atgarder.csv": ("/fil/atgarder.csv", 200),
    "/fil/beslut/{decision}.json": ("/fil/beslut/inget.json", 404),
    "/fil/{indicator}/{area}.{kind}": ("/fil/larm/torget.csv", 200),
}


class TestRoutes:
    def test_every_route_has_a_row(self, door):
        """The API's have theirs in tests/web/api."""
        ours = {route.path for route in options()["routes"]}
        assert {path for path in ours if not path.startswith("/api")} == set(ROUTES)

    @pytest.mark.parametrize("template", ROUTES)
    def test_the_same_to_everybody_but_for_what_is_in_it(self, door, asked, template):
        path, status = ROUTES[template]
        for role in (None, *ROLES):
            assert asked(path, door.kept(role, "kommunen")).status == status, role

    @pytest.mark.parametrize("template", ROUTES)
    @pytest.mark.parametrize("open_read", ["0", "1"])
    def test_without_sign_in_a_cookie_is_nothing(self, door, monkeypatch, template, open_read):
        """Local mode answers this computer alone; open reading shows what is open, to all."""
        cookie = door.cookie(door.kept("o", "kommunen"))
        monkeypatch.setenv(LOGIN, "0")
        monkeypatch.setenv(OPEN_READ, open_read)
        path, status = ROUTES[template]
        journal = door.site.store.journal.entries()
        assert answered(door, "GET", path, **cookie) == (status if open_read == "1" else 403)
        assert [e.kind for e in door.site.store.journal.entries()[len(journal) :]] == []
