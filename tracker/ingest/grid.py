"""What a file is made of before meaning: sheets of cells, and tables found in them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from tracker.errors import Fault

# A cell as its container holds it. A text file has only strings; a workbook real numbers and
# dates too. "" is a blank cell; nothing else is.
Cell = str | int | float | bool | date | datetime | time


class Share(str):
    """A cell that holds a share as a fraction and shows it as per cent: "5,6 %" of 0.056."""

    __slots__ = ("held",)
    held: float

    def __new__(cls, shown: str, held: float) -> "Share":
        """Make the text that is shown, with the number that is held."""
        made = super().__new__(cls, shown)
        made.held = held
        return made


class ContainerKind(StrEnum):
    """What kind of file it is, found from its bytes and never from its name."""

    TEXT = "text"  # delimited text
    XLSX = "xlsx"
    XLS = "xls"
    PX = "px"
    JSON_STAT = "json_stat"
    KOLADA = "kolada"  # the answer of Kolada's API
    EVENTS = "events"  # a list of events, such as polisen.se's


@dataclass(frozen=True)
class TextForm:
    """How a text file was written.

    encoding   "utf-8", "utf-8-bom", "cp1252", "utf-16-le" or "utf-16-be"
    separator  ";", ",", a tab or "|"; "" when there is one column only
    quote      '"' or "'"; "" when none is used
    sample     a line with å, ä or ö where there is one, personal data masked
    """

    encoding: str
    separator: str
    quote: str
    sample: str


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of cells, each as wide as it is written.

    name       the sheet's name; "" for a text file
    rows       rows[0] is row 1 of the sheet: leading blank rows are there
    hidden     the sheet is hidden in the workbook (it is searched for personal data, not read)
    hidden_rows, hidden_columns  rows (from 1) and columns (from 0) that the workbook hides; they
               are in `rows` like any other
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row that is no data: a title, a note, a repeated header."""

    row: int
    text: str


@dataclass(frozen=True)
class Table:
    """One table found in a sheet: its frame taken away, nothing interpreted.

    sheet     the sheet's name
    header    the header's rows, labels filled to the right, blank where nothing is named
    names     one name a column: the header's rows joined with " / ", made unique by " (2)"
    rows      the body, each as wide as `names`, labels filled down where `filled` says
    numbers   the row of the sheet that each body row stands on
    titles, notes, repeated   what stood above, below and between (page breaks), in order
    filled    positions of columns whose blank labels were filled down
    group     position of the column that group lines became (they stood alone); None without.
              It is 0, and every other column then stands one place further to the right
    faults    rows that are wider or narrower than the table, and a header that fits no column
    """

    sheet: str
    header: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    titles: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    repeated: tuple[Line, ...] = ()
    filled: tuple[int, ...] = ()
    group: int | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A file taken apart: its sheets, the tables in them, or why it cannot be read.

    kind      None when it is no kind that we read; then `faults` says what it is
    grids     empty for a cube or a list (their readers take the bytes), and for a refused file
    faults    with no grids: why the file is refused; with grids: what is wrong with single cells
    warnings  what a person should know of a file that is read all the same
    repair    what the first damaged line would become, when å, ä and ö are garbled (mojibake)
    """

    kind: ContainerKind | None
    form: TextForm | None = None
    grids: tuple[Grid, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    repair: str = ""
