"""What has been closed since is not shown of what was: earlier data versions, decisions' slices."""

import json
from datetime import date
from typing import Any

import pytest
import yaml

from tracker.model.access import Actor, Audience, Reader, Role
from tracker.service.access import local_owner
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.reports import build_report
from tracker.web.reports import slice_of

OWNER = local_owner("Prov Person")
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
INTERNAL = Reader(Audience.INTERNAL, frozenset())
FIRES = ("m2_brander_stenkastning", "gottsunda_valsatra")


@pytest.fixture
def decision(own: Any) -> Any:
    """A decision by the steering group, which sees what is internal."""
    store, day = own.site.store, date(2024, 12, 1)
    seen = build_report(store.at(), INTERNAL, today=own.site.today)
    form = DecisionForm(FIRES[1], 2, day, day, "Styrgruppen", "Vi ser det.", despite="Vi ser det.")
    made = record_decision(own.site, form, STEERING, based_on=seen.publication, seen=seen)
    (kept,) = [d for d in store.at().decisions(INTERNAL) if d.id == made.what]
    return kept


@pytest.fixture
def close(own: Any) -> Any:
    """Have the fires assessed for secrecy, and hide all that is below a thousand."""

    def close() -> None:
        path = own.site.folder / "goals.yaml"
        goals = yaml.safe_load(path.read_text("utf-8"))
        for indicator in (i for goal in goals["goals"] for i in goal["indicators"]):
            if indicator["id"] == FIRES[0]:
                indicator |= {"confidentiality": "sekretessprövas", "min_n": 1000}
                indicator.pop("published", None)
        path.write_text(yaml.safe_dump(goals, allow_unicode=True), "utf-8")
        apply_definitions(own.site, OWNER, based_on=own.site.store.current())

    return close


def test_what_was_looked_at_before_is_not_shown_from_memory(
    own: Any, decision: Any, close: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.web.files.reader_of", lambda _request: INTERNAL)
    version = f"v={own.site.store.current()}"
    earlier, slice_ = f"/fil/{'/'.join(FIRES)}.json", f"/fil/beslut/{decision.id}.json"

    def numbers() -> list[float]:
        told = json.loads(ask(earlier, version).body)
        return [v["value"] for v in told["series"][0]["values"] if v["value"] is not None]

    seen = slice_of(own.site, decision.frozen, INTERNAL)
    assert FIRES in {(s.indicator, s.area) for s in seen.slice.series if s.values}
    assert numbers()
    assert ask(slice_).body == own.site.store.blob(decision.frozen)
    close()
    assert numbers() == []
    told = json.loads(ask(slice_).body)
    assert (told["reduced"], told["closed"]) == (True, [list(FIRES)])
    (fires,) = [s for s in told["series"] if [s["indicator"], s["area"]] == list(FIRES)]
    assert {v["value"] for v in fires["values"]} == {None}
    assert slice_of(own.site, decision.frozen, INTERNAL).closed == (FIRES,)


def test_the_page_says_that_less_is_shown(
    own: Any, decision: Any, close: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    close()
    real = slice_of
    monkeypatch.setattr(
        "tracker.web.parts.decided.slice_of", lambda site, sha256, _: real(site, sha256, INTERNAL)
    )
    shown = own.open("faser")
    assert "En del av underlaget visas inte längre" in shown.text
    assert "kontrollsumma" in shown.text
