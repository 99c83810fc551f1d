"""Bytes of any file that a Swedish source exports → what it says. The one entry for such files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.cubes import read_cube
from tracker.ingest.frames import tables_in
from tracker.ingest.grid import Opened, Table
from tracker.ingest.limits import Limits
from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.headings import headings_question, with_headings
from tracker.ingest.meaning.recognise import recognise
from tracker.ingest.recognised import Choice, Question, Recognised, RecognisedValue
from tracker.ingest.sources import guess_source, rules_of
from tracker.ingest.uncollected import uncollected

# A row with such a fault has cells that belong elsewhere.
_BROKEN_ROW = frozenset({FaultCode.RAGGED_ROW, FaultCode.UNCLOSED_QUOTE, FaultCode.BROKEN_QUOTES})
_BROKEN_TABLE = frozenset({FaultCode.SHIFTED_ROWS, FaultCode.SIDE_BY_SIDE})
_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def read_file(
    data: bytes,
    file_name: str,
    *,
    today: date,
    answers: Mapping[str, str] = _NO_ANSWERS,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Recognised:
    """Read a file without definitions. Nothing is raised: what is wrong is in `faults`.

    answers  question key → chosen key or free text, as earlier questions were answered
    """
    opened = open_file(data, file_name, limits, answers)
    return read_opened(opened, data, file_name, today=today, answers=answers, limits=limits)


@uncollected()
def read_opened(
    opened: Opened,
    data: bytes,
    file_name: str,
    *,
    today: date,
    answers: Mapping[str, str] = _NO_ANSWERS,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Recognised:
    """The same for a file that has been taken apart, with the same answers."""
    if opened.kind is not None and not opened.grids and not opened.faults:
        return read_cube(opened.kind, data, answers=answers, limits=limits, today=today)
    if not opened.grids:
        return _refused(opened)
    tables = tuple(with_headings(table, answers) for table in tables_of(opened))
    source = guess_source(tables, opened.form, opened.kind, file_name)
    read = recognise(
        tables,
        opened.form,
        opened.kind,
        answers,
        today=today,
        source=source,
        rules=rules_of(source),
    )
    faults = (*opened.faults, *(f for table in tables for f in table.faults), *read.faults)
    headings = headings_question(tables)
    return replace(
        read,
        questions=(*read.questions, headings) if headings else read.questions,
        values=_trusted(read.values, faults, tables),
        faults=_listed(faults, limits),
        warnings=opened.warnings,
    )


def tables_of(opened: Opened) -> tuple[Table, ...]:
    """Every table of the sheets that are not hidden."""
    return tuple(table for grid in opened.grids if not grid.hidden for table in tables_in(grid))


def _trusted(
    values: tuple[RecognisedValue, ...], faults: Sequence[Fault], tables: Sequence[Table]
) -> tuple[RecognisedValue, ...]:
    """The values whose row is whole: cells that moved are no values of their columns."""
    rows = {(f.file or "", f.row) for f in faults if f.code in _BROKEN_ROW}
    shifted = {
        (table.sheet, number)
        for table in tables
        if any(fault.code in _BROKEN_TABLE for fault in table.faults)
        for number in table.numbers
    }
    broken = rows | shifted
    if not broken:
        return values
    return tuple(value for value in values if (value.sheet, value.row) not in broken)


def _refused(opened: Opened) -> Recognised:
    """A file that cannot be taken apart; one with garbled letters can be mended with an answer."""
    garbled = any(fault.code == FaultCode.MOJIBAKE for fault in opened.faults)
    choices = (Choice("repair", (opened.repair,)), Choice("keep"))
    question = Question("mojibake", QuestionCode.MOJIBAKE, {}, choices, len(opened.faults))
    questions = (question,) if garbled else ()
    return Recognised(
        opened.kind,
        opened.form,
        None,
        (),
        (),
        (),
        questions,
        opened.faults,
        warnings=opened.warnings,
    )


def _listed(faults: Sequence[Fault], limits: Limits) -> tuple[Fault, ...]:
    if len(faults) <= limits.max_listed:
        return tuple(faults)
    shown = tuple(faults[: limits.max_listed])
    params = {"count": len(faults) - len(shown), "listed": len(shown)}
    return (*shown, Fault(FaultCode.MORE_FAULTS, dict(params)))
