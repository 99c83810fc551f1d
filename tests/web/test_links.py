"""Frozen links on screen: the way to one is the same for all, and the page asks who looks."""

import os
import re
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex, token_urlsafe

import pytest

from tracker.errors import NotFound
from tracker.model.access import Audience
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.definitions import apply_definitions
from tracker.service.links import Wanted, links_of, make_link, revoke
from tracker.service.links_opening import open_link
from tracker.service.programme import open_site
from tracker.store import Links
from tracker.texts.address import Page, View, can_be_frozen, href
from tracker.web.reports import found_link

pytestmark = pytest.mark.page

ANNA = local_owner("Prov Person")
FROZEN = [page for page in Page if can_be_frozen(page)]


def link_to(site, view="/malomraden?v=1&mal=m3", audience=Audience.INTERNAL, **changed):
    expires = site.today + timedelta(days=365)
    wanted = Wanted(view, None, None, audience, expires, **changed)
    return make_link(site, ANNA, wanted)


def another(site, link, **changed):
    """A link that shows the same as another, and its secret."""
    secret = token_urlsafe(24)
    made = replace(link, id=token_hex(4), **changed)
    Links(site.store.journal).add(made, secret)
    return made, secret


@pytest.fixture(scope="module")
def _linked(filled, tmp_path_factory):
    """The shipped programme with a link for `intern`, and one for all; made once."""
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("links") / "programme")
    site = open_site(folder, lambda: datetime(2026, 12, 1, 10, tzinfo=UTC))
    return folder, link_to(site)[0], link_to(site, audience=Audience.OPEN)[0]


@pytest.fixture
def linked(_linked, visit):
    """To look at, and to make further links in."""
    return visit(_linked[0])


@pytest.fixture
def inside(_linked):
    """A link for `intern`."""
    return _linked[1]


@pytest.fixture
def public(_linked):
    """A link for all."""
    return _linked[2]


class TestWay:
    GIVEN = ("x" * 32, "-", "kort", "y" * 32, "z" * 500, "a/b", "", "<script>", "å%0d%0aX: y")

    def body(self, answer, given):
        return answer.body.replace(f't={given}"'.encode(), b"*")

    def test_the_same_answer_for_every_secret(self, ask, linked, inside):
        link, secret = another(linked.site, inside)
        revoked, over = another(linked.site, inside)
        revoke(linked.site, revoked.id, ANNA)
        answers = {
            given: ask(f"/l/{given}", accept="text/html")
            for given in (secret, over, secret[:-1], *self.GIVEN[:4])
        }
        told = {(a.status, str(a.headers | {"content-length": ""})) for a in answers.values()}
        assert len(told) == 1
        assert len({self.body(a, given) for given, a in answers.items()}) == 1
        kept = {one.id: one.opened for one in links_of(linked.site, ANNA)}
        assert kept[link.id] == 0

    @pytest.mark.parametrize("given", GIVEN)
    def test_whatever_is_asked_for(self, ask, shipped, given):
        answer = ask(f"/l/{given}", accept="text/html")
        assert answer.status == 200
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert set(answer.headers) == set(ask("/l/x", accept="text/html").headers)
        assert len(answer.body) < 1200
        text = answer.body.decode()
        assert "<script" not in text
        assert 'property="og:title" content="Fasläget"' in text
        (to,) = re.findall(r'content="0; url=([^"]*)"', text)
        assert re.fullmatch(r"/delad\?t=[\w.~%-]{0,200}", to, re.ASCII)

    def test_nothing_of_the_programme_is_in_it(self, ask, shipped):
        assert b"Gottsunda" not in ask("/l/x", accept="text/html").body

    def test_the_page_tells_nobody_where_from(self, ask, shipped):
        answer = ask("/delad", "t=hemligt", accept="text/html")
        assert (answer.status, answer.headers["referrer-policy"]) == (200, "no-referrer")


