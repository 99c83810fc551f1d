"""JSON-stat: dense and sparse, status, roles, notes, and what is damaged."""

import pytest

from tracker.model.observations import Status


def dataset(**changes) -> dict:
    made = {
        "version": "2.0",
        "class": "dataset",
        "label": "Brott",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "role": {"time": ["Tid"], "geo": ["Region"]},
        "dimension": {
            "Region": {
                "label": "region",
                "category": {
                    "index": {"03": 1, "0380": 0},
                    "label": {"03": "Uppsala län", "0380": "Uppsala"},
                },
            },
            "Tid": {"label": "år", "category": {"index": ["2022", "2023"]}},
        },
        "value": [1, 2.5, None, 0],
    }
    return made | changes


def categories(*codes, **more) -> dict:
    return {"label": "x", "category": {"index": list(codes), **more}}


def test_dense(read):
    found = read(dataset())
    assert found.faults == ()
    assert [(v.region.code, v.period.code, v.value, v.status) for v in found.values] == [
        ("0380", "2022", 1, Status.FINAL),
        ("0380", "2023", 2.5, Status.FINAL),
        ("03", "2022", None, Status.MISSING),
        ("03", "2023", 0, Status.FINAL),
    ]
    assert found.notes == ("Brott",)
    assert {v.measure for v in found.values} == {"Brott"}


def test_sparse(read):
    found = read(dataset(value={"0": 1, "3": 4}))
    assert [v.value for v in found.values] == [1, None, None, 4]
    assert found.values[1].status is Status.MISSING


def test_sparse_of_ten_million(read):
    codes = [str(i) for i in range(3200)]
    sizes = {"id": ["A", "B"], "size": [3200, 3200], "role": {}}
    dimension = {"A": categories(*codes), "B": categories(*codes)}
    found = read(dataset(**sizes, dimension=dimension, value={"3201": 7, "10239999": 8}))
    assert [(v.labels[0][1], v.labels[1][1], v.value) for v in found.values] == [
        ("1", "1", 7),
        ("3199", "3199", 8),
    ]
    assert [r.code for r in found.remarks] == ["absent_cells"]


@pytest.mark.parametrize(
    "status",
    [["", "..", ".", "p"], {"1": "..", "2": ".", "3": "p"}],
    ids=["list", "dict"],
)
def test_status(read, status):
    found = read(dataset(value=[1, None, None, 4], status=status))
    assert [(v.value, v.status, v.reason) for v in found.values] == [
        (1, Status.FINAL, ""),
        (None, Status.MISSING, ".."),
        (None, Status.NOT_APPLICABLE, "."),
        (4, Status.PRELIMINARY, ""),
    ]


def test_a_number_that_the_file_calls_lacking_is_not_used(read):
    found = read(dataset(value=[1, 2, 3, 4], status={"0": "..", "1": "-"}))
    assert [(v.value, v.reason) for v in found.values[:2]] == [(None, ".."), (2, "")]


def test_one_status_for_all(read):
    assert {v.status for v in read(dataset(value=[1, 2, 3, 4], status="e")).values} == {
        Status.ESTIMATED
    }


def test_an_unknown_flag_is_told(read):
    found = read(dataset(value=[1, 2, 3, 4], status={"0": "zz"}))
    assert [(r.code, r.params["flags"]) for r in found.remarks] == [("unknown_flags", "zz")]


@pytest.mark.parametrize(("source", "value"), [("SCB", 0), ("Kommunen", None)])
def test_a_dash_as_status(read, source, value):
    found = read(dataset(value=[None, 2, 3, 4], status={"0": "-"}, source=source))
    assert found.values[0].value == value
    assert [q.key for q in found.questions] == ([] if source == "SCB" else ["dash"])


