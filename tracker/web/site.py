"""The programme that this process serves, for whom, and who it is that asks."""

import os
from enum import StrEnum
from functools import cache
from pathlib import Path

from starlette.requests import HTTPConnection

from tracker.model.access import Actor, Reader
from tracker.service.access import local_owner, reader_for
from tracker.service.limits import Limiter
from tracker.service.login import actor_of
from tracker.service.programme import Site, find_programme, open_site
from tracker.web import session, state

OPEN_READ = "FASLAGET_OPEN_READ"  # set by `serve --open-read`
LOGIN = "FASLAGET_LOGIN"  # set by `serve --login`
_EXPORTS_A_MINUTE = 60
_EXPORTS_WITHOUT_SIGN_IN = 120  # as many as a program without a key may ask


class Mode(StrEnum):
    """For whom the process serves."""

    LOCAL = "local"  # the person at this computer, with the owner's rights
    OPEN_READ = "open_read"  # the public: audience öppen, no login, no writes
    LOGIN = "login"  # whoever an OpenID provider lets in; others as the public


@cache
def _site_at(folder: Path) -> Site:
    return open_site(folder)


def current_site() -> Site:
    """The site of the programme that the process was started for."""
    return _site_at(find_programme(None, os.environ, Path.cwd()))


def mode() -> Mode:
    """How the process was started; the one that shows least, where it was told of two."""
    if os.environ.get(OPEN_READ) == "1":
        return Mode.OPEN_READ
    return Mode.LOGIN if os.environ.get(LOGIN) == "1" else Mode.LOCAL


def current_actor() -> Actor | None:
    """Who acts on a page; nobody when open, or before somebody has signed in.

    Worked out anew each time it is asked, from what the page's own session holds.
    Raises TrackerError when tracker.toml or the store cannot tell.
    """
    match mode():
        case Mode.OPEN_READ:
            return None
        case Mode.LOGIN:
            return actor_of(current_site(), session.kept_in_page())
        case Mode.LOCAL:
            return local_owner(state.given_name())


def actor_of_request(request: HTTPConnection) -> Actor | None:
    """Who makes a request outside a page's session, as for a file. Raises as `current_actor`."""
    match mode():
        case Mode.OPEN_READ:
            return None
        case Mode.LOGIN:
            return actor_of(current_site(), session.kept_in(request.cookies))
        case Mode.LOCAL:
            return local_owner("")


def reader_of(request: HTTPConnection) -> Reader:
    """For whom a file is made. Raises as `current_actor`."""
    return reader_for(actor_of_request(request))


def current_reader() -> Reader:
    """For whom pages are read."""
    return reader_for(current_actor())


@cache
def exports_a_minute(folder: Path) -> Limiter:
    """How often one person may take a file along."""
    return Limiter(_EXPORTS_A_MINUTE, _site_at(folder).clock)


@cache
def exports_from_address(folder: Path) -> Limiter:
    """How often whoever has not signed in may take a file along, from one address."""
    return Limiter(_EXPORTS_WITHOUT_SIGN_IN, _site_at(folder).clock)
