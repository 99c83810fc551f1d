"""Medborgarlöften: from dialogue to promise, to what was done and told back."""

from collections.abc import Mapping

import streamlit as st

from tracker.errors import EntryRefused, TrackerError
from tracker.model.steering import Dialogue, EntryKind, Promise
from tracker.service.access import Action, may
from tracker.service.promises import by_place, dialogue_from, promise_from
from tracker.service.steering import read_entry, record_entries
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.markup import esc, show
from tracker.web.parts import promises as parts
from tracker.web.parts.agreements import agreements
from tracker.web.promise_form import dialogue_fields, promise_fields
from tracker.web.screen import Screen
from tracker.web.site import current_actor

_WRITTEN = (EntryKind.PROMISE, EntryKind.DIALOGUE)


def render(screen: Screen) -> None:
    """The chains, the agreement, and the form."""
    recorded = screen.snapshot.entries(screen.reader)
    places = by_place(recorded, screen.report.definitions.areas)
    show(parts.heading(screen, places))
    for part in (parts.here, parts.unanswered, parts.elsewhere, agreements):
        if html := part(screen, places):
            show(html, classes="fl sec")
    if may(screen.actor, Action.PROMISE) and screen.live:
        with st.expander(screen.texts("promises.form.open")):
            _form(screen)


def _form(screen: Screen) -> None:
    """Choose what to write, a new one or one that is there, and then its form."""
    t = screen.texts
    written = {
        recorded.entry.id: recorded.entry
        for kind in _WRITTEN
        for recorded in screen.snapshot.entries(screen.reader, kind)
        if isinstance(recorded.entry, Promise | Dialogue)
    }

    def named(choice: str) -> str:
        if choice not in written:
            return t(f"promises.new.{choice}")
        name = t(f"promises.change.{written[choice].kind}", name=written[choice].name)
        return t("promises.withdrawn", name=name) if written[choice].withdrawn else name

    choices = [*_WRITTEN, *written]
    chosen = st.selectbox(
        t("promises.form.which"), choices, format_func=named, key=f"promise-{state.recorded()}"
    )
    before = written.get(chosen)
    kind = before.kind if before else EntryKind(chosen)
    with st.form(f"promise-{chosen}-{state.recorded()}", border=False):
        if kind is EntryKind.DIALOGUE:
            asked = before if isinstance(before, Dialogue) else None
            fields = dialogue_from(dialogue_fields(screen, asked), asked)
        else:
            promised = before if isinstance(before, Promise) else None
            names = {
                id_: entry.name
                for id_, entry in written.items()
                if isinstance(entry, Dialogue) and not entry.withdrawn
            }
            fields = promise_from(promise_fields(screen, promised, names), promised)
        name = st.text_input(t("name.label"), state.given_name(), help=t("name.help"))
        if st.form_submit_button(t("promises.form.save"), type="primary"):
            state.set_name(name)
            _record(screen, kind, fields)
    state.set_seen(screen.snapshot.number)


def _record(screen: Screen, kind: EntryKind, fields: Mapping[str, object]) -> None:
    t = screen.texts
    seen = state.seen() or screen.snapshot.number
    try:
        entry = read_entry(kind, fields)
        made = record_entries(screen.site, [entry], current_actor(), based_on=seen)
    except TrackerError as error:
        wording = error_wording(error, t)
        st.error(f"{wording.cause} {wording.remedy}")
        if isinstance(error, EntryRefused):
            faults = parts.field_faults(error, screen)
            show("<ul>" + "".join(f"<li>{esc(fault)}</li>" for fault in faults) + "</ul>")
        return
    state.set_recorded()
    state.say(t("promises.form.done", name=str(fields["name"]).strip(), number=made.number))
    st.rerun()
