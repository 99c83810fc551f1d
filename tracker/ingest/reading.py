"""What reading a file gave: how it was read, the observations, and everything wrong with it."""

from dataclasses import dataclass

import pyarrow as pa

from tracker.errors import Fault
from tracker.model.observations import ENCODED_OBSERVATIONS


@dataclass(frozen=True)
class Reading:
    """A file as read. What was not reached, because a fault came first, is empty.

    encoding      "utf-8", "utf-8-bom", "cp1252", "utf-16-le" or "utf-16-be"
    separator     ";", "," or a tab
    decimal_mark  "," or "."; None when no decimals occur
    header        the header's cells as written; header_row as a spreadsheet numbers it, 0: none
    sample        one line, with å ä ö if the file has one, for a person to check the encoding by
    head          the first rows below the header (of the file, when it has no header)
    rows          rows below the header, blank ones not counted
    observations  ENCODED_OBSERVATIONS, of the rows without a fault, in the file's order
    faults        the first ones, in the file's order; faults_total counts them all
    Cells with personal data are masked in `header`, `sample` and `head`.
    """

    encoding: str
    separator: str
    decimal_mark: str | None
    header: tuple[str, ...]
    header_row: int
    sample: str
    head: tuple[tuple[str, ...], ...]
    rows: int
    observations: pa.Table
    faults: tuple[Fault, ...]
    faults_total: int


def unread(
    fault: Fault,
    encoding: str = "",
    separator: str = "",
    sample: str = "",
    head: tuple[tuple[str, ...], ...] = (),
) -> Reading:
    """The reading of a file that was refused as a whole."""
    return Reading(
        encoding=encoding,
        separator=separator,
        decimal_mark=None,
        header=(),
        header_row=0,
        sample=sample,
        head=head,
        rows=0,
        observations=ENCODED_OBSERVATIONS.empty_table(),
        faults=(fault,),
        faults_total=1,
    )
