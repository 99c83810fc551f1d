"""Every file of shipped data: whole, with its origin, and invented only where it says so."""

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tracker.definitions import load_decisions, load_definitions, load_events, load_provenance
from tracker.model.definitions import Indicator, Measure
from tracker.model.periods import parse_period

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
DEFINITIONS = load_definitions(ROOT)
OPEN = sorted(path for path in (DATA / "open").glob("*.csv") if path.name != "events.csv")
EXAMPLE = sorted((DATA / "example").glob("*.csv"))
TABLES = [*OPEN, *EXAMPLE]
HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
STATUSES = {"", "preliminär", "reviderad", "uppskattad", "ofullständig"}


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


HELD = {(row["indikator"], row["område"]) for table in TABLES for row in rows(table)}

indicators = pytest.mark.parametrize(
    "indicator", DEFINITIONS.indicators.values(), ids=lambda indicator: indicator.id
)
tables = pytest.mark.parametrize(
    "table", TABLES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


@tables
def test_every_table_says_where_it_comes_from(table: Path) -> None:
    origin = load_provenance(table.with_suffix(".yaml"))
    assert origin.fictional == (table.parent.name == "example")
    assert origin.counted
    assert origin.known_problems
    if not origin.fictional:
        assert origin.url
        assert origin.licence


@tables
def test_every_row_fits_its_definition(table: Path) -> None:
    for number, row in enumerate(rows(table), start=2):
        assert list(row) == HEADER.split(";")[: len(row)], number
        assert None not in row.values(), f"row {number} has too few or too many cells"
        indicator = DEFINITIONS.indicators[row["indikator"]]
        assert row["område"] in indicator.areas, number
        assert parse_period(row["period"]).kind is indicator.frequency, number
        assert row.get("status", "") in STATUSES, number
        if row["värde"][:1].isdigit():
            value = float(row["värde"].replace(",", "."))
            assert "." not in row["värde"], number
            if indicator.measure is Measure.RATE:
                assert float(row["nämnare"]) > 0, number
            if indicator.measure is Measure.SHARE:
                assert 0 <= value <= 100, number
                assert row["antal_svar"] or indicator.assumed_n, number
            if indicator.measure in (Measure.COUNT, Measure.RATE):
                assert value == int(value), number


def test_no_value_stands_twice_and_no_series_is_both_real_and_invented() -> None:
    seen: set[tuple[str, str, str]] = set()
    folders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for table in TABLES:
        for row in rows(table):
            series = (row["indikator"], row["område"])
            assert (*series, row["period"]) not in seen
            seen.add((*series, row["period"]))
            folders[series].add(table.parent.name)
    assert [series for series, found in folders.items() if len(found) > 1] == []


@indicators
def test_every_series_has_data(indicator: Indicator) -> None:
    assert {(indicator.id, area) for area in indicator.areas} <= HELD


def test_an_invented_series_is_never_marked_published() -> None:
    invented = {
        row["indikator"] for table in (DATA / "example").glob("*.csv") for row in rows(table)
    }
    assert [i for i in invented if DEFINITIONS.indicators[i].published] == []


def test_what_is_only_background_is_never_judged() -> None:
    real = {row["indikator"] for table in OPEN for row in rows(table)}
    assert [i for i in real if DEFINITIONS.indicators[i].assess] == []


def test_the_example_shows_every_reason_that_a_value_may_have() -> None:
    found = [row for table in EXAMPLE for row in rows(table)]
    assert {row["status"] for row in found} == STATUSES
    assert {"..", "--", "<5"} <= {row["värde"] for row in found}


def test_the_example_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    script = DATA / "example" / "generate.py"
    subprocess.run([sys.executable, "-B", str(script), str(tmp_path)], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {
        path.name: path.read_bytes()
        for path in (DATA / "example").iterdir()
        if path.suffix in (".csv", ".yaml") and path.name != "decisions.yaml"
    }
    assert made == shipped


def test_the_example_decisions_go_forward_and_back_and_name_no_person() -> None:
    entries = load_decisions(DATA / "example" / "decisions.yaml")
    assert all(entry.fictional and entry.decided_by.startswith("styrgruppen") for entry in entries)
    phases = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.valid_from):
        phases[entry.area_id].append(entry.phase)
    assert phases == {"gottsunda_valsatra": [1, 2], "bandstolsvagen": [1, 2, 1]}
    assert set(phases) <= {area.id for area in DEFINITIONS.phase_areas}


def test_the_events_with_their_sources() -> None:
    events = load_events(DATA / "open" / "events.csv")
    assert [event.when.code for event in events] == [
        "2017-06",
        "2019-06-11",
        "2019-10-01",
        "2020-03-11",
        "2020-06-15",
        "2021-04",
        "2023-09",
        "2023-12",
    ]
    assert all(event.source and event.url for event in events)
    listed = [event.title.sv for event in events if "klassar" in event.title.sv]
    assert len(listed) == 2
    assert all("polisens klassning, inte fas" in title for title in listed)
