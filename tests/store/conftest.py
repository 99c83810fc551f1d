"""A small programme, and what can be written into its record."""

import hashlib
import pickle
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.periods import parse_period
from tracker.model.records import PhaseDecision, Provenance, Upload
from tracker.model.steering import ENTRY_TYPES, AnyEntry, EntryKind
from tracker.store import (
    AcceptUpload,
    ApplyDefinitions,
    RecordDecision,
    RecordEntries,
    Store,
    WithdrawUpload,
)


def _words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def _indicator(id_: str, confidentiality: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": _words(id_),
        "kind": "outcome",
        "measure": "count",
        "unit": _words("antal"),
        "frequency": "month",
        "areas": ["gottsunda"],
        "source": {"title": "T", "publisher": "P"},
        "owner_organisation": "polisen",
        "confidentiality": confidentiality,
        "definition": _words("D"),
        "pitfalls": _words("F"),
        "direction": "lower",
        **more,
    }


def _area(id_: str) -> dict[str, Any]:
    versions = [{"valid_from": "2019-01-01"}]
    return {"id": id_, "name": _words(id_), "level": "whole", "versions": versions}


def _phase(number: int) -> dict[str, Any]:
    source = {"title": "T", "publisher": "P"}
    return {
        "number": number,
        "name": _words("N"),
        "description": _words("D"),
        "work": _words("W"),
        "source": source,
    }


def programme(**changed: Mapping[str, Any]) -> Definitions:
    """Definitions with the indicators `bilbrander` (öppen), `skjutningar` (intern) and
    `avhopp` (sekretessprövas); keyword arguments change fields of an indicator, None removes it.
    """
    classes = {"bilbrander": "öppen", "skjutningar": "intern", "avhopp": "sekretessprövas"}
    condition = {
        "id": "villkor_a",
        "letter": "A",
        "name": _words("N"),
        "question": _words("Q"),
        "block": "effects",
        "signs": {"phase_1": _words("1"), "phase_2": _words("2"), "phase_3": _words("3")},
        "anchor": _words("A"),
    }
    indicators = [
        _indicator(id_, class_) | changed.get(id_, {})
        for id_, class_ in classes.items()
        if changed.get(id_, {}) is not None
    ]
    return Definitions.model_validate(
        {
            "programme": {
                "format": 1,
                "id": "prov",
                "name": _words("Prov"),
                "start": "2019-06-11",
                "end": "2024-12-31",
                "chart_window": "2019-01..2024-12",
                "owner": "kommunen",
                "organisations": [
                    {"id": "polisen", "name": _words("Polisen")},
                    {"id": "kommunen", "name": _words("Kommunen")},
                ],
                "areas": [_area("gottsunda"), _area("centrum")],
                "goals": [
                    {
                        "id": "mal_1",
                        "number": 1,
                        "name": _words("M"),
                        "short_name": _words("M"),
                        "areas": ["gottsunda"],
                        "valid_from": "2019-06-11",
                        "indicators": indicators,
                    }
                ],
            },
            "phase_model": {
                "format": 1,
                "note": _words("N"),
                "phases": [_phase(1), _phase(2), _phase(3)],
                "conditions": [condition],
            },
        }
    )


@pytest.fixture
def make_definitions() -> Callable[..., Definitions]:
    return programme


@pytest.fixture
def definitions() -> Definitions:
    return programme()


def series(
    counts: Mapping[str, float | None], indicator="bilbrander", area="gottsunda", **columns: Any
) -> pa.Table:
    """OBSERVATIONS of one series from {period: count}; keyword arguments fill other columns."""
    periods = [parse_period(code) for code in counts]
    return pa.Table.from_pylist(
        [
            {
                "indicator_id": indicator,
                "area_id": area,
                "period_kind": period.kind.value,
                "period_start": period.start,
                "period_end": period.end,
                "value": value,
                "status": "final",
                "source_row": number,
                **columns,
            }
            for number, (period, value) in enumerate(
                zip(periods, counts.values(), strict=True), start=2
            )
        ],
        schema=OBSERVATIONS,
    )


@pytest.fixture
def rows() -> Callable[..., pa.Table]:
    return series


@dataclass
class Accept:
    """Makes uploads of one series, or of a whole table; each has an id and bytes of its own.

    tables    what stood in the original of each, by the upload's id
    """

    made: int = 0
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def __call__(
        self,
        counts: Mapping[str, float | None] | pa.Table,
        *,
        fictional=False,
        replaces_fictional=False,
        complete=False,
        **columns: Any,
    ) -> AcceptUpload:
        self.made += 1
        table = counts if isinstance(counts, pa.Table) else series(counts, **columns)
        original = f"fil nummer {self.made}".encode()
        upload = Upload(
            id=f"uppladdning{self.made}",
            file_name=f"fil{self.made}.csv",
            sha256=hashlib.sha256(original).hexdigest(),
            size=len(original),
            rows=table.num_rows,
            provenance=Provenance(publisher="P", title="T", fictional=fictional),
            received_at=datetime(2025, 1, 16, 8, self.made % 60, tzinfo=UTC),
            received_by="anna",
            complete=complete,
            indicators=tuple(table["indicator_id"].unique().to_pylist()),
        )
        self.tables[upload.id] = table
        return AcceptUpload(upload, table, original, replaces_fictional)


