"""How long the store takes with many rows. Run by hand:

    python benchmarks/store.py [ROWS …]      (1000000 10000000)

Each line is the median of the runs, in milliseconds, with the fastest and the slowest.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.periods import Period, PeriodKind, sequence
from tracker.model.records import Provenance, Upload
from tracker.store import AcceptUpload, ApplyDefinitions, Store

MONTHS = list(
    sequence(Period(date(2015, 1, 1), date(2024, 12, 31), PeriodKind.YEAR), PeriodKind.MONTH)
)
INDICATORS = 50  # half of them öppen, half intern

ACTOR = Actor("bo", "Bo", Role.OWNER, frozenset({ALL_ORGANISATIONS}))
ANALYST = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
PUBLIC = Reader(Audience.OPEN, frozenset())


def clock() -> datetime:
    return datetime.now(UTC)


def words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def definitions(areas: int) -> Definitions:
    source = {"title": "T", "publisher": "P"}
    phase = {"name": words("N"), "description": words("D"), "work": words("W"), "source": source}
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
                "areas": [
                    {
                        "id": f"omrade_{n}",
                        "name": words("O"),
                        "level": "sub_area",
                        "versions": [{"valid_from": "2015-01-01"}],
                    }
                    for n in range(areas)
                ],
                "goals": [
                    {
                        "id": "mal",
                        "number": 1,
                        "name": words("M"),
                        "short_name": words("M"),
                        "areas": ["omrade_0"],
                        "valid_from": "2019-06-11",
                        "indicators": [
                            {
                                "id": f"indikator_{n}",
                                "name": words("I"),
                                "kind": "outcome",
                                "measure": "count",
                                "unit": words("antal"),
                                "frequency": "month",
                                "areas": ["omrade_0"],
                                "source": source,
                                "owner_organisation": "kommunen",
                                "confidentiality": "öppen" if n % 2 else "intern",
                                "definition": words("D"),
                                "pitfalls": words("F"),
                                "direction": "lower",
                            }
                            for n in range(INDICATORS)
                        ],
                    }
                ],
            },
            "phase_model": {
                "format": 1,
                "note": words("N"),
                "phases": [{"number": n, **phase} for n in (1, 2, 3)],
                "conditions": [
                    {
                        "id": "villkor",
                        "letter": "A",
                        "name": words("N"),
                        "question": words("Q"),
                        "block": "effects",
                        "signs": {f"phase_{n}": words("T") for n in (1, 2, 3)},
                        "anchor": words("A"),
                    }
                ],
            },
        }
    )


def observations(number: np.ndarray, areas: int, shift: int = 0) -> pa.Table:
    """Monthly counts, numbered in the order of indicator, area and month."""
    rows = len(number)
    month = number % len(MONTHS)
    area = number // len(MONTHS) % areas
    indicator = number // (len(MONTHS) * areas)

    def text(prefix: str, of: np.ndarray, many: int) -> pa.Array:
        names = pa.array([f"{prefix}_{n}" for n in range(many)])
        return pa.DictionaryArray.from_arrays(of.astype(np.int32), names).cast(pa.string())

    columns = {
        "indicator_id": text("indikator", indicator, INDICATORS),
        "area_id": text("omrade", area, areas),
        "period_kind": pa.array(["month"]).take(pa.array(np.zeros(rows, dtype=np.int8))),
        "period_start": pa.array([m.start for m in MONTHS]).take(pa.array(month)),
        "period_end": pa.array([m.end for m in MONTHS]).take(pa.array(month)),
        "value": pa.array(((number * 7919 + shift) % 41).astype(float)),
        "status": pa.array(["final"]).take(pa.array(np.zeros(rows, dtype=np.int8))),
        "source_row": pa.array((number + 2).astype(np.int32)),
    }
    return pa.table(
        [columns.get(f.name, pa.nulls(rows, f.type)) for f in OBSERVATIONS], schema=OBSERVATIONS
    )


def upload(table: pa.Table, number: int) -> AcceptUpload:
    original = f"fil {number}".encode()
    about = Upload(
        id=f"uppladdning{number}",
        file_name="fil.csv",
        sha256=hashlib.sha256(original).hexdigest(),
        size=len(original),
        rows=table.num_rows,
        provenance=Provenance(publisher="P", title="T"),
        received_at=clock(),
        received_by="bo",
    )
    return AcceptUpload(about, table, original)


def timed(name: str, runs: int, work: Callable[[], object]) -> None:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    median, fastest, slowest = statistics.median(taken), min(taken), max(taken)
    print(f"  {name:52} {median:10.1f}   ({fastest:.1f}-{slowest:.1f}, {runs} runs)", flush=True)


def measure(rows: int, folder: Path) -> None:
    areas = -(-rows // (INDICATORS * len(MONTHS)))
    store = Store(folder, clock)
    store.create()
    store.publish(ApplyDefinitions(definitions(areas)), ACTOR, based_on=0)
    everything = observations(np.arange(rows), areas)
    number = iter(range(1, 1000))

    def publish(table: pa.Table) -> None:
        store.publish(upload(table, next(number)), ACTOR, based_on=store.current())

    print(f"{rows:,} rows: {INDICATORS} indicators, {areas} areas, {len(MONTHS)} months")
    timed("first publication of all rows", 1, lambda: publish(everything))
    size = (folder / f"{store.current():06d}.duckdb").stat().st_size
    print(f"  {'file, MB':52} {size / 1e6:10.1f}")
    middle = np.arange(rows // 2, rows // 2 + 5000)
    changed = iter([observations(middle, areas, shift) for shift in range(1, 6)])
    timed("publication of 5 000 changed rows", 5, lambda: publish(next(changed)))
    timed("publication of 5 000 unchanged rows", 5, lambda: publish(everything.slice(0, 5000)))
    timed(
        "opening the file and the definitions", 5, lambda: Store(folder, clock).at().definitions()
    )

    snapshot = store.at()
    one = {"indicators": ["indikator_25"], "areas": [f"omrade_{areas // 2}"]}
    timed("one series, analyst", 30, lambda: snapshot.series(ANALYST, **one))
    timed("one series, public", 30, lambda: snapshot.series(PUBLIC, **one))
    timed("one series as of publication 2", 30, lambda: store.at(2).series(ANALYST, **one))
    area = {"areas": [f"omrade_{areas // 2}"]}
    timed("all indicators of one area, analyst", 10, lambda: snapshot.observations(ANALYST, **area))
    timed("all indicators of one area, public", 10, lambda: snapshot.observations(PUBLIC, **area))
    timed("every row, analyst", 2, lambda: snapshot.observations(ANALYST))
    timed("every row, public (half of them)", 2, lambda: snapshot.observations(PUBLIC))
    timed("verify", 1, store.verify)


def main() -> None:
    for rows in [int(arg) for arg in sys.argv[1:]] or [1_000_000, 10_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(rows, Path(folder) / "store")


if __name__ == "__main__":
    main()
