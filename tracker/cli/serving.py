"""`serve`: the dashboard in a browser."""

import argparse
import sys

from tracker.cli.terminal import actor
from tracker.definitions import differences, load_definitions
from tracker.errors import DefinitionsInvalid, TrackerError
from tracker.service.definitions import apply_definitions
from tracker.service.programme import Site
from tracker.service.setup import prepare
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording


def serve(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Make the store the first time, put edited definitions in force, and listen."""
    from tracker.web import serve as server  # noqa: PLC0415  loads streamlit

    if not given.open_read and not server.is_loopback(given.host):
        raise TrackerError("bind_refused", host=given.host)
    if not site.store.exists():
        print(texts("cli.preparing"), flush=True)
    prepare(site, actor(), with_data=not given.empty)
    _apply_at_start(site, texts)
    port = server.free_port(given.host, given.port)
    host = f"[{given.host}]" if ":" in given.host else given.host
    print(texts("cli.serving", address=f"http://{host}:{port}"), flush=True)
    server.serve(site.folder, given.host, port, open_read=given.open_read)
    return 0


def _apply_at_start(site: Site, texts: Texts) -> None:
    """Put edited definitions in force; faulty files are told of, and the old ones stay."""
    try:
        files = load_definitions(site.folder)
    except DefinitionsInvalid as error:
        print(error_wording(error, texts).cause, file=sys.stderr)
        for fault in error.faults:
            print(f"  • {fault_wording(fault, texts)}", file=sys.stderr)
        return
    if differences(site.store.at().definitions(), files):
        made = apply_definitions(site, actor(), based_on=site.store.current())
        print(texts("definitions.done", number=made.number), flush=True)
