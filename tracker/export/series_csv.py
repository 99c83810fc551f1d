"""Series as a CSV in the project's own form, so that what is written can be read again."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from tracker.ingest import escape_cell
from tracker.model.definitions import Measure
from tracker.model.observations import Observation, Status
from tracker.model.report import SeriesReport

_HEAD = (
    "indikator",
    "område",
    "period",
    "värde",
    "nämnare",
    "antal_svar",
    "status",
    "kommentar",
)
_STATUS = {
    Status.FINAL: "",
    Status.PRELIMINARY: "preliminär",
    Status.REVISED: "reviderad",
    Status.ESTIMATED: "uppskattad",
    Status.PARTIAL: "ofullständig",
    Status.MISSING: "saknas",
    Status.NOT_APPLICABLE: "ej tillämplig",
    Status.NOT_PUBLISHED: "ej publicerad",
    Status.SUPPRESSED: "dold",
}
_FICTIONAL = "påhittat exempel"


def series_csv(reports: Iterable[SeriesReport]) -> str:
    """Stored values (not rolling sums), oldest first; the comment says what is invented."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for report in reports:
        for one in report.series.observations:
            remarks = [one.comment, _FICTIONAL if report.series.fictional else None]
            writer.writerow(
                (
                    report.indicator.id,
                    report.area.id,
                    one.period.code,
                    _value(one, report.indicator.measure),
                    _number(one.denominator),
                    _number(one.responses),
                    _STATUS[one.status],
                    escape_cell("; ".join(filter(None, remarks))),
                )
            )
    return out.getvalue()


def _value(one: Observation, measure: Measure) -> str:
    """The number, or a hidden one as its source would write it: `<5`, or `~100` of a share."""
    if one.status is not Status.SUPPRESSED or one.high is None:
        return _number(one.value)
    if measure in (Measure.COUNT, Measure.RATE):
        return f"<{_number(one.high + 1)}"
    return "~100" if one.low else f"<{_number(one.high)}"


def _number(value: float | None) -> str:
    """Every digit and no exponent; never three decimals, which might be read as thousands."""
    if value is None:
        return ""
    whole, _, decimals = format(Decimal(repr(float(value))), "f").partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == 3:
        decimals += "0"
    return f"{whole},{decimals}" if decimals else whole
