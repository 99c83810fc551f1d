"""Actions from a file: all of it is taken, or every fault is told."""

import streamlit as st

from tracker.errors import EntryRefused
from tracker.model.access import Actor
from tracker.model.records import Publication
from tracker.service.steering import read_actions_csv
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts.actions import csv_faults
from tracker.web.recording import put_on_record, write_entries
from tracker.web.screen import Screen


def upload(screen: Screen) -> None:
    """A file of actions, in the form of the one that can be taken along."""
    folded(screen, "actions-csv", screen.texts("actions.csv.open"), lambda: _form(screen))


def _form(screen: Screen) -> None:
    t = screen.texts
    with st.form(f"actions-csv-{state.recorded()}", border=False):
        given = st.file_uploader(
            t("actions.csv.choose"), type=["csv"], key=f"actions-csv-file-{state.recorded()}"
        )
        name = own_name(t, key="csv-n")
        if st.form_submit_button(t("actions.csv.button")):
            state.set_name(name)
            if given is None:
                st.error(t("actions.csv.missing"))
                return
            _load(given.getvalue(), given.name, screen)


def _load(data: bytes, file_name: str, screen: Screen) -> None:
    t = screen.texts

    def write(actor: Actor | None) -> tuple[int, Publication]:
        actions = read_actions_csv(data, file_name=file_name)
        return len(actions), write_entries(screen, actions, actor)

    def done(made: tuple[int, Publication]) -> str:
        return t("actions.csv.done", n=made[0], number=made[1].number)

    def refused(error: EntryRefused) -> None:
        st.error(t("actions.csv.refused", n=len(error.faults)))
        show(csv_faults(error.faults, screen))

    put_on_record(screen, write, done, refused=refused)
