"""Ladda upp: somebody else's file, from what was recognised to a chart, and back."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

EXPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real-exports"
REAL = "skolverket-elever-per-arskurs-{}.csv"
NOT_THERE = pytest.mark.skipif(not EXPORTS.is_dir(), reason="../shared is not there")

# As Skolverket writes: lines above, a school year among them, every row ends with a separator,
# marks for what is not told, a thousand with a space, notes below.
SCHOOLS = """Statistik om prövade skolor, fiktiv myndighet
Uttag: Antal elever
Uttaget avser: samtliga skolor
Valt läsår: {year}

Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Barn på prov;Elever på prov;
Gottsundaskolan;93042073;Uppsala;0380;.;{first};
Valsätraskolan;56446888;Uppsala;0380;66;{second};
Annanskolan;10000001;Ale;1440;..;1 241;

Rapportbeskrivning och definitioner etc.
Uppgifterna är påhittade för prov.
"""
YEARLESS = ";Har bil;Har ingen bil\r\n0380 Uppsala;12;-\r\n1440 Ale;3;4\r\n"


def small(year: str, first: int, second: int, name: str) -> FilePayload:
    text = SCHOOLS.format(year=year, first=first, second=second)
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}


def real(year: int) -> FilePayload:
    path = EXPORTS / REAL.format(year)
    return {"name": path.name, "mimeType": "text/csv", "buffer": path.read_bytes()}


def choose(page: Page, payload: FilePayload, title: str) -> None:
    page.locator("input[type=file]").set_input_files(payload)
    expect_title(page, title)


def expect_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1).filter(has_text=title)).to_be_visible()


def pick(reader: Any, label: str, text: str) -> None:
    reader.offered(label, text).filter(has_text=text).first.click()
    expect(reader.page.get_by_role("option")).to_have_count(0)


def table(page: Page, name: str) -> list[list[str]]:
    rows = page.get_by_role("table", name=name).locator("tbody tr")
    expect(rows.first).to_be_visible()
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def undo(page: Page) -> None:
    page.get_by_role("button", name="Ångra uppladdningen").click()
    expect_title(page, "Ångra")
    page.get_by_role("textbox", name="Varför ångras filen?").fill("Bara ett prov.")
    page.get_by_role("button", name="Ångra uppladdningen").click()
    expect(page.get_by_text("är ångrad")).to_be_visible()


def map_schools(reader: Any, measure: str, name: str) -> None:
    """The areas are filled in: the file calls the schools as the programme does."""
    page = reader.page
    expect(page.get_by_role("button", name="Pröva receptet")).to_be_visible()
    pick(reader, "Indikator", "Elever i grundskolan")
    pick(reader, "Mått i filen", measure)
    field = page.get_by_role("textbox", name="Receptets namn")
    field.fill(name)
    field.press("Tab")
    page.get_by_role("button", name="Pröva receptet").click()
    expect_title(page, "Filen kan tas emot")


def test_a_file_with_their_quirks_becomes_a_chart_and_the_next_is_known(reader, site) -> None:
    page = reader.go("/ladda-upp")
    choose(page, small("2023/24", 561, 903, "uttag.csv"), "Säg vad värdena är")
    expect(page.get_by_text("UTF-8 med BOM")).to_be_visible()
    assert table(page, "De första raderna som de lästes")[0][:3] == [
        "7", "Gottsundaskolan", "93042073"
    ]  # fmt: skip
    map_schools(reader, "Elever på prov", "Prövade skolor")
    changed = {row[0]: row[2:] for row in table(page, "Det här ändras")}
    assert changed["Elever i grundskolan, Gottsundaskolan"] == ["560", "561"]
    assert changed["Elever i grundskolan, Valsätraskolan"] == ["902", "903"]
    expect(page.get_by_text("1 värde av platser som receptet inte nämner")).to_be_visible()
    page.get_by_role("textbox", name="Vem har tagit fram siffrorna?").fill("Provlämnaren")
    page.get_by_role("button", name="Ta emot filen").click()
    expect_title(page, "Filen är mottagen")
    expect(page.get_by_text("Prövade skolor")).to_be_visible()
    address = page.get_by_role("main").get_by_role("link", name=re.compile("Gottsundaskolan"))
    chart = str(address.get_attribute("href"))

    page.get_by_role("button", name="Lämna en fil till").click()
    choose(page, small("2024/25", 570, 910, "annat namn.txt"), "Filen kan tas emot")
    expect(page.get_by_text("Prövade skolor, version 1")).to_be_visible()
    page.get_by_role("button", name="Avbryt").click()
    expect_title(page, "Ladda upp")

    other = reader.go(chart)
    expect(other.get_by_text("561").first).to_be_attached()

    page = reader.go("/ladda-upp")
    page.get_by_text("Mottagna filer").click()
    offered = reader.offered("Fil att ångra", "uttag.csv")
    offered.filter(has_text="uttag.csv").first.click()
    page.get_by_role("button", name="Se vad som kommer tillbaka").click()
    expect_title(page, "Ångra uttag.csv")
    page.get_by_role("textbox", name="Varför ångras filen?").fill("Bara ett prov.")
    page.get_by_role("button", name="Ångra uppladdningen").click()
    expect(page.get_by_text("uttag.csv är ångrad")).to_be_visible()
    assert site.store.verify() == ()


def test_a_file_that_asks_is_answered_before_it_is_mapped(reader, site) -> None:
    before = site.store.current()
    page = reader.go("/ladda-upp")
    payload: FilePayload = {
        "name": "bilar.csv", "mimeType": "text/csv", "buffer": YEARLESS.encode("cp1252")
    }  # fmt: skip
    choose(page, payload, "2 frågor innan filen kan läsas")
    page.get_by_role("button", name="Svara och läs filen").click()
    expect(page.get_by_role("alert").filter(has_text="Svara på alla frågor")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("Vilket år")).fill("2023")
    page.get_by_text(re.compile("^Noll. Ger: - → 0")).click()
    page.get_by_role("button", name="Svara och läs filen").click()
    expect_title(page, "Säg vad värdena är")
    expect(page.get_by_text("2023 (per år)")).to_be_visible()
    page.get_by_role("button", name="Avbryt").click()
    expect_title(page, "Ladda upp")
    assert site.store.current() == before


@NOT_THERE
def test_a_real_file_from_skolverket_there_and_back(reader, site) -> None:
    page = reader.go("/ladda-upp")
    choose(page, real(2023), "Säg vad värdena är")
    expect(page.get_by_text("Skolverket (Siris), 98 procent säkert")).to_be_visible()
    expect(page.get_by_text("läsåret 2023/24 (per läsår)")).to_be_visible()
    map_schools(reader, "Elever, förskoleklass", "Skolverket, prov")
    changed = {row[0]: row[2:] for row in table(page, "Det här ändras")}
    assert changed["Elever i grundskolan, Valsätraskolan"][1] == "66"
    page.get_by_role("button", name="Ta emot filen").click()  # the publisher is filled in
    expect_title(page, "Filen är mottagen")
    undo(page)
    choose(page, real(2019), "Filen kan tas emot")
    expect(page.get_by_text("Skolverket, prov, version 1")).to_be_visible()
    assert {row[1] for row in table(page, "Det här ändras")} == {"läsåret 2019/20"}
    page.get_by_role("button", name="Avbryt").click()
    expect_title(page, "Ladda upp")
    assert site.store.verify() == ()
