"""Which files are cubes and lists, with readers of their own: PX, JSON-stat, Kolada, events."""

from tracker.ingest.cubes.kinds import kind_of_text
from tracker.ingest.encoding import unmarked_utf16
from tracker.ingest.grid import ContainerKind

_LOOKED_AT = 2**20
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def cube_kind(data: bytes) -> ContainerKind | None:
    """The kind of a file that is no table; None for delimited text, and for JSON of other kinds.

    Only ASCII decides, so that the reader of the cube is the one to say what encoding it is in.
    """
    codec = unmarked_utf16(data) or "latin-1"
    for mark, marked in _MARKS:
        if data.startswith(mark):
            data, codec = data[len(mark) : _LOOKED_AT], marked
    return kind_of_text(data[:_LOOKED_AT].decode(codec, errors="replace"))
