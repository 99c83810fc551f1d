"""What disclosure control costs, in time and in what is not shown. Run by hand:

    python benchmarks/disclosure.py [AREAS …]      (5 30)

First what readers lose of the shipped open and example data: numbers, and verdicts. Then what
it adds to an import and to a report, in CPU seconds and as a part of what the same import and the
same report took in the same run; of the shipped data, and of 100,000 values. Then made-up
programmes of many areas within one, parts and revisions, where much is to be hidden: ten families
of a year each, and one that holds as many numbers.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.compute as pc

from tracker.definitions import load_definitions
from tracker.disclosure import NOTHING_MORE, History, Rules, apply, hidden_cells, reading
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.records import Provenance, Upload
from tracker.model.report import Report, SeriesReport
from tracker.model.verdicts import Word
from tracker.service.programme import Site, site_with_store
from tracker.service.reports import build_report
from tracker.service.setup import prepare
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.store import AcceptUpload, ApplyDefinitions, Store, control, snapshot

REPOSITORY = Path(__file__).resolve().parents[1]
ACTOR = Actor("bo", "Bo", Role.OWNER, frozenset({ALL_ORGANISATIONS}))
EVERYTHING = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
PUBLIC = Reader(Audience.OPEN, frozenset())
READERS = {"öppen": PUBLIC, "intern": Reader(Audience.INTERNAL, frozenset())}
ANSWERS = {
    Word.CONFIRMED_PROGRESS,
    Word.PROGRESS,
    Word.CONFIRMED_SETBACK,
    Word.SETBACK,
    Word.NO_CHANGE,
    Word.INCREASE,
    Word.DECREASE,
}


RUNS = 5


class Spent:
    """CPU seconds spent within some functions, since it was last asked."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def within(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""

        def counted(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*given, **named)
            finally:
                self.seconds += time.process_time() - start

        return counted

    def taken(self) -> float:
        """What has been spent, and begin anew."""
        seconds, self.seconds = self.seconds, 0.0
        return seconds


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def bring(site: Site, data: bytes) -> None:
    """An upload in the own form, from draft to data version."""
    draft = new_draft(site, data, "polisen.csv", ACTOR)
    read_draft(site, draft, EVERYTHING)
    origin = Provenance(publisher="Polisen", title="Polisen", fictional=True)
    accept(site, draft, origin, ACTOR)


def revised(data: str, run: int) -> bytes:
    """The same file with one count in fifty another."""
    head, *rows = data.splitlines()
    for n in range(run, len(rows), 50):
        name, area, period, value, rest = rows[n].split(";", 4)
        if value.isdigit():
            rows[n] = ";".join([name, area, period, str(int(value) + 1), rest])
    return "\n".join([head, *rows, ""]).encode()


def measure_costs(site: Site) -> None:
    """What an import and a report cost, and how much of it is disclosure control."""
    whole, each = Spent(), Spent()
    data = (REPOSITORY / "data" / "example" / "polisen.csv").read_text("utf-8")
    print("The shipped data, the police's file revised: CPU seconds, and what control adds")
    with (
        patch.object(control, "_hidden", whole.within(control._hidden)),
        patch.object(snapshot.disclosure, "apply", each.within(snapshot.disclosure.apply)),
    ):
        for run in range(RUNS):
            took = cpu(lambda run=run: bring(site, revised(data, run)))
            for reader in READERS.values():
                site.store.at().observations(reader)
            added = whole.taken()
            each.taken()
            page = cpu(lambda: build_report(site.store.at(), PUBLIC, today=site.today))
            applied = each.taken()
            print(
                f"  import {took:.2f} + {added:.3f}: {added / took:.0%};"
                f" report {page - applied:.3f} + {applied:.4f}: {applied / (page - applied):.1%}"
            )


