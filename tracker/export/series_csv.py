"""Series as a CSV in the project's own form, so that what is written can be read again."""

import csv
import io
from collections.abc import Iterable

from tracker.ingest import escape_cell
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
    "ursprung",
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


def series_csv(reports: Iterable[SeriesReport]) -> str:
    """Stored values (not rolling sums), oldest first. `ursprung` says what is invented."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for report in reports:
        origin = "påhittat exempel" if report.series.fictional else ""
        for one in report.series.observations:
            writer.writerow(
                (
                    report.indicator.id,
                    report.area.id,
                    one.period.code,
                    _value(one),
                    _number(one.denominator),
                    _number(one.responses),
                    _STATUS[one.status],
                    escape_cell(one.comment or ""),
                    origin,
                )
            )
    return out.getvalue()


def _value(one: Observation) -> str:
    if one.status is Status.SUPPRESSED and one.high is not None:
        return f"<{one.high + 1:g}"
    return _number(one.value)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}".replace(".", ",")
