"""The report as one JSON object: its keys are a promise, its numbers are numbers or null."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from tracker.export.report_json import FORMAT, report_json, series_json
from tracker.model.steering import Note
from tracker.model.verdicts import Change, Detectable
from tracker.service.access import ANYONE
from tracker.service.reports import build_report
from tracker.service.steering import record_entries
from tracker.texts.catalogue import Language, texts_in

SV, EN = texts_in(Language.SV), texts_in(Language.EN)

# What scripts may rely on. A key that is added stands here too; one that goes, or changes its
# meaning, raises `format`.
REPORT = {
    "format",
    "publication",
    "reference_date",
    "audience",
    "method",
    "programme",
    "fictional",
    "headline",
    "areas",
    "goals",
    "cross_cutting",
    "entries",
}
AREA = {
    "id",
    "name",
    "phase",
    "since",
    "direction",
    "decision",
    "conditions",
    "advice",
    "backslides",
}
CONDITION = {"id", "letter", "phase", "weight", "standing", "supports", "needed", "evidence"}
EVIDENCE = {"rule", "indicator", "speaks", "reason", "earlier", "resolution"}
GOAL = {"id", "number", "name", "primary", "series"}
SERIES = {
    "indicator",
    "name",
    "area",
    "unit",
    "fictional",
    "late_by_days",
    "latest",
    "verdict",
    "target",
    "comparison",
    "fragility",
    "drift",
    "control",
    "quiet",
    "values",
}
VALUE = {
    "period",
    "value",
    "interval",
    "status",
    "low",
    "high",
    "responses",
    "denominator",
    "comment",
}
VERDICT = {
    "code",
    "word",
    "sentence",
    "reason",
    "direction",
    "method",
    "baseline",
    "latest",
    "change",
    "smallest_detectable",
    "overdispersion",
    "assumed_n",
    "reviews",
    "trend",
}


@pytest.fixture
def report(filled_site, full_reader):
    return build_report(filled_site.store.at(), full_reader, today=filled_site.today)


@pytest.fixture
def told(report):
    return json.loads(json.dumps(report_json(report, SV), allow_nan=False))


def test_it_says_what_it_is_of(told):
    assert told["format"] == FORMAT == 1
    assert (told["publication"], told["reference_date"]) == (6, "2024-12-31")
    assert (told["audience"], told["method"]) == ("analys", "2")
    assert (told["programme"], told["fictional"]) == ("Trygga torget", True)


def test_its_keys_are_those_that_were_promised(told):
    assert set(told) == REPORT
    series = [s for goal in told["goals"] for s in goal["series"]] + told["cross_cutting"]
    conditions = [c for area in told["areas"] for c in area["conditions"]]
    for expected, found in (
        (AREA, told["areas"]),
        (GOAL, told["goals"]),
        (SERIES, series),
        (VALUE, [v for s in series for v in s["values"]]),
        (VERDICT, [s["verdict"] for s in series]),
        (CONDITION, conditions),
        (EVIDENCE, [e for c in conditions for e in c["evidence"]]),
    ):
        assert found
        assert all(set(one) == expected for one in found)


def test_the_same_report_gives_the_same_text(filled_site, full_reader, told):
    again = build_report(filled_site.store.at(6), full_reader, today=date(2030, 1, 1))
    assert json.dumps(report_json(again, SV)) == json.dumps(told)


def test_what_the_steering_group_has_on_record(filled_site, owner, full_reader):
    note = Note(
        id="kommentar-1",
        indicator="larm",
        area="torget",
        text="Larmen sattes om i maj.",
        signed="samordnaren",
        on=date(2024, 5, 2),
    )
    record_entries(filled_site, [note], owner, based_on=6)
    made = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
    (entry,) = json.loads(json.dumps(report_json(made, SV)))["entries"]
    assert (entry["kind"], entry["id"], entry["text"]) == ("note", "kommentar-1", note.text)
    assert (entry["version"], entry["based_on"], entry["on"]) == (1, 6, "2024-05-02")
    assert "recorded_by" not in entry
    before = build_report(filled_site.store.at(6), full_reader, today=filled_site.today)
    assert report_json(before, SV)["entries"] == []
    public = build_report(filled_site.store.at(), ANYONE, today=filled_site.today)
    assert report_json(public, SV)["entries"] == []


def test_phases(told):
    torget, gatan = told["areas"]
    assert (torget["phase"], torget["since"], torget["direction"]) == (2, "2022-03-17", "forward")
    assert torget["decision"]["decided_by"] == "Styrgruppen, möte 9"
    assert (gatan["phase"], gatan["since"], gatan["decision"]) == (None, None, None)
    weights = {(c["letter"], c["phase"]): c["weight"] for c in gatan["conditions"]}
    assert weights["B", 2] == "for"
    assert weights["A", 2] == "unknown"


def test_a_series_by_its_numbers(told):
    larm = told["goals"][0]["series"][0]
    assert (larm["indicator"], larm["area"], larm["verdict"]["code"]) == (
        "larm",
        "torget",
        "confirmed_progress",
    )
    assert larm["verdict"]["baseline"] == {
        "window": "2018-01-01/2019-12-31",
        "amount": 1487,
        "base": 24,
    }
    assert larm["verdict"]["latest"]["amount"] == 504
    assert larm["verdict"]["change"]["estimate"] == pytest.approx(504 / 12 / (1487 / 24))
    assert larm["latest"] == larm["values"][-1]
    assert larm["latest"]["period"] == "2024-12"


def test_words_follow_the_language_and_codes_do_not(report):
    swedish, english = (report_json(report, t)["goals"][0]["series"][0] for t in (SV, EN))
    assert swedish["verdict"]["word"] == "Bekräftat framsteg"
    assert english["verdict"]["word"] != swedish["verdict"]["word"]
    assert english["verdict"]["code"] == swedish["verdict"]["code"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(
            {"change": Change(math.inf, 1.4, math.inf, 0.02)},
            {"estimate": None, "low": 1.4, "high": None, "p_value": 0.02},
            id="nothing happened before: no upper bound",
        ),
        pytest.param(
            {"change": Change(-4.2, -9.0, 0.6, None)},
            {"estimate": -4.2, "low": -9.0, "high": 0.6, "p_value": None},
            id="a share",
        ),
        pytest.param({"change": None}, None, id="nothing computed"),
    ],
)
def test_no_number_is_infinite(report, changed, expected):
    larm = report.series_of("larm", "torget")
    verdict = replace(larm.verdict, detectable=Detectable(None, 880.0, None), **changed)
    told = series_json(replace(larm, verdict=verdict), SV)
    json.dumps(told, allow_nan=False)
    assert told["verdict"]["change"] == expected
    assert told["verdict"]["smallest_detectable"]["fall_at"] is None


def test_the_bounds_of_a_hidden_value_are_in_the_unit_of_the_values(make_series):
    """1 to 4 burglaries in 2000 homes: 0.5 to 2 per thousand."""
    (value,) = series_json(make_series("inbrott", {"2024": (1, 4)}, denominator=2000), SV)["values"]
    assert (value["low"], value["high"], value["denominator"]) == (0.5, 2.0, 2000)


def test_a_missing_value_is_null_with_its_reason(make_series):
    told = series_json(make_series("larm", {"2024-01": None, "2024-02": (1, 4), "2024-03": 0}), SV)
    assert [(v["value"], v["status"], v["low"], v["high"]) for v in told["values"]] == [
        (None, "missing", None, None),
        (None, "suppressed", 1, 4),
        (0, "final", None, None),
    ]