@pytest.fixture
def accept() -> Accept:
    return Accept()


@pytest.fixture
def read_anew(accept) -> Callable[..., pa.Table]:
    """Reads originals again, as they were read when they were accepted."""
    return lambda upload, original, definitions: accept.tables[upload.id]


@pytest.fixture
def withdrawing(read_anew) -> Callable[..., WithdrawUpload]:
    """A withdrawal by Anna, at half past eight."""
    at = datetime(2025, 1, 16, 8, 30, tzinfo=UTC)
    return lambda upload: WithdrawUpload(upload, "Fel fil.", "anna", at, read_anew)


def _decision(id_: str, **changed: Any) -> dict[str, Any]:
    fields = {
        "id": id_,
        "area_id": "gottsunda",
        "phase": 1,
        "valid_from": date(2020, 1, 1),
        "decided_on": date(2020, 1, 1),
        "decided_by": "styrgruppen",
        "reasons": "skäl",
        "recorded_by": "anna",
        "recorded_at": datetime(2025, 1, 16, 8, 0, tzinfo=UTC),
        "based_on": 1,
    }
    return fields | changed


@pytest.fixture
def decide() -> Callable[..., RecordDecision]:
    """A phase decision; keyword arguments change its fields."""
    made = 0

    def make(phase=1, area="gottsunda", **changed: Any) -> RecordDecision:
        nonlocal made
        made += 1
        fields = _decision(
            f"beslut{made:04d}",
            phase=phase,
            area_id=area,
            valid_from=date(2020, made % 12 + 1, 1),
        )
        return RecordDecision(PhaseDecision.model_validate(fields | changed))

    return make


SERIES = {"indicator": "bilbrander", "area": "gottsunda"}
# What each kind of entry must say, at the least.
LEAST: dict[EntryKind, dict[str, Any]] = {
    EntryKind.JUDGEMENT: {
        "area": "gottsunda",
        "condition": "villkor_a",
        "phase": 1,
        "verdict": "met",
        "confidence": "low",
        "reasons": "skäl",
        "judged_by": "styrgruppen",
        "judged_on": "2024-02-01",
    },
    EntryKind.ANSWER: {
        "area": "gottsunda",
        "series": SERIES,
        "phase_since": "2023-01-01",
        "text": "svar",
        "answered_by": "styrgruppen",
        "answered_on": "2024-02-01",
    },
    EntryKind.ACTION: {
        "title": "Kameror",
        "type": "situational",
        "owner_organisation": "kommunen",
        "status": "planned",
    },
    EntryKind.DIALOGUE: {"name": "D", "place": "P", "form": "F", "held": "2018-05-14..2018-05-16"},
    EntryKind.PROMISE: {"name": "L", "place": "P", "status": "ended"},
    EntryKind.AGREEMENT: {"name": "S", "years": "2020-2023"},
    EntryKind.MEETING: {"name": "M", "held_on": "2024-02-01", "participants": ["ordförande"]},
    EntryKind.NOTE: {**SERIES, "text": "K", "signed": "analytikern", "on": "2024-02-01"},
    EntryKind.EVENT: {"on": "2024-02-01", "label": "H"},
    EntryKind.RECIPE: {
        "name": "R",
        "body": {
            "shape": {"kind": "text"},
            "values": [{"indicator": "larm", "value": {"measure": "Antal"}}],
            "area": "torget",
        },
    },
}


def make_entry(kind: str = "action", id_: str = "forsta", **changed: Any) -> AnyEntry:
    """An entry that says the least it must; keyword arguments change its fields."""
    fields = LEAST[EntryKind(kind)] | changed
    return ENTRY_TYPES[EntryKind(kind)].model_validate({"id": id_, **fields})


@pytest.fixture
def entry() -> Callable[..., AnyEntry]:
    return make_entry


@pytest.fixture
def record() -> Callable[..., RecordEntries]:
    """Entries put on record by Anna, at a quarter past eight."""
    at = datetime(2025, 1, 16, 8, 15, tzinfo=UTC)
    return lambda *entries: RecordEntries(entries, "anna", at)


ANNA = Actor("anna", "Anna Andersson", Role.OWNER, frozenset({ALL_ORGANISATIONS}))


@pytest.fixture
def actor() -> Actor:
    return ANNA


