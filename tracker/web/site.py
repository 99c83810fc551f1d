"""The programme that this process serves, and for whom."""

import os
from functools import cache
from pathlib import Path

from tracker.model.access import Actor, Reader
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.programme import Site, find_programme, open_site
from tracker.web import state

OPEN_READ = "FASLAGET_OPEN_READ"  # set by `serve --open-read`: no login, nothing can be written


@cache
def _site_at(folder: Path) -> Site:
    return open_site(folder)


def current_site() -> Site:
    """The site of the programme that the process was started for."""
    return _site_at(find_programme(None, os.environ, Path.cwd()))


def open_read() -> bool:
    """Whether the process serves the public: audience öppen, no writes."""
    return os.environ.get(OPEN_READ) == "1"


def current_actor() -> Actor | None:
    """Who acts: the person at this computer by the name given once; nobody when open."""
    return None if open_read() else local_owner(state.given_name())


def reader_of_requests() -> Reader:
    """For whom files are made, outside a page's session."""
    return ANYONE if open_read() else reader_for(local_owner(""))


def current_reader() -> Reader:
    """For whom pages are read."""
    return ANYONE if open_read() else reader_for(current_actor())
