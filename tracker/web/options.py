"""What the server is told: settings in code, our routes, headers, and what is loaded before use.

A config file would be found only from some working directories, and `STREAMLIT_*` variables are
not read under uvicorn; hence `set_option`.
"""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from starlette.middleware import Middleware
from streamlit import config

from tracker.errors import ProgrammeNotFound
from tracker.service.login_secrets import Secrets, login_secrets
from tracker.service.login_settings import Login, login_of
from tracker.service.uploads import MOST_BYTES
from tracker.web import files, login
from tracker.web.access_log import AccessLog
from tracker.web.api.routes import ROUTES as API_ROUTES
from tracker.web.compressed import CompressedFiles
from tracker.web.entrance import FromOurPages, KnownPages, LocalOnly, OurNames, UploadsByRole
from tracker.web.headers import PageHeaders
from tracker.web.messages import KnownMessages, NotForAnyone
from tracker.web.routes import ROUTES
from tracker.web.signing import CALLBACK
from tracker.web.site import Mode, current_site, mode

_SETTINGS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],  # no other site's page may hold ours and speak to it
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # 20 ms a rerun over what is cached; python collects in time
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",  # nobody edits the code of a running server
    "server.headless": True,
    "server.maxUploadSize": MOST_BYTES >> 20,
    "theme.baseRadius": "4px",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#eef1f4",
    "theme.light.textColor": "#1a2129",
    "theme.light.primaryColor": "#0a5a9c",
    "theme.light.linkColor": "#1a2129",
    "theme.dark.backgroundColor": "#14181d",
    "theme.dark.secondaryBackgroundColor": "#1f252c",
    "theme.dark.textColor": "#e9edf1",
    "theme.dark.primaryColor": "#7cbaf2",
    "theme.dark.linkColor": "#e9edf1",
}


_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def options() -> dict[str, Any]:
    """The keyword arguments of `st.App`, after streamlit's own settings are set.

    Raises ProgrammeNotFound when people are to sign in and tracker.toml or the secrets do not do.
    """
    for name, value in _SETTINGS.items():
        config.set_option(name, value)
    told = _login()
    routes = [*ROUTES, *files.ROUTES, *login.ROUTES, *API_ROUTES]
    return {
        "routes": routes,
        "middleware": [
            Middleware(AccessLog, routes=routes),
            Middleware(LocalOnly),
            Middleware(OurNames, names=_names(told)),
            Middleware(PageHeaders, https=told is not None and told[0].https),
            Middleware(NotForAnyone),
            Middleware(FromOurPages),
            Middleware(KnownMessages),
            Middleware(UploadsByRole),
            Middleware(login.SigningIn),
            Middleware(KnownPages, routes=routes),
            Middleware(CompressedFiles),
        ],
        "lifespan": _lifespan,
        "secrets": {"auth": _auth(*told)} if told else None,
    }


def _login() -> tuple[Login, Secrets] | None:
    """How people sign in, when they do."""
    if mode() is not Mode.LOGIN:
        return None
    if not all(map(find_spec, ("authlib", "httpx"))):
        raise ProgrammeNotFound("login_not_installed")
    site = current_site()
    told = login_of(site.folder)
    secrets = login_secrets(site, told, os.environ)
    config.set_option("server.cookieSecret", secrets.cookie_secret)
    return told, secrets


def _auth(told: Login, secrets: Secrets) -> dict[str, Any]:
    """What streamlit looks for in a secrets file, which there is none of."""
    return {
        "redirect_uri": told.address + CALLBACK,
        "cookie_secret": secrets.cookie_secret,
        "client_id": told.client_id,
        "client_secret": secrets.client_secret,
        "server_metadata_url": told.metadata_url,
        "client_kwargs": {"code_challenge_method": "S256", "prompt": "select_account"},
    }


def _names(told: tuple[Login, Secrets] | None) -> frozenset[str] | None:
    """In local mode only this computer's names: a page elsewhere may not point its own at us."""
    if mode() is Mode.OPEN_READ:
        return None
    return _HERE | {told[0].host} if told else _HERE


@asynccontextmanager
async def _lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Load what the first page needs, and keep the garbage collector from looking through it."""
    for name in ("altair", "pandas", "pyarrow", "tracker.web.frame"):
        import_module(name)
    gc.collect()
    gc.freeze()
    yield {}
