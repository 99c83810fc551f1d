"""A view is an address: shared, opened by somebody else, gone back from, bad, or of another day."""

import re

import pytest
from playwright.sync_api import expect


def shown(page) -> dict[str, list[str]]:
    """The title, the verdict in its sentence, and the table of what the reader looks at."""
    return {
        "title": page.get_by_role("heading", level=1).all_inner_texts(),
        "lead": page.locator("p.lead").all_inner_texts(),
        "table": page.get_by_role("table").first.locator("th, td").all_text_contents(),
    }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/malomraden?v=1&mal=m3&brett=1",
        "/?v=1&per=2022-12-31&lang=en",
    ],
)
def test_share_copies_the_address_and_a_newcomer_sees_the_same(reader, newcomer, path) -> None:
    page = reader.go(path)
    page.get_by_role("button", name=re.compile("Dela|Share")).click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("kopierad|copied"))
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.url
    assert copied.endswith(path)

    other = newcomer()
    assert shown(other.go(copied)) == shown(page)
    assert other.page.url == copied


def test_back_and_forward(reader) -> None:
    page = reader.go("/")
    title = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="3 Öka tryggheten i Gottsunda centrum").click()
    expect(title).to_contain_text("Öka tryggheten i Gottsunda centrum")
    page.get_by_role("link", name="5 Svarta hyreskontrakt").click()
    expect(title).to_contain_text("Nolltolerans mot svarta hyreskontrakt")
    page.get_by_role("link", name="Faser", exact=True).first.click()
    expect(title).to_contain_text("Faser")

    page.go_back()
    expect(title).to_contain_text("Nolltolerans mot svarta hyreskontrakt")
    expect(page).to_have_url(re.compile("mal=m5"))
    page.go_back()
    expect(title).to_contain_text("Öka tryggheten i Gottsunda centrum")
    page.go_back()
    expect(title).to_contain_text("Slutläge")
    page.go_forward()
    expect(title).to_contain_text("Öka tryggheten i Gottsunda centrum")
    expect(page).to_have_url(re.compile("mal=m3"))


def test_the_language_is_changed_and_kept(reader) -> None:
    page = reader.go("/malomraden?v=1&mal=m3")
    page.get_by_role("link", name="In English").first.click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Increase safety in Gottsunda centre")
    expect(page).to_have_url(re.compile(r"mal=m3&lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("link", name="Phases", exact=True).first.click()
    expect(title).to_contain_text("Phases")
    expect(page).to_have_url(re.compile(r"/faser\?.*lang=en"))
    page.reload()
    reader.drawn()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("link", name="På svenska").first.click()
    expect(title).to_contain_text("Faser")
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_a_bad_address_is_told_and_the_rest_of_it_followed(reader) -> None:
    page = reader.go("/malomraden?v=1&mal=m9&lang=sv&brett=1")
    notice = page.get_by_role("alert").filter(has_text="Länken gick inte att följa helt")
    expect(notice).to_contain_text("Målområdet «m9» finns inte")
    expect(notice).to_contain_text("Välj ett målområde i listan")
    expect(page.get_by_role("link", name="Visa före och efter")).to_have_count(0)


@pytest.mark.parametrize("path", ["/finns-inte", "/malomraden/mer/an/sa"])
def test_a_page_that_does_not_exist_is_told(reader, path) -> None:
    page = reader.go(path)
    notice = page.get_by_role("alert").filter(has_text="Länken gick inte att följa helt")
    expect(notice).to_contain_text(f"«{path[1:]}»")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Slutläge")


def test_an_older_version_is_shown_as_such_and_left_again(reader, site) -> None:
    page = reader.go("/data")
    page.get_by_role("link", name="Dataversion 20", exact=True).click()
    notice = page.get_by_text("Du ser dataversion 20.")
    expect(notice).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?v=1&data=20$"))
    page.get_by_role("link", name="Målområden", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/malomraden\?.*data=20"))
    expect(page.get_by_text("Du ser dataversion 20.")).to_be_visible()
    page.get_by_role("link", name="Visa den gällande").click()
    expect(page.get_by_text("Du ser dataversion")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("data="))
