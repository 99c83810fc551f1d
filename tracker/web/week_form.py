"""The form for a week: counts by hand, shown as a change first, then accepted as any upload."""

import streamlit as st

from tracker.errors import NotFound, TrackerError
from tracker.model.access import Actor
from tracker.model.definitions import Indicator
from tracker.model.periods import Period, PeriodKind, containing
from tracker.service.uploads import Preview, Receipt, discard, preview
from tracker.service.week_entry import WeekEntry, accept_week, draft_week
from tracker.service.weekly import WeekPicture, shifted, weekly_series
from tracker.texts.address import encode
from tracker.texts.faults import fault_wording
from tracker.texts.sentences import observation_text
from tracker.texts.weekly import days, indicator_name, week_number
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts import week as parts
from tracker.web.recording import put_on_record
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor

_MOST = 9999
_A_ROW = 3
_WEEKS_BACK = 104  # that can be chosen before the week of the page


def week_form(screen: Screen, picture: WeekPicture | None) -> None:
    """The form, and under it what the entry would change."""
    t = screen.texts
    with st.container(key="week-form"):
        draft = state.week_draft()
        folded(
            screen,
            "week",
            t("week.form.open"),
            lambda: _fill_in(screen, picture),
            begins_open=draft is not None,
        )
        if draft := state.week_draft():
            _look(screen, draft)


def _fill_in(screen: Screen, picture: WeekPicture | None) -> None:
    t = screen.texts
    definitions = screen.report.definitions
    named = weekly_series(definitions)
    areas = {area.id: t.of(area.name) for _, area in named}
    show(f'<p class="s m">{t("week.form.lead")}</p>')
    asked = [area for area in areas if area == screen.view.area]
    order = [*asked, *(area for area in areas if area not in asked)]
    area = st.selectbox(t("week.form.area"), order, format_func=areas.__getitem__)
    weeks, first = _weeks(screen, picture)
    week = st.selectbox(
        t("week.form.week"),
        weeks,
        index=weeks.index(first),
        format_func=lambda span: f"{week_number(span, t)} ({days(span, t)})",
    )
    asked_for = [indicator for indicator, place in named if place.id == area]
    place = f"{area}-{week.code}-{state.recorded()}"
    with st.form(f"week-{place}", border=False):
        counts = _counts(screen, asked_for, week, area, place)
        note = st.text_input(t("week.form.note"), help=t("week.form.note.hint"))
        preliminary = st.checkbox(t("week.form.preliminary"), value=True)
        name = own_name(t)
        looking = state.week_draft() is not None  # one filled button at a time
        if st.form_submit_button(t("week.form.look"), type="secondary" if looking else "primary"):
            state.set_name(name)
            entry = WeekEntry(area, week, counts, note, preliminary)
            _draft(screen, entry)


def _weeks(screen: Screen, picture: WeekPicture | None) -> tuple[list[Period], Period]:
    """The weeks that can be chosen, newest first, and the one that is meant most likely."""
    here = shifted(containing(screen.site.today, PeriodKind.WEEK), -1)
    shown = min(picture.week, here) if picture else here
    last = (picture.later or picture.newest) if picture else here
    weeks, week = [here], here
    while week > shifted(shown, -_WEEKS_BACK):
        week = shifted(week, -1)
        weeks.append(week)
    first = shown if screen.view.reference_date else min(shifted(last, 1), here)
    return weeks, first


def _counts(
    screen: Screen, asked: list[Indicator], week: Period, area: str, place: str
) -> dict[str, int]:
    t = screen.texts
    found = {}
    for number, indicator in enumerate(asked):
        if number % _A_ROW == 0:  # a row at a time, so that a narrow screen keeps the order
            columns = st.columns(_A_ROW)
        series = screen.report.series_of(indicator.id, area).series
        now = next((o for o in series.observations if o.period == week), None)
        stands = observation_text(now, indicator, t) if now else t("week.none")
        with columns[number % _A_ROW]:
            given = st.number_input(
                t(
                    "week.form.count",
                    name=indicator_name(indicator, t),
                    unit=t.of(indicator.unit),
                ),
                min_value=0,
                max_value=_MOST,
                value=None,
                step=1,
                key=f"count-{indicator.id}-{place}",
                placeholder=t("week.form.now", value=stands),
            )
        if given is not None:
            found[indicator.id] = int(given)
    return found


def _draft(screen: Screen, entry: WeekEntry) -> None:
    """Read the entry; its faults are said beside the form, which keeps what was written."""
    t, site = screen.texts, screen.site
    if before := state.week_draft():
        discard(site, before, screen.actor)
        state.set_week_draft(None)
    try:
        draft = draft_week(site, entry, current_actor())
        seen = preview(site, draft, current_actor())
    except TrackerError as error:
        say_refused(error, t)
        return
    if seen.reading.faults:
        discard(site, draft, screen.actor)
        worded = dict.fromkeys(fault_wording(fault, t) for fault in seen.reading.faults)
        said = dict.fromkeys(f"{wording.cause} {wording.remedy}" for wording in worded)
        st.error(" ".join(said))
        return
    state.set_week_draft(draft)
    st.rerun()


def _look(screen: Screen, draft: str) -> None:
    t = screen.texts
    try:
        seen = preview(screen.site, draft, screen.actor)
    except NotFound:
        state.set_week_draft(None)
        st.rerun()
    if not seen.difference.changes:
        st.info(t("week.look.same"))
    else:
        change = seen.difference.changes[0]
        area = t.of(screen.report.definitions.areas[change.area_id].name)
        title = t("week.look.title", area=area, week=week_number(change.period, t))
        show(parts.changes(screen, seen, title), classes="fl gap")
        _accept(screen, seen, change.period, area)
    if st.button(t("week.look.leave")):
        discard(screen.site, draft, screen.actor)
        state.set_week_draft(None)
        st.rerun()


def _accept(screen: Screen, seen: Preview, week: Period, area: str) -> None:
    t = screen.texts
    with st.form("week-accept", border=False):
        fictional = st.checkbox(t("week.form.fictional"))
        replace = False
        if seen.replaces_fictional:
            answer = st.radio(
                t("upload.replace"),
                [True, False],
                index=None,
                format_func=lambda yes: t("week.replace.yes" if yes else "week.replace.no"),
            )
            replace = bool(answer)
        if st.form_submit_button(t("week.look.save"), type="primary"):
            title = t("week.upload.title", week=week_number(week, t), area=area)
            _save(screen, seen, week, area, title=title, fictional=fictional, replace=replace)
    state.set_seen(seen.publication)


def _save(
    screen: Screen,
    seen: Preview,
    week: Period,
    area: str,
    *,
    title: str,
    fictional: bool,
    replace: bool,
) -> None:
    t = screen.texts

    def write(actor: Actor | None) -> Receipt:
        return accept_week(
            screen.site,
            seen,
            screen.report.definitions,
            actor,
            title=title,
            fictional=fictional,
            replace_fictional=replace,
            based_on=state.seen() or seen.publication,
        )

    def done(given: Receipt) -> str:
        state.set_week_draft(None)
        st.query_params.from_dict(encode(parts.at_week(screen, week)))
        return t(
            "week.saved",
            week=week_number(week, t),
            area=area,
            new=given.difference.new,
            revised=given.difference.revised,
            number=given.publication.number,
        )

    put_on_record(screen, write, done)
