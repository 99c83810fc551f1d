"""How long a million rows of the own form take, and how much memory, in a child process.

    python benchmarks/ingest.py [ROWS]

Prints seconds and peak memory for files of different kinds, and for files that must be refused.
Aim: about a second for a million rows, well below 1 GB.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from tracker.ingest import Limits, difference, read_own_form
from tracker.model.definitions import Definitions

HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
TODAY = date(2025, 1, 16)
MONTHS = [f"{year}-{month:02d}" for year in range(1990, 2025) for month in range(1, 13)]
AREAS = 50


def words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def indicators(rows: int) -> int:
    """How many indicators a file of that many rows needs: an even number."""
    return 2 * (1 + rows // len(MONTHS) // AREAS // 2)


def definitions(count: int, areas: int) -> Definitions:
    """A programme as large as asked for; every other indicator is a share."""
    source = {"title": "Källa", "publisher": "Kommunen"}
    ids = [f"omrade_{n}" for n in range(areas)]
    made = [
        {
            "id": f"indikator_{n}",
            "name": words(f"Indikator {n}"),
            "kind": "outcome",
            "measure": "share" if n % 2 else "count",
            "unit": words("antal"),
            "frequency": "month",
            "areas": ids,
            "source": source,
            "owner_organisation": "kommunen",
            "confidentiality": "öppen",
            "definition": words("Så räknas det."),
            "pitfalls": words("Se upp."),
            "direction": "lower",
        }
        for n in range(count)
    ]
    goal = {"id": "mal", "number": 1, "name": words("Mål"), "short_name": words("Mål")}
    level = {"level": "sub_area", "versions": [{"valid_from": "2019-01-01"}]}
    phase = {"name": words("Fas"), "description": words("Fas"), "work": words("Arbete")}
    condition = {
        "id": "villkor",
        "letter": "A",
        "name": words("Villkor"),
        "question": words("Fråga?"),
        "block": "norms",
        "signs": {f"phase_{n}": words("Tecken") for n in (1, 2, 3)},
        "anchor": words("Ankare"),
    }
    return Definitions.model_validate(
        {
            "programme": {
                "format": 1,
                "id": "prov",
                "name": words("Prov"),
                "start": "2019-06-11",
                "end": "2024-12-31",
                "chart_window": "2019-01..2024-12",
                "owner": "kommunen",
                "organisations": [{"id": "kommunen", "name": words("Kommunen")}],
                "areas": [{"id": i, "name": words(f"Område {i}"), **level} for i in ids],
                "goals": [
                    {**goal, "areas": ids[:1], "valid_from": "2019-01-01", "indicators": made}
                ],
            },
            "phase_model": {
                "format": 1,
                "note": words("Not"),
                "phases": [{**phase, "number": n, "source": source} for n in (1, 2, 3)],
                "conditions": [condition],
            },
        }
    )


def own_form(rows: int, kind: str) -> bytes:
    """A correct file, or one with a fault in every row."""
    chance = random.Random(1)
    lines = [HEADER]
    for row in range(rows):
        period = MONTHS[row % len(MONTHS)]
        area, n = divmod(row // len(MONTHS), indicators(rows))
        value, answers = str(chance.randrange(1000)), ""
        if n % 2:
            value, answers = f"{chance.randrange(1000) / 10:.1f}", str(chance.randrange(1, 2000))
            if kind == "distinct decimals":
                value = f"{chance.random() * 100:.6f}"
        comment = f"Rad {row} av filen" if kind == "distinct comments" or row % 100 == 0 else ""
        if kind == "every row faulty":
            value = f"{value} x{row}"
        status = "preliminär" if row % 10 == 0 else ""
        cells = (f"indikator_{n}", f"omrade_{area}", period, value.replace(".", ","))
        lines.append(";".join((*cells, "", answers, status, comment)))
    return "\r\n".join(lines).encode("cp1252" if kind == "CP1252" else "utf-8")


KINDS = (
    "plain",
    "CP1252",
    "distinct decimals",
    "distinct comments",
    "every row faulty",
    "difference",
)
REFUSED: dict[str, Callable[[], bytes]] = {
    "45 MB of NUL": lambda: b"\0" * 45_000_000,
    "45 MB of the digit 0": lambda: b"0" * 45_000_000,
    "45 MB of zeros in lines": lambda: b"0\n" * 22_500_000,
    "45 MB of separators": lambda: b";" * 45_000_000,
    "header, 45 MB of blank lines": lambda: HEADER.encode() + b"\n" * 45_000_000,
    "header, an open quote": lambda: HEADER.encode() + b'\n"' + b"a;b\n" * 1_500_000,
    "header, 1.9 M short rows": lambda: HEADER.encode() + b"\na;b" * 1_900_000,
    "header, 1.9 M long rows": lambda: HEADER.encode() + b"\na;;;;;;;;;x" * 1_900_000,
}


def measure(kind: str, path: Path, rows: int) -> str:
    """One line of the printed table, measured in this process."""
    many = definitions(indicators(rows), AREAS)
    limits = Limits(max_bytes=2**31, max_rows=max(rows + 1, 2_000_000))
    before = peak()
    start = time.perf_counter()
    reading = read_own_form(path.read_bytes(), "fil.csv", many, today=TODAY, limits=limits)
    seconds, most, compared = time.perf_counter() - start, peak(), ""
    if kind == "difference":
        stored = reading.observations.slice(rows // 2)
        stored = stored.append_column("upload_id", pa.array(["a"] * len(stored)))
        stored = stored.append_column("fictional", pa.array([False] * len(stored)))
        start = time.perf_counter()
        found = difference(stored, reading.observations)
        seconds, most = time.perf_counter() - start, peak()
        compared = f"  new {found.new}, unchanged {found.unchanged}"
    first = f" ({reading.faults[0].code})" if reading.faults else ""
    return (
        f"{kind:30} {path.stat().st_size / 1e6:5.1f} MB {seconds:6.2f} s  peak {most:4} MB"
        f" (before {before})  rows {reading.rows}, faults {reading.faults_total}{first}{compared}"
    )


def peak() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write(kind: str, path: Path, rows: int) -> None:
    """Write the file of a kind."""
    path.write_bytes(REFUSED[kind]() if kind in REFUSED else own_form(rows, kind))


def in_child(task: Callable[..., Any], kind: str, path: Path, rows: int) -> Any:
    """Run in a process of its own: what it leaves in memory is gone with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        return child.submit(task, kind, path, rows).result()


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        path = Path(folder, "fil.csv")
        for kind in (*KINDS, *REFUSED):
            in_child(write, kind, path, rows)
            print(in_child(measure, kind, path, rows), flush=True)


if __name__ == "__main__":
    main()
