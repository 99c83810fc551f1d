"""What a store costs that holds many frozen links. Run by hand:

    python benchmarks/many_links.py [LINKS] [VIEWS]      (10,000, 40)

So many links show so many different slices, as a year of meetings makes them. CPU milliseconds of
this process. Aim: nothing that a person waits for grows with the number of links.
"""

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from web import programme

from tracker.model.access import Audience
from tracker.model.links import ShareLink
from tracker.service.access import local_owner, reader_for
from tracker.service.keeping import backup
from tracker.service.links import Wanted, count_links, links_of, make_link, revoke
from tracker.service.links_opening import note_opening, open_link
from tracker.service.programme import Site, open_site
from tracker.store import Links

OWNER = local_owner("Mät Person")
ONE = 200  # reads that one figure is the mean of


@contextmanager
def timed(what: str, times: int = 1) -> Iterator[None]:
    start = time.process_time()
    yield
    print(f"{what:52} {(time.process_time() - start) / times * 1000:10.2f} ms", flush=True)


def freeze(site: Site, views: int) -> list[ShareLink]:
    """A link for each of so many slices."""
    expires = site.today + timedelta(days=365)
    wanted = Wanted("/", None, None, Audience.ANALYSIS, expires)
    with timed("freezing a view", views):
        every = [replace(wanted, view=f"/?v=1&brett={number}") for number in range(views)]
        return [make_link(site, OWNER, one)[0] for one in every]


def keep(site: Site, shown: list[ShareLink], count: int) -> tuple[ShareLink, str]:
    """Keep so many more links to those slices; the last one, and its secret."""
    links, link, secret = Links(site.store.journal), shown[0], ""
    with timed("keeping one more link", count):
        for number in range(count):
            link = replace(shown[number % len(shown)], id=secrets.token_hex(4))
            secret = secrets.token_urlsafe(24)
            links.add(link, secret, OWNER.name)
    return link, secret


def measure(site: Site, link: ShareLink, secret: str, folder: Path) -> None:
    reader, total = reader_for(OWNER), count_links(site, OWNER)
    with timed("finding one by its secret", ONE):
        for _ in range(ONE):
            open_link(site, secret, reader)
    with timed("finding none by a guess", ONE):
        for _ in range(ONE):
            Links(site.store.journal).find("x" * 32)
    with timed("counting an opening", ONE):
        for _ in range(ONE):
            note_opening(site, link, OWNER)
    with timed("the first 25 of the list, and how many", ONE):
        for _ in range(ONE):
            links_of(site, OWNER, most=25)
            count_links(site, OWNER)
    with timed("the last 25 of the list", ONE):
        for _ in range(ONE):
            links_of(site, OWNER, most=25, skipped=total - 25)
    with timed("revoking one"):
        revoke(site, link.id, OWNER)
    with timed("tracker links list --most (all)"):
        links_of(site, OWNER, most=total)
    with timed("store verify"):
        site.store.verify()
    with timed("store backup"):
        made = backup(site, folder / f"{total}.tar.zst", OWNER)
    print(f"{'its size':52} {made.stat().st_size / 1e6:10.2f} MB")
    upload = site.store.at().uploads(reader)[0]
    with timed("looking at what a purge would reach"):
        site.store.look_at_purge(upload.id, "", OWNER)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    views = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    with programme() as folder:
        site = open_site(folder)
        shown = freeze(site, views)
        for more in (100, count - 100 - views):
            print(f"--- {more} links more", flush=True)
            measure(site, *keep(site, shown, more), folder)


if __name__ == "__main__":
    main()
