"""What tests of a steering group's entries share: a sound one of each kind, and recording."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from tracker.errors import EntryRefused
from tracker.model.access import Actor, Role
from tracker.model.steering import EntryKind
from tracker.service.access import local_owner
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.programme import open_site
from tracker.service.steering import read_entry, record_entries
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording, fault_wording

STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
SERIES = {"indicator": "larm", "area": "torget"}

SOUND = {
    "judgement": {
        "area": "torget",
        "condition": "ro",
        "phase": 1,
        "verdict": "partly",
        "confidence": "low",
        "reasons": "Larmen blir färre.",
        "evidence": [SERIES],
        "judged_by": "styrgruppen",
        "judged_on": date(2024, 2, 1),
    },
    "answer": {
        "area": "torget",
        "series": SERIES,
        "phase_since": date(2022, 3, 17),
        "text": "En ny grupp ungdomar.",
        "answered_by": "styrgruppen",
        "answered_on": date(2024, 2, 1),
    },
    "action": {
        "title": "Kameror",
        "goals": ["lugn"],
        "conditions": ["ro"],
        "areas": ["torget", "gatan"],
        "indicators": ["larm"],
        "type": "situational",
        "owner_organisation": "kommunen",
        "start": date(2021, 4, 1),
        "end": date(2021, 10, 1),
        "status": "done",
    },
    "dialogue": {"name": "D", "area": "torget", "place": "P", "form": "F", "held": "2024-02-01"},
    "promise": {
        "name": "L",
        "area": "torget",
        "place": "P",
        "years": "2021-2022",
        "signed_on": date(2021, 1, 15),
        "status": "ended",
    },
    "agreement": {
        "name": "S",
        "years": "2021-2023",
        "priorities": [{"text": "Lugn", "goal": "lugn"}, {"text": "Annat"}],
    },
    "meeting": {"name": "Möte 21", "held_on": date(2024, 2, 1), "participants": ["ordförande"]},
    "note": {**SERIES, "text": "T", "signed": "analytikern", "on": date(2024, 2, 1)},
    "event": {"on": date(2024, 2, 1), "label": "Kameror på plats"},
    "recipe": {
        "name": "R",
        "body": {
            "shape": {"kind": "text"},
            "values": [{"indicator": "larm", "value": {"measure": "Antal"}}],
            "area": "torget",
        },
    },
}


@pytest.fixture(scope="session")
def _decided(tmp_path_factory, _programmes):
    """Made once; the tests work on copies."""
    folder = tmp_path_factory.mktemp("beslutad") / "satsning"
    shutil.copytree(_programmes["defined"], folder)
    site = open_site(folder, lambda: datetime(2025, 1, 15, 9, 0, tzinfo=UTC))
    day = date(2022, 3, 17)
    for area in ("torget", "gatan"):
        form = DecisionForm(area, 2, day, day, "styrgruppen", "Färre larm.")
        record_decision(site, form, local_owner("Anna"), based_on=site.store.current())
    return folder


@pytest.fixture
def decided_site(_decided, clock, tmp_path):
    """Publication 3: the definitions, and the decisions that both areas are in phase 2."""
    return open_site(Path(shutil.copytree(_decided, tmp_path / "satsning")), clock)


@pytest.fixture
def sound():
    """The fields of a sound entry of each kind."""
    return SOUND


@pytest.fixture
def steering():
    """One of the steering group."""
    return STEERING


@pytest.fixture
def entry():
    """A sound entry; keyword arguments change its fields."""

    def entry(kind="action", id_="forsta", **changed):
        return read_entry(EntryKind(kind), SOUND[kind] | {"id": id_} | changed)

    return entry


@pytest.fixture
def record(site):
    """Put entries on record on the data version in force, as the steering group."""

    def record(*entries, actor=STEERING, based_on=None):
        seen = site.store.current() if based_on is None else based_on
        return record_entries(site, entries, actor, based_on=seen)

    return record


@pytest.fixture
def refused(site, record):
    """The faults of a write: [(code, entry, field), ...]. Each is worded, and nothing is stored."""

    def refused(*entries, **more):
        before = site.store.current()
        with pytest.raises(EntryRefused) as raised:
            record(*entries, **more)
        assert site.store.current() == before
        for language in Language:
            texts = texts_in(language)
            assert error_wording(raised.value, texts).remedy
            for fault in raised.value.faults:
                worded = fault_wording(fault, texts)
                assert worded.cause
                assert worded.remedy
                assert "{" not in str(worded)
        return [(f.code, f.params.get("entry"), f.params.get("field")) for f in raised.value.faults]

    return refused


@pytest.fixture
def redefine(site, owner):
    """Change goals.yaml by a function of its plain values, and apply it."""

    def redefine(change):
        path = site.folder / "goals.yaml"
        goals = yaml.safe_load(path.read_text("utf-8"))
        change(goals)
        path.write_text(yaml.safe_dump(goals, allow_unicode=True), "utf-8")
        apply_definitions(site, owner, based_on=site.store.current())

    return redefine
