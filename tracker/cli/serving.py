"""`serve`: the dashboard in a browser."""

import argparse
import os
import sys

from tracker.cli.terminal import actor
from tracker.definitions import differences, load_definitions
from tracker.errors import DefinitionsInvalid, TrackerError
from tracker.service.definitions import apply_definitions
from tracker.service.login_secrets import login_secrets
from tracker.service.login_settings import login_of
from tracker.service.programme import Site
from tracker.service.setup import prepare
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording


def serve(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Make the store the first time, put edited definitions in force, and listen."""
    from tracker.web import serve as server  # noqa: PLC0415  loads streamlit
    from tracker.web.site import Mode  # noqa: PLC0415

    kind = Mode.LOGIN if given.login else Mode.OPEN_READ if given.open_read else Mode.LOCAL
    if kind is Mode.LOCAL and not server.is_loopback(given.host):
        raise TrackerError("bind_refused", host=given.host)
    login = login_of(site.folder) if kind is Mode.LOGIN else None
    if login:
        login_secrets(site, login, os.environ)  # before anything is made
    if not site.store.exists():
        print(texts("cli.preparing"), flush=True)
    prepare(site, actor(), with_data=not given.empty)
    _apply_at_start(site, texts)
    port = server.free_port(given.host, given.port)
    if login and port != given.port:  # the provider leads back to one address only
        raise TrackerError("port_taken", port=given.port)
    host = f"[{given.host}]" if ":" in given.host else given.host
    address = login.address if login else f"http://{host}:{port}"
    print(texts("cli.serving", address=address), flush=True)
    server.serve(site.folder, given.host, port, kind)
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
