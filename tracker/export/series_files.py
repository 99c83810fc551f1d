"""One series as a file to take along: CSV, JSON, SVG, PNG. Each says what it is and of when."""

import json
from dataclasses import dataclass
from enum import StrEnum

from tracker.charts.alone import standing_alone
from tracker.charts.series import layout, series_chart
from tracker.charts.words import chart_words
from tracker.export.chart_image import draw_png, draw_svg
from tracker.export.report_json import series_json
from tracker.export.series_csv import series_csv
from tracker.model.report import Report, SeriesReport
from tracker.texts.areas import events_line
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.sentences import chart_subtitle, finding, verdict_word


class FileKind(StrEnum):
    """What a series can be taken along as; the value ends the file's name."""

    CSV = "csv"
    JSON = "json"
    SVG = "svg"
    PNG = "png"


PICTURES = {FileKind.SVG, FileKind.PNG}
MEDIA = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON: "application/json",
    FileKind.SVG: "image/svg+xml",
    FileKind.PNG: "image/png",
}


@dataclass(frozen=True)
class SeriesFile:
    """A file's name, type and bytes."""

    name: str
    media_type: str
    content: bytes


def series_file(
    series: SeriesReport, report: Report, kind: FileKind, texts: Texts, *, wide: bool = False
) -> SeriesFile:
    """The series as a file, for the report's reader.

    Raises ModuleNotFoundError for a picture when the extra is not installed.
    """
    match kind:
        case FileKind.CSV:
            content = ("\ufeff" + series_csv([series])).encode()
        case FileKind.JSON:
            made = {
                "format": 1,
                "publication": report.publication,
                "reference_date": report.reference_date.isoformat(),
                "audience": report.audience.value,
                "series": [series_json(series, texts)],
            }
            content = json.dumps(made, ensure_ascii=False, indent=2).encode()
        case FileKind.SVG | FileKind.PNG:
            spec = _picture(series, report, texts, wide=wide)
            content = draw_svg(spec) if kind is FileKind.SVG else draw_png(spec)
    name = f"{series.indicator.id}-{series.area.id}-v{report.publication}.{kind}"
    return SeriesFile(name, MEDIA[kind], content)


def _picture(
    series: SeriesReport, report: Report, texts: Texts, *, wide: bool
) -> dict[str, object]:
    programme = report.definitions.programme
    laid = layout(series, programme.chart_window, report.reference_date, wide=wide)
    words = chart_words(series, laid, report, texts)
    spec = series_chart(series, laid, words, programme.start, report.phase_shown(series.area))
    shown = texts(
        "header.shown",
        day=day(report.reference_date, texts.language),
        number=report.publication,
    )
    verdict = verdict_word(series.verdict, series.indicator, texts)
    lines = [
        chart_subtitle(series, texts),
        f"{verdict} · {texts('app.name')} · {shown}",
        events_line(report, laid.window, texts),
    ]
    return standing_alone(spec, finding(series, texts), lines)
