"""Faser: conditions with their evidence, and recording what the steering group has decided."""

import re

import pytest
from playwright.sync_api import Page, expect

from tracker.service.access import local_owner, reader_for
from tracker.texts.catalogue import Language, texts_in

AREAS = ["Gottsunda/Valsätra", "Bandstolsvägen", "Gottsunda centrum"]
CATALOGUE = texts_in(Language.SV)
WEIGHTS = tuple(CATALOGUE(key) for key in CATALOGUE.keys if key.startswith("phases.weight."))


@pytest.mark.parametrize("phase", [1, 2, 3])
def test_ten_conditions_by_three_areas_for_each_phase(reader, phase) -> None:
    page = reader.go("/faser")
    page.get_by_role("navigation", name="Välj fas").get_by_role("link", name=f"Fas {phase}").click()
    expect(page).to_have_url(re.compile(rf"\bfas={phase}\b"))
    expect(page.get_by_role("heading", name=f"villkoren för fas {phase}?")).to_be_visible()
    matrix = page.get_by_role("table", name="Villkor, och tecknet på fasen")
    heads = matrix.get_by_role("columnheader").all_inner_texts()
    assert [head.splitlines()[0] for head in heads[1:]] == AREAS
    _heads, _sum, *rows = matrix.get_by_role("row").all()
    letters = [row.get_by_role("rowheader").inner_text()[0] for row in rows]
    assert letters == list("ABCDEFGHIJ")
    cells = [cell for row in rows for cell in row.get_by_role("cell").all_inner_texts()]
    assert len(cells) == 30
    assert [cell for cell in cells if not cell.strip().startswith(WEIGHTS)] == []


def test_the_ribbon_of_an_area_says_in_words_what_it_shows(reader) -> None:
    page = reader.go("/faser")
    for said in (
        "Gottsunda/Valsätra är i fas 2 sedan mars 2022",
        "Bandstolsvägen gick tillbaka till fas 1 i november 2023",
    ):
        expect(page.get_by_role("img", name=said).first).to_be_visible()


def fill_in(page: Page, area: str, reasons: str) -> None:
    page.get_by_text("Registrera ett fasbeslut", exact=True).click()
    page.get_by_role("combobox", name="Område").click()
    page.get_by_role("option", name=area).click()
    expect(page.get_by_role("option")).to_have_count(0)
    phase = page.get_by_role("radiogroup", name="Fas")
    phase.get_by_text("Fas 1").click()
    expect(phase.get_by_role("radio", name="Fas 1")).to_be_checked()
    page.get_by_role("textbox", name="Vilka beslutade?").fill("Styrgruppen, möte 30")
    page.get_by_role("textbox", name="Skäl").fill(reasons)
    page.get_by_role("textbox", name="Ditt namn").fill("Provskrivare")
    page.get_by_role("button", name="Registrera beslutet").click()


def test_a_decision_without_reasons_is_refused_and_what_was_written_stays(reader, site) -> None:
    before = site.store.current()
    page = reader.go("/faser")
    fill_in(page, "Gottsunda centrum", reasons=" ")
    expect(page.get_by_role("alert")).to_contain_text(
        "utan skäl kan inte registreras. Skriv varför"
    )
    expect(page.get_by_role("textbox", name="Vilka beslutade?")).to_have_value(
        re.compile("möte 30")
    )
    assert site.store.current() == before


def test_a_recorded_decision_changes_the_ribbon_and_status(reader, newcomer, site) -> None:
    page = reader.go("/faser")
    fill_in(page, "Gottsunda centrum", reasons="Torget är svårt att arbeta på.")
    expect(
        page.get_by_text("Beslutet är registrerat: Gottsunda centrum är i fas 1.")
    ).to_be_visible()
    expect(
        page.get_by_role("img", name=re.compile("Gottsunda centrum är i fas 1")).first
    ).to_be_visible()
    expect(page.locator("blockquote", has_text="Torget är svårt att arbeta på.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Skäl", include_hidden=True)).to_have_value("")

    row = newcomer().go("/").get_by_role("row", name=re.compile("^Gottsunda centrum"))
    expect(row).to_contain_text("Fas 1")
    expect(row).to_contain_text("Styrgruppen, möte 30")

    snapshot = site.store.at()
    decision = snapshot.decisions(reader_for(local_owner("")))[-1]
    assert decision.reasons == "Torget är svårt att arbeta på."
    assert decision.based_on == snapshot.number - 1
    assert snapshot.person_names()[decision.recorded_by] == "Provskrivare"


def test_a_link_opens_the_form_at_its_condition_and_nothing_written_is_lost(reader, site) -> None:
    before = site.store.current()
    page = reader.go("/faser?v=1&fas=3")
    about = "G Förtroende för polis och kommun, Bandstolsvägen"
    page.get_by_role("link", name=f"Bedöm {about}").click()
    reasons = page.get_by_role("textbox", name="Motivering")
    expect(reasons).to_be_in_viewport()
    expect(page.get_by_role("radio", name="Fas 3")).to_be_checked()
    expect(page.get_by_role("combobox", name="Villkor")).to_have_value(re.compile("^G "))
    reasons.fill("Ett långt resonemang.")
    title = page.get_by_text("Bedöm ett villkor", exact=True)
    title.click()
    expect(reasons).to_be_hidden()
    title.click()
    expect(reasons).to_have_value("Ett långt resonemang.")
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(page.get_by_role("alert")).to_contain_text("Vilka bedömde: Fältet är tomt")
    expect(reasons).to_be_visible()
    expect(reasons).to_have_value("Ett långt resonemang.")
    assert site.store.current() == before