def measure_large(folder: Path, areas: int = 277, years: int = 120) -> None:
    """A hundred thousand values, one in a hundred of them small; a year of them revised."""
    places = ["omradet", *(f"kvarter_{n}" for n in range(areas))]
    whole, draw = Spent(), Random(7)
    store = Store(folder, lambda: datetime.now(UTC))
    store.create()
    store.publish(ApplyDefinitions(programme(places)), ACTOR, based_on=0)

    def publish(number: int, span: range) -> None:
        given = {
            (part, place, year): draw.randint(4, 60) if draw.random() < 0.5 else 30
            for part in ("barn", "vuxna")
            for place in places[1:]
            for year in span
        }
        made = pa.Table.from_pylist(
            [row_of(*key, value) for key, value in with_sums(given, places).items()],
            schema=OBSERVATIONS,
        )
        about = Upload(
            id=f"uppladdning{number}",
            file_name="fil.csv",
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            size=1,
            rows=made.num_rows,
            provenance=Provenance(publisher="P", title="T"),
            received_at=datetime.now(UTC),
            received_by="bo",
        )
        upload = AcceptUpload(about, made, str(number).encode())
        store.publish(upload, ACTOR, based_on=store.current())

    with patch.object(control, "_hidden", whole.within(control._hidden)):
        for run in range(3):
            span = range(1900, 1900 + years) if run == 0 else range(1899 + run, 1900 + run)
            took = cpu(lambda run=run, span=span: publish(run, span))
            store.at().observations(PUBLIC)
            added = whole.taken()
            print(f"  {len(span)} years: import {took:.2f} + {added:.2f}: {added / took:.0%}")


def row_of(name: str, place: str, year: int, value: float) -> dict[str, object]:
    """A value of a year."""
    return {
        "indicator_id": name,
        "area_id": place,
        "period_kind": "year",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "status": "final",
        "value": float(value),
    }


def answered(report: Report) -> set[tuple[str, str]]:
    """The series that are said to have changed, or not to have."""
    every = [s for goal in report.goals for s in goal.series] + list(report.cross_cutting)
    return {(s.indicator.id, s.area.id) for s in every if s.verdict.word in ANSWERS}


def numbers(table: pa.Table) -> int:
    return table.num_rows - table["value"].null_count


def loss(site: Site, reader: Reader) -> dict[str, int]:
    """What a reader is not shown, and why: of the series whose numbers she may see at all."""

    def read() -> tuple[pa.Table, Report]:
        snapshot = Store(site.store_folder, site.clock).at()
        report = build_report(snapshot, reader, today=site.today)
        return snapshot.observations(reader), report

    table, report = read()
    with patch.object(control, "_hidden", lambda *_: NOTHING_MORE):
        table_primary, report_primary = read()
        with patch.object(reading, "suppressed", lambda rows, *_: rows):
            table_all, report_all = read()
    inside = answered(build_report(site.store.at(), EVERYTHING, today=site.today))
    named = {(s.indicator.id, s.area.id) for s in hidden_series(report)}
    return {
        "numbers of her series and periods": numbers(table_all),
        "hidden as small": numbers(table_all) - numbers(table_primary),
        "hidden for others": numbers(table_primary) - numbers(table),
        "answers inside": len(inside),
        "answers lost with a name alone": len(inside & named),
        "answers lost to longer periods": len(inside - named) - len(answered(report_all)),
        "answers lost to small numbers": len(answered(report_all)) - len(answered(report_primary)),
        "answers lost for others": len(answered(report_primary)) - len(answered(report)),
        "answers left": len(answered(report)),
    }


def hidden_series(report: Report) -> list[SeriesReport]:
    every = [s for goal in report.goals for s in goal.series] + list(report.cross_cutting)
    return [s for s in every if s.verdict.word is Word.HIDDEN]


def measure_shipped(folder: Path) -> None:
    site = site_with_store(REPOSITORY, folder, lambda: datetime.now(UTC))
    prepare(site, ACTOR, with_data=True)
    for name, reader in READERS.items():
        print(f"Lost to {name}")
        for what, many in loss(site, reader).items():
            print(f"  {what:40} {many:6}")
    measure_costs(site)


