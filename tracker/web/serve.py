"""Starting the dashboard from the terminal: which address, for whom, and what it says first."""

import ipaddress
import os
import socket
from pathlib import Path

import streamlit as st
import uvicorn

from tracker.errors import TrackerError
from tracker.service.programme import ENVIRONMENT
from tracker.web import MAIN
from tracker.web.options import options
from tracker.web.site import OPEN_READ


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


def serve(folder: Path, host: str, port: int, *, open_read: bool) -> None:
    """Serve until told to stop. Raises TrackerError `bind_refused` in local mode."""
    if not open_read and not is_loopback(host):
        raise TrackerError("bind_refused", host=host)
    os.environ[ENVIRONMENT] = str(folder)
    os.environ[OPEN_READ] = "1" if open_read else "0"
    uvicorn.run(
        st.App(MAIN, **options()),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ws_per_message_deflate=open_read,  # on one computer it only costs: 11 ms for six charts
    )
