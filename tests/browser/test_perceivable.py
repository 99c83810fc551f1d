"""Everyone can use it: by keyboard, with little contrast vision, in the dark, without pictures."""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PAGES = ("/", "/malomraden", "/faser", "/ladda-upp", "/data", "/om")

# Every visible text of ours with its colour and what it stands on, as 8-bit sRGB. SVG text stands
# on the page: what its picture draws behind it is tried by the pairs of our own colours.
TEXTS = """
() => {
  const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    .getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba(getComputedStyle(document.documentElement).getPropertyValue("--bg"));
  };
  const found = [];
  for (const element of document.querySelectorAll(".fl *, .top *, [data-testid=stMain] *")) {
    const own = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!own.length || box.width < 2 || box.height < 2 || style.visibility !== "visible") continue;
    if (element.closest(".sr, [disabled], style, script")) continue;
    found.push({
      text: own[0].data.trim().slice(0, 40),
      colour: rgba(element instanceof SVGElement ? style.fill : style.color),
      ground: ground(element),
      svg: element instanceof SVGElement,
      size: parseFloat(style.fontSize),
      bold: parseInt(style.fontWeight) >= 700,
    });
  }
  // A halo in the colour of the ground, under the same text in its own, is no text.
  const halo = (one) => one.svg && `${one.colour}` === `${one.ground}`
    && found.some((other) => other !== one && other.text === one.text);
  return found.filter((one) => !halo(one));
}
"""
VARIABLES = """
() => Object.fromEntries(["bg", "text", "text2", "band", "blue", "orange", "f1", "f2", "f3",
  "onphase", "rule2"].map((name) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--" + name);
    pen.fillRect(0, 0, 1, 1);
    return [name, [...pen.getImageData(0, 0, 1, 1).data]];
  }))
"""


def luminance(colour: list[int]) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [c / 255 for c in colour[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[int], other: list[int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def needed(text: dict[str, Any]) -> float:
    """WCAG 1.4.3: 4.5, and 3 for large text."""
    large = text["size"] >= 24 or (text["bold"] and text["size"] >= 18.66)
    return 3.0 if large else 4.5


def in_scheme(reader: Any, scheme: str, path: str) -> Page:
    reader.page.emulate_media(color_scheme=scheme)
    return reader.go(path)


def test_the_contrast_of_two_known_colours() -> None:
    """Black on white is 21:1, and #767676 on white the darkest grey that is 4.54:1 (WCAG)."""
    white = [255, 255, 255]
    assert contrast([0, 0, 0], white) == pytest.approx(21)
    assert contrast([0x76, 0x76, 0x76], white) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES[:2])  # of every page, by rules: test_accessibility
def test_every_text_is_told_from_its_ground(reader, path, scheme) -> None:
    texts = in_scheme(reader, scheme, path).evaluate(TEXTS)
    assert len(texts) > 10
    faint = {
        text["text"]: round(contrast(text["colour"], text["ground"]), 2)
        for text in texts
        if contrast(text["colour"], text["ground"]) < needed(text)
    }
    assert faint == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_that_charts_draw_with_are_told_apart(reader, scheme) -> None:
    colour = in_scheme(reader, scheme, "/om").evaluate(VARIABLES)
    for text, ground in (
        *((name, "bg") for name in ("text", "text2", "blue", "orange")),
        *((name, "band") for name in ("text", "text2", "blue", "orange")),
        *(("onphase", name) for name in ("f1", "f2", "f3")),
    ):
        assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
    assert contrast(colour["rule2"], colour["bg"]) >= 3  # marks (WCAG 1.4.11)


def test_in_the_dark_the_page_is_dark_and_its_chart_is_drawn(reader) -> None:
    page = in_scheme(reader, "dark", "/malomraden")
    colour = page.evaluate(VARIABLES)
    assert luminance(colour["bg"]) < 0.05
    chart = page.locator("[role=graphics-document]").first
    in_dark = chart.screenshot()
    assert len(in_dark) > 4000  # a blank picture of that size is compressed to less
    in_scheme(reader, "light", "/malomraden")
    assert chart.screenshot() != in_dark


def stops(page: Page, most: int) -> list[str]:
    """What the Tab key reaches, in its order."""
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.innerText.trim()"))
    return reached


class TestKeyboard:
    def test_tab_reaches_the_menu_then_share_then_the_links_of_the_page(self, reader) -> None:
        wanted = [
            "Läget",
            "Målområden",
            "Faser",
            "Ladda upp",
            "Data och källor",
            "Om Fasläget",
            "In English",
            "Dela",
            "Gottsunda/Valsätra",
            "1 Minska antalet skjutningar",
            "6 Minska rekryteringen till kriminalitet",
        ]
        reached = stops(reader.go("/"), 40)
        places = [reached.index(name) for name in wanted]
        assert places == sorted(places)

    def test_what_has_the_focus_is_marked(self, reader) -> None:
        page = reader.go("/")
        for _ in range(16):
            page.keyboard.press("Tab")
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"

    def test_enter_follows_a_link_and_share_works(self, reader) -> None:
        page = reader.go("/")
        page.get_by_role("link", name="4 Nolltolerans mot narkotikaförsäljning").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("narkotikaförsäljning")
        page.get_by_role("button", name="Dela").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("kopierad")
        assert page.evaluate("() => navigator.clipboard.readText()") == page.url

    def test_the_first_stop_leads_past_the_menu(self, reader) -> None:
        page = reader.go("/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = "() => !!document.activeElement.closest('[data-testid=stMain]')"
        assert page.evaluate(inside)


@pytest.mark.parametrize("path", PAGES)
def test_the_structure_of_a_page_is_told_without_seeing_it(reader, path) -> None:
    page = reader.go(path)
    headings = page.get_by_test_id("stMain").locator("h1, h2, h3, h4")
    levels = [int(tag[1]) for tag in headings.evaluate_all("all => all.map(e => e.tagName)")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    expect(page.get_by_role("main")).to_have_count(1)
    names = "all => all.map(e => e.getAttribute('aria-label') || '')"
    pictures = page.locator("svg[role=img], [role=graphics-document]").evaluate_all(names)
    assert [name for name in pictures if not re.search(r"\w{3}", name)] == []
    expect(page.locator("table:not(:has(th))")).to_have_count(0)
