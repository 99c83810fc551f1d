"""Underlag till lägesbild och åtgärdsplan, as the act 2023:196 asks."""

import streamlit as st

from tracker.export.law_text import plain_text
from tracker.service.law import law_basis
from tracker.service.weekly import week_picture, weekly_series
from tracker.texts.law import law_document
from tracker.web.markup import esc, show
from tracker.web.parts import law as parts
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The document, and the same as a text file."""
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
        show(f"<h1>{esc(t('page.law.title'))}</h1><p>{esc(t('law.no_area'))}</p>")
        return
    document = law_document(basis, report, t)
    show(parts.heading(screen, document, fictional=basis.fictional))
    st.download_button(
        t("law.download"),
        plain_text(document, t).encode(),
        file_name=f"underlag-{basis.area.id}-{report.reference_date}.txt",
        mime="text/plain; charset=utf-8",
    )
    show(parts.body(screen, document))
