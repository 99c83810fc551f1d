"""No bytes are too strange: every file gives values or faults, never an error."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.ingest.codes import FaultCode
from tracker.ingest.cubes import kind_of_text, read_cube
from tracker.ingest.cubes.codes import CubeFault, CubeQuestion, CubeRemark
from tracker.ingest.grid import ContainerKind
from tracker.ingest.limits import Limits
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording
from tracker.texts.remarks import remark_wording

TODAY = date(2026, 11, 20)
CUBES = [ContainerKind.PX, ContainerKind.JSON_STAT, ContainerKind.KOLADA, ContainerKind.EVENTS]
PX = (
    'CHARSET="ANSI";LANGUAGE="sv";STUB="region";HEADING="tid";VALUES("region")="0380 Uppsala";'
    'VALUES("tid")="2022","2023";TIMEVAL("tid")=TLIST(A1),"2022","2023";DATA=1 "..";'
)
STAT = {
    "class": "dataset",
    "id": ["Tid", "Kön"],
    "size": [1, 2],
    "role": {"time": ["Tid"]},
    "dimension": {
        "Tid": {"label": "år", "category": {"index": {"2023": 0}, "label": {"2023": "2023"}}},
        "Kön": {"category": {"index": ["1", "2"]}, "note": ["n"]},
    },
    "value": [1, None],
    "status": {"1": ".."},
}
KOLADA = {
    "values": [
        {
            "kpi": "N1",
            "municipality": "0380",
            "period": 2023,
            "values": [{"gender": "T", "status": "", "count": 1, "value": 1.5}],
        }
    ]
}
EVENTS = [
    {
        "id": 1,
        "datetime": "2023-09-21 0:06:28 +02:00",
        "type": "Rån",
        "location": {"name": "Knivsta"},
    }
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def reads(kind: ContainerKind, data: bytes) -> list[str]:
    """The codes of the faults; every fault and remark has its sentence, values are numbers."""
    read = read_cube(kind, data, answers={}, limits=Limits(), today=TODAY)
    swedish = texts_in(Language.SV)
    for fault in read.faults:
        assert str(fault_wording(fault, swedish))
    for remark in read.remarks:
        assert remark_wording(remark, swedish)
    for value in read.values:
        assert (value.value is not None) == value.status.has_number
    assert read.values or read.faults
    return [fault.code for fault in read.faults]


def replaced(document: object, at: int, value: object) -> object:
    """A copy where the place number `at`, counted in depth, holds something else."""
    places = []

    def visit(held):
        keys = held if isinstance(held, dict) else range(len(held))
        for key in keys:
            places.append((held, key))
            if isinstance(held[key], dict | list):
                visit(held[key])

    copy = json.loads(json.dumps(document))
    visit(copy)
    held, key = places[at % len(places)]
    held[key] = value
    return copy


@given(st.sampled_from(CUBES), st.binary(max_size=300))
def test_any_bytes(kind, data):
    reads(kind, data)


@given(st.text(max_size=300))
def test_any_text_has_a_kind_or_none(text):
    assert kind_of_text(text) in {None, *CUBES}


@given(st.integers(0, len(PX)), st.binary(max_size=12), st.integers(0, 12))
def test_a_px_file_with_something_else_in_it(at, what, dropped):
    data = PX.encode("cp1252")
    reads(ContainerKind.PX, data[:at] + what + data[at + dropped :])


@given(st.integers(0, len(PX) - 1))
def test_a_px_file_cut_off_gives_no_values(at):
    cut = PX[:at].encode("cp1252")
    assert not read_cube(ContainerKind.PX, cut, answers={}, limits=Limits(), today=TODAY).values


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            (ContainerKind.JSON_STAT, STAT),
            (ContainerKind.KOLADA, KOLADA),
            (ContainerKind.EVENTS, EVENTS),
        ]
    ),
    st.integers(0, 30),
    JSON,
)
def test_json_with_something_else_in_it(sound, at, value):
    kind, document = sound
    reads(kind, json.dumps(replaced(document, at, value)).encode())


@given(st.sampled_from(CUBES[1:]), JSON)
def test_any_json(kind, document):
    reads(kind, json.dumps(document).encode())


@pytest.mark.parametrize("kind", CUBES[1:])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000, "json_too_deep"),
        (b'{"a":' * 100_000, "json_too_deep"),
        (b"[" + b"[]," * 2_000_000 + b"[]]", "json_too_large"),
        (b"[" + b"1," * 9_000_000 + b"1]", "json_too_large"),
        (b'{"a": 1, "a": 2}', "json_same_key"),
        (b'{"a": NaN}', "json_no_number"),
        (b"[-Infinity]", "json_no_number"),
        (b'[{"datetime": "2023-09-', "json_syntax"),
        (b'["\\ud800"]', "cube_bad_text"),
        (b'["\\u0000"]', "cube_bad_text"),
        (b'["\xff\xfe\x81"]', "json_unexpected"),
        (b"[" + b"9" * 5000 + b"]", "json_unexpected"),
        (b"   ", "empty_file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_json_that_is_refused(kind, data, code):
    found = reads(kind, data)
    assert found == [code] or (code == "json_unexpected" and found)


def test_a_cube_of_ten_million_cells_is_refused_before_it_is_read():
    labels = ",".join(f'"{i}"' for i in range(3200))
    text = f'CHARSET="ANSI";STUB="a";HEADING="b";VALUES("a")={labels};VALUES("b")={labels};DATA=1;'
    assert reads(ContainerKind.PX, text.encode()) == ["cube_too_large"]


def test_far_more_cells_than_dimensions():
    assert reads(ContainerKind.PX, PX.encode() + b"1 " * 3_000_000) == ["cube_cells_differ"]


def test_a_long_quote_that_never_ends():
    data = b'CHARSET="ANSI";TITLE="' + b"a" * 3_000_000
    assert reads(ContainerKind.PX, data) == ["px_syntax"]


def test_a_table_is_no_cube():
    assert reads(ContainerKind.XLSX, b"PK") == ["cube_kind"]


def test_a_file_over_the_limit_is_not_read():
    read = read_cube(
        ContainerKind.PX, PX.encode(), answers={}, limits=Limits(max_bytes=10), today=TODAY
    )
    assert [fault.code for fault in read.faults] == [FaultCode.FILE_TOO_LARGE]


def test_faults_are_listed_to_a_limit():
    data = json.dumps([{"datetime": "nej"}] * 30).encode()
    read = read_cube(
        ContainerKind.EVENTS, data, answers={}, limits=Limits(max_listed=5), today=TODAY
    )
    assert [fault.code for fault in read.faults] == ["event_time"] * 5 + ["more_faults"]
    assert read.faults[-1].params == {"count": 25, "listed": 5}


@pytest.mark.parametrize("language", Language)
def test_every_code_is_worded(language):
    texts = texts_in(language)
    keys = {f"fault.{code}{end}" for code in CubeFault for end in ("", ".remedy")}
    keys |= {f"question.{code}" for code in CubeQuestion}
    keys |= {f"remark.{code}" for code in CubeRemark}
    assert keys <= texts.keys
