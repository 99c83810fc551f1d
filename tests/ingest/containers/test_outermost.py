"""The outermost cell of a sheet, as a search would find it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.containers import outermost as module
from tracker.ingest.containers.outermost import Outermost, outermost
from tracker.ingest.containers.places import column_letter

PLAIN = re.compile(rb'<c r="([A-Z]{1,7})(\d{1,12})"')
PIECES = [
    b'<c r="',
    b"A",
    b"ZZ",
    b"1",
    b"07",
    b"999999999999",
    b'"',
    b" ",
    b"<c ",
    b"a",
    b"ABCDEFG",
]


def searched(xml: bytes) -> Outermost:
    found = PLAIN.findall(xml)
    columns = [0]
    for letters, _ in found:
        position = 0
        for letter in letters:
            position = position * 26 + letter - ord("A") + 1
        columns.append(position)
    return Outermost(len(found), max(columns), max([0, *(int(row) for _, row in found)]))


@given(st.lists(st.sampled_from([*PIECES, b'<c r="B7"/>', b'<c r="AA12" s="1"><v>1</v></c>'])))
def test_as_a_search_finds_it(pieces):
    xml = b"".join(pieces)
    assert outermost(xml) == searched(xml)


@pytest.mark.parametrize("size", [1, 20, 64])
def test_in_slices(monkeypatch, size):
    monkeypatch.setattr(module, "_SLICE", size)
    xml = b"".join(b'<c r="%s%d"/>' % (column_letter(n).encode(), n + 1) for n in range(40))
    assert outermost(xml) == Outermost(40, 40, 40)
