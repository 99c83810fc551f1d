"""How long a preview of somebody else's Excel file takes, as the page asks for it.

    python benchmarks/foreign.py [RUNS] [FILE …]

Makes four workbooks of 1 to 2.3 MB (a table by year, a long table, a table with labels that differ
in every row, one of places, kinds, months and four numbers) and reads each as the upload page does:
the bytes are kept as a draft, a child process reads them, the preview is fetched. Prints wall-clock
seconds with a child that stood ready, as one does when the page is open, and with one started for
the file; the CPU seconds of the latter, and what its time went to. Aim: below 2 s for a file of 2
MB on a machine with nothing else to do.
"""

import functools
import gc
import importlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from tracker.service.access import local_owner
from tracker.service.drafting import dismiss_children, expect_draft, read_within
from tracker.service.programme import open_site, utc_now
from tracker.service.setup import prepare
from tracker.service.template import new_programme
from tracker.service.uploads import preview, read_draft, start_draft

_READY = 3.0  # seconds that a child needs to stand ready, and more
STEPS = (
    ("tracker.service.originals", "open_file"),
    ("tracker.ingest.containers.opening", "personal_faults"),
    ("tracker.ingest.foreign", "tables_of"),
    ("tracker.ingest.foreign", "guess_source"),
    ("tracker.ingest.foreign", "recognise"),
    ("tracker.service.originals", "named"),
    ("tracker.service.foreign_reading", "seen_of"),
    ("tracker.service.uploads", "write_reading"),
    ("tracker.service.uploads", "compare"),
)


def by_year() -> Iterator[list[object]]:
    """A table of 5,000 places and 75 years of numbers, wide by year."""
    chance = random.Random(1)
    yield ["Folkmängd efter område och år"]
    yield []
    yield ["Område", *map(str, range(1950, 2025))]
    for place in range(5000):
        yield [f"Område {place}", *(chance.randrange(100_000) for _ in range(75))]


def long() -> Iterator[list[object]]:
    """A table of 60,000 rows and six columns."""
    chance = random.Random(1)
    yield ["Område", "Kön", "Ålder", "År", "Antal", "Andel, %"]
    for place in range(50):
        for sex in ("kvinnor", "män"):
            for age in range(60):
                for year in range(2015, 2025):
                    share = chance.randrange(1000) / 10
                    yield [f"Område {place}", sex, f"{age} år", year, chance.randrange(5000), share]


def labelled() -> Iterator[list[object]]:
    """A list of 25,000 units by name, each with its own labels and four numbers."""
    chance = random.Random(1)
    yield ["Enhetskod", "Enhet", "Kommun", "År", "Antal elever", "Andel, %", "Betyg", "Bortfall"]
    for unit in range(25_000):
        numbers = [chance.randrange(2000), chance.randrange(1000) / 10, chance.randrange(3200) / 10]
        hidden = ".." if unit % 9 == 0 else chance.randrange(40)
        yield [
            f"{10_000_000 + unit * 7}",
            f"Skola nummer {unit}",
            "Uppsala",
            2023,
            *numbers,
            hidden,
        ]


def mixed() -> Iterator[list[object]]:
    """A list of 40,000 rows by place, kind of crime, year and month, with four numbers each."""
    chance = random.Random(1)
    yield ["Område", "Brottstyp", "År", "Månad", "Anmälda", "Uppklarade", "Andel, %", "Per 1000"]
    kinds = ("Rån", "Misshandel", "Skadegörelse", "Stöld", "Narkotika")
    for place, *row in islice(product(range(140), kinds, range(2020, 2025), range(1, 13)), 40_000):
        share, rate = chance.randrange(1000) / 10, chance.randrange(10_000) / 100
        yield [f"Område {place}", *row, chance.randrange(500), chance.randrange(200), share, rate]


FILES: dict[str, Callable[[], Iterator[list[object]]]] = {
    "by year": by_year,
    "long": long,
    "labelled": labelled,
    "mixed": mixed,
}


def write(path: Path, rows: Iterator[list[object]]) -> None:
    """Write an xlsx with one sheet."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)


def children() -> float:
    """CPU seconds of the children that have ended and were seen off."""
    used = os.times()
    return used.children_user + used.children_system


def measure(folder: Path, file: Path, *, ready: bool) -> tuple[float, float, int]:
    """Wall-clock seconds, CPU seconds of the child, and values of one preview.

    ready  a child stands ready when the file comes
    """
    site, owner = open_site(folder), local_owner("Prov")
    data = file.read_bytes()
    before = children()
    if ready:
        expect_draft()
        time.sleep(_READY)
    start = time.perf_counter()
    draft = start_draft(site, data, file.name, owner)
    read_within(site, draft, timedelta(minutes=5))
    seen = preview(site, draft, owner)
    seconds = time.perf_counter() - start
    while children() == before:
        time.sleep(0.02)
    return seconds, children() - before, seen.foreign.values if seen.foreign else 0


def in_parts(folder: str, file: str) -> None:
    """Read a file in this process; print CPU seconds of the larger steps as JSON."""
    from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader  # noqa: PLC0415
    from tracker.service.uploads import new_draft  # noqa: PLC0415

    gc.disable()  # as the child does
    took = {"start and imports": time.process_time()}
    for module, name in STEPS:
        place = importlib.import_module(module)
        setattr(place, name, timed(getattr(place, name), name, took))
    site = open_site(Path(folder))
    draft = new_draft(site, Path(file), Path(file).name, local_owner("Prov"))
    before = time.process_time()
    read_draft(site, draft, Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS})))
    took["read_draft"] = time.process_time() - before
    before = time.process_time()
    preview(site, draft, local_owner("Prov"))
    took["preview"] = time.process_time() - before
    print(json.dumps(took))


def timed(step: Callable[..., Any], name: str, took: dict[str, float]) -> Callable[..., Any]:
    """The step, its CPU seconds added up under its name."""

    @functools.wraps(step)
    def run(*given: Any, **named: Any) -> Any:
        before = time.process_time()
        try:
            return step(*given, **named)
        finally:
            took[name] = took.get(name, 0.0) + time.process_time() - before

    return run


def main(runs: int, given: list[Path]) -> None:
    """Print the table."""
    with TemporaryDirectory() as temporary:
        files = list(given)
        for name, rows in FILES.items():
            files.append(Path(temporary, f"{name}.xlsx"))
            write(files[-1], rows())
        folder = Path(temporary, "programme")
        new_programme(folder)
        prepare(open_site(folder, utc_now), local_owner("Prov"), with_data=False)
        for file in files:
            taken = [measure(folder, file, ready=False) for _ in range(runs)]
            wall, used = (min(one[i] for one in taken) for i in (0, 1))
            ready = min(measure(folder, file, ready=True)[0] for _ in range(runs))
            dismiss_children()
            size = file.stat().st_size / 1e6
            print(
                f"{file.name:40} {size:4.1f} MB {taken[0][2]:7} values "
                f"{ready:5.2f} s, with a new child {wall:5.2f} s and {used:5.2f} CPU s  "
                f"(load {os.getloadavg()[0]:.1f})"
            )
            command = [sys.executable, __file__, "--parts", str(folder), str(file)]
            told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
            parts = json.loads(told)
            print("   " + " · ".join(f"{name} {took:.2f}" for name, took in parts.items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--parts"]:
        in_parts(*sys.argv[2:])
    else:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
        main(count, [Path(one) for one in sys.argv[2:]])
