"""The report as one documented JSON object. `format` goes up when a field changes meaning.

    {format, publication, reference_date, audience, method, programme,
     headline, areas: [{id, name, phase, since, direction, decision, conditions: [...], advice,
     backslides: [...]}],
     goals: [{id, number, name, primary, series: [...]}], cross_cutting: [...],
     entries: [{kind, id, …, version, recorded_at, based_on}]}

What stands beside a verdict (target, comparison, fragility …) has the fields of `tracker.model`.
Periods are canonical codes; counts and shares are in the indicator's unit (per cent 0-100).
"""

import math
from typing import Any

from tracker.export.plain import plain
from tracker.model.control import ControlChart
from tracker.model.definitions import Indicator
from tracker.model.report import AreaReport, Report, SeriesReport, Shown
from tracker.model.steering import Recorded
from tracker.model.verdicts import Change, Compared, Verdict
from tracker.service.conditions import weigh
from tracker.service.shown import shown_bounds
from tracker.texts.catalogue import Texts
from tracker.texts.sentences import series_sentence, verdict_word

FORMAT = 1


def report_json(report: Report, texts: Texts) -> dict[str, Any]:
    """The whole report; words in the catalogue's language."""
    return {
        "format": FORMAT,
        "publication": report.publication,
        "reference_date": report.reference_date.isoformat(),
        "audience": report.audience.value,
        "method": report.method,
        "programme": texts.of(report.definitions.programme.name),
        "fictional": report.fictional,
        "headline": plain(report.headline),
        "areas": [_area(area, texts) for area in report.areas],
        "goals": [
            {
                "id": g.goal.id,
                "number": g.goal.number,
                "name": texts.of(g.goal.name),
                "primary": g.goal.primary,
                "series": [series_json(s, texts) for s in g.series],
            }
            for g in report.goals
        ],
        "cross_cutting": [series_json(s, texts) for s in report.cross_cutting],
        "entries": [_entry(recorded) for recorded in report.entries],
    }


def _entry(recorded: Recorded) -> dict[str, Any]:
    """An entry with its version; the person who wrote it is in the record, not in the report."""
    return recorded.entry.model_dump(mode="json", exclude={"withdrawn"}) | {
        "version": recorded.version,
        "recorded_at": recorded.recorded_at.isoformat(),
        "based_on": recorded.based_on,
    }


def _area(area: AreaReport, texts: Texts) -> dict[str, Any]:
    status = area.status
    entered = status.entered
    return {
        "id": status.area.id,
        "name": texts.of(status.area.name),
        "phase": status.phase,
        "since": entered.isoformat() if entered else None,
        "direction": status.direction.value if status.direction else None,
        "decision": status.decision.model_dump(mode="json") if status.decision else None,
        "conditions": [
            {
                "id": c.condition.id,
                "letter": c.condition.letter,
                "phase": c.phase,
                "weight": weigh(c).value,
                "standing": c.standing.value,
                "supports": c.supports,
                "needed": c.needed,
                "evidence": [
                    {
                        "rule": item.rule.rule,
                        "indicator": item.rule.indicator,
                        "speaks": item.speaks,
                        "reason": item.reason.value,
                        "earlier": list(item.held),
                        "resolution": item.resolution.value if item.resolution else None,
                    }
                    for item in c.evidence
                ],
            }
            for c in area.conditions
        ],
        "advice": plain(area.advice),
        "backslides": plain(area.backslides),
    }


def series_json(series: SeriesReport, texts: Texts) -> dict[str, Any]:
    """One series: its verdict and the values as they are shown."""
    return {
        "indicator": series.indicator.id,
        "name": texts.of(series.indicator.name),
        "area": series.area.id,
        "unit": texts.of(series.indicator.unit),
        "fictional": series.series.fictional,
        "late_by_days": series.late_by,
        "latest": _shown(series.latest, series.indicator) if series.latest else None,
        "verdict": _verdict(series, texts),
        "target": plain(series.target),
        "comparison": plain(series.comparison),
        "fragility": plain(series.fragility),
        "drift": plain(series.drift),
        "control": _control(series.control),
        "quiet": plain(series.rare.since_last) if series.rare else None,
        "values": [_shown(shown, series.indicator) for shown in series.shown],
    }


def _shown(shown: Shown, indicator: Indicator) -> dict[str, Any]:
    one = shown.observation
    low, high = shown_bounds(one, indicator) or (None, None)
    return {
        "period": one.period.code,
        "value": shown.value,
        "interval": list(shown.interval) if shown.interval else None,
        "status": one.status.value,
        "low": low,
        "high": high,
        "responses": one.responses,
        "denominator": one.denominator,
        "comment": one.comment,
    }


def _verdict(series: SeriesReport, texts: Texts) -> dict[str, Any]:
    verdict: Verdict = series.verdict
    return {
        "code": verdict.word.value,
        "word": verdict_word(verdict, series.indicator, texts),
        "sentence": series_sentence(series, texts),
        "reason": verdict.reason.value if verdict.reason else None,
        "direction": verdict.direction.value,
        "method": verdict.method or None,
        "baseline": _compared(verdict.baseline),
        "latest": _compared(verdict.latest),
        "change": _change(verdict.change),
        "smallest_detectable": {
            "fall_at": verdict.detectable.fall_at,
            "rise_at": verdict.detectable.rise_at,
            "quiet_months": verdict.detectable.quiet_months,
        }
        if verdict.detectable
        else None,
        "overdispersion": verdict.overdispersion,
        "assumed_n": verdict.assumed_n,
        "reviews": plain(verdict.reviews),
        "trend": plain(verdict.trend),
    }


def _control(chart: ControlChart | None) -> dict[str, Any] | None:
    """What the newest point of a control chart shows; the points are in the values."""
    if chart is None or chart.control is None:
        return None
    newest = [point for point in chart.control.points if point.value is not None][-1]
    return {
        "variation": newest.type.value,
        "signal": newest.signal.value,
        "assurance": chart.control.assurance.value,
        "mean": newest.mean,
        "limits": plain(newest.limits),
    }


def _compared(side: Compared | None) -> dict[str, Any] | None:
    if side is None:
        return None
    window = f"{side.window.start.isoformat()}/{side.window.end.isoformat()}"
    return {"window": window, "amount": side.amount, "base": side.base}


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "estimate": _finite(change.estimate),
        "low": change.low,
        "high": _finite(change.high),
        "p_value": change.p_value,
    }


def _finite(value: float) -> float | None:
    """JSON knows no infinity: null stands for «no upper bound»."""
    return None if math.isinf(value) else value
