"""What a page says of an address that it cannot follow, and of an older data version."""

from typing import Any

import pytest

from tracker.model.records import PublicationKind

pytestmark = pytest.mark.page

BAD = {
    "unknown goal": ({"mal": "m9"}, "Målområdet «m9» finns inte"),
    "unknown indicator": ({"serie": "x1"}, "Indikatorn «x1» finns inte"),
    "unknown area": ({"omrade": "mars"}, "Området «mars» finns inte"),
    "unknown phase": ({"fas": "4"}, "Fas «4» finns inte"),
    "version to come": ({"data": "999"}, "Dataversion «999» finns inte"),
    "no number": ({"data": "-1"}, "Dataversion «-1» finns inte"),
    "no date": ({"per": "2024-13-45"}, "«2024-13-45» är inget datum"),
    "another codec": ({"v": "2"}, "en annan version av Fasläget (2)"),
    "unknown key": ({"mål": "m1"}, "inte känner till: «mål»"),
    "unknown language": ({"lang": "fi"}, "Språket «fi» finns inte"),
    "switch": ({"brett": "ja"}, "«brett=ja» betyder ingenting"),
}


@pytest.mark.parametrize(("params", "said"), BAD.values(), ids=BAD)
def test_a_bad_address_is_told(shipped: Any, params: dict[str, str], said: str) -> None:
    shown = shipped.open("om", **params)
    assert "Länken gick inte att följa helt" in shown.text
    assert said in shown.text


@pytest.mark.parametrize("page", ["", "malomraden", "faser", "ladda-upp", "data", "om"])
def test_every_fault_is_told_at_once_and_the_nearest_page_shown(shipped: Any, page: str) -> None:
    shown = shipped.open(page, mal="m9", serie="x1", omrade="mars", data="0", per="igår", fas="9")
    parts = ("«m9»", "«x1»", "«mars»", "«0»", "«igår»", "«9»")
    assert [part for part in parts if part not in shown.text] == []
    assert shown.titles == shipped.open(page).titles
    assert not shown.app.exception


def test_what_a_mail_program_adds_is_no_fault(shipped: Any) -> None:
    said = shipped.open("", utm_source="brev", fbclid="x").text
    assert "Länken gick inte att följa" not in said


def test_markup_in_an_address_is_shown_as_text(shipped: Any) -> None:
    shown = shipped.open("malomraden", mal="<script>alert(1)</script>")
    assert "«<script>alert(1)</script>»" in shown.text or "&lt;script&gt;" in shown.html
    assert "<script" not in shown.html


class TestOlderVersion:
    def test_it_says_so_and_shows_the_way_to_the_newest(self, shipped: Any) -> None:
        newest = shipped.site.store.current()
        shown = shipped.open("faser", v="1", data=str(newest - 1))
        assert f"Du ser dataversion {newest - 1}. Den gällande är {newest}." in shown.text
        assert "/faser" in shown.links

    def test_it_shows_what_was_decided_then(self, shipped: Any) -> None:
        """The last of the shipped decisions takes Bandstolsvägen back to phase 1."""
        made = shipped.site.store.at().publications()
        last = max(p.number for p in made if p.kind is PublicationKind.DECISION)
        assert "Fas 2" in shipped.open("", v="1", data=str(last - 1)).row("Bandstolsvägen")[1]
        assert "Fas 1" in shipped.open("", v="1", data=str(last)).row("Bandstolsvägen")[1]

    def test_nothing_is_decided_or_put_in_force_on_it(self, shipped: Any) -> None:
        older = str(shipped.site.store.current() - 1)
        assert not shipped.open("faser", v="1", data=older).app.text_area
        assert not shipped.open("data", v="1", data=older).app.button

    def test_links_stay_in_it(self, shipped: Any) -> None:
        older = str(shipped.site.store.current() - 1)
        shown = shipped.open("", v="1", data=older)
        ways = [link for link in shown.links if link.startswith("/malomraden")]
        assert ways
        assert all(f"data={older}" in link for link in ways)


def test_an_earlier_day_shows_the_phases_of_that_day(shipped: Any) -> None:
    shown = shipped.open("", v="1", per="2022-12-31")
    assert shown.titles == ["Läget, 31 december 2022"]
    assert "Fas 2" in shown.row("Bandstolsvägen")[1]
