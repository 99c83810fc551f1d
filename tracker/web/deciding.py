"""The form for a phase decision. What it is decided on is frozen as it stood on the page."""

from datetime import date

import streamlit as st

from tracker.model.access import Actor
from tracker.model.records import Publication
from tracker.model.report import Report
from tracker.model.steering import EntryKind
from tracker.service.decisions import DecisionForm, asks_why, record_decision
from tracker.service.freezing import area_seen, support_for
from tracker.service.meetings_held import nameable
from tracker.texts.meetings import meeting_name
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.markup import esc, show
from tracker.web.own_name import own_name
from tracker.web.recording import put_on_record, version_seen
from tracker.web.reports import report_for
from tracker.web.screen import Screen


def decision_form(screen: Screen) -> None:
    """Everything that makes it a decision; what is missing is said and nothing is lost."""
    folded(screen, "decision", screen.texts("decide.open"), lambda: _fields(screen))


def _fields(screen: Screen) -> None:
    t = screen.texts
    areas = {a.id: t.of(a.name) for a in screen.report.definitions.phase_areas}
    programme = screen.report.definitions.programme
    usual, latest = day_of_forms(screen)
    show(f'<p class="s m">{esc(_asked_of(screen, areas))}</p>')
    with st.form(f"decision-{state.recorded()}", border=False):
        area = st.selectbox(
            t("decide.area"),
            list(areas),
            index=chosen_area(screen, areas),
            format_func=areas.__getitem__,
        )
        phase = st.radio(
            t("decide.phase"),
            [1, 2, 3],
            index=None,
            horizontal=True,
            format_func=lambda number: f"{t('phase.word')} {number}",
        )
        valid_from = st.date_input(
            t("decide.valid_from"),
            min(usual, programme.end),
            min_value=programme.start,
            max_value=programme.end,
            format="YYYY-MM-DD",
        )
        decided_on = st.date_input(
            t("decide.decided_on"),
            usual,
            min_value=programme.start,
            max_value=latest,
            format="YYYY-MM-DD",
        )
        decided_by = st.text_input(t("decide.decided_by"), placeholder=t("decide.decided_by.hint"))
        meeting = meeting_box(screen)
        participants = st.text_area(
            t("decide.participants"), placeholder=t("decide.participants.hint")
        )
        reasons = st.text_area(t("decide.reasons"), placeholder=t("decide.reasons.hint"))
        despite = st.text_area(t("decide.despite"), help=t("decide.despite.help"))
        dissent = st.text_area(t("decide.dissent"))
        mind = st.text_area(t("decide.would_change"), placeholder=t("decide.would_change.hint"))
        review_by = st.date_input(
            t("decide.review_by"), None, min_value=programme.start, format="YYYY-MM-DD"
        )
        number = st.text_input(t("decide.diarienummer"))
        name = own_name(t)
        fictional = st.checkbox(t("decide.fictional"), value=False)
        if st.form_submit_button(t("decide.button"), type="primary"):
            state.set_name(name)
            form = DecisionForm(
                area_id=area,
                phase=phase or 0,
                valid_from=valid_from,
                decided_on=decided_on,
                decided_by=decided_by,
                reasons=reasons,
                dissent=dissent,
                participants=participants,
                would_change_our_mind=mind,
                review_by=review_by,
                diarienummer=number,
                despite=despite,
                meeting=meeting or "",
                fictional=fictional,
            )
            _record(screen, form, areas[area])


def _asked_of(screen: Screen, areas: dict[str, str]) -> str:
    """For which phases the evidence is not enough, and a decision has to say why all the same."""
    t = screen.texts
    said = []
    for area_id, name in areas.items():
        area = area_seen(screen.report, area_id)
        asking = [
            t(f"decide.support.{support_for(area, phase)}", phase=phase)
            for phase in (1, 2, 3)
            if asks_why(area, phase)
        ]
        if asking:
            said.append(f"{name}: {', '.join(asking)}.")
    return f"{t('decide.frozen')} " + (f"{t('decide.asks')} {' '.join(said)}" if said else "")


def _record(screen: Screen, form: DecisionForm, area: str) -> None:
    t, based_on = screen.texts, version_seen(screen)

    def write(actor: Actor | None) -> Publication:
        seen = _report_seen(screen, based_on)
        return record_decision(screen.site, form, actor, based_on=based_on, seen=seen)

    put_on_record(
        screen,
        write,
        lambda made: t("decide.done", area=area, phase=form.phase, number=made.number),
    )


def _report_seen(screen: Screen, number: int) -> Report | None:
    """The report that stood on the page when the form was shown."""
    if number == screen.report.publication:
        return screen.report
    return report_for(screen.site, screen.reader, number, screen.view.reference_date)


def day_of_forms(screen: Screen) -> tuple[date, date]:
    """The day that a form about the effort begins with, and the latest that it takes.

    The address may ask for a day outside the programme, which nothing can be decided of.
    """
    programme = screen.report.definitions.programme
    latest = max(screen.site.today, programme.start)
    inside = min(max(screen.report.reference_date, programme.start), programme.end)
    return min(inside, latest), latest


def chosen_area(screen: Screen, areas: dict[str, str]) -> int:
    """The place among the areas of the one that the address asks for."""
    return list(areas).index(screen.view.area) if screen.view.area in areas else 0


def meeting_box(screen: Screen) -> str | None:
    """Which meeting on record it was, the latest first; nothing to choose where none is."""
    t = screen.texts
    recorded = screen.snapshot.entries(screen.reader, EntryKind.MEETING)
    names = {
        one.id: meeting_name(one, t) for one in nameable(recorded, screen.report, screen.site.today)
    }
    if not names:
        return None
    return st.selectbox(
        t("decide.meeting"),
        list(names),
        index=None,
        placeholder=t("decide.meeting.none"),
        format_func=names.__getitem__,
    )
