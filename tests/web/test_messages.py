"""What a page says to the server: only what ours do, or its connection is closed."""

import asyncio
import json
from typing import Any

import pytest
from starlette.requests import Request
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from tracker.web.messages import KnownMessages
from tracker.web.options import options
from tracker.web.site import exports_from_address

pytestmark = pytest.mark.page


def binary(*said: BackMsg) -> dict[str, Any]:
    together = b"".join(one.SerializeToString() for one in said)
    return {"type": "websocket.receive", "bytes": together, "text": None}


def heard(*messages: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What comes through to streamlit, and what the page is sent."""
    waiting, through, sent = [*messages], [], []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def behind(_scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            through.append(message)
        through.append(message)
        await send({"type": "websocket.send", "bytes": b"after"})

    asyncio.run(KnownMessages(behind)({"type": "websocket"}, receive, send))
    return through, sent


RERUN = BackMsg(rerun_script={"query_string": "v=1"})
CLOSED = {"type": "websocket.close", "code": 1008}


@pytest.mark.parametrize(
    "said",
    [
        RERUN,
        BackMsg(stop_script=True),
        BackMsg(app_heartbeat=True),
        BackMsg(file_urls_request={"request_id": "1"}),
        BackMsg(backend_operation_request={"deferred_file": {"file_id": "1"}}),  # an Excel form
        BackMsg(backend_operation_request={"dataframe_chunk": {}}),
    ],
)
def test_what_pages_say_comes_through(said: BackMsg) -> None:
    through, sent = heard(binary(said), binary(RERUN))
    assert through[:2] == [binary(said), binary(RERUN)]
    assert CLOSED not in sent


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(binary(BackMsg(clear_cache=True)), id="empties everybody's cache"),
        pytest.param(binary(RERUN, BackMsg(clear_cache=True)), id="hidden behind another"),
        pytest.param(binary(BackMsg(load_git_info=True)), id="looks for git"),
        pytest.param(binary(BackMsg(set_run_on_save=True)), id="looks at files"),
        pytest.param(binary(BackMsg(debug_shutdown_runtime=True)), id="ends it"),
        pytest.param(binary(BackMsg(backend_operation_request={})), id="has something done"),
        pytest.param(
            binary(BackMsg(backend_operation_request={"install_skills": {}})), id="installs"
        ),
        pytest.param(binary(BackMsg()), id="nothing"),
        pytest.param({"type": "websocket.receive", "bytes": b"\xff\xff"}, id="no message"),
        pytest.param({"type": "websocket.receive", "text": "text"}, id="a text"),
    ],
)
def test_anything_else_closes_the_connection(said: dict[str, Any]) -> None:
    through, sent = heard(said, binary(RERUN))
    assert through == [{"type": "websocket.disconnect", "code": 1008}]
    assert sent == [CLOSED]  # and nothing after it


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "//_stcore//metrics"])
def test_how_many_are_here_is_told_to_nobody(shipped: Any, ask: Any, path: str) -> None:
    assert ask("/_stcore/health").status == 200
    assert ask(path).status == 404


def test_no_other_site_may_hold_our_pages(shipped: Any) -> None:
    options()
    assert config.get_option("client.allowedOrigins") == []
    (route, *_) = create_host_config_routes(None)
    asked = Request({"type": "http", "method": "GET", "path": "/", "headers": []})
    told = json.loads(asyncio.run(route.endpoint(asked)).body)
    assert not [one for one in told["allowedOrigins"] if "streamlit" in one]


def test_files_are_counted_by_address_where_nobody_signs_in(
    shipped: Any, ask: Any, open_read: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = exports_from_address(shipped.site.folder)
    monkeypatch.setattr(limit, "_most", 2)
    limit._tries.clear()
    path = "/fil/inget/inget.csv"
    assert [ask(path, client="192.0.2.1").status for _ in range(3)] == [404, 404, 429]
    assert ask(path, client="192.0.2.2").status == 404
    refused = ask(path, client="192.0.2.1")
    assert int(refused.headers["retry-after"]) > 0
    assert json.loads(refused.body)["code"] == "too_often"


def test_on_ones_own_computer_nobody_counts(
    shipped: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports_from_address(shipped.site.folder), "_most", 0)
    assert ask("/fil/inget/inget.csv").status == 404
