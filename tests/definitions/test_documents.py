"""The files beside the shipped data: provenance, decisions, events."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tracker.definitions import data_files, load_decisions, load_events, load_provenance
from tracker.errors import DefinitionsInvalid, Fault, NotFound
from tracker.model.base import Words
from tracker.model.periods import PeriodKind
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording

Worded = Callable[[Fault], None]

DECISIONS = """\
decisions:
  - area_id: torget
    phase: 1
    valid_from: 2020-01-01
    decided_on: 2020-01-01
    decided_by: Styrgruppen, möte 1
    reasons: Det är svårt att arbeta här.
    fictional: true
"""
EVENTS = """\
date;label_sv;label_en;title_sv;title_en;source;url
2021-04;kameror;cameras;Kameror;Cameras;Kommunen;
2020-03-11;pandemin;pandemic;Pandemin;The pandemic;WHO;https://example.org/
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_provenance(tmp_path: Path) -> None:
    text = "publisher: SCB\ntitle: Folkmängd\nretrieved: 2024-02-22\nlicence: CC0\n"
    origin = load_provenance(write(tmp_path, "folkmangd.yaml", text))
    assert (origin.publisher, origin.retrieved) == ("SCB", date(2024, 2, 22))
    assert not origin.fictional


def test_decisions(tmp_path: Path) -> None:
    (entry,) = load_decisions(write(tmp_path, "decisions.yaml", DECISIONS))
    assert (entry.area_id, entry.phase, entry.valid_from) == ("torget", 1, date(2020, 1, 1))
    assert entry.fictional


def test_events_are_read_oldest_first_as_exactly_as_they_are_known(tmp_path: Path) -> None:
    pandemic, cameras = load_events(write(tmp_path, "events.csv", EVENTS))
    assert (pandemic.when.kind, pandemic.when.start) == (PeriodKind.POINT, date(2020, 3, 11))
    assert pandemic.title == Words(sv="Pandemin", en="The pandemic")
    assert (cameras.when.kind, cameras.when.start) == (PeriodKind.MONTH, date(2021, 4, 1))
    assert cameras.url is None


@pytest.mark.parametrize("load", [load_provenance, load_decisions, load_events])
def test_a_missing_file(load: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(NotFound) as raised:
        load(tmp_path / "here" / "not.yaml")
    assert raised.value.params == {"file": "not.yaml", "folder": "here"}
    for language in Language:
        assert error_wording(raised.value, texts_in(language)).remedy


@pytest.mark.parametrize(
    ("load", "text", "told"),
    [
        pytest.param(
            load_provenance,
            "publisher: SCB\ntitel: Folkmängd\n",
            [("field_missing", 1), ("field_unknown_like", 2)],
            id="provenance with a misspelt field",
        ),
        pytest.param(
            load_provenance,
            "publisher: SCB: igen\n",
            [("yaml_syntax", 1)],
            id="provenance, no YAML",
        ),
        pytest.param(
            load_decisions,
            DECISIONS.replace("phase: 1", "phase: 4"),
            [("field_not_allowed", 3)],
            id="decision on a phase that is not",
        ),
        pytest.param(
            load_decisions, "decisions: []\n", [("field_too_few", 1)], id="no decisions at all"
        ),
    ],
)
def test_faults_of_yaml(
    load: Callable[[Path], object],
    text: str,
    told: list[tuple[str, int]],
    tmp_path: Path,
    worded: Worded,
) -> None:
    with pytest.raises(DefinitionsInvalid) as raised:
        load(write(tmp_path, "file.yaml", text))
    assert sorted((f.code, f.line) for f in raised.value.faults) == told
    for fault in raised.value.faults:
        worded(fault)
    for language in Language:
        assert "file.yaml" in error_wording(raised.value, texts_in(language)).cause


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", [("event_header", 1, None)], id="empty"),
        pytest.param("datum;rubrik\n", [("event_header", 1, None)], id="another header"),
        pytest.param(EVENTS + "2022;Två;celler\n", [("event_cells", 4, None)], id="too few cells"),
        pytest.param(
            EVENTS.replace("2021-04", "april 2021"), [("event_date", 2, "date")], id="no date"
        ),
        pytest.param(
            EVENTS.replace("Kommunen", ""), [("event_empty", 2, "source")], id="no source"
        ),
        pytest.param(
            EVENTS.replace("2021-04", "nyss").replace("2020-03-11", "då"),
            [("event_date", 2, "date"), ("event_date", 3, "date")],
            id="every row is told",
        ),
    ],
)
def test_faults_of_events(
    text: str, told: list[tuple[str, int, str | None]], tmp_path: Path, worded: Worded
) -> None:
    with pytest.raises(DefinitionsInvalid) as raised:
        load_events(write(tmp_path, "events.csv", text))
    assert [(f.code, f.row, f.column) for f in raised.value.faults] == told
    for fault in raised.value.faults:
        worded(fault)


def test_the_tables_of_a_data_folder(tmp_path: Path) -> None:
    """Events and decisions stand alone; scripts and notes are no data."""
    for name in ("b.csv", "b.yaml", "a.csv", "a.yaml", "events.csv", "decisions.yaml", "gör.py"):
        write(tmp_path, name, "")
    found = [(f.table.name, f.provenance.name) for f in data_files(tmp_path)]
    assert found == [("a.csv", "a.yaml"), ("b.csv", "b.yaml")]
    assert data_files(tmp_path / "ingen") == ()


def test_a_table_without_origin_and_an_origin_without_table(tmp_path: Path, worded: Worded) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    for name in ("a.csv", "a.yaml", "ensam.csv", "glömd.yaml"):
        write(folder, name, "")
    with pytest.raises(DefinitionsInvalid) as raised:
        data_files(folder)
    assert [(f.code, f.file, f.params) for f in raised.value.faults] == [
        ("data_without_origin", "open/ensam.csv", {"expected": "ensam.yaml"}),
        ("origin_without_data", "open/glömd.yaml", {"expected": "glömd.csv"}),
    ]
    for fault in raised.value.faults:
        worded(fault)
    for language in Language:
        assert "open" in error_wording(raised.value, texts_in(language)).cause
