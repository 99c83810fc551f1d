"""Old Excel files (OLE), built by hand: read, or refused before calamine sees them."""

import struct
from collections.abc import Callable

import pytest

from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.grid import ContainerKind

Build = Callable[..., bytes]


@pytest.fixture
def cells(old) -> bytes:
    error = old.record(0x205, struct.pack("<HHHBB", 2, 1, 0, 0x2A, 1))
    return b"".join(
        (
            old.label(0, 0, "Kommun"),
            old.label(0, 1, "2019"),
            old.label(1, 0, "Uppsala"),
            old.number(1, 1, 12.5),
            old.label(2, 0, "Knivsta"),
            error,
        )
    )


def test_an_old_workbook_is_read(old, cells):
    read = open_file(old.compound({"Workbook": old.old_stream(cells)}), "bok.csv")
    assert (read.kind, read.faults) == (ContainerKind.XLS, ())
    assert read.grids[0].rows == (("Kommun", "2019"), ("Uppsala", 12.5), ("Knivsta", "#N/A"))


def test_a_hidden_sheet_is_told(old, cells):
    read = open_file(old.compound({"Workbook": old.old_stream(cells, visible=1)}), "bok.xls")
    assert (read.grids[0].hidden, read.warnings[0].code) == (True, FaultCode.HIDDEN_SHEET)


def test_a_locked_one_is_refused(old, cells):
    stream = old.old_stream(cells, extra=old.record(0x2F, bytes(6)))
    for data in (
        old.compound({"Workbook": stream}),
        old.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
    ):
        assert open_file(data, "bok.xls").faults[0].code == FaultCode.LOCKED_WORKBOOK


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"_VBA_PROJECT": b"x"}, FaultCode.MACROS),
        ({}, None),
    ],
)
def test_macros_are_refused(old, cells, extra, code):
    data = old.compound({"Workbook": old.old_stream(cells), **extra})
    assert [f.code for f in open_file(data, "bok.xls").faults] == ([code] if code else [])


def test_another_document_is_no_workbook(old):
    data = old.compound({"WordDocument": b"x"})
    assert open_file(data, "brev.doc").faults[0].code == FaultCode.OLD_EXCEL_FILE


def test_a_corner_far_away_is_refused_before_it_is_opened(old, cells):
    stream = old.old_stream(cells + old.label(65535, 255, "x"), rows=65536)
    fault = open_file(old.compound({"Workbook": stream}), "bok.xls").faults[0]
    assert fault.code == FaultCode.TOO_MANY_CELLS


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param({"rows": 4_000_000_000}, id="a size that no sheet has"),
        pytest.param({"extra": b"\xfc\x00\x08\x00" + b"\xff" * 8}, id="four billion strings"),
    ],
)
def test_lengths_that_cannot_be_are_damage(old, cells, damage):
    data = old.compound({"Workbook": old.old_stream(cells, **damage)})
    assert open_file(data, "bok.xls").faults[0].code == FaultCode.DAMAGED_WORKBOOK


@pytest.mark.parametrize("place", [44, 48, 60, 64, 68, 72, 76])
def test_a_header_that_points_outside_the_file_is_damage(old, cells, place):
    data = bytearray(old.compound({"Workbook": old.old_stream(cells)}))
    data[place : place + 4] = struct.pack("<I", 0x00FFFFF0)
    read = open_file(bytes(data), "bok.xls")
    assert not read.faults or read.faults[0].code in (
        FaultCode.DAMAGED_WORKBOOK,
        FaultCode.OLD_EXCEL_FILE,
    )
    if not read.faults:
        assert read.grids[0].rows[1] == ("Uppsala", 12.5)
