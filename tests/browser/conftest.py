"""One server and one browser for the run; a fresh context, which is watched, for each test.

The server's store is shared. A test that writes uses a series, or an area, that no other test
reads; data versions are asked for, never counted on.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from tracker.service.access import local_owner
from tracker.service.programme import ENVIRONMENT, Site, open_site
from tracker.service.setup import prepare

REPOSITORY = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
WIDE = {"width": 1440, "height": 900}
# Streamlit probes below the page's own path before it asks at the root; both are harmless.
PROBES = ("/_stcore/health", "/_stcore/host-config")
START_WITHIN = 60.0  # seconds

expect.set_options(timeout=30_000)  # a limit for slow machines; nothing waits for it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    # Their fixtures end with the package: Playwright keeps an event loop running, and other tests
    # call `asyncio.run`. The sort is stable.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(command: list[str], programme: Path, port: int) -> Iterator[str]:
    """A server process started from `/`; gives its address when it answers at /halsa."""
    address, log = f"http://127.0.0.1:{port}", programme.with_name(f"server-{port}.log")
    environment = {**os.environ, ENVIRONMENT: str(programme), "PYTHONWARNINGS": "default"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        _wait_until_healthy(process, address, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/halsa", timeout=5):
                return
        except HTTPError as error:
            error.close()
        except (URLError, ConnectionError):
            pass
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="package")
def free_port() -> Callable[[], int]:
    """Finds a port that nobody listens on."""
    return _free_port


@pytest.fixture(scope="package")
def serving() -> Callable[[list[str], Path, int], AbstractContextManager[str]]:
    """Starts further servers."""
    return _serving


@pytest.fixture(scope="package")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped programme, its store filled. Nobody writes to it: it is for copying."""
    folder = tmp_path_factory.mktemp("prepared") / "programme"
    folder.mkdir()
    for name in ("goals.yaml", "phases.yaml"):
        shutil.copy(REPOSITORY / name, folder)
    shutil.copytree(REPOSITORY / "data", folder / "data")
    prepare(open_site(folder), local_owner("Prov Person"), with_data=True)
    return folder


@pytest.fixture(scope="package")
def programme(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of the run's server."""
    return Path(shutil.copytree(prepared, tmp_path_factory.mktemp("browser") / "programme"))


@pytest.fixture(scope="package")
def address(programme: Path) -> Iterator[str]:
    """The address of the server of the run."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--app-dir", str(REPOSITORY)]
    command += ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    with _serving(command, programme, port) as at:
        yield at


@pytest.fixture
def site(programme: Path) -> Site:
    """The same store, seen from outside the server."""
    return open_site(programme)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: install it by «apt-get install chromium»")
        pytest.skip("Chromium is missing, so nothing was looked at: «apt-get install chromium»")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@dataclass
class Seen:
    """What the browser asked for and complained of during one test."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(parts.netloc)

    def _said(self, message: ConsoleMessage) -> None:
        probe = "404" in message.text and message.location["url"].endswith(PROBES)
        if message.type == "error" and not probe:
            self.complaints.append(f"{message.text} ({message.location['url']})")


@pytest.fixture
def seen(address: str) -> Iterator[Seen]:
    """When a test is over: nobody asked another host for anything, and no console complained."""
    seen = Seen()
    yield seen
    assert seen.hosts <= {urlsplit(address).netloc}
    assert seen.complaints == []


class Reader:
    """A person with a browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, path: str) -> Page:
        """Open an address below the server's, and wait until it is drawn."""
        self.page.goto(path)
        return self.drawn()

    def drawn(self) -> Page:
        """Wait until the page stands still."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        charts = self.page.get_by_test_id("stVegaLiteChart")
        expect(charts.filter(has_not=self.page.locator("svg"))).to_have_count(0)
        return self.page

    def offered(self, label: str, typed: str = "") -> Locator:
        """Open a field's list when the page stands still; what it offers for what is typed.

        A rerun that is under way would draw the field anew, and drop what was typed.
        """
        box = self.page.get_by_role("combobox", name=label)
        expect(box).to_be_visible()
        self.drawn()
        box.click()
        box.press_sequentially(typed)
        return self.page.get_by_role("option")


def _profile(browser: Browser, address: str, **options: Any) -> BrowserContext:
    context = browser.new_context(base_url=address, locale="sv-SE", **{"viewport": WIDE} | options)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    return context


@pytest.fixture(scope="package")
def at_desk(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A profile that has been here before: what never changes is in its cache."""
    with _profile(browser, address) as context:
        yield context


@pytest.fixture(scope="package")
def on_the_move(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The same on a telephone."""
    size = {"width": 390, "height": 844}
    with _profile(browser, address, viewport=size, has_touch=True) as context:
        yield context


@pytest.fixture
def reader(at_desk: BrowserContext, seen: Seen) -> Iterator[Reader]:
    """A person at an ordinary screen."""
    with at_desk.new_page() as page:
        seen.watch(page)
        yield Reader(page)


@pytest.fixture
def phone(on_the_move: BrowserContext, seen: Seen) -> Iterator[Reader]:
    """A person with a telephone."""
    with on_the_move.new_page() as page:
        seen.watch(page)
        yield Reader(page)


@pytest.fixture
def newcomer(browser: Browser, address: str, seen: Seen) -> Iterator[Callable[..., Reader]]:
    """Opens windows of fresh profiles, which have never been here."""
    with ExitStack() as profiles:

        def opened(**options: Any) -> Reader:
            page = profiles.enter_context(_profile(browser, address, **options)).new_page()
            seen.watch(page)
            return Reader(page)

        yield opened
