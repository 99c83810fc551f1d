"""Whatever the bytes are, a file is opened or refused: nothing is raised."""

import io
import struct
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.ingest.containers import open_file
from tracker.ingest.frames import framed

derandomised = settings(
    derandomize=True,
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

TEXT = 'Källa: x\n\nKommun;2019;2020\n"Upp;sala";1,5;..\n0380;;2\n\nTabell\nA;B\nc;3\n'.encode()
PIECES = st.sampled_from(
    [b'"', b";", b"\n", b",", b"\t", b"|", b"'", b"\r", b"\xff", b"&nbsp;", b"1", b"2021", b"-",
     b"sep=;\n", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"..", b" ", b"\xc3\x83\xc2\xa5", b"<", b"\xa0"]
)  # fmt: skip


def opened(data: bytes) -> None:
    read = open_file(data, "fil")
    assert read.grids or read.faults or read.kind
    for grid in read.grids:
        framed(grid)


@derandomised
@given(st.binary(max_size=400))
def test_any_bytes(data):
    opened(data)


@derandomised
@given(st.lists(PIECES, max_size=60))
def test_any_run_of_marks(pieces):
    opened(b"".join(pieces))


def damaged(data: bytes, hits: list[tuple[int, bytes]]) -> bytes:
    broken = bytearray(data)
    for place, content in hits:
        at = place % (len(broken) + 1)
        broken[at : at + (len(content) if place % 3 else 0)] = content
    return bytes(broken)


HITS = st.lists(
    st.tuples(
        st.integers(0, 100_000),
        st.one_of(
            st.binary(min_size=1, max_size=4),
            PIECES,
            st.sampled_from([struct.pack("<I", n) for n in (0, 1, 2**16, 2**31 - 1, 2**32 - 1)]),
        ),
    ),
    min_size=1,
    max_size=5,
)


@derandomised
@given(HITS)
def test_a_text_that_was_damaged(hits):
    opened(damaged(TEXT, hits))


@derandomised
@given(HITS)
def test_an_old_workbook_that_was_damaged(old, hits):
    stream = old.old_stream(old.label(0, 0, "Kommun") + old.number(1, 0, 5))
    opened(damaged(old.compound({"Workbook": stream}), hits))


@derandomised
@given(HITS)
def test_a_stream_of_an_old_workbook_that_was_damaged(old, hits):
    stream = old.old_stream(old.label(0, 0, "Kommun") + old.number(1, 0, 5))
    opened(old.compound({"Workbook": damaged(stream, hits)}))


@derandomised
@given(HITS, st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]))
def test_a_part_of_a_workbook_that_was_damaged(xlsx, xlsx_parts, hits, part):
    book = xlsx({"Blad": [["Kommun", 2019], ["Uppsala", 5]]})
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        content = archive.read(part)
    opened(xlsx_parts(book, {part: damaged(content, hits)}))


@derandomised
@given(HITS)
def test_an_archive_that_was_damaged(xlsx, hits):
    opened(damaged(xlsx({"Blad": [["Kommun", 2019], ["Uppsala", 5]]}), hits))