@pytest.fixture
def public() -> Reader:
    return Reader(Audience.OPEN, frozenset())


@pytest.fixture
def internal() -> Reader:
    return Reader(Audience.INTERNAL, frozenset())


@pytest.fixture
def analyst() -> Reader:
    return Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> list[Path]:
    """Stores in force at publication 0, 1, 2 and 3, made once; the tests work on copies."""
    folder, saved = tmp_path_factory.mktemp("prepared"), []
    times = (datetime(2025, 1, 15, 9, minute, tzinfo=UTC) for minute in range(60))
    store, accept = Store(folder / "store", lambda: next(times)), Accept()
    store.create()
    saved.append(Path(shutil.copytree(folder / "store", folder / "0")))
    for number, change in enumerate(
        (
            ApplyDefinitions(programme()),
            accept({"2024-01": 7, "2024-02": 9}),
            accept({"2024-02": 8, "2024-03": 6}),
        )
    ):
        store.publish(change, ANNA, based_on=number)
        saved.append(Path(shutil.copytree(folder / "store", folder / str(number + 1))))
    return saved


@pytest.fixture
def empty_store(folder, clock, prepared) -> Store:
    """Made, with nothing published."""
    return Store(Path(shutil.copytree(prepared[0], folder)), clock)


@pytest.fixture
def defined_store(folder, clock, prepared) -> Store:
    """Publication 1: definitions."""
    return Store(Path(shutil.copytree(prepared[1], folder)), clock)


@pytest.fixture
def store_with_two_uploads(folder, clock, prepared, accept) -> Store:
    """Publication 2: 7 in January and 9 in February 2024. 3: February is 8, March is 6."""
    accept.made = 2
    accept.tables |= {
        "uppladdning1": series({"2024-01": 7, "2024-02": 9}),
        "uppladdning2": series({"2024-02": 8, "2024-03": 6}),
    }
    return Store(Path(shutil.copytree(prepared[3], folder)), clock)


@pytest.fixture
def counts(analyst) -> Callable[..., dict[str, float | None]]:
    """{period: value} of a series, as an analyst sees it."""

    def read(snapshot, indicator="bilbrander", area="gottsunda") -> dict[str, float | None]:
        found = snapshot.series(analyst, indicators=[indicator], areas=[area])
        return {o.period.code: o.value for series in found for o in series.observations}

    return read


@pytest.fixture
def child(folder, tmp_path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start another process on the store (see child.py). A change is handed over pickled."""
    started = []

    def start(verb: str, *args: object, folder: Path = folder) -> subprocess.Popen[str]:
        pickled = tmp_path / f"change{len(started)}"
        script = Path(__file__).with_name("child.py")
        words = [str(arg) if isinstance(arg, str | int) else pickled for arg in args]
        pickled.write_bytes(pickle.dumps([a for a in args if not isinstance(a, str | int)]))
        process = subprocess.Popen(
            [sys.executable, script, verb, folder, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            process.kill()


KEPT, NUMBER, SECRET = "står kvar", 8191.4375, "Anna Andersson, 19500101-0009"


@pytest.fixture
def planted(found_in) -> Callable[[Path], list[str]]:
    """The files under a store folder that hold what is planted in `spoiled`."""
    signs = (SECRET.encode(), str(NUMBER).encode(), struct.pack("<d", NUMBER))
    return lambda folder: found_in(folder, *signs)


def _spoiling(accept: Accept) -> tuple[AcceptUpload, AcceptUpload, AcceptUpload]:
    return (
        accept({"2024-01": 7, "2023-12": 3}, comment=KEPT),
        accept({"2024-01": NUMBER, "2024-02": 5}, comment=SECRET),
        accept({"2024-03": 9}),
    )


@pytest.fixture(scope="session")
def prepared_spoiled(tmp_path_factory, prepared) -> Path:
    """The store that `spoiled` is a copy of, made once."""
    folder = tmp_path_factory.mktemp("spoiled") / "store"
    shutil.copytree(prepared[1], folder)
    store = Store(folder, lambda: datetime(2025, 1, 15, 10, 0, tzinfo=UTC))
    first, second, third = _spoiling(Accept())
    note = make_entry("note", "kvar", text=f"{KEPT} som den var")
    at = datetime(2025, 1, 16, 8, 15, tzinfo=UTC)
    changes = (first, second, RecordEntries((note,), "anna", at), third)
    for number, change in enumerate(changes, start=1):
        store.publish(change, ANNA, based_on=number)
    return folder


@pytest.fixture
def spoiled(folder, clock, prepared_spoiled, accept) -> Store:
    """Publication 5. «uppladdning2» of publication 3 holds a number and a text to be purged."""
    _spoiling(accept)
    return Store(Path(shutil.copytree(prepared_spoiled, folder)), clock)
