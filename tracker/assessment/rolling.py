"""Rolling sums of twelve months: what a chart draws where single months are too few."""

from collections.abc import Sequence
from typing import Final

from tracker.assessment.series import bounds, has_amount
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind, sequence

_A_YEAR: Final = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.TERTIAL: 3,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.TERM: 2,
}


def rolling_12_months(
    observations: Sequence[Observation], indicator: Indicator
) -> tuple[Observation, ...]:
    """One observation for each period that ends a full year of periods, oldest first.

    Its period is the range of those twelve months. Its value is their sum, and for a rate its
    denominator the sum of theirs. One period missing or partial makes the sum MISSING; one
    suppressed makes it SUPPRESSED, with the bounds summed; preliminary or estimated parts make
    it PRELIMINARY or ESTIMATED. Years, weeks, ranges and points are given back as they are.

    Shares and plain values cannot be summed and are given back as they are. Pass the
    observations that a reader may see.
    """
    summed = indicator.measure in (Measure.COUNT, Measure.RATE)
    if not summed or not observations or observations[0].period.kind not in _A_YEAR:
        return tuple(observations)
    kind = observations[0].period.kind
    known = {
        o.period: o
        for o in observations
        if o.status is Status.SUPPRESSED
        or (has_amount(o, indicator.measure) and o.status is not Status.PARTIAL)
    }
    if not known:
        return ()
    span = Period(min(known).start, max(p.end for p in known), PeriodKind.RANGE)
    periods = list(sequence(span, kind))
    length = _A_YEAR[kind]
    return tuple(
        _sum(periods[end - length : end], known, indicator)
        for end in range(length, len(periods) + 1)
    )


def _sum(
    periods: Sequence[Period], known: dict[Period, Observation], indicator: Indicator
) -> Observation:
    year = Period(periods[0].start, periods[-1].end, PeriodKind.RANGE)
    parts = [known[p] for p in periods if p in known]
    if len(parts) < len(periods):
        return Observation(year, Status.MISSING)
    limits = [bounds(part, indicator) for part in parts]
    low, high = sum(low for low, _ in limits), sum(high for _, high in limits)
    bases = [part.denominator for part in parts if part.denominator is not None]
    base = sum(bases) if len(bases) == len(parts) else None
    if any(part.status is Status.SUPPRESSED for part in parts):
        return Observation(year, Status.SUPPRESSED, denominator=base, low=low, high=high)
    return Observation(year, _status(parts), value=low, denominator=base)


def _status(parts: Sequence[Observation]) -> Status:
    statuses = {part.status for part in parts}
    for status in (Status.PRELIMINARY, Status.ESTIMATED):
        if status in statuses:
            return status
    return Status.FINAL
