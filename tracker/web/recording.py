"""The one way from a form to the record: written and said, or refused with nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from tracker.errors import EntryRefused, TrackerError
from tracker.model.access import Actor
from tracker.model.records import Publication
from tracker.model.steering import AnyEntry, EntryKind
from tracker.service.steering import read_entry, record_entries
from tracker.web import state
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor

Made = TypeVar("Made")


def version_seen(screen: Screen) -> int:
    """The data version that stood on the page when the form on it was shown."""
    return state.seen() or screen.snapshot.number


def put_on_record(
    screen: Screen,
    write: Callable[[Actor | None], Made],
    done: Callable[[Made], str],
    *labels: str,
    refused: Callable[[EntryRefused], None] | None = None,
) -> None:
    """Write, say so and put empty forms on the page; or say what is wrong, by the form's labels.

    done     what is said of what was made
    labels   where the form's own words for its fields stand, such as `judge` for `judge.reasons`
    refused  shows the faults, where that is not by the labels of fields
    """
    try:
        made = write(current_actor())
    except TrackerError as error:
        if refused and isinstance(error, EntryRefused):
            refused(error)
        else:
            say_refused(error, screen.texts, labels)
        return
    state.set_recorded()
    state.say(done(made))
    st.rerun()


def record_entry(
    screen: Screen,
    kind: EntryKind,
    fields: Mapping[str, object],
    done: Callable[[int], str],
    *labels: str,
) -> None:
    """Put what a form says on record; `done` is given the number of the data version made."""

    def write(actor: Actor | None) -> Publication:
        return write_entries(screen, [read_entry(kind, fields)], actor)

    put_on_record(screen, write, lambda made: done(made.number), *labels)


def write_entries(screen: Screen, entries: Sequence[AnyEntry], actor: Actor | None) -> Publication:
    """Entries on record, seen against the data version that stood on the page."""
    return record_entries(screen.site, entries, actor, based_on=version_seen(screen))
