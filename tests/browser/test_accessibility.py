"""What axe-core finds on each page, light and dark: nothing that is ours.

The rules find only part of what the law asks for; docs/tillganglighet.md says what is known beside.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

PAGES = [
    "/",
    "/malomraden?v=1&mal=m3",
    "/faser",
    "/ladda-upp",
    "/data",
    "/atgarder",
    "/medborgarloften",
    "/veckolage",
    "/styrgruppsmote",
    "/underlag",
    "/om",
    "/delningslankar",
]
# Streamlit's own file chooser carries a name on a presentational element.
NOT_OURS = {("/ladda-upp", "presentation-role-conflict")}


@pytest.fixture(scope="module")
def profiles(browser: Browser, address: str) -> Iterator[dict[str, BrowserContext]]:
    """A light and a dark one; what never changes is in their caches."""
    # The rules are injected as a script, which the page's own policy forbids.
    options = {"base_url": address, "bypass_csp": True}
    with ExitStack() as open_ones:
        yield {
            scheme: open_ones.enter_context(browser.new_context(color_scheme=scheme, **options))
            for scheme in ("light", "dark")
        }


@pytest.mark.parametrize(
    ("path", "scheme"), [*((p, "light") for p in PAGES), *((p, "dark") for p in PAGES[:3])]
)
def test_no_violation_that_is_ours(
    profiles: dict[str, BrowserContext], path: str, scheme: str
) -> None:
    with profiles[scheme].new_page() as page:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        if "malomraden" in path:
            expect(page.get_by_test_id("stVegaLiteChart").first.locator("svg")).to_be_visible()
        found = Axe().run(page).response["violations"]
    ours = [v for v in found if (path, v["id"]) not in NOT_OURS]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in ours] == []
