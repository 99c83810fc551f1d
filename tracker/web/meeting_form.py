"""The form that plans a meeting, puts one that was held on record, or changes either.

What is refused is kept as typed. Each field has a key of its own, so that what a person has
written stays when somebody else's version comes in underneath it.
"""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tracker.model.steering import EntryKind, Meeting
from tracker.service.meetings_held import Held, meeting_from, name_after
from tracker.texts.meetings import meeting_name
from tracker.web import state
from tracker.web.deciding import day_of_forms
from tracker.web.folded import folded
from tracker.web.markup import esc, show
from tracker.web.recording import record_entry, version_seen
from tracker.web.screen import Screen

# What streamlit lets anyone choose; a day that no meeting can have is refused in our own words.
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_STATUSES = ("held", "planned")


def meeting_form(screen: Screen, planned: Sequence[Meeting], held: Sequence[Held]) -> None:
    """A new meeting; or one on record, changed. Those planned stand first, the next at the top."""
    known = [*planned, *(one.meeting for one in held)]
    with st.container(key="meeting-form"):
        title = screen.texts("meeting.form.open")
        folded(screen, "meeting", title, lambda: _chosen(screen, known))
    state.set_seen(screen.snapshot.number)


def _chosen(screen: Screen, meetings: Sequence[Meeting]) -> None:
    t = screen.texts
    known = {one.id: one for one in meetings}
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
    form = f"meeting-{before.id if before else 'new'}-{state.recorded()}"
    status = st.radio(
        t("meeting.form.status"),
        _STATUSES,
        index=_STATUSES.index(before.status) if before else 0,
        horizontal=True,
        format_func=lambda one: t(f"meeting.form.status.{one}"),
        key=f"{form}-status",
    )
    rules = [t(f"meeting.form.rule.{status}")]
    if status == "held" and (before is None or before.status == "planned"):
        rules.append(t("meeting.form.note", number=screen.snapshot.number))
    show(f'<p class="s m">{esc(" ".join(rules))}</p>')
    last = max(meetings, key=lambda one: one.held_on, default=None)
    _form(screen, form, status, before, name_after(last.name) if last else "")


def _form(screen: Screen, form: str, status: str, before: Meeting | None, named: str) -> None:
    t = screen.texts
    with st.form(form, border=False):
        name = st.text_input(
            t("meeting.form.name"),
            before.name if before else named,
            placeholder=t("meeting.form.name.hint"),
            key=f"{form}-name",
        )
        usual, _ = day_of_forms(screen)
        held_on = st.date_input(
            t("meeting.form.held_on"),
            before.held_on if before else usual if status == "held" else None,
            min_value=_EARLIEST,
            max_value=_LATEST,
            format="YYYY-MM-DD",
            key=f"{form}-held_on-{status}",
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
        minutes = _minutes(screen, form, before) if status == "held" else None
        who = st.text_input(t("meeting.form.writer"), state.given_name(), help=t("name.help"))
        invented, withdrawn = before is not None and before.fictional, False
        if before is None:
            invented = st.checkbox(t("meeting.form.fictional"), key=f"{form}-fictional")
        else:
            withdrawn = st.checkbox(t("meeting.form.withdrawn"), key=f"{form}-withdrawn")
        if st.form_submit_button(t("meeting.form.button"), type="primary"):
            state.set_name(who)
            written = {
                "name": name,
                "status": status,
                "held_on": held_on,
                "participants": _rows(participants),
                "points": _rows(points),
                "minutes": minutes,
                "fictional": invented,
                "withdrawn": withdrawn,
            }
            done = "meeting.form.done.planned" if status == "planned" else "meeting.form.done"
            record_entry(
                screen,
                EntryKind.MEETING,
                meeting_from(written, before, saw=version_seen(screen)),
                lambda number: t(done, name=name.strip(), number=number),
                "meeting.form",
            )


def _minutes(screen: Screen, form: str, before: Meeting | None) -> str:
    t = screen.texts
    written: str = st.text_area(
        t("meeting.form.minutes"),
        (before.minutes or "") if before else "",
        placeholder=t("meeting.form.minutes.hint"),
        height=240,
        key=f"{form}-minutes",
    )
    return written


def _rows(text: str) -> tuple[str, ...]:
    return tuple(row.strip() for row in text.splitlines() if row.strip())
