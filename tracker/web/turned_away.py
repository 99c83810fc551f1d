"""What is answered at the entrance: to programs a problem as the API's others, else a sentence."""

from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from tracker.errors import TrackerError
from tracker.texts.address import language_of
from tracker.texts.catalogue import texts_in
from tracker.texts.faults import error_wording
from tracker.web.api.problems import problem, status_of

_API = "/api"
_CLOSED = 1008  # of a websocket: against the rules


async def turn_away(scope: Scope, receive: Receive, send: Send, error: TrackerError) -> None:
    """Refuse a request before anybody has looked at it."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _CLOSED})
        return
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    texts = texts_in(language_of({key: values[0] for key, values in query.items()}))
    path = scope["path"]
    if path == _API or path.startswith(f"{_API}/"):
        answer = problem(error, texts)
    else:
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        said = str(error_wording(error, texts))
        answer = PlainTextResponse(said, status_code=status_of(error), headers=headers)
    await answer(scope, receive, send)
