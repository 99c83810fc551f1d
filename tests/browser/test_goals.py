"""Målområden: choose one; its chart, the same numbers as a table, what came before and after."""

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tracker.cli import main

TABS = {
    "m1": ("1 Skjutningar", "Minska antalet skjutningar"),
    "m2": ("2 Bandstolsvägen", "Öka tryggheten för boende på Bandstolsvägen"),
    "m3": ("3 Gottsunda centrum", "Öka tryggheten i Gottsunda centrum"),
    "m4": ("4 Narkotikaförsäljning", "Nolltolerans mot narkotikaförsäljning"),
    "m5": ("5 Svarta hyreskontrakt", "Nolltolerans mot svarta hyreskontrakt"),
    "m6": ("6 Rekrytering", "Minska rekryteringen till kriminalitet"),
}
PRIMARY = {
    "m1": "m1_skjutningar",
    "m2": "m2_undvikit_kvall",
    "m3": "m3_trygga_kvall",
    "m4": "m4_droghandel_problem",
    "m5": "m5_olovlig_andrahand",
    "m6": "m6_franvaro",
}


def series(programme: Path, indicator: str) -> list[dict[str, Any]]:
    """What `tracker series` prints of the indicator's first area, newest first."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = main(["--programme", str(programme), "series", indicator, "--format", "json"])
    assert code == 0
    return list(reversed(json.loads(out.getvalue())["series"][0]["values"]))


def number(cell: str) -> float:
    return float(re.sub(r"[\s%]", "", cell).replace(",", "."))


@pytest.mark.parametrize("goal", ["m1", "m3", "m6"])
def test_a_chosen_goal_has_a_chart_with_a_name_and_the_numbers_as_a_table(
    reader, programme, goal
) -> None:
    tab, name = TABS[goal]
    page = reader.go("/malomraden")
    page.get_by_role("navigation", name="Välj målområde").get_by_role("link", name=tab).click()
    expect(page).to_have_url(re.compile(rf"/malomraden\?v=1&mal={goal}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    reader.drawn()

    chart = page.locator("[role=graphics-document]").first
    expect(chart.locator("svg")).to_be_visible()
    assert len(chart.get_attribute("aria-label") or "") > 40

    page.get_by_text("Visa tabellen").first.click()
    table = page.get_by_role("table").first
    expect(table).to_be_visible()
    cells = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    values = series(programme, PRIMARY[goal])
    assert len(cells) == len(values) > 1
    for cell, value in zip(cells, values, strict=True):
        if value["value"] is None:
            assert not cell[0][0].isdigit()
        else:
            assert number(cell[0].split("(")[0]) == pytest.approx(value["value"], abs=0.05)


def test_before_and_after_stands_in_the_address_and_survives_a_reload(reader) -> None:
    page = reader.go("/malomraden?v=1&mal=m3")
    first = page.locator("[role=graphics-document]").first
    narrow = first.locator("svg").inner_html()
    page.get_by_role("link", name="Visa före och efter").first.click()
    expect(page).to_have_url(re.compile(r"\bbrett=1\b"))
    expect(page.get_by_role("link", name="Visa före och efter")).to_have_count(0)
    reader.drawn()
    assert first.locator("svg").inner_html() != narrow
    page.reload()
    reader.drawn()
    expect(page.get_by_role("link", name="Visa före och efter")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TABS["m3"][1])


def test_a_link_to_one_chart_leads_to_its_series(reader) -> None:
    page = reader.go("/malomraden?v=1&mal=m4")
    page.get_by_role("link", name="Länk till diagrammet").nth(1).click()
    expect(page).to_have_url(re.compile(r"serie=m4_\w+&omrade=\w+"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(TABS["m4"][1])


def test_from_a_chart_to_its_source(reader) -> None:
    page = reader.go("/malomraden?v=1&mal=m1")
    page.get_by_role("link", name="Data och källa").first.click()
    expect(page).to_have_url(re.compile(r"/data\?v=1&serie=m1_skjutningar$"))
    expect(page.get_by_role("heading", name="Bekräftade skjutningar")).to_be_visible()
