"""`read`: what a source's file says, without a programme, a store or definitions."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from tracker.cli.terminal import bytes_of, print_json
from tracker.errors import TrackerError, UploadRefused
from tracker.ingest.containers import open_file
from tracker.ingest.foreign import read_file
from tracker.ingest.frames import framed
from tracker.ingest.grid import Grid, Line, Opened, Table, TextForm
from tracker.ingest.limits import Limits
from tracker.ingest.meaning.columns import shown
from tracker.ingest.recognised import Question, Recognised, RecognisedValue
from tracker.texts.asked import choice_wording, question_wording
from tracker.texts.catalogue import Texts
from tracker.texts.faults import fault_wording
from tracker.texts.remarks import remark_wording

_SHOWN = 10  # values and faults in the summary


def read(given: argparse.Namespace, texts: Texts) -> int:
    """Print every recognised value, or the table before meaning. Raises UploadRefused."""
    data, answers = bytes_of(given.file), answers_given(given.answer)
    if given.table:
        _print_table(open_file(data, given.file.name, Limits(), answers), given, texts)
        return 0
    found = read_file(data, given.file.name, today=date.today(), answers=answers)
    if not found.values and not found.questions:
        raise UploadRefused("file_refused", found.faults, file=given.file.name)
    if given.json:
        print_json(recognised_json(found, texts))
    else:
        _tell(found, given.file, texts)
    return 0 if found.values else 1


def recognised_json(found: Recognised, texts: Texts) -> dict[str, Any]:
    """Everything that was recognised, as scripts read it."""
    source = found.source
    return {
        "format": 1,
        "kind": found.kind,
        **_form(found.form),
        "source": (
            {"id": source.id, "name": source.name, "confidence": source.confidence}
            if source
            else None
        ),
        "title": _title(found),
        "notes": list(found.notes),
        "remarks": [remark_wording(remark, texts) for remark in found.remarks],
        "warnings": [str(fault_wording(fault, texts)) for fault in found.warnings],
        "questions": [question_json(question, texts) for question in found.questions],
        "faults": [
            {
                "row": fault.row,
                "column": fault.column,
                "cell": fault.cell,
                "code": fault.code,
                "cause": fault_wording(fault, texts).cause,
                "remedy": fault_wording(fault, texts).remedy,
            }
            for fault in found.faults
        ],
        "values": [_value(value) for value in found.values],
    }


def _value(value: RecognisedValue) -> dict[str, Any]:
    region, period = value.region, value.period
    return {
        "measure": value.measure,
        "unit": value.unit,
        "labels": _labels(value.labels),
        "region": (
            {
                "label": region.label,
                "code": region.code,
                "level": region.level,
                "aggregate": region.aggregate,
            }
            if region
            else None
        ),
        "period": period.code if period else None,
        "period_kind": period.kind if period else None,
        "value": value.value,
        "status": value.status,
        "low": value.low,
        "high": value.high,
        "reason": value.reason,
        "sheet": value.sheet,
        "row": value.row,
        "column": value.column,
    }


def _labels(labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Labels by name; columns without a name are numbered."""
    made: dict[str, str] = {}
    for name, label in labels:
        key, again = name, 2
        while key in made:
            key, again = f"{name} ({again})".strip(), again + 1
        made[key] = label
    return made


def question_json(question: Question, texts: Texts) -> dict[str, Any]:
    """A question with its choices, as scripts read it."""
    return {
        "key": question.key,
        "code": question.code,
        "text": question_wording(question, texts),
        "choices": [
            {"key": c.key, "text": choice_wording(c, texts), "gives": list(c.gives)}
            for c in question.choices
        ],
        "places": question.places,
    }


def _title(found: Recognised) -> str:
    return next((line.text for table in found.tables for line in table.titles), "")


def _form(form: TextForm | None) -> dict[str, str | None]:
    return {
        "encoding": form.encoding if form else None,
        "separator": form.separator if form else None,
    }


