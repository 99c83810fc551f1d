"""How quick the dashboard is: start, and the server's part of showing a page. Run by hand:

    python benchmarks/web.py [RERUNS]      (60)

A page is asked for over the browser's own websocket and timed until the script has finished; what
the browser does with it is not measured. Beside it stands an empty streamlit page of the same
process, asked in turn with the others. Aim: Läget and a page of six charts within three times it.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tracker.service.access import local_owner
from tracker.service.programme import ENVIRONMENT, open_site
from tracker.service.setup import prepare

REPOSITORY = Path(__file__).resolve().parents[1]
SCRIPT = """
import streamlit as st

if st.query_params.get("prov") == "tom":
    st.write("Tom")
else:
    from tracker.web.frame import run

    run()
"""
APP = """
import streamlit as st

from tracker.web.options import options

app = st.App("{script}", **options())
"""
EMPTY = "an empty streamlit page"
PAGES = {
    EMPTY: ("", "prov=tom"),
    "Läget": ("", ""),
    "Målområden 1, six charts": ("malomraden", "v=1&mal=m1"),
    "Målområden 6, all its charts": ("malomraden", "v=1&mal=m6"),
    "Faser": ("faser", ""),
    "Data och källor": ("data", ""),
}
WARM_UP = 5


@contextmanager
def programme() -> Iterator[Path]:
    """A folder with the shipped programme, its store filled, and the app to be measured."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        for name in ("goals.yaml", "phases.yaml"):
            shutil.copy(REPOSITORY / name, folder)
        shutil.copytree(REPOSITORY / "data", folder / "data")
        prepare(open_site(folder), local_owner(""), with_data=True)
        script = folder / "measured_page.py"
        script.write_text(SCRIPT, encoding="utf-8")
        (folder / "measured_app.py").write_text(APP.format(script=script), encoding="utf-8")
        yield folder


@contextmanager
def serving(folder: Path, app: str, at: Path) -> Iterator[tuple[int, float]]:
    """A server process; gives its port and the seconds until it was healthy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", f"{app}:app", "--app-dir", str(at)]
    command += ["--port", str(port), "--log-level", "error", "--no-access-log"]
    command += ["--ws-per-message-deflate", "false"]  # as `tracker serve` does on one computer
    environment = {**os.environ, ENVIRONMENT: str(folder)}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd="/", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not healthy(port):
            if process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.02)
        yield port, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/halsa", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False


def rerun(
    session: ClientConnection, page: str, asked_for: tuple[str, str]
) -> tuple[float, int, int]:
    """Ask for a page; seconds until its script has finished, bytes sent, charts."""
    path, query = asked_for
    asked = BackMsg()
    asked.rerun_script.query_string = query
    # The empty page registers no pages of its own and stands for the script itself.
    asked.rerun_script.page_script_hash = "" if page == EMPTY else calc_hash(path)
    start, size, charts = time.perf_counter(), 0, 0
    session.send(asked.SerializeToString())
    while True:
        data = session.recv(timeout=60, decode=False)
        size += len(data)
        told = ForwardMsg.FromString(data)
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.new_element.WhichOneof("type") == "vega_lite_chart":
            charts += 1
        if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            raise SystemExit(f"{page}: {told.delta.new_element.exception.message}")
        if kind == "script_finished":
            return time.perf_counter() - start, size, charts


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def measure(port: int, reruns: int, pages: Mapping[str, tuple[str, str]]) -> None:
    """Print a line a page: cold, then warm, in turn with the others."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    origin, spoken = Origin(f"http://127.0.0.1:{port}"), [Subprotocol("streamlit")]
    with connect(address, subprotocols=spoken, origin=origin, max_size=None) as session:
        cold = {page: rerun(session, page, asked) for page, asked in pages.items()}
        taken: dict[str, list[float]] = {page: [] for page in pages}
        for turn in range(WARM_UP + reruns):
            for page, times in taken.items():
                seconds, *_ = rerun(session, page, pages[page])
                if turn >= WARM_UP:
                    times.append(seconds * 1000)
    empty = statistics.median(taken[EMPTY])
    print(f"{'server, ms a page':32} {'p50':>6} {'p95':>6} {'ratio':>6} {'first':>7}  kB, charts")
    for page, times in taken.items():
        middle, (first, size, charts) = statistics.median(times), cold[page]
        print(
            f"{page:32} {middle:6.1f} {percentile(times, 0.95):6.1f} {middle / empty:6.1f} "
            f"{first * 1000:7.0f}  {size / 1000:.0f} kB, {charts}",
            flush=True,
        )


def main() -> None:
    reruns = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with programme() as folder:
        starts = []
        for _ in range(3):
            with serving(folder, "streamlit_app", REPOSITORY) as (_port, seconds):
                starts.append(seconds)
        print(f"start to healthy: {statistics.median(starts):.2f} s", flush=True)
        with serving(folder, "measured_app", folder) as (port, _seconds):
            measure(port, reruns, PAGES)


if __name__ == "__main__":
    main()
