"""The real exports of these kinds give what their index says, value for value."""

from collections import Counter

import pytest

from tracker.ingest.cubes.events import read_events
from tracker.model.observations import Status


@pytest.mark.parametrize(
    ("name", "cells", "first", "period"),
    [
        ("scb-HA0201E8-kvartal.px", 117, 146, "2006K1"),
        ("scb-PR0101B3-kpi-manad.px", 324, 240.25, "2006-10"),
        ("scb-PR0101D8-manad.px", 58, 99.67, "2004-09"),
        ("scb-BE0101F1-datasymboler.px", 24, 456, "2003"),
        ("linkoping-ksi5555-manad.px", 75264, 163116, "2020-01"),
        ("scb-TAB6471-folkmangd-manad.jsonstat2.json", 2772, 245284, "2026-01"),
    ],
)
def test_cells_and_the_first_value(read, real, name, cells, first, period):
    found = read(real(name))
    assert found.faults == ()
    assert len(found.values) == cells
    assert (found.values[0].value, found.values[0].period.code) == (first, period)


def test_linkoping_has_time_in_two_dimensions_and_dashes_after_the_last_month(read, real, find):
    found = read(real("linkoping-ksi5555-manad.px"))
    marks = Counter((v.reason, v.value) for v in found.values if v.value is None)
    assert marks == {("..", None): 9685, ("-", None): 9856}
    value = find(found, "Grunduppgift", region="Linköping", period="2020-01", measure="Folkmängd")
    assert (value.value, value.region.code, value.unit) == (163116, "0580", "")
    assert [(q.key, q.places) for q in found.questions] == [("dash_last", 9856)]
    assert {v.period.code for v in found.values if v.reason == "-"} == {
        f"2026-{month:02d}" for month in range(2, 13)
    }
    assert {v.region.label: v.region.aggregate for v in found.values} == {
        "Linköping": False,
        "Riket": True,
    }
    assert found.form.encoding == "cp1252"
    assert "å" in found.form.sample


def test_scb_data_symbols_keep_their_words(read, real, find):
    found = read(real("scb-BE0101F1-datasymboler.px"))
    without = [v for v in found.values if v.value is None]
    assert sum(v.value is not None for v in found.values) == 18
    assert [v.reason for v in without] == [
        ". one", ".. two", "... three", ".... four", "..... five", "...... six",
    ]  # fmt: skip
    assert find(found, "22", "women", region="0115").value == 23
    assert find(found, "20", "men", region="00").region.aggregate
    assert "Mandatory English note" in found.notes
    assert "20, men: Cellnote 20 year old men" in found.notes
    assert not any("@scb.se" in note for note in found.notes)


def test_scb_quarters_name_their_total(read, real, find):
    found = read(real("scb-HA0201E8-kvartal.px"))
    assert [(r.code, r.params["label"]) for r in found.remarks] == [("total_named", "0-9 Total")]
    assert find(found, "0-9 Total", period="2009K1").value == 117
    assert found.source.id == "scb_px"


def test_scb_labels_wrapped_over_lines(read, real, find):
    found = read(real("scb-PR0101B3-kpi-manad.px"))
    label = "01.1.8 Sugar, jam, honey, chocolate and confectionery"
    assert find(found, label, period="2008-12").value == 310.73


def test_scb_json_stat(read, real, find):
    found = read(real("scb-TAB6471-folkmangd-manad.jsonstat2.json"))
    totals = "totalt, samtliga män och kvinnor"
    value = find(found, "10-19 år", totals, region="03", period="2026-01")
    assert (value.value, value.unit, value.region.label) == (48294, "antal", "Uppsala län")
    assert any("Cell Key Method" in note for note in found.notes)
    assert [r.params["label"] for r in found.remarks] == [totals]


def test_the_latest_five_hundred_events(read, real):
    data = real("polisen-handelser-2023-09-20.json")
    found = read(data)
    assert found.faults == ()
    every = {v.region.label: v for v in found.values if v.measure == "Alla händelser"}
    assert sum(v.value for v in every.values()) == 500
    assert every["Uppsala"].value + every["Uppsala län"].value == 10
    assert (every["Uppsala"].region.level, every["Uppsala län"].region.level) == (
        "municipality",
        "county",
    )
    assert {v.status for v in found.values} == {Status.PARTIAL}
    assert {r.code for r in found.remarks} == {
        "events_counted",
        "events_selection",
        "events_edges",
    }
    events = read_events(data)
    assert len(events) == 500
    assert max(event.at for event in events).isoformat() == "2023-09-21T00:06:28"
