"""Signing in and out: a link of ours, and what streamlit's own three paths answer, made ours.

/logga-in          leads to the provider, and remembers the page to come back to
/auth/login        streamlit: asks the provider; when it does not answer we say so
/oauth2callback    streamlit: takes the provider's word; we keep less of it, and write it down
/auth/logout       streamlit: forgets; we end the person's sessions everywhere, and write it down
"""

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import SESSION_COOKIE_NAME

from tracker.errors import TrackerError
from tracker.service.login import sign_in, sign_out
from tracker.service.login_settings import Login, login_of
from tracker.texts.address import SHARED, Page, View, href, language_of
from tracker.texts.catalogue import Texts, texts_in
from tracker.texts.faults import Wording, error_wording
from tracker.web import session
from tracker.web.callers import from_elsewhere
from tracker.web.markup import esc
from tracker.web.signing import CALLBACK, PROVIDER, SIGN_IN, SIGN_OUT
from tracker.web.site import Mode, actor_of_request, current_site, mode

_BACK = "faslaget_till"  # the cookie of the page to come back to
# No page of streamlit's is around it, whose fonts it would have.
_ALONE = "max-width:40em;margin:48px auto;padding:0 16px;font:16px/1.5 system-ui,sans-serif"
_BACK_SECONDS = 600  # that a sign-in may take
_PAGE = re.compile(r"/([a-z-]*)(\?[A-Za-z0-9_.~%&=+*,:-]*)?")


def _leave(request: Request) -> Response:
    """To the provider by way of streamlit, which signs where it is to come back."""
    back = _page_of(request.query_params.get("till", "/"))
    if mode() is not Mode.LOGIN:
        return RedirectResponse(back, status_code=303)
    answer = RedirectResponse(generate_login_redirect_url("default"), status_code=303)
    answer.set_cookie(
        _BACK, quote(back), max_age=_BACK_SECONDS, httponly=True, samesite="lax", path="/"
    )
    return answer


ROUTES = [Route(SIGN_IN, _leave)]


class SigningIn:
    """ASGI middleware around streamlit's three paths, which in other modes lead to Läget."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in streamlit's place, or change what it answers."""
        if scope["type"] != "http" or scope["path"] not in (PROVIDER, CALLBACK, SIGN_OUT):
            await self.app(scope, receive, send)
            return
        answer: Response
        if mode() is not Mode.LOGIN:
            answer = RedirectResponse("/", status_code=303)
        else:
            answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        texts = texts_in(language_of(_query_of(_back_of(request))))
        try:
            match request.url.path:
                case "/auth/login":
                    return _provider(await self._streamlit(request), texts)
                case "/auth/logout":
                    return await self._out(request, texts)
                case _ if not {"code", "error"} & set(request.query_params):
                    return RedirectResponse("/", 303)  # from signing out at the provider
                case _:
                    answer = await self._streamlit(request)
                    return await run_in_threadpool(_callback, request, answer, texts)
        except TrackerError as error:
            return _told(error_wording(error, texts), texts, 503)

    async def _out(self, request: Request, texts: Texts) -> Response:
        if from_elsewhere(request.scope):
            return _refused("login.out_from_elsewhere", texts, 403)
        await run_in_threadpool(_end, request)
        answer = await self._streamlit(request)
        session.keep_nothing(answer)
        return answer

    async def _streamlit(self, request: Request) -> Response:
        """Streamlit's answer, held back."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await self.app(request.scope, request.receive, keep)
        start, *rest = sent
        answer = Response(b"".join(part.get("body", b"") for part in rest), start["status"])
        answer.raw_headers = list(start["headers"])
        return answer


def _provider(answer: Response, texts: Texts) -> Response:
    """On to the provider, unless it could not be asked where that is."""
    if answer.status_code < 400:
        return answer
    return _refused("login.no_answer", texts, 503)


def _callback(request: Request, answer: Response, texts: Texts) -> Response:
    """Let in whom the provider has named, by our rules."""
    site = current_site()
    claims = session.set_by(answer)
    login = login_of(site.folder)
    kept = sign_in(site, login, claims, site.clock()) if claims else None
    if kept is None:
        named = "login.no_role" if claims else "login.not_done"
        refused = _refused(named, texts, 403)
        session.keep_nothing(refused)
        refused.delete_cookie(SESSION_COOKIE_NAME)
        return refused
    back = RedirectResponse(_back_of(request), status_code=303)
    session.keep(back, kept, login.address, seconds=_lifetime(login))
    for name in (_BACK, SESSION_COOKIE_NAME):  # what was asked of the provider is answered
        back.delete_cookie(name)
    return back


def _lifetime(login: Login) -> int:
    return int(login.session_hours * 3600)


def _end(request: Request) -> None:
    sign_out(current_site(), actor_of_request(request))


def _back_of(request: Request) -> str:
    return _page_of(unquote(request.cookies.get(_BACK, "/")))


def _page_of(told: str) -> str:
    """One of our pages, or of frozen links, with its query; the first page for anything else."""
    found = _PAGE.fullmatch(told)
    return told if found and found[1] in {"", SHARED, *Page} else "/"


def _query_of(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def _refused(key: str, texts: Texts, status: int) -> Response:
    return _told(Wording(place="", cause=texts(key), remedy=texts(f"{key}.remedy")), texts, status)


def _told(wording: Wording, texts: Texts, status: int) -> Response:
    """A page of its own: what happened, what to do, and the way to what anyone may read."""
    home = href(View(language=texts.language))
    return HTMLResponse(
        f'<!doctype html><html lang="{texts.language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title></title></head><body><main class="fl" style="{_ALONE}">'
        f"<h1>{esc(texts('login.head'))}</h1><p>{esc(wording.cause)}</p>"
        f'<p>{esc(wording.remedy)}</p><p><a href="{esc(home)}" data-leaves>'
        f"{esc(texts('login.go_on'))}</a></p></main></body></html>",
        status,
    )
