"""The own form to fill in: a row for each series and period, and no value."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.errors import NotFound, TrackerError
from tracker.ingest.own.frame import REQUIRED
from tracker.model.definitions import Definitions, Indicator, Measure
from tracker.model.periods import Period, PeriodKind, containing, sequence

MOST_ROWS = 20_000
_MEASURED = {Measure.RATE: "nämnare", Measure.SHARE: "antal_svar"}


@dataclass(frozen=True)
class Template:
    """Which values are asked for.

    columns   of the own form, in its order; those that no measure here needs are left out
    rows      (indicator id, area id, period)
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, Period], ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that it asks for, each once."""
        return tuple(dict.fromkeys(indicator for indicator, *_ in self.rows))


def own_form_template(
    definitions: Definitions,
    *,
    indicators: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Template:
    """Every period from `first` to `last` of the series chosen; None takes all of them.

    Without days, the last year of the programme. Where no whole period lies between the days, the
    last one that ends by then, so that the form shows how it is written.
    Raises NotFound for an id that names nothing; TrackerError for a choice without series, for
    days in the wrong order and for more rows than a person fills in.
    """
    for unknown in set(indicators or ()) - definitions.indicators.keys():
        raise NotFound("unknown_series", indicator=unknown)
    for unknown in set(areas or ()) - definitions.areas.keys():
        raise NotFound("unknown_area", area=unknown)
    last = last or definitions.programme.end
    first = first or date(last.year, 1, 1)
    if first > last:
        raise TrackerError("template_backwards", first=first.isoformat(), last=last.isoformat())
    chosen = [
        (indicator, area)
        for indicator in definitions.indicators.values()
        for area in indicator.areas
        if (indicators is None or indicator.id in indicators) and (areas is None or area in areas)
    ]
    rows = []
    for indicator, area in chosen:
        rows += [(indicator.id, area, period) for period in _periods(indicator, first, last)]
        if len(rows) > MOST_ROWS:
            raise TrackerError("template_too_long", limit=MOST_ROWS)
    if not rows:
        raise TrackerError("template_empty")
    needed = [_MEASURED[i.measure] for i, _ in chosen if i.measure in _MEASURED]
    extra = tuple(column for column in _MEASURED.values() if column in needed)
    return Template((*REQUIRED, *extra, "status", "kommentar"), tuple(rows))


def template_csv(template: Template) -> str:
    """The form as CSV, with periods in spellings that no spreadsheet takes for a date.

    Write it with a byte order mark, so that spreadsheets see å ä ö.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(template.columns)
    for indicator, area, period in template.rows:
        cells = [indicator, area, _unmistakable(period)]
        writer.writerow(cells + [""] * (len(template.columns) - len(cells)))
    return page.getvalue()


def _unmistakable(period: Period) -> str:
    """2021-03 would become the 1st of March, and 2011/12 December; the own form reads these."""
    match period.kind:
        case PeriodKind.MONTH:
            return period.code.replace("-", "M")
        case PeriodKind.SCHOOL_YEAR:
            return f"{period.start.year}/{period.end.year}"
        case _:
            return period.code


def _periods(indicator: Indicator, first: date, last: date) -> list[Period]:
    """The periods of one series between two days, at the least one."""
    kind = indicator.frequency
    if kind is PeriodKind.RANGE:
        whole_years = Period(date(first.year, 1, 1), date(last.year, 12, 31), kind)
        return [whole_years]
    if kind is PeriodKind.POINT:
        return [containing(last, kind)]
    found = list(sequence(Period(first, last, PeriodKind.RANGE), kind))
    return found or [_last_by(last, kind)]


def _last_by(day: date, kind: PeriodKind) -> Period:
    period = containing(day, kind)
    if period.end > day:
        period = containing(date.fromordinal(period.start.toordinal() - 1), kind)
    return period
