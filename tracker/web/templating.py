"""A form to hand to whoever has the figures: which series, which time, as CSV or Excel."""

from datetime import date

import streamlit as st

from tracker.errors import TrackerError
from tracker.export.templates import template_xlsx
from tracker.ingest import own_form_template, template_csv
from tracker.web.markup import esc, show
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen

_EARLIEST = date(1990, 1, 1)
_DAY = "YYYY-MM-DD"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_template(screen: Screen) -> None:
    """Choose what is asked for, and take the form along."""
    t, definitions = screen.texts, screen.report.definitions
    end = definitions.programme.end
    show(f'<p class="s m">{esc(t("template.lead"))}</p>')
    indicators = st.multiselect(
        t("template.indicators"),
        list(definitions.indicators),
        format_func=lambda id_: t.of(definitions.indicators[id_].name),
        placeholder=t("template.all"),
    )
    followed = {
        area
        for indicator in definitions.indicators.values()
        if not indicators or indicator.id in indicators
        for area in indicator.areas
    }
    areas = st.multiselect(
        t("template.areas"),
        [id_ for id_ in definitions.areas if id_ in followed],
        format_func=lambda id_: t.of(definitions.areas[id_].name),
        placeholder=t("template.all"),
    )
    left, right = st.columns(2)
    first = left.date_input(
        t("template.first"), date(end.year, 1, 1), min_value=_EARLIEST, format=_DAY
    )
    last = right.date_input(t("template.last"), end, min_value=_EARLIEST, format=_DAY)
    try:
        asked = own_form_template(
            definitions, indicators=indicators or None, areas=areas or None, first=first, last=last
        )
    except TrackerError as error:
        say_refused(error, t)
        return
    show(f'<p class="s m">{esc(t("template.rows", n=len(asked.rows)))}</p>')
    name = t("template.file")
    left, right = st.columns(2)
    left.download_button(
        t("template.xlsx"),
        lambda: template_xlsx(asked, definitions, t),
        f"{name}.xlsx",
        _XLSX,
        on_click="ignore",
    )
    right.download_button(
        t("template.csv"),
        ("\ufeff" + template_csv(asked)).encode(),
        f"{name}.csv",
        "text/csv",
        on_click="ignore",
    )
