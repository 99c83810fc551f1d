"""Kolada's API: statuses, sexes, groups, both versions, and what is damaged."""

import pytest

from tracker.model.observations import Status


def row(**changes) -> dict:
    made = {"kpi": "N00914", "municipality": "0380", "period": 2023, "values": [cell()]}
    return made | changes


def cell(gender="T", value=1.2, status="", **more) -> dict:
    return {"gender": gender, "status": status, "count": 1, "value": value} | more


@pytest.mark.parametrize("key", ["values", "results"])
def test_one_figure(read, key):
    (value,) = read({"count": 1, key: [row()]}).values
    assert (value.measure, value.period.code, value.value) == ("N00914", "2023", 1.2)
    assert (value.region.code, value.region.label) == ("0380", "Uppsala")
    assert value.labels == (("gender", "T"),)


def test_every_status(read):
    cells = [
        cell("T", None, "Missing"),
        cell("M", None, "Privacy"),
        cell("K", None, "Not applicable"),
    ]
    found = read({"values": [row(values=cells)]})
    assert [(v.value, v.status, v.reason) for v in found.values] == [
        (None, Status.MISSING, "Missing"),
        (None, Status.SUPPRESSED, "Privacy"),
        (None, Status.NOT_APPLICABLE, "Not applicable"),
    ]


def test_null_without_a_status_is_missing_and_zero_is_zero(read):
    found = read({"values": [row(values=[cell("T", None), cell("M", 0)])]})
    assert [(v.value, v.status) for v in found.values] == [
        (None, Status.MISSING),
        (0, Status.FINAL),
    ]


def test_a_withdrawn_figure(read):
    (value,) = read({"values": [row(values=[cell(isdeleted=True)])]}).values
    assert (value.value, value.status, value.reason) == (None, Status.MISSING, "isdeleted")


def test_a_flat_row_with_a_title(read):
    flat = {
        "kpi": "N1",
        "title": "Elever",
        "municipality": "0380",
        "period": "2023",
        **cell("K", 5),
    }
    (value,) = read({"values": [flat]}).values
    assert (value.measure, value.value, value.labels) == ("N1 Elever", 5, (("gender", "K"),))


@pytest.mark.parametrize(
    ("code", "label", "scb", "level", "aggregate"),
    [
        ("0000", "Riket", "00", "country", True),
        ("0003", "0003", "0003", "", False),  # Kolada's own code of Region Uppsala, no place of SCB
        ("G35845", "G35845", "G35845", "", True),
        ("0380", "Uppsala", "0380", "municipality", False),
    ],
)
def test_codes_of_places(read, code, label, scb, level, aggregate):
    (value,) = read({"values": [row(municipality=code)]}).values
    region = value.region
    assert (region.label, region.code, region.level, region.aggregate) == (
        label, scb, level, aggregate,
    )  # fmt: skip


def test_a_school_is_no_municipality(read):
    unit = row(ou="V15E038000101")
    del unit["municipality"]
    (value,) = read({"values": [unit]}).values
    assert (value.region.code, value.region.level) == ("V15E038000101", "")


def test_more_pages_are_told(read):
    found = read({"values": [row()], "next": "https://api.kolada.se/v3/data?page=2"})
    assert [r.code for r in found.remarks] == ["next_page"]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"values": [cell(status="Ny")]}, "kolada_status", "$.values[0].values[0].status"),
        ({"values": [cell(status="Privacy")]}, "cube_bad_cell", "$.values[0].values[0].value"),
        ({"values": [cell(value="1,2")]}, "cube_bad_cell", "$.values[0].values[0].value"),
        ({"values": [cell(gender="X")]}, "json_unexpected", "$.values[0].values[0].gender"),
        ({"values": [5]}, "json_unexpected", "$.values[0].values[0]"),
        ({"values": {}}, "json_unexpected", "$.values[0].values"),
        ({"period": "HT23"}, "json_unexpected", "$.values[0].period"),
        ({"period": True}, "json_unexpected", "$.values[0].period"),
        ({"kpi": None}, "json_unexpected", "$.values[0].kpi"),
        ({"municipality": 380}, "json_unexpected", "$.values[0].municipality"),
        ({"values": []}, "cube_no_values", "$.values"),
    ],
)
def test_what_the_api_does_not_give(read, change, code, path):
    found = read({"values": [row(**change)]})
    assert ([(f.code, f.path) for f in found.faults], found.values) == ([(code, path)], ())


def test_a_list_of_key_figures_has_no_values(read, codes):
    described = {"id": "N00914", "title": "Elever", "auspices": "T", "is_divided_by_gender": 1}
    assert codes(read({"count": 1, "values": [described]})) == ["cube_no_values"]
