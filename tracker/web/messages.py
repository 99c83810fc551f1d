"""What a page may say to the server, and which of streamlit's own answers nobody needs."""

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from tracker.errors import NotFound
from tracker.web.turned_away import turn_away

# Messages of streamlit that our pages send. The others empty the cache for everybody, look for
# git, install things or are for finding faults: anyone with a page open could send them.
_SAID = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
_ASKED = frozenset({"deferred_file", "dataframe_chunk"})  # of its own session, as streamlit checks
_AGAINST_THE_RULES = 1008
_NOBODYS = frozenset({"_stcore/metrics"})  # how many are here, and how long things take


class KnownMessages:
    """A page's connection is closed when it says what no page of ours says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        closed = False

        async def heard() -> Message:
            nonlocal closed
            message = await receive()
            if message["type"] != "websocket.receive" or _is_known(message):
                return message
            closed = True
            await send({"type": "websocket.close", "code": _AGAINST_THE_RULES})
            return {"type": "websocket.disconnect", "code": _AGAINST_THE_RULES}

        async def say(message: Message) -> None:
            if not closed:
                await send(message)

        await self.app(scope, heard, say)


def _is_known(message: Message) -> bool:
    sent = message.get("bytes")
    if sent is None:
        return False  # a text
    try:
        said = BackMsg.FromString(sent)
    except DecodeError:
        return False
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":
        return said.backend_operation_request.WhichOneof("payload") in _ASKED
    return kind in _SAID


class NotForAnyone:
    """What streamlit tells of itself to whoever asks is told to nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that there is no such thing."""
        asked = scope["type"] == "http" and "/".join(filter(None, scope["path"].split("/")))
        if asked in _NOBODYS:
            await turn_away(scope, receive, send, NotFound("file_not_here"))
            return
        await self.app(scope, receive, send)
