"""What disclosure control costs, in time and in what is not shown. Run by hand:

    python benchmarks/disclosure.py [AREAS …]      (5 30)

First the shipped open and example data: how long the first read of a publication takes with and
without it, a later read, and what `öppen` loses of what it may see at all: numbers, and verdicts.
Then a made-up programme of many areas within one, parts and revisions, where much is to be hidden.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

import pyarrow as pa
import pyarrow.compute as pc

from tracker.definitions import load_definitions
from tracker.disclosure import NOTHING_MORE, History, Rules, apply, hidden_cells, reading
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.report import Report, SeriesReport
from tracker.model.verdicts import Word
from tracker.service.programme import Site, site_with_store
from tracker.service.reports import build_report
from tracker.service.setup import prepare
from tracker.store import Store, control

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


def quickest(work: Callable[[], object], runs: int = 7) -> float:
    """The quickest of some runs, in milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


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
    print("The shipped data, milliseconds")
    for name, reader in READERS.items():
        whole = quickest(lambda r=reader: Store(folder, site.clock).at().observations(r))
        with patch.object(control, "_hidden", lambda *_: NOTHING_MORE):
            alone = quickest(lambda r=reader: Store(folder, site.clock).at().observations(r))
        snapshot = site.store.at()
        later = quickest(lambda r=reader, s=snapshot: s.observations(r), 20)
        print(f"  {name}: first read {whole:.0f} ({alone:.0f} without), a later one {later:.0f}")
    for name, reader in READERS.items():
        print(f"Lost to {name}")
        for what, many in loss(site, reader).items():
            print(f"  {what:40} {many:6}")


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
        {
            "indicator_id": name,
            "area_id": place,
            "period_kind": "year",
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "status": "final",
            "value": float(value),
            "from_publication": since,
            "to_publication": until,
        }
        for (name, place, year), versions in rows.items()
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


def measure_made_up(areas: int) -> None:
    rules, rows = many_areas(areas, years=10, revisions=3)
    history = History(rows, rules)
    found = NOTHING_MORE

    def find() -> None:
        nonlocal found
        found = hidden_cells(history, PUBLIC)

    taken = quickest(find, 1)
    now = rows.filter(pc.is_null(rows["to_publication"])).select(OBSERVATIONS.names)
    primary = numbers(apply(now, PUBLIC, rules.today))
    left = numbers(apply(now, PUBLIC, rules.today, found))
    print(f"Made up: a whole in two parts, {areas} areas within one, 10 years, 4 publications")
    print(f"  {rows.num_rows} versions of {now.num_rows} numbers: {taken:.0f} ms")
    print(f"  small: {now.num_rows - primary}, hidden for others: {primary - left}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure_shipped(Path(folder) / "store")
    for areas in [int(arg) for arg in sys.argv[1:]] or [5, 30]:
        measure_made_up(areas)


if __name__ == "__main__":
    main()
