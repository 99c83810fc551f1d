"""Today's disclosure control on top of a frozen report.

What the link's audience may no longer see of the data version that was frozen is taken out, and
with it all that was reckoned from it: nothing of a report may tell what its values no longer do.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from tracker.model.access import Reader
from tracker.model.advice import Advice
from tracker.model.headline import Headline
from tracker.model.observations import Observation, Series
from tracker.model.report import (
    AreaReport,
    ConditionReport,
    EvidenceItem,
    EvidenceReason,
    GoalReport,
    Report,
    Resolution,
    SeriesReport,
    Standing,
)
from tracker.model.verdicts import Reason, Verdict, Word
from tracker.service.closing import is_closed
from tracker.service.freezing import series_of_rule
from tracker.service.shown import shown_values
from tracker.service.steering_views import added_events, what_is_said
from tracker.store import Snapshot

_Key = tuple[str, str]  # (indicator id, area id)
_Seen = Mapping[_Key, Series]


def under_todays_rules(frozen: Report, then: Snapshot, reader: Reader) -> Report:
    """The frozen report as its audience may see it now.

    then     the data version that was frozen, under today's rules
    reader   as whom the link shows
    """
    seen = {(s.indicator_id, s.area_id): s for s in then.series(reader)}
    shut = {_key(one) for one in frozen.every_series if _tells_more(one.series, seen)}
    made = {_key(one): _series(one, seen, shut, frozen) for one in frozen.every_series}
    goals = (
        GoalReport(
            one.goal,
            made[_key(one.primary)] if one.primary else None,
            tuple(made[_key(s)] for s in one.series),
        )
        for one in frozen.goals
    )
    return replace(
        frozen,
        areas=tuple(_area(one, frozen, shut) for one in frozen.areas) if shut else frozen.areas,
        goals=tuple(goals),
        cross_cutting=tuple(made[_key(one)] for one in frozen.cross_cutting),
        headline=_headline(frozen.headline, shut) if frozen.headline else None,
        added_events=added_events(then, reader),
        entries=what_is_said(then.entries(reader)),
    )


def _key(series: SeriesReport) -> _Key:
    return series.indicator.id, series.area.id


def _tells_more(series: Series, seen: _Seen) -> bool:
    """Whether a frozen series tells anything that may not be told now."""
    now = _by_period(series, seen)
    return any(is_closed(one, now.get(one.period)) for one in series.observations)


def _by_period(series: Series, seen: _Seen) -> dict[object, Observation]:
    found = seen.get((series.indicator_id, series.area_id))
    return {one.period: one for one in found.observations} if found else {}


def _series(one: SeriesReport, seen: _Seen, shut: Collection[_Key], frozen: Report) -> SeriesReport:
    key = _key(one)
    if key in shut:
        return _closed(one, seen.get(key) or Series(*key, ()), frozen)
    series = replace(one.series, observations=_without_closed_comments(one.series, seen))
    told = one if series == one.series else replace(one, series=series)
    if any(indicator == one.indicator.id for indicator, _ in shut):
        told = replace(told, comparison=None)  # the other side of it may be what is hidden
    return told


def _without_closed_comments(series: Series, seen: _Seen) -> tuple[Observation, ...]:
    now = _by_period(series, seen)
    return tuple(
        replace(one, comment=None) if one.comment and not now[one.period].comment else one
        for one in series.observations
    )


def _closed(one: SeriesReport, series: Series, frozen: Report) -> SeriesReport:
    """The series by what may be seen of it now, with no verdict and nothing beside it."""
    shown = shown_values(series, one.indicator) if series.observations else ()
    day = frozen.reference_date
    counted = [s for s in shown if s.value is not None and s.observation.period.end <= day]
    return SeriesReport(
        indicator=one.indicator,
        area=one.area,
        series=series,
        shown=shown,
        latest=counted[-1] if counted else None,
        verdict=Verdict(Word.HIDDEN, one.verdict.direction, Reason.NOT_FOR_READER),
        baseline_band=None,
        late_by=one.late_by,
        next_due=one.next_due,
        uploads=one.uploads if series.observations else (),
    )


def _headline(frozen: Headline, shut: Collection[_Key]) -> Headline:
    return replace(
        frozen,
        changed=tuple(key for key in frozen.changed if key not in shut),
        alone=tuple(key for key in frozen.alone if key not in shut),
        primaries_changed=tuple(key for key in frozen.primaries_changed if key not in shut),
    )


def _area(one: AreaReport, frozen: Report, shut: Collection[_Key]) -> AreaReport:
    conditions = tuple(_condition(c, one, frozen, shut) for c in one.conditions)
    advice = one.advice if conditions == one.conditions else Advice(None, None)
    backslides = tuple(b for b in one.backslides if (b.indicator_id, b.area_id) not in shut)
    return replace(one, conditions=conditions, advice=advice, backslides=backslides)


def _condition(
    one: ConditionReport, area: AreaReport, frozen: Report, shut: Collection[_Key]
) -> ConditionReport:
    evidence = tuple(_evidence(item, area, frozen, shut) for item in one.evidence)
    if evidence == one.evidence:
        return one
    return replace(
        one, evidence=evidence, supports=None, standing=Standing.CANNOT_JUDGE, lost=False
    )


def _evidence(
    item: EvidenceItem, area: AreaReport, frozen: Report, shut: Collection[_Key]
) -> EvidenceItem:
    read = series_of_rule(item, frozen, area)
    if read is None or _key(read) not in shut:
        return item
    return EvidenceItem(
        item.rule, None, EvidenceReason.HIDDEN, resolution=Resolution.HIDDEN_NUMBERS
    )
