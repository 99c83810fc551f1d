"""Actions from a file: all of it is taken, or every fault is told."""

import streamlit as st

from tracker.errors import EntryRefused, TrackerError
from tracker.service.steering import read_actions_csv
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.app_pages.action_form import done, record
from tracker.web.markup import show
from tracker.web.parts.actions import csv_faults
from tracker.web.screen import Screen


def upload(screen: Screen) -> None:
    """A file of actions, in the form of the one that can be taken along."""
    t = screen.texts
    with (
        st.expander(t("actions.csv.open")),
        st.form(f"actions-csv-{state.recorded()}", border=False),
    ):
        given = st.file_uploader(
            t("actions.csv.choose"), type=["csv"], key=f"actions-csv-file-{state.recorded()}"
        )
        name = st.text_input(t("name.label"), state.given_name(), help=t("name.help"), key="csv-n")
        if st.form_submit_button(t("actions.csv.button")):
            state.set_name(name)
            if given is None:
                st.error(t("actions.csv.missing"))
                return
            _load(given.getvalue(), given.name, screen)


def _load(data: bytes, file_name: str, screen: Screen) -> None:
    t = screen.texts
    try:
        actions = read_actions_csv(data, file_name=file_name)
        made = record(actions, screen)
    except EntryRefused as error:
        st.error(t("actions.csv.refused", n=len(error.faults)))
        show(csv_faults(error.faults, screen))
        return
    except TrackerError as error:
        wording = error_wording(error, t)
        st.error(f"{wording.cause} {wording.remedy}")
        return
    done(t("actions.csv.done", n=len(actions), number=made.number))