class TestFrozenView:
    @pytest.mark.parametrize("page", FROZEN)
    def test_every_page_is_shown_as_it_was(self, linked, inside, page):
        path = "" if page is Page.STATUS else page.value
        live = linked.open(path)
        _, secret = another(linked.site, inside, view=href(View(page)))
        shown = linked.open("delad", t=secret)
        assert shown.titles == live.titles
        assert len(shown.charts) == len(live.charts)
        assert "Fryst vy: så här såg det ut" in shown.text
        assert "Ingenting har ändrats sedan dess." in shown.text
        assert not shown.app.text_input
        assert not shown.app.button
        assert not shown.app.file_uploader
        assert secret not in " ".join(href_ for href_ in shown.links if "lang=" not in href_)

    def test_it_stands_still_when_the_data_move(self, own):
        view = "/malomraden?v=1&mal=m1"
        link, secret = link_to(own.site, view)
        before = own.open("malomraden", mal="m1", v="1")
        goals = own.site.folder / "goals.yaml"
        goals.write_text(
            goals.read_text("utf-8").replace("Minska antalet skjutningar", "Färre skott"), "utf-8"
        )
        apply_definitions(own.site, ANNA, based_on=own.site.store.current())
        shown = own.open("delad", t=secret)
        assert shown.titles == before.titles == ["Minska antalet skjutningar"]
        assert own.open("malomraden", mal="m1", v="1").titles == ["Färre skott"]
        assert "Ändrat sedan dess: definitionerna" in shown.text
        assert "Frusen av Prov Person." in shown.text
        assert f"dataversion {link.publication}" in shown.text
        assert view in shown.links, "the way to what is in force"
        assert not any("data=" in one for one in shown.links)

    def test_it_is_counted_once_a_session(self, linked, inside):
        link, secret = another(linked.site, inside)
        linked.open("delad", t=secret).app.run()
        kept = {one.id: one.opened for one in links_of(linked.site, ANNA)}
        assert kept[link.id] == 1

    def test_in_the_other_language_it_stays_frozen(self, linked, inside):
        _, secret = another(linked.site, inside)
        shown = linked.open("delad", t=secret, lang="en")
        assert "Frozen view: as it stood on" in shown.text
        assert f"/delad?t={secret}&lang=sv" in shown.links

    @pytest.mark.parametrize("given", ["", "x" * 32, "x" * 9000, "' or 1=1 --", "<b>hej</b>"])
    def test_one_that_does_not_hold(self, shipped, given):
        shown = shipped.open("delad", t=given)
        assert "Länken gäller inte." in shown.text
        assert "be den som delade den om en ny" in shown.text
        assert "/data" in shown.links, "the menu is there"
        assert "<b>hej</b>" not in shown.sent

    def test_the_public_opens_its_own_and_no_other(self, linked, inside, public, open_read):
        _, shut = another(linked.site, inside)
        _, open_ = another(linked.site, public)
        refused = linked.open("delad", t=shut)
        assert refused.text == linked.open("delad", t="x" * 32).text
        shown = linked.open("delad", t=open_)
        assert "Prov Person" not in shown.sent
        assert "Frusen av en intern person." in shown.text


class TestLookedUpOnce:
    """The clock of files is set back, as if some seconds had passed since the last write."""

    @pytest.fixture
    def settle(self, linked):
        path = linked.site.store.journal.path

        def settle(seconds):
            for file in path.parent.glob(f"{path.name}*"):
                os.utime(file, ns=(time.time_ns(), time.time_ns() - seconds * 10**9))
            return Links(linked.site.store.journal).version()

        return settle

    def test_nothing_is_kept_of_files_just_written(self, linked, inside, settle):
        another(linked.site, inside)
        assert Links(linked.site.store.journal).version() is None
        assert settle(60) is not None

    def test_it_is_kept_while_nothing_changes(self, linked, inside, settle, monkeypatch):
        _, secret = another(linked.site, inside)
        settle(60)
        reader = reader_for(ANNA)
        first = found_link(linked.site, secret, reader)
        monkeypatch.setattr("tracker.web.reports.open_link", lambda *_: pytest.fail("looked up"))
        assert found_link(linked.site, secret, reader) is first

    def test_it_is_let_go_at_once_by_what_another_process_does(self, linked, inside, settle):
        link, secret = another(linked.site, inside)
        settle(60)
        reader = reader_for(ANNA)
        found_link(linked.site, secret, reader)
        revoke(linked.site, link.id, ANNA)
        for seconds in (0, 30):  # just now, and when the files have settled again
            settle(seconds)
            with pytest.raises(NotFound):
                found_link(linked.site, secret, reader)

    def test_another_reader_is_asked_anew(self, linked, inside, settle):
        _, secret = another(linked.site, inside)
        settle(60)
        found_link(linked.site, secret, reader_for(ANNA))
        with pytest.raises(NotFound):
            found_link(linked.site, secret, ANYONE)


