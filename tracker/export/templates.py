"""The own form as a workbook: rows to fill in on the first sheet, how it is done on the second."""

import io
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.ingest import Template
from tracker.ingest.own.statuses import SWEDISH
from tracker.model.definitions import Definitions
from tracker.texts.catalogue import Texts

_WIDTHS = {"indikator": 30, "område": 24, "kommentar": 40}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MARKS = {
    "7": "number",
    "0": "zero",
    "7,5": "decimal",
    "": "empty",
    "..": "missing",
    ".": "not_applicable",
    "--": "not_published",
    "<5": "below",
    "7*": "preliminary",
}
_TEXT = 49  # the number of Excel's own format @
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same form is the same file whenever it is made


def template_xlsx(template: Template, definitions: Definitions, texts: Texts) -> bytes:
    """The form as XLSX. Every cell is text, so that nothing becomes a date or loses a zero."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        text = book.add_format({"num_format": _TEXT})
        head = book.add_format({"num_format": _TEXT, "bold": True, "bottom": 1})
        _fill(book.add_worksheet(texts("template.sheet.values")), template, text, head)
        wrapped = book.add_format({"num_format": _TEXT, "text_wrap": True, "valign": "top"})
        _explain(
            book.add_worksheet(texts("template.sheet.help")),
            _lines(template, definitions, texts),
            wrapped,
            book.add_format({"num_format": _TEXT, "bold": True, "valign": "top"}),
        )
    return out.getvalue()


def _fill(sheet: Worksheet, template: Template, text: Format, head: Format) -> None:
    last_row, last_column = len(template.rows), len(template.columns) - 1
    for column, name in enumerate(template.columns):
        sheet.set_column(column, column, _WIDTHS.get(name, 14), text)
        sheet.write_string(0, column, name, head)
    for row, (indicator, area, period) in enumerate(template.rows, start=1):
        for column, cell in enumerate((indicator, area, period.code)):
            sheet.write_string(row, column, cell, text)
        for column in range(3, last_column + 1):
            sheet.write_blank(row, column, None, text)
    sheet.freeze_panes(1, 3)
    sheet.ignore_errors({"number_stored_as_text": f"A1:H{last_row + 1}"})
    status = template.columns.index("status")
    choices = {"validate": "list", "source": list(SWEDISH.values()), "ignore_blank": True}
    sheet.data_validation(1, status, last_row, status, choices)


def _explain(
    sheet: Worksheet, lines: list[tuple[str, str]], wrapped: Format, strong: Format
) -> None:
    sheet.set_column(0, 0, 30, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    for row, (name, said) in enumerate(lines):
        sheet.write_string(row, 0, name, wrapped if said else strong)
        sheet.write_string(row, 1, said, wrapped)


def _lines(template: Template, definitions: Definitions, texts: Texts) -> list[tuple[str, str]]:
    """What to know: the columns, the marks that a value may be, the indicators asked for."""
    lines = [(texts("template.how"), "")]
    lines += [(column, texts(f"template.column.{column}")) for column in template.columns]
    lines += [("", ""), (texts("template.marks"), "")]
    lines += [
        (mark or texts("template.mark_empty"), texts(f"template.mark.{meaning}"))
        for mark, meaning in _MARKS.items()
    ]
    lines += [("", ""), (texts("template.asked"), "")]
    for id_ in template.indicators:
        indicator = definitions.indicators[id_]
        said = (indicator.name, indicator.unit, indicator.definition)
        lines.append((id_, " · ".join(texts.of(words) for words in said)))
    return lines
