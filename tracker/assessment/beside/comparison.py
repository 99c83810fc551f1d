"""Did an area change otherwise than the rest of its municipality? And its neighbour?

The rest is the municipality's series minus the area's, period by period, over the very windows
that the area's own verdict compared. That the two would have gone the same way without the
effort cannot be proved; the periods before are shown beside the answer.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.assessment.arrays.grid import periods_a_quarter
from tracker.assessment.beside.rate_ratios import Cells, least_ratios, ratio_of_rate_ratios
from tracker.assessment.counts import exact as counts
from tracker.assessment.counts.tally import Tally, tally
from tracker.assessment.counts.windows import RARE_A_YEAR, whole_periods
from tracker.assessment.series import has_amount
from tracker.assessment.targets.levels import known_values
from tracker.model.comparison import (
    Comparison,
    ComparisonReason,
    Displacement,
    Neighbour,
    Reading,
)
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period
from tracker.model.verdicts import Change, Compared, Verdict

ALPHA: Final = 0.05
_Known = Mapping[Period, Observation]


def compare_with(
    area: Series,
    municipality: Series,
    indicator: Indicator,
    verdict: Verdict,
    *,
    reference_date: date,
    within: Series | None = None,
) -> Comparison | ComparisonReason:
    """The area's change against that of the municipality minus the area, or why not.

    area, municipality   as the reader may see them
    verdict              the area's, at the reference date: its windows are compared
    within               of a larger area that the effort works in and that holds this one: all
                         of it is taken out of the municipality

    Only periods that every series has are read, four in five of them at least. A suppressed
    value in any series is refused, and so is a municipality with less than its parts. The area
    and the rest have each their own overdispersion.
    """
    others = (municipality,) if within is None else (municipality, within)
    found = _windows(area, others, indicator, verdict, reference_date, nested=within is not None)
    return found if isinstance(found, ComparisonReason) else _compared(*found)


def compare_neighbour(
    area: Series,
    neighbour: Series,
    municipality: Series,
    indicator: Indicator,
    verdict: Verdict,
    *,
    reference_date: date,
) -> Neighbour | ComparisonReason:
    """Signs that events went to a neighbouring area, or that the benefit reached it.

    Both are compared with the municipality minus the two, over the windows of the area's verdict.
    """
    own = _windows(area, (municipality, neighbour), indicator, verdict, reference_date)
    if isinstance(own, ComparisonReason):
        return own
    other = _windows(neighbour, (municipality, area), indicator, verdict, reference_date)
    if isinstance(other, ComparisonReason):
        return other
    of_area, of_neighbour = _compared(*own), _compared(*other)
    if isinstance(of_area, ComparisonReason):
        return of_area
    if isinstance(of_neighbour, ComparisonReason):
        return of_neighbour
    before = other[0].part
    found = displacement(
        of_area.reading,
        of_neighbour.reading,
        events_a_year=before.fewest / before.months * 12,
    )
    return Neighbour(of_area, of_neighbour, found)


def displacement(area: Reading, neighbour: Reading, *, events_a_year: float) -> Displacement:
    """What the two readings say together.

    events_a_year   the neighbour's at baseline. Below 24 nothing can be tested: a rise of 30 %
                    is seen in one case of ten at 12 a year, in one of four at 36.
    """
    if events_a_year < RARE_A_YEAR:
        return Displacement.CANNOT_BE_TESTED
    match area, neighbour:
        case Reading.FELL_MORE, Reading.ROSE_MORE:
            return Displacement.SIGNS
        case Reading.FELL_MORE, Reading.FELL_MORE:
            return Displacement.DIFFUSION
        case _:
            return Displacement.CANNOT_TELL


@dataclass(frozen=True)
class _Window:
    """The part and the rest, over the periods of a window that every series has."""

    part: Tally
    rest: Tally


def _windows(
    area: Series,
    others: Sequence[Series],
    indicator: Indicator,
    verdict: Verdict,
    reference_date: date,
    *,
    nested: bool = False,
) -> tuple[_Window, _Window] | ComparisonReason:
    """The verdict's two windows.

    others   the municipality, then what else is to be taken out of it
    nested   the last of them holds the area already
    """
    if indicator.measure not in (Measure.COUNT, Measure.RATE):
        return ComparisonReason.NO_METHOD
    if verdict.change is None or verdict.baseline is None or verdict.latest is None:
        return ComparisonReason.NOT_COMPARED
    part, whole, *more = (
        known_values(series.observations, indicator, reference_date) for series in (area, *others)
    )
    every = (whole, part, *more)
    if not all(every):
        return ComparisonReason.NO_SERIES
    kinds = {period.kind for known in every for period in known}
    if len(kinds) > 1:
        return ComparisonReason.OTHER_PERIODS
    kind = kinds.pop()
    before = _window(whole_periods(verdict.baseline.window, kind), every, indicator, nested=nested)
    after = _window(whole_periods(verdict.latest.window, kind), every, indicator, nested=nested)
    if isinstance(before, ComparisonReason):
        return before
    return after if isinstance(after, ComparisonReason) else (before, after)


def _window(
    periods: Sequence[Period], every: Sequence[_Known], indicator: Indicator, *, nested: bool
) -> _Window | ComparisonReason:
    """What each counted over the periods that all have.

    every   the whole, the part that is compared, then other parts to take out
    """
    part: dict[Period, Observation] = {}
    rest: dict[Period, Observation] = {}
    for period in periods:
        found = [known[period] for known in every if period in known]
        if any(one.status is Status.SUPPRESSED for one in found):
            return ComparisonReason.HIDDEN_NUMBERS
        if len(found) == len(every):
            taken = found[2:] if nested else found[1:]
            part[period], rest[period] = found[1], _minus(found[0], taken)
    if any(not has_amount(one, indicator.measure) for one in rest.values()):
        return ComparisonReason.INCONSISTENT
    window = _Window(tally(periods, part, indicator), tally(periods, rest, indicator))
    enough = window.part.is_observed_enough(season=indicator.season)
    return window if enough else ComparisonReason.GAPS


def _minus(whole: Observation, parts: Sequence[Observation]) -> Observation:
    """What is left of the whole; less than nothing where the figures do not fit."""
    return Observation(
        whole.period,
        Status.FINAL,
        value=_left(whole.value, [part.value for part in parts]),
        denominator=_left(whole.denominator, [part.denominator for part in parts]),
    )


def _left(whole: float | None, parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts):
        return None
    return whole - math.fsum(known)


def _compared(before: _Window, after: _Window) -> Comparison | ComparisonReason:
    cells = Cells(
        before.part.fewest,
        after.part.fewest,
        before.rest.fewest,
        after.rest.fewest,
        growth=(after.part.exposed / before.part.exposed)
        / (after.rest.exposed / before.rest.exposed),
    )
    if cells.area_before + cells.area_after == 0 or cells.rest_before + cells.rest_after == 0:
        return ComparisonReason.NO_EVENTS
    if cells.has_small and not cells.is_whole:
        return ComparisonReason.INCONSISTENT
    phi_area, phi_rest = _phi(before.part, after.part), _phi(before.rest, after.rest)
    ratio = ratio_of_rate_ratios(cells, phi_area=phi_area, phi_rest=phi_rest)
    least_fall, least_rise = least_ratios(cells, phi_area=phi_area, phi_rest=phi_rest)
    return Comparison(
        area_before=_side(before.part),
        area_after=_side(after.part),
        rest_before=_side(before.rest),
        rest_after=_side(after.rest),
        ratio=ratio,
        reading=reading_of(ratio),
        corrected=cells.has_zero,
        exact=cells.has_small,
        least_fall=least_fall,
        least_rise=least_rise,
    )


def reading_of(ratio: Change) -> Reading:
    """Which way the area differs: the interval must leave out 1, and the p-value agree.

    They can differ where a count is small, since the exact p-value is then not the interval's.
    """
    assert ratio.p_value is not None
    if ratio.p_value < ALPHA and ratio.high < 1:
        return Reading.FELL_MORE
    if ratio.p_value < ALPHA and ratio.low > 1:
        return Reading.ROSE_MORE
    return Reading.CANNOT_TELL


def _phi(before: Tally, after: Tally) -> float:
    return counts.overdispersion(
        counts.at_equal_exposure(before.low, before.exposure),
        counts.at_equal_exposure(after.low, after.exposure),
        periods_a_quarter=periods_a_quarter(before.periods[0].kind),
    )


def _side(side: Tally) -> Compared:
    return Compared(side.window, side.fewest, side.exposed)
