"""Excel workbooks → sheets of cells, through calamine. Formulas keep the value that was saved."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from html import unescape
from posixpath import normpath

import python_calamine as calamine

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.container import shown_name
from tracker.ingest.containers.formats import as_shown, formats_of
from tracker.ingest.containers.invisible import cleaned
from tracker.ingest.containers.merged import filled
from tracker.ingest.containers.old_sheets import weigh_xls
from tracker.ingest.containers.packages import Package, weigh
from tracker.ingest.containers.places import column_letter
from tracker.ingest.containers.sheets import Sheet, search_sheet
from tracker.ingest.grid import Cell, ContainerKind, Grid, Opened
from tracker.ingest.limits import Limits
from tracker.ingest.personal import is_personal

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_RECALCULATED = re.compile(rb"\bfullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']")
_BETWEEN_TAGS = re.compile(rb">([^<>]++)<|\bv=\"([^\"]++)\"")
_TELLING = re.compile(rb"[@\d]")  # what every text with personal data holds
# Parts with texts that no cell shows: comments, text boxes, what a pivot table was made of.
_ASIDE = re.compile(
    r"xl/(?:comments|threadedcomments|persons|drawings/drawing|pivotcache/|charts/chart)"
    r"|docprops/.*\.xml$"
)
_LARGEST_WHOLE = 2**53
_NO_SHEET = Sheet(0, {}, {}, (), (), ())


def open_xlsx(data: bytes, file_name: str, limits: Limits) -> Opened:
    """Open an xlsx after its archive and its sheets' sizes were found bearable."""
    package = weigh(data, limits)
    if isinstance(package, Fault):
        return _refused(ContainerKind.XLSX, package, file_name)
    searched = _searched(package, limits.max_cells)
    if isinstance(searched, Fault):
        return _refused(ContainerKind.XLSX, searched, file_name)
    if sum(sheet.cells for sheet in searched.values()) > limits.max_cells:
        fault = Fault(FaultCode.TOO_MANY_CELLS, {"limit": limits.max_cells})
        return Opened(ContainerKind.XLSX, faults=(fault,))
    opened = _opened(ContainerKind.XLSX, data, file_name, searched, limits)
    warnings = list(opened.warnings)
    if any(name.startswith("xl/externallinks/") for name in package.names):
        warnings.append(Fault(FaultCode.EXTERNAL_LINKS))
    faults = (*_private_aside(package, searched), *opened.faults)
    return Opened(opened.kind, None, opened.grids, faults, tuple(warnings))


def open_xls(data: bytes, file_name: str, limits: Limits) -> Opened:
    """Open an old xls, or say what other document an OLE file is."""
    searched = weigh_xls(data, limits)
    if isinstance(searched, Fault):
        return _refused(ContainerKind.XLS, searched, file_name)
    return _opened(ContainerKind.XLS, data, file_name, searched, limits)


def _opened(
    kind: ContainerKind,
    data: bytes,
    file_name: str,
    searched: dict[str, Sheet],
    limits: Limits,
) -> Opened:
    grids: list[Grid] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    panic = _Panic()
    try:
        with panic, calamine.CalamineWorkbook.from_object(io.BytesIO(data)) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                seen = searched.get(sheet.name, _NO_SHEET)
                grid, scaled = _grid(workbook.get_sheet_by_name(sheet.name), sheet, seen)
                grid, removed, turned = cleaned(grid, limits.max_listed)
                grids.append(grid)
                faults += [*_unsolved_faults(grid, seen, limits.max_listed), *turned]
                warnings += [*removed, *_hiding(grid)]
                if scaled and not grid.hidden:
                    params = {"count": scaled}
                    warnings.append(Fault(FaultCode.SHOWN_SCALED, dict(params), file=grid.name))
    except calamine.PasswordError:
        return _refused(kind, Fault(FaultCode.LOCKED_WORKBOOK), file_name)
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        return _refused(kind, Fault(FaultCode.DAMAGED_WORKBOOK), file_name)
    if panic.struck:
        return _refused(kind, Fault(FaultCode.DAMAGED_WORKBOOK), file_name)
    if not any(any(grid.rows) for grid in grids):
        return _refused(kind, Fault(FaultCode.NO_CELLS), file_name)
    return Opened(kind, None, tuple(grids), tuple(faults), tuple(warnings))


class _Panic:
    """Holds back calamine's own bugs: they arrive as a panic, which is no Exception."""

    struck = False

    def __enter__(self) -> None:
        self.struck = False

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.struck = kind is not None and kind.__name__ == "PanicException"
        return self.struck


