"""Files that we write for people: the template of the own form, and cells that stay text."""

import csv
import io
import re
from datetime import date

from tracker.ingest.own.frame import COLUMNS
from tracker.model.definitions import Definitions, Indicator
from tracker.model.periods import Period, PeriodKind, containing

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9][0-9 \N{NO-BREAK SPACE}]*(?:[.,][0-9]+)?\s?%?", re.ASCII)


def escape_cell(text: str) -> str:
    """The text as a spreadsheet must see it: never a formula. Numbers are left as they are."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def own_form_template(definitions: Definitions) -> str:
    """The own form to fill in: the header, and one row for each indicator and area, no value.

    Each row shows how the indicator's periods are written: the last one of the programme.
    Write it with a byte order mark, so that spreadsheets see å ä ö.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for indicator in definitions.indicators.values():
        period = _last_period(indicator, definitions.programme.end)
        for area in indicator.areas:
            cells = [indicator.id, area, period.code]
            writer.writerow(cells + [""] * (len(COLUMNS) - len(cells)))
    return page.getvalue()


def _last_period(indicator: Indicator, end: date) -> Period:
    """The last period that ends on or before a day."""
    kind = indicator.frequency
    if kind is PeriodKind.RANGE:
        return Period(date(end.year, 1, 1), date(end.year, 12, 31), kind)
    period = containing(end, kind)
    if period.end > end:
        period = containing(date.fromordinal(period.start.toordinal() - 1), kind)
    return period
