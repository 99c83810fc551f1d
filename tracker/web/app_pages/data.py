"""Data och källor: what is behind the pages, and how definitions are put in force."""

import streamlit as st

from tracker.definitions import differences, load_definitions
from tracker.errors import DefinitionsInvalid
from tracker.service.access import Action, may
from tracker.service.definitions import apply_definitions
from tracker.texts.faults import error_wording, fault_wording
from tracker.web import state
from tracker.web.charted import charted
from tracker.web.markup import show
from tracker.web.parts import data as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def render(screen: Screen) -> None:
    """One indicator when the address names it; all series, definitions and versions."""
    _series(screen)
    if may(screen.actor, Action.APPLY_DEFINITIONS) and screen.live:
        _definitions(screen)
    show(parts.versions(screen), classes="fl sec")


@made_once
def _series(screen: Screen) -> None:
    show(parts.heading(screen))
    if screen.view.indicator:
        definitions = screen.report.definitions
        indicator = definitions.indicators[screen.view.indicator]
        show(parts.definition(screen, indicator), classes="fl gap")
        for series in screen.report.every_series:
            # A goal's own series are charted with the goal; these have no other place.
            if series.indicator is indicator and indicator.id not in definitions.goal_of:
                charted(screen, series, large=False)
    show(parts.series_table(screen), classes="fl sec")


def _definitions(screen: Screen) -> None:
    t = screen.texts
    show(parts.definitions_head(screen), classes="fl sec")
    if not st.button(t("definitions.compare")) and not state.comparing():
        return
    state.set_comparing(True)
    try:
        files = load_definitions(screen.site.folder)
    except DefinitionsInvalid as error:
        st.error(error_wording(error, t).cause)
        show(parts.fault_list([str(fault_wording(fault, t)) for fault in error.faults]))
        return
    changes = differences(screen.report.definitions, files)
    if not changes:
        st.info(t("definitions.same"))
        return
    show(parts.definition_changes(screen, changes))
    if st.button(t("definitions.apply"), type="primary"):
        made = apply_definitions(screen.site, current_actor(), based_on=screen.snapshot.number)
        state.set_comparing(False)
        state.say(t("definitions.done", number=made.number))
        st.rerun()
