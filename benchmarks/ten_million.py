"""How long ten million rows take from file to publication, against DuckDB's own typed read.

    python benchmarks/ten_million.py [ROWS [RUNS]]

Writes a file of the own form (weeks, areas and indicators enough for as many keys, the weeks one
after the other as they were delivered), then in turn, each in a process of its own: DuckDB's
read_csv with types into a table of a database file, and `tracker import` into a store. Prints
seconds, CPU seconds and peak memory of both, their ratio, and what took the time.
Aim: at most three times DuckDB's time, below 1.5 GB.
"""

# ruff: noqa: PLC0415 - each process imports what it needs, and no more: its memory is measured

import functools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HEADER = "indikator;område;period;värde"
INDICATORS = 40
WEEKS = 520
FIRST_WEEK = date(2015, 1, 5)  # a Monday


def areas(rows: int) -> int:
    """How many areas a file of that many rows needs."""
    return -(-rows // (INDICATORS * WEEKS))


def write(file: str, rows: int) -> None:
    """Write the file: every indicator of every area, week by week."""
    import numpy as np

    chance = np.random.default_rng(1)
    series = [f"s{n:02};d{a:04};" for a in range(areas(rows)) for n in range(INDICATORS)]
    left = rows
    with Path(file).open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER + "\r\n")
        for week in range(WEEKS):
            monday = date.fromordinal(FIRST_WEEK.toordinal() + 7 * week)
            year, number, _ = monday.isocalendar()
            period = f"{year}V{number:02};"
            values = chance.integers(0, 50000, len(series)).tolist()
            written = series[:left]
            out.writelines(
                f"{key}{period}{value // 10},{value % 10}\r\n"
                for key, value in zip(written, values, strict=False)
            )
            left -= len(written)


def programme(folder: str, rows: int) -> None:
    """Make a programme with a store that holds the definitions and no value."""
    from benchmarks.ingest import definitions
    from tracker.model.access import ALL_ORGANISATIONS, Actor, Role
    from tracker.service.programme import open_site
    from tracker.store import ApplyDefinitions

    made = definitions(INDICATORS, areas(rows)).model_dump(mode="json")
    (goal,) = made["programme"]["goals"]
    ids = {f"omrade_{n}": f"d{n:04}" for n in range(areas(rows))}
    for area in made["programme"]["areas"]:
        area["id"] = ids[area["id"]]
    goal["areas"] = [ids[i] for i in goal["areas"]]
    weekly = {"measure": "value", "frequency": "week", "areas": list(ids.values())}
    goal["indicators"] = [
        {**indicator, **weekly, "id": f"s{n:02}"} for n, indicator in enumerate(goal["indicators"])
    ]
    Path(folder).mkdir()
    Path(folder, "goals.yaml").touch()
    site = open_site(Path(folder))
    site.store.create()
    owner = Actor("bo", "Bo", Role.OWNER, frozenset({ALL_ORGANISATIONS}))
    defined = type(definitions(2, 1)).model_validate(made)
    site.store.publish(ApplyDefinitions(defined), owner, based_on=0)


def duckdb_read(file: str, database: str) -> None:
    """DuckDB's own typed read into a table."""
    import duckdb

    types = {"indikator": "varchar", "område": "varchar", "period": "varchar", "värde": "double"}
    with duckdb.connect(database) as connection:
        connection.execute(
            "create table read as select * from read_csv($file, delim = ';', header = true,"
            f" decimal_separator = ',', columns = {types})",
            {"file": file},
        )


STEPS = (
    ("tracker.cli.importing", "prepare"),
    ("tracker.cli.importing", "_import_one"),
    ("tracker.cli.importing", "new_draft"),
    ("tracker.cli.importing", "read_draft"),
    ("tracker.cli.importing", "preview"),
    ("tracker.cli.importing", "accept"),
    ("tracker.service.uploads", "read_file"),
    ("tracker.ingest.own.form", "decode"),
    ("tracker.ingest.own.form", "read_table"),
    ("tracker.ingest.own.form", "_checked_text"),
    ("tracker.ingest.own.form", "read_observations"),
    ("tracker.service.uploads", "write_reading"),
    ("tracker.service.uploads", "compare"),
    ("tracker.store.store", "apply"),
    ("tracker.store.publishing", "verify"),
    ("tracker.store.publishing", "sha256_of"),
    ("tracker.store.publishing", "sync"),
)


def tracker_import(file: str, folder: str) -> None:
    """`tracker import`, with the time of its larger steps."""
    import importlib

    took: dict[str, float] = {}
    for module, name in STEPS:
        place = importlib.import_module(module)
        setattr(place, name, timed(getattr(place, name), name, took))
    from tracker import cli

    code = cli.main(["--programme", folder, "import", file])
    for name, seconds in took.items():
        print(f"      {name:24} {seconds:6.2f} s", flush=True)
    sys.exit(code)


def timed(step: Callable[..., Any], name: str, took: dict[str, float]) -> Callable[..., Any]:
    """The same function; what it takes is added up by its name."""

    @functools.wraps(step)
    def run(*args: Any, **kwargs: Any) -> Any:
        with adding(name, took):
            return step(*args, **kwargs)

    return run


@contextmanager
def adding(name: str, took: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        took[name] = took.get(name, 0.0) + time.perf_counter() - start


def measured(task: str, *arguments: object) -> float:
    """Run one of the tasks above in a process of its own and print what it used."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, task, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    print(
        f"  {task:16} {seconds:6.2f} s  CPU {used.ru_utime + used.ru_stime:6.2f} s"
        f"  peak {used.ru_maxrss // 1024:5} MB",
        flush=True,
    )
    if process.returncode:
        sys.exit(process.returncode)
    return seconds


TASKS = {task.__name__: task for task in (write, programme, duckdb_read, tracker_import)}


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in TASKS:
        arguments = [int(a) if a.isdigit() else a for a in sys.argv[2:]]
        TASKS[sys.argv[1]](*arguments)
        return
    given = [int(argument) for argument in sys.argv[1:]]
    rows, runs = (*given, *(10_000_000, 1)[len(given) :])
    with TemporaryDirectory() as folder:
        file = Path(folder, "tio_miljoner.csv")
        measured("write", file, rows)
        print(f"{rows:,} rows, {file.stat().st_size / 1e6:.0f} MB, {areas(rows)} areas")
        for run in range(runs):
            place = Path(folder, f"program{run}")
            measured("programme", place, rows)
            theirs = measured("duckdb_read", file, Path(folder, f"{run}.duckdb"))
            ours = measured("tracker_import", file, place)
            print(f"  ratio {ours / theirs:.2f}", flush=True)


if __name__ == "__main__":
    main()