class TestDelningslankar:
    def test_freezing_what_was_looked_at(self, own):
        looked_at = own.open("malomraden", v="1", mal="m3", brett="1")
        way = "/delningslankar?v=1&mal=m3&brett=1&vy=malomraden"
        assert way in looked_at.links
        page = own.open("delningslankar", v="1", mal="m3", brett="1", vy="malomraden")
        assert "Länken ska visa Målområden · Gottsunda centrum" in page.text
        page.app.text_input[1].set_value("Prov Person")
        page.app.text_input[0].set_value("till nämnden")
        page.app.button[0].click().run()
        (secret,) = re.findall(r"/l/([\w-]{32})", page.html)[:1]
        assert "Adressen visas bara nu." in page.text
        assert "bara på den här datorn" in page.text
        link = open_link(own.site, secret, reader_for(ANNA))
        assert (link.view, link.note) == ("/malomraden?v=1&mal=m3&brett=1", "till nämnden")
        assert link.made_by == ANNA.person
        assert "Målområden · Gottsunda centrum" in page.row("Målområden")[0]
        own.open("data")
        assert secret not in own.open("delningslankar").sent, "shown once"

    def test_revoked_and_turned(self, own):
        link, secret = link_to(own.site)
        page = own.open("delningslankar")
        page.app.selectbox[0].select(link.id).run()
        page.app.button[1].click().run()
        (turned,) = set(re.findall(r"/l/([\w-]{32})", page.html))
        assert turned != secret
        assert "Länken gäller inte." in own.open("delad", t=secret).text
        assert "Fryst vy" in own.open("delad", t=turned).text
        page.app.selectbox[0].select(link.id).run()
        page.app.button[0].click().run()
        assert "är återkallad" in page.text
        assert turned not in page.sent
        assert "Länken gäller inte." in own.open("delad", t=turned).text
        assert page.row("Målområden")[-1].startswith("nej, återkallad")

    @pytest.mark.parametrize("page", [p for p in Page if not can_be_frozen(p)])
    def test_a_page_that_cannot_be_frozen(self, shipped, page):
        shown = shipped.open("delningslankar", v="1", vy=page.value)
        assert "kan inte frysas" in shown.text
        assert not shown.app.text_input
        assert not any("vy=" in one for one in shipped.open(page.value).links)

    def test_many(self, own):
        link, _ = link_to(own.site, note="nummer 0")
        for number in range(1, 27):
            another(own.site, link, note=f"nummer {number}")
        page = own.open("delningslankar")
        assert "Dina 27 länkar" in page.text
        assert "nummer 26" in page.text
        assert "nummer 1 " not in page.text
        page.app.number_input[0].set_value(2).run()
        assert "nummer 1 " in page.text

    def test_the_public_freezes_nothing(self, shipped, open_read):
        shown = shipped.open("delningslankar", v="1", vy="malomraden")
        assert "Här går det inte att frysa länkar" in shown.text
        assert not shown.app.text_input
        assert not any("delningslankar" in one for one in shipped.open("malomraden").links)

    def test_html_in_a_note(self, own):
        link_to(own.site, note="<img src=x onerror=alert(1)>")
        assert "<img" not in own.open("delningslankar").html
