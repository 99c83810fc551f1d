"""Checks every text of a file for personal data and for characters that no text should have."""

import re
from collections.abc import Iterable

import pyarrow as pa

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.personal import personal_strings

MAX_TEXT = 200_000  # characters of one text: the longest note seen has 3,000
_BAD = re.compile(r"[\ud800-\udfff\ufffd\x00-\x08\x0e-\x1f\x7f]")


def text_faults(texts: Iterable[str], *, numeric: bool = False) -> dict[str, Fault]:
    """The fault of each text that has one, without its place: text → fault.

    numeric   the texts stand among numbers, where ten bare digits are an amount
    """
    distinct = list(dict.fromkeys(texts))
    faults: dict[str, Fault] = {}
    for text in distinct:
        if len(text) > MAX_TEXT:
            faults[text] = Fault(FaultCode.CELL_TOO_LONG, {"limit": MAX_TEXT})
        elif not text.isprintable() and _BAD.search(text):
            faults[text] = Fault(CubeFault.CUBE_BAD_TEXT)
    sound = [text for text in distinct if text not in faults]
    for index in personal_strings(pa.array(sound, pa.string()), numeric=numeric):
        faults[sound[index]] = Fault(FaultCode.PERSONAL_DATA)
    return faults
