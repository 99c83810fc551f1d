"""The form that puts a meeting on record, or corrects one; what is refused is kept as typed.

Each field has a key of its own, so that what a person has written stays when somebody else's
version comes in underneath it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from tracker.errors import TrackerError
from tracker.model.steering import EntryKind, Meeting
from tracker.service.meetings_held import Held, name_after
from tracker.service.steering import read_entry, record_entries
from tracker.texts.meetings import meeting_name
from tracker.web import state
from tracker.web.deciding import day_of_forms
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor

_FIELDS = ("name", "held_on", "participants", "points", "minutes")
# What streamlit lets anyone choose; a day that no meeting can have is refused in our own words.
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


def meeting_form(screen: Screen, held: Sequence[Held]) -> None:
    """A new meeting, seen on the data version of the page; or one on record, corrected."""
    t = screen.texts
    known = {one.meeting.id: one.meeting for one in held}
    with st.container(key="meeting-form"), st.expander(t("meeting.form.open")):
        chosen = None
        if known:
            chosen = st.selectbox(
                t("meeting.form.which"),
                list(known),
                index=None,
                placeholder=t("meeting.form.new"),
                format_func=lambda id_: meeting_name(known[id_], t),
                key=f"meeting-which-{state.recorded()}",
            )
        before = known[chosen] if chosen else None
        if before is None:
            st.caption(t("meeting.form.note", number=screen.snapshot.number))
        _form(screen, before, held[0].meeting if held else None)
        state.set_seen(screen.snapshot.number)


def _form(screen: Screen, before: Meeting | None, last: Meeting | None) -> None:
    t = screen.texts
    form = f"meeting-{before.id if before else 'new'}-{state.recorded()}"
    with st.form(form, border=False):
        name = st.text_input(
            t("meeting.form.name"),
            before.name if before else name_after(last.name) if last else "",
            placeholder=t("meeting.form.name.hint"),
            key=f"{form}-name",
        )
        usual, _ = day_of_forms(screen)
        held_on = st.date_input(
            t("meeting.form.held_on"),
            before.held_on if before else usual,
            min_value=_EARLIEST,
            max_value=_LATEST,
            format="YYYY-MM-DD",
            key=f"{form}-held_on",
        )
        participants = st.text_area(
            t("meeting.form.participants"),
            "\n".join(before.participants) if before else "",
            placeholder=t("meeting.form.participants.hint"),
            key=f"{form}-participants",
        )
        points = st.text_area(
            t("meeting.form.points"),
            "\n".join(before.points) if before else "",
            key=f"{form}-points",
        )
        minutes = st.text_area(
            t("meeting.form.minutes"),
            (before.minutes or "") if before else "",
            placeholder=t("meeting.form.minutes.hint"),
            height=240,
            key=f"{form}-minutes",
        )
        who = st.text_input(t("meeting.form.writer"), state.given_name(), help=t("name.help"))
        invented, withdrawn = before is not None and before.fictional, False
        if before is None:
            invented = st.checkbox(t("meeting.form.fictional"), key=f"{form}-fictional")
        else:
            withdrawn = st.checkbox(t("meeting.form.withdrawn"), key=f"{form}-withdrawn")
        if st.form_submit_button(t("meeting.form.button"), type="primary"):
            state.set_name(who)
            seen = state.seen() or screen.snapshot.number
            written = {
                "id": before.id if before else None,
                "name": name,
                "held_on": held_on,
                "participants": _rows(participants),
                "points": _rows(points),
                "minutes": minutes,
                "seen": before.seen if before else seen,
                "fictional": invented,
                "withdrawn": withdrawn,
            }
            _record(screen, written, seen)


def _rows(text: str) -> tuple[str, ...]:
    return tuple(row.strip() for row in text.splitlines() if row.strip())


def _record(screen: Screen, written: Mapping[str, object], seen: int) -> None:
    t = screen.texts
    try:
        entry = read_entry(EntryKind.MEETING, written)
        made = record_entries(screen.site, [entry], current_actor(), based_on=seen)
    except TrackerError as error:
        say_refused(error, t, {field: t(f"meeting.form.{field}") for field in _FIELDS})
        return
    state.set_recorded()
    state.say(t("meeting.form.done", name=str(written["name"]).strip(), number=made.number))
    st.rerun()
