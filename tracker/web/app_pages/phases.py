"""Faser: the phase of each area, its conditions with their evidence, and recording a decision."""

import streamlit as st

from tracker.errors import TrackerError
from tracker.service.access import Action, may
from tracker.service.decisions import DecisionForm, record_decision
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.markup import show
from tracker.web.parts import phases as parts
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def render(screen: Screen) -> None:
    """Ribbons, conditions, decisions, and the form."""
    show(parts.heading(screen))
    show(parts.ribbons(screen), classes="fl gap")
    show(parts.matrix(screen), classes="fl sec")
    show(parts.decisions(screen), classes="fl sec")
    if may(screen.actor, Action.DECIDE) and screen.live:
        _form(screen)
    show(parts.model_note(screen), classes="fl sec")


def _form(screen: Screen) -> None:
    t = screen.texts
    areas = {a.id: t.of(a.name) for a in screen.report.definitions.phase_areas}
    programme = screen.report.definitions.programme
    # The address may ask for a day outside the programme, which no decision can be of.
    day = min(max(screen.report.reference_date, programme.start), programme.end)
    latest = max(screen.site.today, programme.start)
    with st.expander(t("decide.open")), st.form(f"decision-{state.recorded()}", border=False):
        area = st.selectbox(t("decide.area"), list(areas), format_func=areas.__getitem__)
        phase = st.radio(
            t("decide.phase"),
            [1, 2, 3],
            index=None,
            horizontal=True,
            format_func=lambda number: f"{t('phase.word')} {number}",
        )
        valid_from = st.date_input(
            t("decide.valid_from"),
            day,
            min_value=programme.start,
            max_value=programme.end,
            format="YYYY-MM-DD",
        )
        decided_on = st.date_input(
            t("decide.decided_on"),
            min(day, latest),
            min_value=programme.start,
            max_value=latest,
            format="YYYY-MM-DD",
        )
        decided_by = st.text_input(t("decide.decided_by"), placeholder=t("decide.decided_by.hint"))
        reasons = st.text_area(t("decide.reasons"), placeholder=t("decide.reasons.hint"))
        dissent = st.text_area(t("decide.dissent"))
        name = st.text_input(t("name.label"), state.given_name(), help=t("name.help"))
        fictional = st.checkbox(t("decide.fictional"), value=False)
        if st.form_submit_button(t("decide.button"), type="primary"):
            state.set_name(name)
            form = DecisionForm(
                area,
                phase or 0,
                valid_from,
                decided_on,
                decided_by,
                reasons,
                dissent,
                fictional=fictional,
            )
            _record(screen, form, areas[area])
        state.set_seen(screen.snapshot.number)


def _record(screen: Screen, form: DecisionForm, area: str) -> None:
    t = screen.texts
    seen = state.seen() or screen.snapshot.number
    try:
        made = record_decision(screen.site, form, current_actor(), based_on=seen)
    except TrackerError as error:
        wording = error_wording(error, t)
        st.error(f"{wording.cause} {wording.remedy}")
        return
    state.set_recorded()
    state.say(t("decide.done", area=area, phase=form.phase, number=made.number))
    st.rerun()