def test_metrics_with_units_and_notes(read):
    metric = {
        "label": "tabellinnehåll",
        "category": {
            "index": {"a": 0, "b": 1},
            "label": {"a": "Antal", "b": "Andel"},
            "unit": {"a": {"base": "st"}, "b": {"label": "%"}},
            "note": {"b": ["Av befolkningen"]},
        },
        "note": ["Två mått"],
        "extension": {"eliminationValueCode": "x"},
    }
    found = read(
        dataset(
            id=["M", "Tid"],
            role={"metric": ["M"], "time": ["Tid"]},
            dimension={"M": metric, "Tid": dataset()["dimension"]["Tid"]},
            value=[1, 2, 3, 4],
        )
    )
    assert [(v.measure, v.unit) for v in found.values][1:3] == [("Antal", "st"), ("Andel", "%")]
    assert found.notes[1:] == ("tabellinnehåll: Två mått", "tabellinnehåll, Andel: Av befolkningen")


def test_version_1_keeps_id_and_size_in_the_dimensions(read):
    old = dataset()
    inner = old["dimension"] | {"id": old["id"], "size": old["size"], "role": old["role"]}
    found = read({"dataset": {"label": "Brott", "dimension": inner, "value": old["value"]}})
    assert [v.value for v in found.values] == [1, 2.5, None, 0]


def test_one_category_needs_no_index(read):
    one = {"label": "kön", "category": {"label": {"1": "män"}}}
    found = read(
        dataset(size=[1, 2], dimension=dataset()["dimension"] | {"Region": one}, value=[1, 2])
    )
    assert [v.value for v in found.values] == [1, 2]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"value": None}, "cube_no_values", "$.value"),
        ({"value": []}, "cube_no_values", "$.value"),
        ({"class": "collection"}, "cube_no_values", "$.class"),
        ({"class": "dimension"}, "cube_no_values", "$.class"),
        ({"value": [1, 2, 3]}, "cube_cells_differ", "$.value"),
        ({"value": {"4": 1}}, "json_unexpected", "$.value.4"),
        ({"value": {"1": 1, "01": 2}}, "json_unexpected", "$.value.01"),
        ({"value": {"-1": 1}}, "json_unexpected", "$.value.-1"),
        ({"value": 5}, "json_unexpected", "$.value"),
        ({"value": [1, "2", 3, 4]}, "cube_bad_cell", "$.value[1]"),
        ({"value": [1, True, 3, 4]}, "cube_bad_cell", "$.value[1]"),
        ({"value": [1, 10**30, 3, 4]}, "cube_bad_cell", "$.value[1]"),
        ({"status": [1, 2, 3, 4]}, "json_unexpected", "$.status[0]"),
        ({"id": ["Region"]}, "json_unexpected", "$.size"),
        ({"id": ["Region", "Region"]}, "json_unexpected", "$.size"),
        ({"id": ["Region", 5]}, "json_unexpected", "$.id"),
        ({"size": [3, 2]}, "cube_labels_differ", "$.dimension.Region"),
        ({"size": [10**9, 2]}, "cube_labels_differ", "$.dimension.Region"),
        ({"size": ["2", 2]}, "cube_labels_differ", "$.dimension.Region"),
        ({"size": [True, 2]}, "cube_labels_differ", "$.dimension.Region"),
        ({"dimension": []}, "json_unexpected", "$.dimension"),
        ({"dimension": {"Region": {}}}, "json_unexpected", "$.dimension.Region.category"),
        ({"role": ["Tid"]}, "json_unexpected", "$.role"),
    ],
)  # fmt: skip
def test_what_the_format_does_not_have(read, change, code, path):
    found = read(dataset(**change))
    assert ([(f.code, f.path) for f in found.faults], found.values) == ([(code, path)], ())


@pytest.mark.parametrize(
    "index", [{"a": 0, "b": 2}, {"a": 0, "b": 0}, {"a": "0", "b": 1}, ["a", "a"]]
)
def test_positions_with_gaps_or_twice(read, codes, index):
    region = {"label": "x", "category": {"index": index}}
    found = read(dataset(dimension=dataset()["dimension"] | {"Region": region}))
    assert (codes(found), found.values) == (["json_unexpected"], ())


def test_the_publishers_contact_is_no_hit_but_a_note_is(read, codes):
    contact = {"contact": [{"mail": "information@scb.se", "phone": "010-479 50 00"}]}
    assert read(dataset(extension=contact)).faults == ()
    found = read(dataset(note=["Skriv till eva@exempel.se"]))
    assert ([(f.code, f.path) for f in found.faults], found.values) == (
        [("personal_data", "$.note[0]")],
        (),
    )
