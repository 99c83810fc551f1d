"""What the browser's cookie keeps of a sign-in. Streamlit signs it, and reads it for its pages.

Streamlit gives a page what the cookie held when the page was opened; whether that still holds is
asked at each rerun (`service.login.actor_of`).
"""

import json
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def kept_in_page() -> dict[str, Any]:
    """What the page's session keeps of a sign-in; nothing for nobody."""
    return dict(st.user.to_dict())


def kept_in(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What a request's cookies keep; nothing when they were not signed by us."""

    def one(name: str) -> bytes | None:
        given = cookies.get(name)
        if given is None:
            return None
        return decode_signed_value(get_cookie_secret(), name, given.encode("latin-1", "replace"))

    signed = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if signed is None:
        return {}
    try:
        kept = json.loads(signed)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def set_by(response: Response) -> dict[str, Any]:
    """What an answer of streamlit's would keep."""
    cookies: dict[str, str] = {}
    for header in response.headers.getlist("set-cookie"):
        cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    return kept_in(cookies)


def keep(response: Response, kept: Mapping[str, Any], origin: str, *, seconds: int) -> None:
    """Keep less than streamlit would, for less long, and none of the provider's own tokens.

    Streamlit wants to find `origin`, `is_logged_in` and `provider`.
    """
    _forget(response.headers)
    whole = {**kept, "origin": origin, "is_logged_in": True, "provider": "default"}
    signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, json.dumps(whole))
    response.set_cookie(
        USER_COOKIE_NAME, signed.decode(), max_age=seconds, httponly=True, samesite="lax"
    )


def keep_nothing(response: Response) -> None:
    """Let an answer leave no sign-in behind."""
    _forget(response.headers)
    response.delete_cookie(USER_COOKIE_NAME)


def _forget(headers: MutableHeaders) -> None:
    """Drop every cookie of streamlit's sign-in from an answer, also its further pieces."""
    name = USER_COOKIE_NAME.encode()
    headers.raw[:] = [
        (key, value)
        for key, value in headers.raw
        if not (key.lower() == b"set-cookie" and value.startswith(name))
    ]
