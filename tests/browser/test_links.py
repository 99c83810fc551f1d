"""A frozen link as people use it: made, sent, opened, followed to the present, revoked."""

import re

import pytest
from playwright.sync_api import expect

from tracker.service.access import local_owner
from tracker.service.links import links_of


@pytest.fixture
def made(reader) -> str:
    """The address of a link that was frozen on the page of a goal, and copied."""
    page = reader.go("/malomraden?v=1&mal=m3&brett=1")
    page.get_by_role("link", name="Frys en länk").first.click()
    expect(page).to_have_url(re.compile(r"/delningslankar\?v=1&mal=m3&brett=1&vy=malomraden$"))
    page.get_by_role("textbox", name="Ditt namn").fill("Prov Person")
    page.get_by_role("button", name="Frys länken").click()
    expect(page.get_by_text("Adressen visas bara nu.")).to_be_visible()
    page.get_by_role("button", name="Kopiera").click()
    expect(page.get_by_role("button", name="Kopierad")).to_be_visible()
    copied: str = page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/l/[\w-]{32}", copied)
    return copied


def test_a_link_is_opened_read_and_revoked(made, reader, newcomer, site) -> None:
    other = newcomer()
    page = other.go(made)
    secret = made.rsplit("/", 1)[1]
    expect(page).to_have_url(re.compile(rf"/delad\?t={secret}$"))
    banner = page.get_by_role("note").filter(has_text="Fryst vy: så här såg det ut")
    expect(banner).to_contain_text("Frusen av Prov Person.")
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Öka tryggheten i Gottsunda centrum")
    expect(page.get_by_role("textbox")).to_have_count(0)

    page.get_by_role("button", name="Dela", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("kopierad")
    assert page.evaluate("() => navigator.clipboard.readText()") == made

    page.get_by_role("link", name="In English").first.click()
    expect(page.get_by_role("note")).to_contain_text("Frozen view: as it stood on")
    page.go_back()
    expect(banner).to_be_visible()

    page.get_by_role("link", name="Visa det som gäller nu").click()
    expect(page).to_have_url(re.compile(r"/malomraden\?v=1&mal=m3&brett=1$"))
    expect(banner).to_have_count(0)
    page.go_back()
    expect(banner).to_be_visible()
    page.get_by_role("link", name="Faser", exact=True).first.click()
    expect(title).to_contain_text("Faser")
    assert secret not in page.url

    page = reader.go("/delningslankar")
    link = links_of(site, local_owner("Prov Person"))[0]
    reader.offered("Välj en länk som ska återkallas", link.id).click()
    page.get_by_role("button", name="Återkalla").click()
    expect(page.get_by_text(f"Länken {link.id} är återkallad.")).to_be_visible()
    page = other.go(made)
    expect(page.get_by_text("Länken gäller inte.")).to_be_visible()
    expect(banner).to_have_count(0)


def test_without_scripts_there_is_a_way(newcomer) -> None:
    page = newcomer(java_script_enabled=False).page
    answer = page.goto("/l/" + "x" * 32)
    assert answer
    expect(page).to_have_url(re.compile(r"/delad\?t=x{32}$"))


def test_on_a_telephone(phone) -> None:
    page = phone.go("/malomraden?v=1&mal=m3")
    page.get_by_text("Meny", exact=True).click()
    page.get_by_role("link", name="Frys en länk").filter(visible=True).click()
    expect(page.get_by_role("button", name="Frys länken")).to_be_visible()
    wider = "() => document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wider)
