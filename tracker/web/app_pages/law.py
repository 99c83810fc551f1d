"""Underlag till lägesbild och åtgärdsplan, as the act 2023:196 asks."""

from dataclasses import dataclass

import streamlit as st

from tracker.export.law_text import plain_text
from tracker.service.law import law_basis
from tracker.service.weekly import week_picture, weekly_series
from tracker.texts.law import LawDocument, law_document
from tracker.web.markup import esc, show
from tracker.web.parts import law as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen


@dataclass(frozen=True)
class _Written:
    """The document, and the same as a text file."""

    document: LawDocument
    fictional: bool
    file: bytes
    file_name: str


def render(screen: Screen) -> None:
    """The document, and the same as a text file."""
    t = screen.texts
    written = _written(screen)
    if written is None:
        show(f"<h1>{esc(t('page.law.title'))}</h1><p>{esc(t('law.no_area'))}</p>")
        return
    show(parts.heading(screen, written.document, fictional=written.fictional))
    st.download_button(
        t("law.download"),
        written.file,
        file_name=written.file_name,
        mime="text/plain; charset=utf-8",
    )
    _body(screen)


@made_once
def _written(screen: Screen) -> _Written | None:
    t, report = screen.texts, screen.report
    told = [report.series_of(i.id, area.id) for i, area in weekly_series(report.definitions)]
    picture = week_picture(
        report.definitions,
        [one.series for one in told],
        day=report.reference_date,
        asked=screen.view.reference_date is not None,
    )
    recorded = screen.snapshot.entries(screen.reader)
    basis = law_basis(report, recorded, picture, screen.view.area)
    if basis is None:
        return None
    document = law_document(basis, report, t)
    return _Written(
        document,
        basis.fictional,
        plain_text(document, t).encode(),
        f"underlag-{basis.area.id}-{report.reference_date}.txt",
    )


@made_once
def _body(screen: Screen) -> None:
    written = _written(screen)
    if written:
        show(parts.body(screen, written.document))
