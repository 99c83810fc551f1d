"""Who asks, and how often: by a token, from this computer, or as anyone."""

from functools import cache
from pathlib import Path

from starlette.requests import Request

from tracker.errors import NotAllowed, TrackerError
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.limits import Limiter
from tracker.service.programme import Site
from tracker.service.tokens import actor_of_token
from tracker.web.api.asked import Asker
from tracker.web.callers import from_here
from tracker.web.site import Mode, current_site, mode

_A_MINUTE = 120
_FILES_A_MINUTE = 20
_SCHEME = "bearer"


def asker_of(request: Request, site: Site) -> Asker:
    """Who asks. A cookie counts for nothing here.

    Raises TrackerError `api_token_invalid`, whatever is the matter with a token; NotAllowed where
    none counts, or for somebody elsewhere in local mode.
    """
    kind = mode()
    if kind is Mode.LOCAL and not from_here(request.scope):
        raise NotAllowed("api_from_elsewhere")
    given = request.headers.getlist("authorization")
    if not given:
        reader = reader_for(local_owner("")) if kind is Mode.LOCAL else ANYONE
        return Asker(None, reader, public=kind is not Mode.LOCAL)
    if kind is Mode.OPEN_READ:
        raise NotAllowed("api_no_tokens_here")
    scheme, _, secret = given[0].partition(" ")
    program = None
    if len(given) == 1 and scheme.lower() == _SCHEME:
        program = actor_of_token(site, secret.strip(" "))
    if program is None:
        _count(requests_a_minute(site.folder), f"fel {_address(request)}")
        raise TrackerError("api_token_invalid")
    return Asker(program, reader_for(program), public=False)


def count(request: Request, site: Site, asker: Asker, *, file: bool) -> None:
    """Raise TrackerError `api_too_often` for somebody who has asked too much this minute.

    file   a file is brought, of which there may be fewer
    """
    key = asker.program.person if asker.program else f"ingen {_address(request)}"
    _count(requests_a_minute(site.folder), key)
    if file:
        _count(files_a_minute(site.folder), key)


@cache
def requests_a_minute(_folder: Path) -> Limiter:
    """How often one program, or one address without a token, may ask."""
    return Limiter(_A_MINUTE, current_site().clock)


@cache
def files_a_minute(_folder: Path) -> Limiter:
    """How many files one program may bring."""
    return Limiter(_FILES_A_MINUTE, current_site().clock)


def _count(limit: Limiter, key: str) -> None:
    if seconds := limit.wait(key):
        raise TrackerError("api_too_often", seconds=seconds)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
