"""The form for a judgement: what people say of a condition, beside what the evidence says."""

import streamlit as st

from tracker.model.report import ConditionReport
from tracker.model.steering import EntryKind
from tracker.model.steering import Judged as Verdict
from tracker.model.verdicts import Word
from tracker.service.freezing import area_seen, series_of_rule
from tracker.texts.address import JUDGE_PLACE
from tracker.texts.areas import evidence_lines
from tracker.texts.sentences import series_name
from tracker.web import state
from tracker.web.deciding import chosen_area, day_of_forms, meeting_box
from tracker.web.folded import folded
from tracker.web.markup import esc, show
from tracker.web.parts.phases import asked_phase
from tracker.web.recording import record_entry
from tracker.web.screen import Screen

_LEVELS = ("low", "medium", "high")
SeriesKey = tuple[str, str]


def judgement_form(screen: Screen) -> None:
    """Which condition where for which phase; then what it says, and the judgement.

    An address that names a condition opens the form at it.
    """
    view = screen.view
    asked = f"-{view.area}-{view.condition}-{view.phase}" if view.condition else ""
    show(f'<div id="{JUDGE_PLACE}"></div>')
    folded(
        screen,
        f"judgement{asked}",
        screen.texts("judge.open"),
        lambda: _chosen(screen),
        begins_open=bool(asked),
    )


def _chosen(screen: Screen) -> None:
    t, report = screen.texts, screen.report
    areas = {a.id: t.of(a.name) for a in report.definitions.phase_areas}
    conditions = {
        c.id: f"{c.letter} {t.of(c.name)}" for c in report.definitions.phase_model.conditions
    }
    area = st.selectbox(
        t("judge.area"),
        list(areas),
        index=chosen_area(screen, areas),
        format_func=areas.__getitem__,
    )
    asked = screen.view.condition
    condition = st.selectbox(
        t("judge.condition"),
        list(conditions),
        index=list(conditions).index(asked) if asked in conditions else 0,
        format_func=conditions.__getitem__,
    )
    phase = st.radio(
        t("judge.phase"),
        [1, 2, 3],
        index=asked_phase(screen) - 1,
        horizontal=True,
        format_func=lambda number: f"{t('phase.word')} {number}",
    )
    cell = next(
        c
        for c in area_seen(report, area).conditions
        if (c.condition.id, c.phase) == (condition, phase)
    )
    show(f'<p class="s m">{esc(_says(screen, cell, area))}</p>')
    _fields(screen, cell, area, f"{conditions[condition]}, {areas[area]}")


def _says(screen: Screen, cell: ConditionReport, area: str) -> str:
    """The sign of the phase, and what each rule says of it."""
    t = screen.texts
    place = screen.report.definitions.areas[area]
    told = [
        f"{line.name}: {line.said}" if line.name else line.said
        for line in evidence_lines(cell, place, screen.report, t)
    ]
    sign = t.of(cell.condition.signs.in_phase(cell.phase))
    return t("judge.says", phase=cell.phase, sign=sign, told="; ".join(told))


def _fields(screen: Screen, cell: ConditionReport, area: str, about: str) -> None:
    t = screen.texts
    series = _series(screen, cell, area)
    usual, latest = day_of_forms(screen)
    with st.form(f"judgement-{state.recorded()}", border=False):
        verdict = st.radio(
            t("judge.verdict"),
            list(Verdict),
            index=None,
            horizontal=True,
            format_func=lambda one: t(f"judgement.verdict.{one}"),
        )
        confidence = st.radio(
            t("judge.confidence"),
            _LEVELS,
            index=None,
            horizontal=True,
            format_func=lambda one: t(f"judgement.level.{one}"),
        )
        reasons = st.text_area(t("judge.reasons"), placeholder=t("judge.reasons.hint"))
        evidence = st.multiselect(
            t("judge.evidence"),
            list(series),
            format_func=series.__getitem__,
            placeholder=t("judge.evidence.none"),
            help=t("judge.evidence.help"),
        )
        dissent = st.text_area(t("judge.dissent"))
        judged_by = st.text_input(t("judge.judged_by"), placeholder=t("decide.decided_by.hint"))
        judged_on = st.date_input(
            t("judge.judged_on"),
            usual,
            min_value=screen.report.definitions.programme.start,
            max_value=latest,
            format="YYYY-MM-DD",
        )
        meeting = meeting_box(screen)
        name = st.text_input(t("judge.name"), state.given_name(), help=t("name.help"))
        fictional = st.checkbox(t("judge.fictional"), value=False)
        if st.form_submit_button(t("judge.button")):
            state.set_name(name)
            record_entry(
                screen,
                EntryKind.JUDGEMENT,
                {
                    "area": area,
                    "condition": cell.condition.id,
                    "phase": cell.phase,
                    "verdict": verdict,
                    "confidence": confidence,
                    "reasons": reasons,
                    "evidence": tuple({"indicator": i, "area": a} for i, a in evidence),
                    "dissent": dissent,
                    "judged_by": judged_by,
                    "judged_on": judged_on,
                    "meeting": meeting,
                    "fictional": fictional,
                },
                lambda number: t("judge.done", about=about, number=number),
                "judge",
                "decide",
            )


def _series(screen: Screen, cell: ConditionReport, area: str) -> dict[SeriesKey, str]:
    """What may be named as evidence: first what the condition's own rules read."""
    report = screen.report
    seen = area_seen(report, area)
    read = [found for i in cell.evidence if (found := series_of_rule(i, report, seen))]
    readable = [s for s in report.every_series if s.verdict.word is not Word.HIDDEN and s.shown]
    return {
        (s.indicator.id, s.area.id): series_name(s, screen.texts)
        for s in (*(s for s in read if s in readable), *readable)
    }
