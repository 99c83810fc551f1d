"""Answering a setback: why, what is done about it, or that the condition is judged anew."""

import streamlit as st

from tracker.model.advice import Backslide
from tracker.model.report import AreaReport
from tracker.model.steering import EntryKind
from tracker.service.steering_views import actions, judgements
from tracker.texts.sentences import series_name
from tracker.web import state
from tracker.web.deciding import day_of_forms
from tracker.web.folded import folded
from tracker.web.own_name import own_name
from tracker.web.parts.judgements import judgement_name
from tracker.web.recording import record_entry
from tracker.web.screen import Screen


def answer_form(screen: Screen, area: AreaReport, found: Backslide) -> None:
    """The answer to one setback of an area."""
    t = screen.texts
    series = screen.report.series_of(found.indicator_id, found.area_id)
    about = f"{t.of(area.status.area.name)}, {series_name(series, t)}"
    name = f"answer-{area.status.area.id}-{found.indicator_id}-{found.area_id}"
    title = t("answer.open", about=about)
    folded(screen, name, title, lambda: _fields(screen, area, found, about, name))


def _fields(screen: Screen, area: AreaReport, found: Backslide, about: str, form: str) -> None:
    t = screen.texts
    planned = actions(screen.snapshot, screen.reader)
    judged = {
        one.judgement.id: judgement_name(screen, one.judgement)
        for one in judgements(screen.snapshot, screen.reader)
        if one.judgement.area == area.status.area.id
    }
    usual, latest = day_of_forms(screen)
    with st.form(f"{form}-{state.recorded()}", border=False):
        text = st.text_area(t("answer.text"), placeholder=t("answer.text.hint"))
        action = st.selectbox(
            t("answer.action"),
            list(planned),
            index=None,
            placeholder=t("answer.action.none"),
            format_func=lambda id_: planned[id_].title,
        )
        judgement = st.selectbox(
            t("answer.judgement"),
            list(judged),
            index=None,
            placeholder=t("answer.judgement.none"),
            format_func=judged.__getitem__,
        )
        by = st.text_input(t("answer.answered_by"), placeholder=t("decide.decided_by.hint"))
        when = st.date_input(
            t("answer.answered_on"),
            usual,
            min_value=screen.report.definitions.programme.start,
            max_value=latest,
            format="YYYY-MM-DD",
        )
        name = own_name(t)
        fictional = st.checkbox(t("answer.fictional"), value=False)
        if st.form_submit_button(t("answer.button")):
            state.set_name(name)
            fields = {
                "area": area.status.area.id,
                "series": {"indicator": found.indicator_id, "area": found.area_id},
                "phase_since": area.status.entered,
                "text": text,
                "action": action,
                "judgement": judgement,
                "answered_by": by,
                "answered_on": when,
                "fictional": fictional,
            }
            record_entry(
                screen,
                EntryKind.ANSWER,
                fields,
                lambda number: t("answer.done", about=about, number=number),
                "answer",
            )
