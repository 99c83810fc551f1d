"""A hostile programme in a real browser: what is written is shown and never run, what is hidden
is in no byte that is sent.
"""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tracker.model.records import Provenance
from tracker.service.access import local_owner, reader_for
from tracker.service.definitions import apply_definitions
from tracker.service.programme import open_site
from tracker.service.uploads import accept, new_draft, read_draft

pytestmark = pytest.mark.browser

OWNER = local_owner("Prov Person")
ATTACK = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>{{7*7}}\'"</p>'
# A number of a closed series, and one hidden for being small within an open one would be too
# common to search for: tests/disclosure and tests/web/test_open_read.py ask about those.
PLANTED = 48_617_293
GAP = rb"(?:\\u00a0|\xc2\xa0|\xe2\x80\xaf|[\s,.])?"
HIDDEN = re.compile(GAP.join((b"48", b"617", b"293")))
CLOSED = "m4_tips;gottsunda_valsatra;2024K2"
PATHS = (
    "/",
    *(f"/malomraden?v=1&mal=m{number}&brett=1" for number in (1, 4)),
    "/faser?v=1&fas=3",
    "/data?v=1&serie=m4_tips",
    "/styrgruppsmote",
    "/om",
)
FILES = (
    "/fil/laget.json",
    "/fil/laget.csv",
    *(f"/fil/m4_tips/gottsunda_valsatra.{kind}" for kind in ("csv", "json", "svg")),
)


@pytest.fixture(scope="module")
def hostile(programme: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped programme with an attack in every kind of text, and a number to look for."""
    folder = Path(shutil.copytree(programme, tmp_path_factory.mktemp("hostile") / "programme"))
    goals = folder / "goals.yaml"
    tree = yaml.safe_load(goals.read_text("utf-8"))
    indicator = tree["goals"][0]["indicators"][0]
    for attacked in (indicator["name"], indicator["definition"], indicator["pitfalls"]):
        attacked["sv"] = ATTACK
    tree["goals"][0]["name"]["sv"] = ATTACK
    goals.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    site = open_site(folder)
    apply_definitions(site, OWNER, based_on=site.store.current())
    quoted = ATTACK.replace('"', '""')
    rows = f'indikator;område;period;värde;kommentar\n{CLOSED};{PLANTED};"{quoted}"\n'
    draft = new_draft(site, rows.encode(), f"{ATTACK}.csv", OWNER)
    read_draft(site, draft, reader_for(OWNER))
    origin = Provenance(publisher=ATTACK, title=ATTACK, fictional=True)
    accept(site, draft, origin, OWNER)
    return folder


Visit = Callable[..., tuple[bytes, list[str]]]


@pytest.fixture
def visit(browser: Browser, serving: Any, free_port: Any, hostile: Path) -> Visit:
    """Goes through pages and files of the programme; gives all bytes sent, and what ran."""

    def through(*mode: str) -> tuple[bytes, list[str]]:
        port, sent, complaints = free_port(), [], []
        command = [sys.executable, "-m", "tracker.cli", "--programme", str(hostile), "serve"]
        command += ["--port", str(port), *mode]
        with (
            serving(command, hostile, port) as address,
            browser.new_context(base_url=address, locale="sv-SE") as context,
        ):
            page = context.new_page()
            page.on("websocket", lambda ws: ws.on("framereceived", lambda f: sent.append(raw(f))))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            for path in PATHS:
                page.goto(path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                expect(page.get_by_test_id("stApp")).to_have_attribute(
                    "data-test-script-state", "notRunning"
                )
                complaints += ["ran"] if page.evaluate("() => 'broken' in window") else []
                sent.append(page.content().encode())
            sent += [context.request.get(path).body() for path in FILES]
        return b"\n".join(sent), complaints

    return through


def raw(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def test_the_public_is_sent_no_byte_of_a_closed_number_and_nothing_written_is_run(
    visit: Visit,
) -> None:
    sent, complaints = visit("--open-read")
    assert complaints == []
    leak = HIDDEN.search(sent)
    assert leak is None, sent[leak.start() - 200 : leak.end() + 50]
    assert b"window.broken=1" in sent  # shown as text


def test_inside_the_number_is_there_and_still_nothing_written_is_run(visit: Visit) -> None:
    sent, complaints = visit()
    assert complaints == []
    assert HIDDEN.search(sent)
