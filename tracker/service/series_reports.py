"""Every series with its verdict and what stands beside it: one batch for the whole report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tracker import assessment
from tracker.assessment import Case
from tracker.disclosure import Visibility, visibility
from tracker.model.comparison import Comparison, ComparisonReason
from tracker.model.definitions import Area, Indicator, IndicatorKind
from tracker.model.fragility import Fragility
from tracker.model.headline import Headline
from tracker.model.report import GoalReport, SeriesReport, Shown
from tracker.model.verdicts import Reason, Trend, Verdict, Word
from tracker.service.basis import Basis, SeriesKey
from tracker.service.shown import baseline_band, shown_values


def series_reports(basis: Basis) -> dict[SeriesKey, SeriesReport]:
    """The report of every series that the definitions name, by indicator and area."""
    cases = {
        (indicator.id, area.id): Case(
            basis.delivered(indicator, area), indicator, basis.phase_of(area)
        )
        for indicator, area in _named(basis)
        if visibility(basis.reader, indicator) is not Visibility.NAME_ONLY
    }
    told, day, freshness = list(cases.values()), basis.day, basis.freshness
    verdicts = assessment.assess_all(told, reference_date=day, freshness=freshness)
    fragile = assessment.fragilities(told, verdicts, reference_date=day, freshness=freshness)
    found = dict(zip(cases, zip(told, verdicts, fragile, strict=True), strict=True))
    made = {}
    for indicator, area in _named(basis):
        key = indicator.id, area.id
        made[key] = (
            _seen(basis, area, *found[key]) if key in found else _hidden(basis, indicator, area)
        )
    return {key: _compared(one, made, basis) for key, one in made.items()}


def headline(goals: tuple[GoalReport, ...], made: Mapping[SeriesKey, SeriesReport]) -> Headline:
    """How many of the outcomes that were tested have changed; the goals' primaries among them.

    The municipality's own series are there to be compared with, and are not counted.
    """
    outcomes = {
        key: assessment.Judged(one.indicator, one.verdict)
        for key, one in made.items()
        if _is_judged(one.indicator) and one.area.level != "municipality"
    }
    primaries = {
        (goal.primary.indicator.id, goal.primary.area.id) for goal in goals if goal.primary
    }
    return assessment.headline(outcomes, primaries)


def _named(basis: Basis) -> Iterator[tuple[Indicator, Area]]:
    for indicator in basis.definitions.indicators.values():
        for area_id in indicator.areas:
            yield indicator, basis.definitions.areas[area_id]


def _hidden(basis: Basis, indicator: Indicator, area: Area) -> SeriesReport:
    direction = basis.direction_of(indicator, area)
    verdict = Verdict(Word.HIDDEN, direction, Reason.NOT_FOR_READER)
    series = basis.delivered(indicator, area)
    return SeriesReport(indicator, area, series, (), None, verdict, None, 0, None, ())


def _seen(
    basis: Basis, area: Area, case: Case, verdict: Verdict, fragility: Fragility
) -> SeriesReport:
    series, indicator, day = case.series, case.indicator, basis.day
    direction = basis.direction_of(indicator, area)
    shown = shown_values(series, indicator)
    due = assessment.next_due(series, indicator, day) if _awaited(indicator) else None
    return SeriesReport(
        indicator=indicator,
        area=area,
        series=series,
        shown=shown,
        latest=_latest(shown, basis),
        verdict=verdict,
        baseline_band=baseline_band(verdict.baseline, series, indicator),
        late_by=max(0, (day - due).days) if due else 0,
        next_due=due,
        uploads=basis.uploads.get((indicator.id, area.id), ()),
        target=assessment.target_status(
            series, indicator, verdict, reference_date=day, direction=direction
        ),
        control=assessment.control_chart(
            series, indicator, reference_date=day, direction=direction
        ),
        rare=assessment.rare_count(series, indicator, reference_date=day)
        if _is_judged(indicator)
        else None,
        fragility=fragility if fragility.tried else None,
        drift=_drift(case, verdict, basis),
    )


def _is_judged(indicator: Indicator) -> bool:
    return indicator.assess and indicator.kind is IndicatorKind.OUTCOME


def _awaited(indicator: Indicator) -> bool:
    """Whether anybody is to deliver the next value: background figures are taken as they come."""
    return indicator.assess and indicator.kind is not IndicatorKind.CONTEXT


def _latest(shown: tuple[Shown, ...], basis: Basis) -> Shown | None:
    counted = [s for s in shown if s.value is not None and s.observation.period.end <= basis.day]
    return counted[-1] if counted else None


def _drift(case: Case, verdict: Verdict, basis: Basis) -> Trend | None:
    """Only beside a comparison with the baseline: where the trend is the verdict it says so."""
    if verdict.change is None:
        return None
    seen = assessment.closed(case.series.observations, basis.day)
    return assessment.drift(seen, case.indicator)


def _compared(
    one: SeriesReport, made: Mapping[SeriesKey, SeriesReport], basis: Basis
) -> SeriesReport:
    """The series beside the municipality without it, where the area names one to compare with."""
    other = made.get((one.indicator.id, one.area.comparison or ""))
    if other is None or one.verdict.change is None:
        return one
    larger = made.get((one.indicator.id, one.area.parent or ""))
    found: Comparison | ComparisonReason = assessment.compare_with(
        one.series,
        other.series,
        one.indicator,
        one.verdict,
        reference_date=basis.day,
        within=larger.series if larger and larger is not other else None,
    )
    return replace(one, comparison=found)
