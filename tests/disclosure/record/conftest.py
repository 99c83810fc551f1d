"""Records in memory, read as the store reads its files."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from tracker.model.access import Reader
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS
from tracker.model.periods import parse_period
from tracker.model.records import Purge
from tracker.store.database import PublicationFile, open_nothing
from tracker.store.snapshot import Snapshot

WORDS = {"sv": "X", "en": "X"}
SOURCE = {"title": "T", "publisher": "P"}
LEVELS = {"kommunen": "municipality", "omradet": "whole"}

Place = tuple[str, str, str]  # indicator, area, period code


def programme(areas: Mapping[str, str | None], indicators: list[dict[str, Any]]) -> Definitions:
    """Definitions of areas {id: parent}; levels as in LEVELS, any other is a sub-area."""
    goal = {"id": "m", "number": 1, "name": WORDS, "short_name": WORDS}
    phase = {"name": WORDS, "description": WORDS, "work": WORDS, "source": SOURCE}
    condition = {
        "id": "v",
        "letter": "A",
        "name": WORDS,
        "question": WORDS,
        "block": "effects",
        "signs": {f"phase_{n}": WORDS for n in (1, 2, 3)},
        "anchor": WORDS,
    }
    return Definitions.model_validate(
        {
            "programme": {
                "format": 1,
                "id": "prov",
                "name": WORDS,
                "start": "2019-06-11",
                "end": "2024-12-31",
                "chart_window": "2019-01..2024-12",
                "owner": "polisen",
                "organisations": [{"id": "polisen", "name": WORDS}],
                "areas": [
                    {
                        "id": id_,
                        "name": WORDS,
                        "parent": parent,
                        "level": LEVELS.get(id_, "sub_area"),
                        "versions": [{"valid_from": "2017-01-01"}],
                    }
                    for id_, parent in areas.items()
                ],
                "goals": [
                    {
                        **goal,
                        "areas": [next(iter(areas))],
                        "valid_from": "2019-06-11",
                        "indicators": indicators,
                    }
                ],
            },
            "phase_model": {
                "format": 1,
                "note": WORDS,
                "phases": [{"number": n, **phase} for n in (1, 2, 3)],
                "conditions": [condition],
            },
        }
    )


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("indicator_id", "area_id", "period_kind", "period_start", "period_end")
    return tuple(row[name] for name in names)


class Record:
    """All that has been published: versions of definitions, and of rows."""

    def __init__(self) -> None:
        self.definitions: list[tuple[int, Definitions]] = []
        self.rows: list[dict[str, Any]] = []
        self.newest = 0
        self.purged: list[dict[str, Any]] = []
        self._tombstones: list[Purge] = []
        self._files: dict[int, PublicationFile] = {}

    def define(self, areas: Mapping[str, str | None], *indicators: dict[str, Any]) -> "Record":
        self.newest += 1
        self.definitions.append((self.newest, programme(areas, list(indicators))))
        return self

    def publish(self, values: Mapping[Place, float | dict[str, Any] | None]) -> "Record":
        """A publication of values by place; None ends what stands there."""
        self.newest += 1
        for (name, area, code), given in values.items():
            period = parse_period(code)
            fields = given if isinstance(given, dict) else {"value": given}
            key = {
                "indicator_id": name,
                "area_id": area,
                "period_kind": period.kind.value,
                "period_start": period.start,
                "period_end": period.end,
            }
            for row in self.rows:
                if row["to"] is None and key.items() <= row.items():
                    row["to"] = self.newest
            if given is not None:
                about = {"status": "final", "from": self.newest, "to": None}
                self.rows.append({**key, **about, **fields})
        return self

    def purge(self, number: int) -> "Record":
        """A publication without what `number` published: what that replaced is in force again."""
        self.newest += 1
        gone = [r for r in self.rows if r["from"] == number]
        self.rows = [r for r in self.rows if r["from"] != number]
        for row in gone:
            if row["to"] is None:
                before = [r for r in self.rows if r["to"] == number and _key(r) == _key(row)]
                self.rows += [r | {"from": self.newest, "to": None} for r in before]
        self.purged += [r | {"to": r["to"] or self.newest} for r in gone]
        self._tombstones.append(
            Purge(
                id=f"u{number}",
                reason="Fel.",
                purged_by="bo",
                purged_at=datetime(2026, 1, 1, tzinfo=UTC),
                publication=self.newest,
                first=number,
                uploads=(f"u{number}",),
                series=tuple(sorted({(r["indicator_id"], r["area_id"]) for r in gone})),
                rows=len(gone),
            )
        )
        self._files.clear()
        return self

    def read(
        self, reader: Reader, number: int | None = None, newest: int | None = None
    ) -> list[dict[str, Any]]:
        """What the reader is given of a publication, when `newest` is the newest."""
        newest = newest or self.newest
        table = self._at(newest, number or newest).observations(reader)
        return table.to_pylist()

    def _at(self, newest: int, number: int) -> Snapshot:
        if newest not in self._files:
            self._files[newest] = file = open_nothing()
            kept = [r for r in self.rows if r["from"] <= newest]
            columns = {
                f.name: pa.array([r.get(f.name) for r in kept], f.type) for f in OBSERVATIONS
            }
            ended = [r["to"] if r["to"] and r["to"] <= newest else None for r in kept]
            with file.cursor() as cursor:
                cursor.register(
                    "given",
                    pa.table(
                        columns
                        | {
                            "upload_id": pa.array([f"u{r['from']}" for r in kept], pa.string()),
                            "fictional": pa.array([False] * len(kept)),
                            "since": pa.array([r["from"] for r in kept], pa.int32()),
                            "until": pa.array(ended, pa.int32()),
                        }
                    ),
                )
                cursor.execute("insert into observation select * from given")
                for one in self._tombstones:
                    cursor.execute(
                        "insert into purge (publication, id, json) values (?, ?, ?)",
                        [one.publication, one.id, one.model_dump_json()],
                    )
                for since, definitions in self.definitions:
                    if since <= newest:
                        later = [s for s, _ in self.definitions if since < s <= newest]
                        cursor.execute(
                            "insert into definitions values (?, ?, ?, ?)",
                            [
                                str(since),
                                definitions.model_dump_json(),
                                since,
                                *(later[:1] or [None]),
                            ],
                        )
        return Snapshot(self._files[newest], number, newest)

    def __repr__(self) -> str:
        """The rules that differ from the least, and each number with its publications."""
        rules = [
            f"{since}: {i.id} {i.confidentiality} {'published' if i.published else ''}"
            for since, d in self.definitions
            for i in d.indicators.values()
        ]
        rows = [
            f"{r['indicator_id']} {r['area_id']} {r['period_start']} {r.get('value')}"
            f" [{r['from']}, {r['to']})"
            for r in self.rows
        ]
        return "\n".join(["", *rules, *rows])


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture(scope="session")
def new_record():
    return Record
