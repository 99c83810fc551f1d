"""Writing the story behind a curve, and marking an event on the axis of the charts.

Stands outside what is drawn once: a form is never kept from one person to the next.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from tracker.errors import TrackerError
from tracker.model.report import SeriesReport
from tracker.model.steering import EntryKind, Note
from tracker.service.access import Action, may
from tracker.service.steering import read_entry, record_entries
from tracker.service.steering_views import added_events
from tracker.texts.dates import day
from tracker.texts.sentences import series_name
from tracker.web import state
from tracker.web.deciding import day_of_forms
from tracker.web.parts.notes import known_notes
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def story_forms(screen: Screen, series: Sequence[SeriesReport]) -> None:
    """For those who may: a note on one of the series, and an event for every chart."""
    if not screen.live:
        return
    if series and may(screen.actor, Action.NOTE):
        _note(screen, series)
    if may(screen.actor, Action.ADD_EVENT):
        _event(screen)
    state.set_seen(screen.snapshot.number)


def _note(screen: Screen, series: Sequence[SeriesReport]) -> None:
    t = screen.texts
    names = {(s.indicator.id, s.area.id): series_name(s, t) for s in series}
    asked = (screen.view.indicator or "", screen.view.area or "")
    with st.expander(t("note.open")):
        chosen = st.selectbox(
            t("note.series"),
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
        name = st.text_input(t("name.label"), state.given_name(), help=t("name.help"))
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
            labels = {n: t(f"note.{n}") for n in ("text", "signed", "on", "indicator")}
            _record(screen, EntryKind.NOTE, fields, labels, t("note.done", about=about))


def _event(screen: Screen) -> None:
    t = screen.texts
    known = added_events(screen.snapshot, screen.reader)
    usual, latest = day_of_forms(screen)
    with st.expander(t("event.open")):
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
            name = st.text_input(t("name.label"), state.given_name(), help=t("name.help"))
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
                labels = {n: t(f"event.{n}") for n in ("label", "on", "source")}
                done = t("event.done", label=label.strip())
                _record(screen, EntryKind.EVENT, fields, labels, done)


def _record(
    screen: Screen,
    kind: EntryKind,
    fields: Mapping[str, object],
    labels: Mapping[str, str],
    done: str,
) -> None:
    seen = state.seen() or screen.snapshot.number
    try:
        entry = read_entry(kind, fields)
        made = record_entries(screen.site, [entry], current_actor(), based_on=seen)
    except TrackerError as error:
        say_refused(error, screen.texts, labels)
        return
    state.set_recorded()
    state.say(screen.texts("story.done", done=done, number=made.number))
    st.rerun()