def _grid(
    held: calamine.CalamineSheet, sheet: calamine.SheetMetadata, seen: Sheet
) -> tuple[Grid, int]:
    """The sheet, and how many of its numbers are shown as thousands or millions."""
    whole = _Whole()
    rows = [
        [
            cell if type(cell) is str else whole[cell] if type(cell) is float else _cell(cell)
            for cell in row
        ]
        for row in held.to_python(skip_empty_area=False)
    ]
    for place, text in {**seen.errors, **seen.unsolved}.items():
        _put(rows, place, text)
    scaled = as_shown(rows, seen.formats)
    filled(rows, held.merged_cell_ranges or [])
    grid = Grid(
        sheet.name,
        tuple(map(tuple, rows)),
        sheet.visible != calamine.SheetVisibleEnum.Visible,
        seen.hidden_rows,
        seen.hidden_columns,
    )
    return grid, scaled


class _Whole(dict[float, int | float]):
    """The whole numbers among floats as ints, each made once: a workbook has floats only."""

    def __missing__(self, number: float) -> int | float:
        whole = number.is_integer() and abs(number) < _LARGEST_WHOLE
        self[number] = int(number) if whole else number
        return self[number]


def _cell(cell: object) -> Cell:
    """A cell that is no float as the tracker holds it: durations become text."""
    if isinstance(cell, (str, bool, int, date, datetime, time)):
        return cell
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return "" if cell is None else str(cell)


def _put(rows: list[list[Cell]], place: tuple[int, int], text: str) -> None:
    """Put a text where calamine left a blank, beyond the used area too."""
    row, column = place
    while len(rows) <= row:
        rows.append([""] * (len(rows[0]) if rows else 0))
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text


def _unsolved_faults(grid: Grid, seen: Sheet, listed: int) -> list[Fault]:
    return [
        Fault(
            FaultCode.FORMULA_WITHOUT_VALUE,
            file=grid.name,
            row=row + 1,
            column=column_letter(column),
            cell=formula[:80],
        )
        for (row, column), formula in sorted(seen.unsolved.items())[:listed]
    ]


def _hiding(grid: Grid) -> Iterable[Fault]:
    if grid.hidden:
        yield Fault(FaultCode.HIDDEN_SHEET, file=grid.name)
    elif grid.hidden_rows or grid.hidden_columns:
        width = max(map(len, grid.rows), default=0)
        rows = sum(row <= len(grid.rows) for row in grid.hidden_rows)
        columns = sum(column < width for column in grid.hidden_columns)
        if rows or columns:
            yield Fault(FaultCode.HIDDEN_CELLS, {"rows": rows, "columns": columns}, file=grid.name)


def _searched(package: Package, most: int) -> dict[str, Sheet] | Fault:
    """Every sheet's name, and what its XML says beside the values."""
    workbook = package.part("xl/workbook.xml")
    recalculated = _RECALCULATED.search(workbook) is not None
    parts = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in map(
            _attributes, _RELATION.findall(package.part("xl/_rels/workbook.xml.rels"))
        )
    }
    styles = formats_of(package.part("xl/styles.xml"))
    searched: dict[str, Sheet] = {}
    used: set[str] = set()
    for sheet in map(_attributes, _SHEET.findall(workbook)):
        target = parts.get(next((sheet[key] for key in sheet if key.endswith(":id")), ""), "")
        name = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        if name in used or sheet.get("name", "") in searched:
            return Fault(FaultCode.DAMAGED_WORKBOOK)  # the same cells again and again
        used.add(name)
        xml = package.part(name)
        searched[sheet.get("name", "")] = search_sheet(
            xml, recalculated=recalculated, most=most, styles=styles
        )
    return searched


def _attributes(found: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((double or single).decode(errors="replace"))
        for name, double, single in _ATTRIBUTE.findall(found)
    }


def _private_aside(package: Package, searched: dict[str, Sheet]) -> list[Fault]:
    """A fault for every part beside the cells that holds personal data."""
    faults = [
        Fault(FaultCode.PERSONAL_DATA, file=None if is_personal(name) else name)
        for name, sheet in searched.items()
        if any(map(is_personal, sheet.margins))
    ]
    for name in sorted(package.names):
        if _ASIDE.match(name) and any(map(is_personal, _texts(package.part(name)))):
            faults.append(Fault(FaultCode.PERSONAL_DATA, file=name))
    return faults


def _texts(xml: bytes) -> Iterable[str]:
    for between, attribute in _BETWEEN_TAGS.findall(xml):
        if _TELLING.search(text := between or attribute):
            yield unescape(text.decode(errors="replace"))


def _refused(kind: ContainerKind, fault: Fault, file_name: str) -> Opened:
    named = Fault(fault.code, {"file": shown_name(file_name), **fault.params})
    return Opened(kind, faults=(named,))
