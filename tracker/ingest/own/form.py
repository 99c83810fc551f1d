"""The tracker's own CSV form: bytes → checked observations, step by step.

indikator;område;period;värde;nämnare;antal_svar;status;kommentar — the last four optional unless
the measure needs them, the columns in any order.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.errors import Fault, Param
from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.container import refuse_bytes, refuse_text
from tracker.ingest.encoding import Text, decode
from tracker.ingest.limits import Limits, refuse_lines
from tracker.ingest.own import preview
from tracker.ingest.own.cells import private_strings, text_problems
from tracker.ingest.own.dialect import sample, separators_of
from tracker.ingest.own.faults import FaultLog, TooManyFaultsError
from tracker.ingest.own.frame import REQUIRED, Frame, find_table
from tracker.ingest.own.names import Register
from tracker.ingest.own.observations import read_observations
from tracker.ingest.own.roles import Roles, assign_roles, too_wide
from tracker.ingest.own.table import TextTable, read_table
from tracker.ingest.personal import is_personal
from tracker.ingest.reading import Reading, unread
from tracker.model.definitions import Definitions
from tracker.model.observations import OBSERVATIONS

_WIDEST = 500  # columns: no file in the form has nearly as many
_LONG = 64 * 2**20  # bytes, longer than what the pages take
_LOOK = 256 * 2**10  # of a long one: when most of the rows there are faulty, no more is read
_APART = 64 * 2**20  # from one look to the next
_NUMBERS = ("värde", "nämnare", "antal_svar")


def read_own_form(
    data: bytes,
    file_name: str,
    definitions: Definitions,
    *,
    today: date,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Reading:
    """Read a file in the own form. A bad file never raises: `faults` tell what is wrong.

    file_name  is only repeated to the reader; nothing is opened by it
    today      periods that end more than a year later are refused
    """
    if fault := refuse_bytes(data, file_name, limits):
        return unread(fault)
    text = decode(data)
    if isinstance(text, Fault):
        return unread(text)
    if fault := refuse_text(text.body, file_name) or refuse_lines(text.body, limits):
        return unread(fault, text.encoding)
    top = sample(text.body)
    separator, frame = find_table(top, separators_of(top))
    if isinstance(frame, Frame) and frame.width > _WIDEST:
        frame = too_wide(frame)
    if isinstance(frame, Fault):
        line, head = preview.sample_line(text.body), preview.head(text.body, separator)
        return unread(frame, text.encoding, separator, line, head)

    def read(part: Text) -> Reading:
        return _read_rows(part, separator, frame, definitions, today=today, limits=limits)

    if len(text.body) > _LONG:
        for part, end in _looks(text, frame.start):
            look = read(part)
            if 2 * _bad_rows(look) <= look.rows:
                continue
            begun = read(Text(text.encoding, text.body[:end]))
            if _bad_rows(begun) >= _bad_rows(look):
                return _given_up(begun)
    return read(text)


def _looks(text: Text, start: int) -> Iterator[tuple[Text, int]]:
    """Parts of a long text below the lines that end at `start`; with each, where it ends.

    A part may begin in the middle of a cell: what is wrong is told by what it is the end of.
    """
    body = text.body
    for place in range(start, len(body), _APART):
        first = start if place == start else body.find(b"\n", place) + 1
        end = body.rfind(b"\n", 0, first + _LOOK) + 1
        if start < end > first:
            yield Text(text.encoding, body[:start] + body[first:end]), end


def _given_up(begun: Reading) -> Reading:
    """The reading of a part, which says of itself that the rest is not read."""
    if any(fault.code == FaultCode.TOO_MANY_FAULTS for fault in begun.faults):
        return begun
    params: dict[str, Param] = {"count": begun.faults_total}
    faults = (Fault(FaultCode.TOO_MANY_FAULTS, params), *begun.faults)
    return replace(begun, faults=faults, faults_total=begun.faults_total + 1)


def _bad_rows(reading: Reading) -> int:
    return reading.rows - int(reading.observations.num_rows)


def _read_rows(
    text: Text,
    separator: str,
    frame: Frame,
    definitions: Definitions,
    *,
    today: date,
    limits: Limits,
) -> Reading:
    table = read_table(text.body, frame, separator)
    line = preview.sample_line(text.body, frame.start)
    head = preview.head(text.body, separator, frame.start)
    if not isinstance(table, TextTable):
        refused = unread(table[0], text.encoding, separator, line, head)
        return replace(refused, faults=table, faults_total=len(table))

    log = FaultLog(table.rows, limits.max_listed)
    log.add(_title_faults(frame))
    log.add(*table.misfit_faults(limits.max_listed))
    observations, mark = OBSERVATIONS.empty_table(), None
    if not len(table.rows) and not len(table.misfit_rows):
        log.add([Fault(FaultCode.HEADER_ONLY, row=frame.header_row)])
    else:
        registers = _registers(definitions)
        try:
            roles = _checked_text(table, frame, separator, registers, limits=limits, log=log)
            if roles is not None:
                observations, mark = read_observations(roles, definitions, registers, today, log)
        except TooManyFaultsError:
            log.add([Fault(FaultCode.TOO_MANY_FAULTS, {"count": log.total})])
    return Reading(
        encoding=text.encoding,
        separator=separator,
        decimal_mark=mark,
        header=tuple(preview.shown(name) for name in frame.header),
        header_row=frame.header_row,
        sample=line,
        head=head,
        rows=len(table.rows) + len(table.misfit_rows),
        observations=observations,
        faults=log.listed(),
        faults_total=log.total,
    )


def _title_faults(frame: Frame) -> list[Fault]:
    """The lines above the header are not kept, but personal data in them is not accepted."""
    personal = [row for row, cells in frame.titles if any(map(is_personal, cells))]
    return [Fault(FaultCode.PERSONAL_DATA, row=row) for row in personal]


def _registers(definitions: Definitions) -> tuple[Register, Register]:
    """Of indicators and of areas, each by id and Swedish name."""
    indicators = {i.id: i.name.sv for i in definitions.indicators.values()}
    areas = {a.id: a.name.sv for a in definitions.areas.values()}
    return (
        Register(indicators, FaultCode.UNKNOWN_INDICATOR),
        Register(areas, FaultCode.UNKNOWN_AREA),
    )


def _checked_text(
    table: TextTable,
    frame: Frame,
    separator: str,
    registers: tuple[Register, Register],
    *,
    limits: Limits,
    log: FaultLog,
) -> Roles | None:
    """Give the columns their roles and look for personal data in all of them.

    None when a column that every file needs is missing: then no row can be read.
    """
    columns, faults = assign_roles(table, frame.header_row)
    log.add(faults)
    complete = set(REQUIRED) <= set(columns)
    role_of = {column.position: role for role, column in columns.items()}
    names = {"indikator": registers[0], "område": registers[1]}
    problems: dict[str, dict[int, Problem]] = {}
    for column in table.columns:
        role = role_of.get(column.position, "")
        found = text_problems(
            column, separator, limits, numeric=role in _NUMBERS, register=names.get(role)
        )
        log.keep_private(column, private_strings(found))
        problems[role] = found
        if not complete or role in ("", "kommentar"):
            log.cells(column, found)
    return Roles(columns, problems, table.rows, separator) if complete else None
