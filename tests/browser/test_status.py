"""Läget, the first screen: which phase each area is in, since when, on what, what is missing."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

GOALS = (
    "1 Minska antalet skjutningar",
    "2 Öka tryggheten för boende på Bandstolsvägen",
    "3 Öka tryggheten i Gottsunda centrum",
    "4 Nolltolerans mot narkotikaförsäljning",
    "5 Nolltolerans mot svarta hyreskontrakt",
    "6 Minska rekryteringen till kriminalitet",
)
AREAS = ("Gottsunda/Valsätra", "Bandstolsvägen", "Gottsunda centrum")


def row_of(page: Page, begins: str) -> Locator:
    """The row whose first cell begins so."""
    return page.get_by_role("row", name=re.compile("^" + begins.replace("/", ".")))


@pytest.mark.parametrize(
    ("area", "told"),
    [
        ("Gottsunda/Valsätra", ["Fas 2", "mars 2022", "Framåt", "17 mars 2022"]),
        ("Bandstolsvägen", ["Fas 1", "november 2023", "Bakåt", "16 november 2023"]),
    ],
)
def test_an_area_tells_its_phase_since_direction_and_evidence(reader, area, told) -> None:
    page = reader.go("/")
    row = row_of(page, area)
    for part in told:
        expect(row).to_contain_text(part)
    evidence = row.get_by_role("link", name=re.compile(r"\d+ av 10 villkor"))
    expect(evidence).to_be_visible()
    evidence.click()
    expect(page).to_have_url(re.compile(r"/faser\?.*\bfas=[12]"))
    expect(page.get_by_role("heading", name="Vad säger underlaget om villkoren")).to_be_visible()


def test_the_six_goals_are_rows_in_order_with_value_verdict_and_small_chart(reader) -> None:
    page = reader.go("/")
    rows = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=re.compile(r"^\d "))
    )
    expect(rows).to_have_count(len(GOALS))
    for row, goal in zip(rows.all(), GOALS, strict=True):
        expect(row.get_by_role("rowheader")).to_contain_text(goal)
        name, value, verdict, _chart = row.locator("th, td").all_inner_texts()
        assert re.match(r"\d+(,\d+)?(\s%)?\n", value), name
        assert verdict.splitlines()[0].strip() in VERDICTS, name
        expect(row.get_by_role("img", name=re.compile("påhittat exempel")).first).to_be_visible()


VERDICTS = {
    "Bekräftat framsteg",
    "Bekräftat bakslag",
    "Tecken på framsteg",
    "Tecken på bakslag",
    "Ingen säkerställd förändring",
    "För få händelser",
    "För få svar",
    "Inaktuellt",
    "Underlag saknas",
}


def test_all_of_it_stands_on_the_first_screen(reader) -> None:
    page = reader.go("/")
    for name in (*AREAS, *GOALS):
        expect(page.get_by_role("rowheader", name=name).first).to_be_in_viewport(ratio=1)
    last = page.get_by_role("row").filter(has_text=GOALS[-1])
    expect(last.get_by_role("img").first).to_be_in_viewport(ratio=1)


def test_on_a_telephone_the_areas_stand_on_the_first_screen(phone) -> None:
    page = phone.go("/")
    for area, phase in zip(AREAS, ("Fas 2", "Fas 1"), strict=False):
        row = row_of(page, area)
        expect(row.get_by_text(phase, exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", ["/", "/malomraden", "/faser", "/ladda-upp", "/data", "/om"])
def test_on_a_telephone_no_page_scrolls_sideways(phone, path) -> None:
    page = phone.go(path)
    widths = "e => [e.scrollWidth, e.clientWidth]"
    for part in (page.locator("html"), page.get_by_test_id("stMain")):
        scrolled, shown = part.evaluate(widths)
        assert scrolled <= shown == 390


def test_on_a_telephone_every_page_is_reached_by_the_menu(phone) -> None:
    page = phone.go("/")
    for name, title in (("Faser", "Faser"), ("Om Fasläget", "Om Fasläget"), ("Läget", "Slutläge")):
        page.locator("summary", has_text="Meny").click()
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        expect(page.locator("details.menu")).not_to_have_attribute("open", "")