def _print_table(opened: Opened, given: argparse.Namespace, texts: Texts) -> None:
    if opened.kind is not None and not opened.grids and not opened.faults:
        raise TrackerError("file_is_a_cube", file=given.file.name)
    if not opened.grids:
        raise UploadRefused("file_refused", opened.faults, file=given.file.name)
    if given.json:
        print_json(
            {
                "format": 1,
                "kind": opened.kind,
                **_form(opened.form),
                "quote": opened.form.quote if opened.form else None,
                "faults": [str(fault_wording(fault, texts)) for fault in opened.faults],
                "sheets": [_sheet(grid) for grid in opened.grids if not grid.hidden],
            }
        )
        return
    for grid in opened.grids:
        for number, table in enumerate(framed(grid).tables, 1):
            rows = len(table.rows)
            print(texts("cli.read.sheet", number=number, sheet=grid.name or "–", rows=rows))
            print("  " + " | ".join(table.names))
            for row in table.rows[:_SHOWN]:
                print("  " + " | ".join(map(shown, row)))


def _sheet(grid: Grid) -> dict[str, Any]:
    found = framed(grid)
    return {
        "name": grid.name,
        "tables": [_table(table) for table in found.tables],
        "loose": _lines(found.loose),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "header": [list(row) for row in table.header],
        "names": list(table.names),
        "rows": [[shown(cell) for cell in row] for row in table.rows],
        "row_numbers": list(table.numbers),
        "titles": _lines(table.titles),
        "notes": _lines(table.notes),
        "repeated": _lines(table.repeated),
        "filled": list(table.filled),
        "group": table.group,
    }


def _lines(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [{"row": line.row, "text": line.text} for line in lines]


def _tell(found: Recognised, file: Path, texts: Texts) -> None:
    """The readable summary: source, values, questions, faults."""
    print(file.name)
    if found.source:
        sure = round(100 * found.source.confidence)
        print(texts("cli.read.source", name=found.source.name, sure=sure))
    else:
        print(texts("cli.read.no_source"))
    print(texts("cli.read.values", n=len(found.values)))
    periods = sorted({value.period for value in found.values if value.period})
    if periods:
        print(texts("cli.read.periods", first=periods[0].code, last=periods[-1].code))
    for value in found.values[:_SHOWN]:
        print("  " + _line(value))
    for remark in found.remarks:
        print(remark_wording(remark, texts))
    for question in found.questions:
        tell_question(question, texts)
    if found.faults:
        print(texts("cli.read.faults", n=len(found.faults)))
        for fault in found.faults[:_SHOWN]:
            print(f"  • {fault_wording(fault, texts)}")


def _line(value: RecognisedValue) -> str:
    parts = [
        value.region.label if value.region else "",
        *(label for _, label in value.labels),
        value.measure,
        value.period.code if value.period else "",
    ]
    number = value.reason if value.value is None else f"{value.value:.10g}".replace(".", ",")
    return f"{' · '.join(filter(None, parts))}: {number or '..'} {value.unit}".rstrip()


def tell_question(question: Question, texts: Texts, *, file: TextIO | None = None) -> None:
    """Print a question with how to answer it, to stdout unless told otherwise."""
    said = question_wording(question, texts)
    print(texts("cli.read.question", n=question.places, text=said), file=file)
    for choice in question.choices:
        gives = f" ({'; '.join(choice.gives)})" if choice.gives else ""
        how = texts("cli.read.how", key=question.key, value=choice.key)
        print(f"  {choice_wording(choice, texts)}{gives}: {how}", file=file)
    if not question.choices:
        how = texts("cli.read.how", key=question.key, value=texts("cli.read.any"))
        print(f"  {how}", file=file)


def answers_given(given: list[str]) -> Mapping[str, str]:
    """`KEY=VALUE` arguments by key. Raises TrackerError."""
    made = {}
    for text in given:
        key, equals, value = text.rpartition("=")
        if not equals or not key:
            raise TrackerError("bad_answer", given=text)
        made[key] = value
    return made
