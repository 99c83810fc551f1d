"""Writing the story behind a curve, and marking an event on the axis of the charts.

Stands outside what is drawn once: a form is never kept from one person to the next.
"""

from collections.abc import Sequence

import streamlit as st

from tracker.model.report import SeriesReport
from tracker.model.steering import EntryKind, Note
from tracker.service.access import Action, may
from tracker.service.steering_views import added_events
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.sentences import series_name
from tracker.web import state
from tracker.web.deciding import day_of_forms
from tracker.web.folded import folded
from tracker.web.own_name import own_name
from tracker.web.parts.notes import known_notes
from tracker.web.recording import record_entry
from tracker.web.screen import Screen


def story_forms(screen: Screen, series: Sequence[SeriesReport]) -> None:
    """For those who may: a note on one of the series, and an event for every chart."""
    if not screen.live:
        return
    t = screen.texts
    if series and may(screen.actor, Action.NOTE):
        folded(screen, "note", t("note.open"), lambda: _note(screen, series))
    if may(screen.actor, Action.ADD_EVENT):
        folded(screen, "event", t("event.open"), lambda: _event(screen))
    state.set_seen(screen.snapshot.number)


def _note(screen: Screen, series: Sequence[SeriesReport]) -> None:
    t = screen.texts
    names = {(s.indicator.id, s.area.id): series_name(s, t) for s in series}
    asked = (screen.view.indicator or "", screen.view.area or "")
    chosen = st.selectbox(
        t("note.indicator"),
        list(names),
        index=list(names).index(asked) if asked in names else 0,
        format_func=names.__getitem__,
    )
    written = {n.note.id: n.note for n in known_notes(screen).get(chosen, ())}
    edited = st.selectbox(
        t("note.which"),
        list(written),
        index=None,
        placeholder=t("note.new"),
        format_func=lambda id_: _named(screen, written[id_]),
    )
    _note_fields(screen, chosen, written.get(edited or ""), names[chosen])


def _named(screen: Screen, note: Note) -> str:
    t = screen.texts
    return t("note.by", who=note.signed, day=day(note.on, t.language))


def _note_fields(screen: Screen, series: tuple[str, str], note: Note | None, about: str) -> None:
    t = screen.texts
    usual, latest = day_of_forms(screen)
    key = f"note-{'-'.join(series)}-{note.id if note else ''}-{state.recorded()}"
    with st.form(key, border=False):
        text = st.text_area(
            t("note.text"), note.text if note else "", placeholder=t("note.text.hint")
        )
        signed = st.text_input(
            t("note.signed"), note.signed if note else "", placeholder=t("note.signed.hint")
        )
        on = st.date_input(
            t("note.on"), note.on if note else usual, max_value=latest, format="YYYY-MM-DD"
        )
        name = own_name(t)
        invented = note.fictional if note else False
        fictional = st.checkbox(t("note.fictional"), invented, disabled=note is not None)
        withdrawn = st.checkbox(t("note.withdraw"), value=False) if note else False
        if st.form_submit_button(t("note.button")):
            state.set_name(name)
            fields = {
                "id": note.id if note else None,
                "indicator": series[0],
                "area": series[1],
                "text": text,
                "signed": signed,
                "on": on,
                "fictional": fictional,
                "withdrawn": withdrawn,
            }
            done = t("note.done", about=about)
            record_entry(screen, EntryKind.NOTE, fields, lambda n: _done(t, done, n), "note")


def _event(screen: Screen) -> None:
    t = screen.texts
    known = added_events(screen.snapshot, screen.reader)
    usual, latest = day_of_forms(screen)
    edited = st.selectbox(
        t("event.which"),
        known,
        index=None,
        placeholder=t("event.new"),
        format_func=lambda e: f"{e.label}, {day(e.on, t.language)}",
    )
    with st.form(f"event-{edited.id if edited else ''}-{state.recorded()}", border=False):
        source = edited.source if edited else None
        label = st.text_input(
            t("event.label"), edited.label if edited else "", placeholder=t("event.label.hint")
        )
        on = st.date_input(
            t("event.on"), edited.on if edited else usual, max_value=latest, format="YYYY-MM-DD"
        )
        publisher = st.text_input(t("event.publisher"), source.publisher if source else "")
        title = st.text_input(t("event.source"), source.title if source else "")
        name = own_name(t)
        invented = edited.fictional if edited else False
        fictional = st.checkbox(t("event.fictional"), invented, disabled=edited is not None)
        withdrawn = st.checkbox(t("event.withdraw"), value=False) if edited else False
        if st.form_submit_button(t("event.button")):
            state.set_name(name)
            given = {"publisher": publisher.strip(), "title": title.strip()}
            fields = {
                "id": edited.id if edited else None,
                "label": label,
                "on": on,
                "source": given if any(given.values()) else None,
                "fictional": fictional,
                "withdrawn": withdrawn,
            }
            done = t("event.done", label=label.strip())
            record_entry(screen, EntryKind.EVENT, fields, lambda n: _done(t, done, n), "event")


def _done(texts: Texts, done: str, number: int) -> str:
    return texts("story.done", done=done, number=number)
