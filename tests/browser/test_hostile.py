"""A hostile programme: what is written is shown and never run, what is hidden is in no byte sent.

A browser goes through the pages; a program takes the same frames of the same websocket, many more
pages and every file, and searches them.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tracker.service.programme import open_site
from tracker.texts.address import Page

from .conftest import Seen
from .hostile import (
    BESIDE_SMALL,
    CLOSED,
    FEW_ANSWERS,
    SECONDARY,
    SHOWN,
    hostile_programme,
)

pytestmark = pytest.mark.browser

GOALS = [f"m{number}" for number in range(1, 7)]
SERIES = ("m4_tips", "m2_brander_stenkastning", "bakgrund_polisnotiser")
VIEWS: list[tuple[str, dict[str, str]]] = [
    *((page, {}) for page in Page),
    *((Page.GOALS, {"v": "1", "mal": goal, "brett": "1", "styr": "1"}) for goal in GOALS),
    *((Page.PHASES, {"v": "1", "fas": phase}) for phase in "123"),
    *((Page.DATA, {"v": "1", "serie": one}) for one in SERIES),
    *((page, {"v": "1", "lang": "en"}) for page in (Page.STATUS, Page.MEETING, Page.LAW)),
    (Page.GOALS, {"v": "1", "mal": "m2", "per": "2024-12-31"}),
]
FORMS = ("csv", "json", "svg")
AREAS = ("bandstolsvagen", "gottsunda_centrum", "gottsunda_valsatra")
FILES = (
    "/fil/laget.json",
    "/fil/laget.csv",
    *(f"/fil/m4_tips/gottsunda_valsatra.{form}" for form in FORMS),
    *(f"/fil/m2_brander_stenkastning/{area}.{form}" for area in AREAS for form in FORMS),
    *(f"/fil/m2_undvikit_kvall/sydvastra_valsatra.{form}" for form in FORMS),
    "/fil/m2_undvikit_kvall/sydvastra_valsatra.png",
    *(f"/api/v1/{what}" for what in ("report", "series", "definitions", "publications")),
    *(f"/api/v1/{what}?format=csv" for what in ("report", "series", "definitions")),
)
# In the place of an id.
SQL = ("' or 1=1 --", "x'; drop table link; --", '" union select json from decision --', "../../x")


def told(number: int | str) -> re.Pattern[bytes]:
    """A number however it is written: grouped, with a decimal sign, in an address or a picture."""
    gap = rb"(?:\\u00a0|&nbsp;|&#160;|%C2%A0|\xc2\xa0|\xe2\x80\xaf|[\s,.])?"
    return re.compile(gap.join(re.escape(d) for d in re.findall(rb"\d", str(number).encode())))


HIDDEN = {number: told(number) for number in (CLOSED, SECONDARY, BESIDE_SMALL, FEW_ANSWERS)}


@pytest.fixture(scope="module")
def hostile(programme: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The folder, and what opens its frozen links."""
    folder = tmp_path_factory.mktemp("hostile") / "programme"
    return folder, hostile_programme(programme, folder)


Served = Callable[..., Any]


@pytest.fixture
def served(serving: Any, free_port: Any, hostile: tuple[Path, Any]) -> Served:
    """Serves the programme; its address."""

    @contextmanager
    def served(*mode: str) -> Iterator[str]:
        folder, port = hostile[0], free_port()
        command = [sys.executable, "-m", "tracker.cli", "--programme", str(folder), "serve"]
        with serving([*command, "--port", str(port), *mode], folder, port) as address:
            yield address

    return served


def frames(session: ClientConnection, page: str, params: dict[str, str]) -> bytes:
    """Every byte of a page, as the browser's own websocket is sent it, decompressed."""
    asked = BackMsg()
    asked.rerun_script.query_string = urlencode(params)
    asked.rerun_script.page_script_hash = calc_hash("" if page == Page.STATUS else page)
    session.send(asked.SerializeToString())
    got = []
    while True:
        got.append(session.recv(timeout=60, decode=False))
        message = ForwardMsg.FromString(got[-1])
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            pytest.fail(f"{page} {params}: {message.delta.new_element.exception.message}")
        if kind == "script_finished":
            return b"".join(got)


