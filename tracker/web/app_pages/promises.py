"""Medborgarlöften: from dialogue to promise, to what was done and told back."""

import streamlit as st

from tracker.model.steering import Dialogue, EntryKind, Promise
from tracker.service.access import Action, may
from tracker.service.promises import by_place, dialogue_from, promise_from
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts import promises as parts
from tracker.web.parts.agreements import agreements
from tracker.web.promise_form import dialogue_fields, promise_fields
from tracker.web.recording import record_entry
from tracker.web.reports import made_once
from tracker.web.screen import Screen

_WRITTEN = (EntryKind.PROMISE, EntryKind.DIALOGUE)


def render(screen: Screen) -> None:
    """The chains, the agreement, and the form."""
    _chains(screen)
    if may(screen.actor, Action.PROMISE) and screen.live:
        folded(screen, "promise", screen.texts("promises.form.open"), lambda: _form(screen))
        state.set_seen(screen.snapshot.number)


@made_once
def _chains(screen: Screen) -> None:
    recorded = screen.snapshot.entries(screen.reader)
    places = by_place(recorded, screen.report.definitions.areas)
    show(parts.heading(screen, places))
    for part in (parts.here, parts.unanswered, parts.elsewhere, agreements):
        if html := part(screen, places):
            show(html, classes="fl sec")


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
        name = own_name(t)
        if st.form_submit_button(t("promises.form.save"), type="primary"):
            state.set_name(name)
            title = str(fields["name"]).strip()
            record_entry(
                screen,
                kind,
                fields,
                lambda number: t("promises.form.done", name=title, number=number),
                "promises.field",
            )
