"""What a frozen link costs beside its live page, among many links. Run by hand:

    python benchmarks/links.py [RERUNS] [LINKS]      (60, 10,000)

As benchmarks/web.py; each frozen view is shown right after its live page. Aim: it costs no more.
"""

import gc
import os
import secrets
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from web import EMPTY, WARM_UP, measure, programme, serving

from tracker.model.access import Audience
from tracker.model.links import ShareLink
from tracker.service.access import local_owner, reader_for
from tracker.service.links import Wanted, count_links, links_of, make_link
from tracker.service.links_opening import open_link, shown_by, what_is_new
from tracker.service.programme import ENVIRONMENT, Site, open_site
from tracker.service.reports import build_report
from tracker.store import Links
from tracker.texts.address import SHARED
from tracker.web import MAIN, frame

OWNER = local_owner("")
VIEWS = {
    "Läget": ("", ""),
    "Målområden 1, six charts": ("malomraden", "v=1&mal=m1"),
    "Målområden 6, all its charts": ("malomraden", "v=1&mal=m6"),
    "Faser": ("faser", ""),
    "Data och källor": ("data", ""),
}


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what:48} {(time.perf_counter() - start) * 1000:9.1f} ms", flush=True)


def new_link(site: Site, view: str) -> tuple[ShareLink, str]:
    expires = site.today + timedelta(days=365)
    return make_link(site, OWNER, Wanted(view, None, None, Audience.ANALYSIS, expires))


def many(site: Site, count: int) -> str:
    """As many links, of which all but one are of the same view; gives what opens the first."""
    with timed("freezing a view"):
        first, secret = new_link(site, "/")
    links, start = Links(site.store.journal), time.perf_counter()
    for _ in range(count - 1):
        links.add(replace(first, id=secrets.token_hex(4)), secrets.token_urlsafe(24))
    each = (time.perf_counter() - start) / max(1, count - 1) * 1000
    print(f"{'keeping one of ' + str(count) + ' links':48} {each:9.1f} ms")
    return secret


def by_themselves(folder: Path, count: int) -> dict[str, tuple[str, str]]:
    """Time the use cases; give the pages to be measured."""
    site = open_site(folder)
    secret = many(site, count)
    reader = reader_for(OWNER)
    with timed(f"listing 25 of {count}"):
        links_of(site, OWNER, most=25)
        count_links(site, OWNER)
    with timed(f"the last 25 of {count}"):
        links_of(site, OWNER, most=25, skipped=count - 25)
    with timed(f"finding one of {count}"):
        link = open_link(site, secret, reader)
    with timed("today's report, which the live page needs"):
        now = build_report(site.store.at(), reader, today=site.today)
    with timed("reading the frozen report, under today's rules"):
        shown = shown_by(site, link)
    if now is None:
        raise SystemExit("nothing is defined")
    with timed("what has changed since"):
        what_is_new(site, link, shown, now)
    pages = {EMPTY: ("", "prov=tom"), "Delningslänkar": ("delningslankar", "")}
    for name, (path, query) in VIEWS.items():
        _, secret = new_link(site, f"/{path}" + (f"?{query}" if query else ""))
        pages[name] = (path, query)
        pages[f"{name[:22]}, frozen"] = ("delad", f"t={secret}")
    return pages


def beside(folder: Path, reruns: int) -> None:
    """CPU of the script itself, warm, each frozen view right after its live page."""
    site, taken = open_site(folder), list[float]()
    os.environ[ENVIRONMENT] = str(folder)
    drawn = frame.run

    def timed_run() -> None:
        start = time.thread_time()
        drawn()
        taken.append((time.thread_time() - start) * 1000)

    frame.run = timed_run
    print(f"{'CPU of the script, ms':32} {'live':>6} {'frozen':>6} {'ratio':>6}")
    for name, (path, query) in VIEWS.items():
        _, secret = new_link(site, f"/{path}" + (f"?{query}" if query else ""))
        apps = [_app(path, dict(parse_qsl(query))), _app(SHARED, {"t": secret})]
        times: list[list[float]] = [[], []]
        for turn in range(WARM_UP + reruns):
            for app, own in zip(apps, times, strict=True):
                gc.collect()
                taken.clear()
                app.run()
                if turn >= WARM_UP:
                    own.append(taken[-1])
        live, frozen = map(statistics.median, times)
        print(f"{name:32} {live:6.2f} {frozen:6.2f} {frozen / live:6.2f}", flush=True)
    frame.run = drawn


def _app(path: str, params: dict[str, str]) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app._page_hash = calc_hash(path)
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


def main() -> None:
    reruns = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with programme() as folder:
        beside(folder, reruns)
        pages = by_themselves(folder, count)
        with serving(folder, "measured_app", folder) as (port, _seconds):
            measure(port, reruns, pages)


if __name__ == "__main__":
    main()