def fetched(address: str, path: str) -> bytes:
    """The head and body of an answer, whatever its status."""
    try:
        with urlopen(address + path, timeout=60) as answer:
            return str(answer.headers).encode() + answer.read()
    except HTTPError as error:
        with error:
            return str(error.headers).encode() + error.read()


def everything(address: str, secret: str) -> dict[str, bytes]:
    """All that a server sends of the programme, by what was asked."""
    asked = [*VIEWS, ("delad", {"t": secret}), ("delad", {"t": secret, "lang": "en"})]
    asked += [(Page.DATA, {"v": "1", "serie": given, "omrade": given}) for given in SQL]
    return pages(address, asked) | files(address, (*FILES, "/", f"/l/{secret}"))


def pages(address: str, asked: list[tuple[str, dict[str, str]]]) -> dict[str, bytes]:
    """What is sent of each page."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    spoken = [Subprotocol("streamlit")]
    with connect(stream, subprotocols=spoken, origin=Origin(address), max_size=None) as session:
        return {f"/{at}?{urlencode(params)}": frames(session, at, params) for at, params in asked}


def files(address: str, paths: Iterable[str]) -> dict[str, bytes]:
    """What is sent of each file."""
    return {path: fetched(address, path) for path in paths}


def found(got: dict[str, bytes], pattern: re.Pattern[bytes]) -> list[str]:
    return [asked for asked, sent in got.items() if pattern.search(sent)]


def hashes_in(got: dict[str, bytes], folder: Path) -> list[str]:
    """Where the hash that ties a data version to the journal is told, which it never is."""
    hashes = (one.journal_hash for one in open_site(folder).store.log())
    return found(got, re.compile(b"|".join(one.encode() for one in hashes)))


def test_the_public_is_sent_no_byte_of_what_is_hidden(served: Served, hostile: Any) -> None:
    with served("--open-read") as address:
        got = everything(address, hostile[1]["öppen"])
    for number, pattern in HIDDEN.items():
        assert found(got, pattern) == [], number
    assert {"/malomraden?v=1&mal=m5&brett=1&styr=1", "/fil/laget.csv"} <= {*found(got, told(SHOWN))}
    assert len([one for one in got.values() if b"window.broken=1" in one]) > 20  # as text
    assert hashes_in(got, hostile[0]) == []


OPENED = """() => document.querySelectorAll('[data-testid=stExpander] summary, details summary')
    .forEach(one => one.parentElement.open || one.click())"""


def quiet(page: Tab) -> None:
    state = "data-test-script-state"
    expect(page.get_by_test_id("stApp")).to_have_attribute(state, "notRunning")


def test_inside_the_numbers_are_there_and_nothing_written_is_run(
    served: Served, hostile: Any, browser: Browser
) -> None:
    seen = Seen()
    with (
        served() as address,
        browser.new_context(base_url=address, locale="sv-SE") as context,
    ):
        asked = [(Page.GOALS, {"v": "1", "mal": goal, "brett": "1"}) for goal in ("m2", "m4")]
        got = pages(address, asked) | files(address, FILES[:2])
        page = context.new_page()
        seen.watch(page)
        paths = [
            *(f"/{one}" for one in Page if one is not Page.STATUS),
            *(f"/malomraden?v=1&mal={goal}" for goal in ("m2", "m4")),
            "/data?" + urlencode({"v": "1", "serie": SQL[0] + '<img src=x onerror="broken=1">'}),
            f"/delad?t={hostile[1]['analys']}",
        ]
        for path in paths:
            page.goto(path)
            expect(page.get_by_role("heading", level=1).first).to_be_visible()
            quiet(page)
            page.evaluate(OPENED)  # what is folded, and the forms
            quiet(page)
            assert not page.evaluate("() => 'broken' in window"), path
    assert hashes_in(got, hostile[0]) == []
    assert seen.complaints == []
    assert seen.hosts == {address.removeprefix("http://")}
    for number, pattern in HIDDEN.items():
        assert found(got, pattern), number