def many_areas(areas: int, years: int, revisions: int) -> tuple[Rules, pa.Table]:
    """A whole in two parts, in many areas of one, by year; a tenth of the numbers revised."""
    draw = Random(7)
    places = ["omradet", *(f"kvarter_{n}" for n in range(areas))]
    given = {
        (part, place, year): draw.choice((0, 2, 4, 7, 12, 30))
        for part in ("barn", "vuxna")
        for place in places[1:]
        for year in range(2015, 2015 + years)
    }
    rows: dict[tuple[str, str, int], list[list[float | int | None]]] = {}
    for publication in range(2, 3 + revisions):
        if publication > 2:
            for key in draw.sample(sorted(given), len(given) // 10):
                given[key] = draw.choice((0, 2, 4, 7, 12, 30))
        for key, value in with_sums(given, places).items():
            versions = rows.setdefault(key, [])
            if not versions or versions[-1][0] != value:
                if versions:
                    versions[-1][2] = publication
                versions.append([value, publication, None])
    made = [
        row_of(*key, value) | {"from_publication": since, "to_publication": until}
        for key, versions in rows.items()
        for value, since, until in versions
    ]
    schema = OBSERVATIONS.append(pa.field("from_publication", pa.int32())).append(
        pa.field("to_publication", pa.int32())
    )
    return Rules(((1, programme(places)),)), pa.Table.from_pylist(made, schema=schema)


def with_sums(
    given: Mapping[tuple[str, str, int], int], places: list[str]
) -> dict[tuple[str, str, int], int]:
    found: dict[tuple[str, str, int], int] = dict(given)
    for (part, place, year), value in given.items():
        for name, area in (("alla", place), (part, places[0]), ("alla", places[0])):
            found[name, area, year] = found.get((name, area, year), 0) + value
    return found


def programme(places: list[str]) -> Definitions:
    """The shipped definitions with three indicators of their own and these areas."""
    shipped = load_definitions(REPOSITORY)
    model = shipped.indicators["m1_skadade_doda"]
    own = [
        model.model_copy(update={"id": name, "parts_of": whole, "areas": tuple(places)})
        for name, whole in (("alla", None), ("barn", "alla"), ("vuxna", "alla"))
    ]
    first = shipped.programme.areas[0]
    areas = [
        first.model_copy(
            update={
                "id": place,
                "parent": None if place == places[0] else places[0],
                "level": "whole" if place == places[0] else "sub_area",
            }
        )
        for place in places
    ]
    goal = shipped.programme.goals[0].model_copy(update={"indicators": tuple(own)})
    changed = {"areas": tuple(areas), "goals": (goal,), "indicators": ()}
    return Definitions(
        programme=shipped.programme.model_copy(update=changed), phase_model=shipped.phase_model
    )


def measure_made_up(areas: int, years: int = 10) -> None:
    rules, rows = many_areas(areas, years, revisions=3)
    history = History(rows, rules)
    found = NOTHING_MORE

    def find() -> None:
        nonlocal found
        found = hidden_cells(history, PUBLIC)

    taken = cpu(find)
    now = rows.filter(pc.is_null(rows["to_publication"])).select(OBSERVATIONS.names)
    primary = numbers(apply(now, PUBLIC, rules.today))
    left = numbers(apply(now, PUBLIC, rules.today, found))
    print(f"Made up: a whole in two parts, {areas} areas within one, {years} years, 4 publications")
    print(f"  {rows.num_rows} versions of {now.num_rows} numbers: {taken:.1f} CPU s")
    print(
        f"  small: {now.num_rows - primary}, hidden for others: {primary - left},"
        f" of them unsearched: {len(found.unsearched)}"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure_shipped(Path(folder) / "store")
        print("A hundred thousand values: CPU seconds, and what control adds")
        measure_large(Path(folder) / "large")
    for areas in [int(arg) for arg in sys.argv[1:]] or [5, 30]:
        measure_made_up(areas)
        measure_made_up(10 * areas, years=1)


if __name__ == "__main__":
    main()
