"""Om: what it is, how it counts, what it cannot tell, and who can use it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker.service.access import local_owner
from tracker.service.setup import prepare
from tracker.web.parts.about import SECTIONS

ROOT = Path(__file__).resolve().parents[2]


def terms(html: str, anchor: str) -> list[str]:
    """The terms of the list that stands in a section."""
    _, _, after = html.partition(f'<div id="{anchor}">')
    return re.findall(r"<dt>(.*?)</dt>", after.split("<div id=")[0])


@pytest.fixture
def om(shipped: Any) -> Any:
    return shipped.open("om")


def test_every_section_has_its_place_and_a_way_to_it(om: Any) -> None:
    for anchor, _ in SECTIONS:
        assert om.html.count(f'<div id="{anchor}">') == 1
        assert f"#{anchor}" in om.links


def test_the_method_says_what_a_sign_is_and_when_it_is_confirmed(om: Any) -> None:
    assert "«Tecken på»" in terms(om.html, "metod")
    assert "«Bekräftat»" in terms(om.html, "metod")
    assert "färre än 5 fall av 100" in om.text
    assert "Newcombes intervall" in om.text


def test_it_says_what_it_cannot_tell(om: Any) -> None:
    told = terms(om.html, "granser")
    assert {"Små tal", "Förflyttning", "Självvalda svar", "Polisens klassning"} <= set(told)
    assert "notiser är inte brottsstatistik" in om.text
    assert "är ingen fas" in om.text


def test_the_glossary_has_the_words_of_the_list_of_words(om: Any) -> None:
    """docs/ordlista.md is the whole list; Om has those that are needed most."""
    listed = (ROOT / "docs" / "ordlista.md").read_text("utf-8")
    told = terms(om.html, "ordlista")
    assert 20 <= len(told) <= 25
    assert [word for word in told if word not in listed] == []


class TestAccessibility:
    def test_degree_deficiencies_and_where_to_complain(self, om: Any) -> None:
        assert "delvis förenligt med lagen (2018:1937)" in om.text
        assert "https://www.digg.se/tdosanmalan" in om.links
        assert "Skip to main content" in om.text

    def test_where_no_address_is_entered_the_owner_is_named(self, om: Any) -> None:
        assert "Vänd dig till Uppsala kommun." in om.text

    def test_the_address_of_the_installation_is_shown(
        self, bare: Path, visit: Callable[[Path], Any]
    ) -> None:
        (bare / "tracker.toml").write_text('accessibility_contact = "a&b@example.org"\n', "utf-8")
        visitor = visit(bare)
        prepare(visitor.site, local_owner("Prov Person"), with_data=False)
        shown = visitor.open("om")
        assert "Skriv till a&b@example.org och berätta" in shown.text
        assert "a&b@" not in shown.html

    def test_the_statement_in_full_has_what_the_law_asks_for(self) -> None:
        statement = (ROOT / "docs" / "tillganglighet.md").read_text("utf-8")
        for asked in (
            "Offentlig aktör",
            "Digital service",
            "**delvis förenligt**",
            "Senast bedömd",
            "Senast uppdaterad",
            "Det här är inte tillgängligt",
            "Så har vi bedömt",
            "https://www.digg.se/tdosanmalan",
            "Undantag",
        ):
            assert asked in statement
