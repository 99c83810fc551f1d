"""Ladda upp: a right file is looked at, accepted, and seen in the chart that it changed."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FilePayload, Page, expect

HEADER = "indikator;område;period;värde"


def file(name: str, *rows: str, encoding: str = "utf-8") -> FilePayload:
    data = "\r\n".join([HEADER, *rows]).encode(encoding)
    return {"name": name, "mimeType": "text/csv", "buffer": data}


def choose(page: Page, payload: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(payload)


def expect_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1).filter(has_text=title)).to_be_visible()


def accept(page: Page, publisher: str = "Provlämnaren") -> None:
    page.get_by_role("textbox", name="Vem har tagit fram siffrorna?").fill(publisher)
    page.get_by_role("button", name="Ta emot filen").click()


def change_row(page: Page) -> list[str]:
    table = page.get_by_role("table", name="Det här ändras")
    return table.locator("tbody tr").first.locator("th, td").all_inner_texts()


def test_a_file_of_real_values_asks_nothing_and_gives_a_receipt(reader, site) -> None:
    """Two steps: choose, accept. The receipt leads to the changed series."""
    before = site.store.current()
    sent = file("folk.csv", "bakgrund_folkmangd;uppsala_kommun;2012-12-31;202625")
    page = reader.go("/ladda-upp")
    choose(page, sent)
    expect_title(page, "Filen kan tas emot")
    assert change_row(page)[1:] == ["31 december 2012", "–", "202\u00a0625"]
    expect(page.get_by_role("radiogroup")).to_have_count(0)
    accept(page)

    expect_title(page, "Filen är mottagen")
    expect(page.get_by_text(hashlib.sha256(sent["buffer"]).hexdigest())).to_be_visible()
    expect(page.get_by_text("1 nya, 0 reviderade")).to_be_visible()
    assert site.store.current() == before + 1


def test_invented_values_are_replaced_only_by_a_yes_and_the_chart_shows_the_new(
    reader, site
) -> None:
    before = site.store.current()
    page = reader.go("/ladda-upp")
    choose(page, file("lokaler.csv", "m3_uthyrda_lokaler;gottsunda_centrum;2024K4;61,7"))
    expect_title(page, "En fråga innan filen tas emot")
    expect(page.get_by_role("radiogroup", name="Ersätt de påhittade värdena?")).to_be_visible()

    accept(page)  # without an answer
    expect(page.get_by_role("alert").filter(has_text="Svara på om")).to_be_visible()
    assert site.store.current() == before

    page.get_by_text(re.compile("^Ja, de påhittade värdena")).click()
    accept(page)
    expect_title(page, "Filen är mottagen")
    page.get_by_role("main").get_by_role("link", name="Uthyrda lokaler").click()
    expect_title(page, "Öka tryggheten i Gottsunda centrum")
    reader.drawn()
    chart = page.locator("[role=graphics-document]", has=page.locator("svg")).and_(
        page.get_by_label(re.compile("^(Uthyrda|Andel uthyrda).*61,7"))
    )
    expect(chart).to_be_visible()
    assert "påhittat" not in (chart.get_attribute("aria-label") or "")


def test_the_same_file_again_has_nothing_new(reader, site) -> None:
    sent = file("igen.csv", "bakgrund_folkmangd;uppsala_kommun;2011-12-31;200001")
    page = reader.go("/ladda-upp")
    choose(page, sent)
    expect_title(page, "Filen kan tas emot")
    accept(page)
    expect_title(page, "Filen är mottagen")
    before = site.store.current()
    page.get_by_role("button", name="Lämna en fil till").click()
    choose(page, sent)
    expect_title(page, "Filen innehåller inget nytt")
    expect(page.get_by_text("Samma fil togs emot")).to_be_visible()
    expect(page.get_by_role("button", name="Ta emot filen")).to_have_count(0)
    page.get_by_role("button", name="Avbryt").click()
    expect_title(page, "Ladda upp")
    assert site.store.current() == before


def test_utf_16_with_a_formula_in_a_comment_is_text(reader) -> None:
    header, row = (
        f"{HEADER};kommentar",
        "bakgrund_folkmangd;uppsala_kommun;2010-12-31;197787;=cmd()",
    )
    data = f"{header}\r\n{row}".encode("utf-16")
    page = reader.go("/ladda-upp")
    choose(page, {"name": "u16.csv", "mimeType": "text/csv", "buffer": data})
    expect_title(page, "Filen kan tas emot")
    expect(page.get_by_text("UTF-16", exact=True)).to_be_visible()
    accept(page)
    expect_title(page, "Filen är mottagen")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Folkmängd|^Befolkning")).click()
    reader.drawn()


def test_who_leaves_the_preview_has_stored_nothing(reader, site) -> None:
    before, drafts = site.store.current(), site.store_folder / "drafts"
    page = reader.go("/ladda-upp")
    choose(page, file("angrad.csv", "bakgrund_folkmangd;uppsala_kommun;2009-12-31;194751"))
    expect_title(page, "Filen kan tas emot")
    page.get_by_role("button", name="Avbryt").click()
    expect_title(page, "Ladda upp")
    assert site.store.current() == before
    assert not [draft for draft in drafts.iterdir() if (draft / "original").exists()]


def both_choose(newcomer: Callable[..., Any], *rows: str) -> list[Page]:
    pages = [newcomer().go("/ladda-upp") for _ in rows]
    for page, row in zip(pages, rows, strict=True):
        choose(page, file("samtidigt.csv", row))
    for page in pages:
        expect_title(page, "Filen kan tas emot")
        page.get_by_role("textbox", name="Vem har tagit fram siffrorna?").fill("Provlämnaren")
    for page in pages:
        page.get_by_role("button", name="Ta emot filen").click()
    return pages


def test_two_people_deliver_different_series_at_once(newcomer, site) -> None:
    before = site.store.current()
    pages = both_choose(
        newcomer,
        "bakgrund_folkmangd;uppsala_kommun;2008-12-31;190668",
        "bakgrund_skadegorelse;uppsala_kommun;2001;1234",
    )
    for page in pages:
        expect_title(page, "Filen är mottagen")
        expect(page.get_by_text("1 nya, 0 reviderade")).to_be_visible()
    assert site.store.current() == before + 2
    assert site.store.verify() == ()


def test_two_people_deliver_the_same_series_at_once_and_neither_file_is_lost(
    newcomer, site
) -> None:
    """Who comes second may be told to look again at what it changes, and then accepts it."""
    before = site.store.current()
    pages = both_choose(
        newcomer,
        "bakgrund_folkmangd;uppsala_kommun;2006-12-31;185187",
        "bakgrund_folkmangd;uppsala_kommun;2005-12-31;183308",
    )
    told = re.compile("Filen är mottagen|Granska uppladdningen på nytt")
    for page in pages:
        expect(page.get_by_role("main")).to_contain_text(told)
        if page.get_by_role("heading", name="Filen är mottagen").count() == 0:
            page.get_by_role("button", name="Ta emot filen").click()
        expect_title(page, "Filen är mottagen")
    assert site.store.current() == before + 2
    assert site.store.verify() == ()


def test_an_accepted_file_is_undone_from_its_receipt(reader, site) -> None:
    """Looked at, given a reason, done: the earlier value is in force again."""
    page = reader.go("/ladda-upp")
    choose(page, file("ratt.csv", "bakgrund_folkmangd;uppsala_kommun;2003-12-31;180669"))
    accept(page)
    expect_title(page, "Filen är mottagen")
    page.get_by_role("button", name="Lämna en fil till").click()
    choose(page, file("fel.csv", "bakgrund_folkmangd;uppsala_kommun;2003-12-31;1"))
    accept(page)
    expect_title(page, "Filen är mottagen")
    before = site.store.current()

    page.get_by_role("button", name="Ångra uppladdningen").click()
    expect_title(page, "Ångra fel.csv")
    rows = page.get_by_role("table", name="Värden som ändras").locator("tbody tr")
    expect(rows).to_have_count(1)
    assert rows.first.locator("th, td").all_inner_texts()[2:] == ["1", "180\u00a0669"]
    page.get_by_role("textbox", name="Varför ångras filen?").fill("Fel fil.")
    page.get_by_role("button", name="Ångra uppladdningen").click()
    expect(page.get_by_text(f"fel.csv är ångrad. Dataversion {before + 1} gäller.")).to_be_visible()

    page.get_by_text("Mottagna filer").click()
    offered = reader.offered("Fil att ångra", "ratt.csv")
    expect(offered.filter(has_text="ratt.csv")).to_have_count(1)
    page.keyboard.press("Escape")
    reader.offered("Fil att ångra", "fel.csv")
    expect(page.get_by_text("No results")).to_be_visible()
    assert site.store.verify() == ()


def test_a_form_is_taken_along_and_comes_back_filled_in(reader) -> None:
    page = reader.go("/ladda-upp")
    page.get_by_text("Gör en mall att fylla i").click()
    size = page.get_by_text(re.compile(r"Mallen får \d+ rad"))
    everything = size.inner_text()
    reader.offered("Indikatorer", "Folkmängd").filter(has_text="Folkmängd").first.click()
    page.keyboard.press("Escape")
    expect(size).not_to_have_text(everything)
    reader.drawn()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta mallen (CSV)").click()
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert {line.split(";")[0] for line in lines[1:]} == {"bakgrund_folkmangd"}
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta mallen (Excel)").click()
    assert waiting.value.path().read_bytes().startswith(b"PK")
    filled = [line.replace("2024-12-31;", "2002-12-31;179673") for line in lines[1:2]]
    choose(page, file("mall.csv", *(";".join(line.split(";")[:4]) for line in filled)))
    expect_title(page, "Filen kan tas emot")
