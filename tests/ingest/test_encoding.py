"""Bytes → text: a mark decides, then strict UTF-8, then CP1252; damage is refused."""

import codecs

import pytest

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.encoding import Text, decode

LINE = "område;värde\nValsätra – «Öst»;12\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(LINE.encode(), "utf-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + LINE.encode(), "utf-8-bom", id="UTF-8 with a mark"),
        pytest.param(LINE.encode("cp1252"), "cp1252", id="CP1252"),
        pytest.param(codecs.BOM_UTF16_LE + LINE.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE"),
        pytest.param(codecs.BOM_UTF16_BE + LINE.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(data, encoding):
    assert decode(data) == Text(encoding, LINE.encode())


def test_a_letter_across_the_border_of_two_chunks_is_read():
    text = "a" * (2**20 - 1) + "åäö"
    assert decode(text.encode()) == Text("utf-8", text.encode())
    marked = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    assert decode(marked) == Text("utf-16-le", text.encode())


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        pytest.param(
            "a\nområde".encode().decode("cp1252").encode(),
            FaultCode.MOJIBAKE,
            2,
            id="UTF-8 once read as CP1252",
        ),
        pytest.param(
            "a\nÅrsta".encode().decode("latin-1").encode(),
            FaultCode.MOJIBAKE,
            2,
            id="UTF-8 once read as ISO-8859-1",
        ),
        pytest.param(
            "2020–2021".encode().decode("cp1252").encode(), FaultCode.MOJIBAKE, 1, id="dash"
        ),
        pytest.param(
            "område\n".encode() + "område".encode("cp1252"),
            FaultCode.MOJIBAKE,
            1,
            id="two encodings in one file",
        ),
        pytest.param(
            "a\nb\nomr\ufffdde".encode(), FaultCode.REPLACEMENT_CHARACTER, 3, id="a lost letter"
        ),
        pytest.param(b"a\nb\0c", FaultCode.CONTROL_CHARACTER, 2, id="NUL"),
        pytest.param(b"a\n\nb\x1bc", FaultCode.CONTROL_CHARACTER, 3, id="escape"),
        pytest.param(b"a\nb\x81c", FaultCode.UNKNOWN_ENCODING, 2, id="no letter of CP1252"),
        pytest.param(
            "område".encode("cp850"), FaultCode.UNKNOWN_ENCODING, 1, id="DOS code page 850"
        ),
        pytest.param(
            "område".encode("mac-roman"), FaultCode.UNKNOWN_ENCODING, 1, id="old Macintosh"
        ),
        pytest.param(
            codecs.BOM_UTF8 + b"a\nomr\xe5de",
            FaultCode.UNKNOWN_ENCODING,
            2,
            id="marked as UTF-8 but is not",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a\0\n\0b", FaultCode.UNKNOWN_ENCODING, 2, id="half a letter"
        ),
    ],
)
def test_damaged_text_is_refused_at_its_line(data, code, row):
    assert decode(data) == Fault(code, row=row)
