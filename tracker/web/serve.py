"""Starting the dashboard from the terminal: which address, for whom, and what it says first."""

import ipaddress
import logging
import os
import socket
from pathlib import Path

import streamlit as st
import uvicorn

from tracker.errors import TrackerError
from tracker.service.login_secrets import CLIENT_SECRET, COOKIE_SECRET
from tracker.service.programme import ENVIRONMENT
from tracker.web import MAIN, access_log
from tracker.web.options import options
from tracker.web.site import LOGIN, OPEN_READ, Mode


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return wanted


def serve(folder: Path, host: str, port: int, kind: Mode) -> None:
    """Serve until told to stop.

    Raises TrackerError `bind_refused` in local mode; ProgrammeNotFound when people are to sign in
    and cannot.
    """
    if kind is Mode.LOCAL and not is_loopback(host):
        raise TrackerError("bind_refused", host=host)
    os.environ[ENVIRONMENT] = str(folder)
    os.environ[OPEN_READ] = "1" if kind is Mode.OPEN_READ else "0"
    os.environ[LOGIN] = "1" if kind is Mode.LOGIN else "0"
    app = st.App(MAIN, **options())
    for name in (CLIENT_SECRET, COOKIE_SECRET):
        os.environ.pop(name, None)  # no process that we start needs them
    if kind is not Mode.LOCAL:
        _log_on_stderr()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        # On one computer it only costs: 11 ms for six charts.
        ws_per_message_deflate=kind is not Mode.LOCAL,
    )


def _log_on_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    access_log.LOG.addHandler(handler)
    access_log.LOG.setLevel(logging.INFO)
    access_log.LOG.propagate = False
