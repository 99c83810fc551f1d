"""Underlag till lägesbild och åtgärdsplan: the document, and the same as a text file."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.export.law_text import plain_text
from tracker.export.series_files import SeriesFile
from tracker.model.report import Report
from tracker.model.steering import Recorded
from tracker.service.law import law_basis
from tracker.service.weekly import week_picture, weekly_series
from tracker.texts.catalogue import Texts
from tracker.texts.law import LawDocument, law_document


@dataclass(frozen=True)
class LawFile:
    """The document, whether anything of it is invented, and the same as a text file."""

    document: LawDocument
    fictional: bool
    file: SeriesFile


def law_file(
    report: Report, recorded: Sequence[Recorded], texts: Texts, area: str | None, *, asked: bool
) -> LawFile | None:
    """The document of an area; None where no area is in a phase.

    recorded   the entries that the report's reader may see
    area       an area's id; None: the one that the report is about
    asked      the reference date is one that somebody has chosen
    """
    told = [report.series_of(i.id, one.id) for i, one in weekly_series(report.definitions)]
    picture = week_picture(
        report.definitions, [one.series for one in told], day=report.reference_date, asked=asked
    )
    basis = law_basis(report, recorded, picture, area)
    if basis is None:
        return None
    document = law_document(basis, report, texts)
    name = f"underlag-{basis.area.id}-{report.reference_date}.txt"
    content = plain_text(document, texts).encode()
    return LawFile(
        document, basis.fictional, SeriesFile(name, "text/plain; charset=utf-8", content)
    )
