"""Where a value stands in a picture: days along x, shown values along y."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model.definitions import Indicator, Measure
from tracker.model.periods import Period, PeriodKind
from tracker.model.report import SeriesReport, Shown
from tracker.service.shown import shown_bounds

_OFTEN = {PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERTIAL}
_WAVES = {PeriodKind.RANGE, PeriodKind.POINT}
MARGIN = timedelta(days=300)  # the left margin, where an earlier wave is named


def drawn_on(shown: Shown, indicator: Indicator) -> date:
    """The day a value is drawn on: the last of a rolling sum, else the middle of its period."""
    if indicator.shown_as == "rolling_12_months":
        return shown.observation.period.end
    return shown.observation.period.middle


@dataclass(frozen=True)
class Plan:
    """What a picture of one series shows, and within which bounds.

    drawn     values inside the window, in order
    earlier   the last one before the window, drawn in the left margin; None when wide
    last      the reference date
    """

    window: Period
    drawn: tuple[Shown, ...]
    earlier: Shown | None
    low: float
    high: float
    last: date

    @property
    def left(self) -> date:
        """The first day of the picture, margin included."""
        return self.window.start - (MARGIN if self.earlier else timedelta(0))


def plan(report: SeriesReport, chart_window: Period, last: date, *, wide: bool = False) -> Plan:
    """Lay a series out in the window; `wide` takes in everything before and after.

    last   the reference date: in the narrow picture nothing after it is drawn
    """
    shown = report.shown
    if wide and shown:
        start = min(chart_window.start, shown[0].observation.period.start)
        end = max(chart_window.end, shown[-1].observation.period.end)
        window = Period(start, end, chart_window.kind)
        drawn, earlier = shown, None
    else:
        window = chart_window
        inside = [o for o in shown if window.start <= drawn_on(o, report.indicator) <= window.end]
        drawn = tuple(o for o in inside if o.observation.period.end <= last)
        before = [
            o for o in shown if drawn_on(o, report.indicator) < window.start and o.value is not None
        ]
        often = report.indicator.shown_as == "rolling_12_months" or (
            report.indicator.frequency in _OFTEN
        )
        earlier = before[-1] if before and not often else None
    low, high = _bounds(report, [*drawn, *([earlier] if earlier else [])])
    return Plan(window, drawn, earlier, low, high, last)


def _bounds(report: SeriesReport, shown: Iterable[Shown]) -> tuple[float, float]:
    values: list[float] = []
    for one in shown:
        hidden = shown_bounds(one.observation, report.indicator)
        candidates = (one.value, *(one.interval or ()), *(hidden or ()))
        values += [value for value in candidates if value is not None]
    if report.baseline_band:
        values += [report.baseline_band.low, report.baseline_band.high]
    if report.indicator.target and report.indicator.target.value is not None:
        values.append(report.indicator.target.value)
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    if report.indicator.measure is Measure.SHARE:
        return max(0.0, low - room), min(100.0, high + room)
    if report.indicator.measure is Measure.VALUE and low > (high - low):
        return low - room, high + room
    return (low - room if low < 0 else 0.0), max(0.0, high + room)


def segments(shown: Iterable[Shown]) -> list[list[Shown]]:
    """Runs of values with numbers: one that is missing, hidden or absent ends a run."""
    runs: list[list[Shown]] = [[]]
    for one in shown:
        if runs[-1] and (one.value is None or _skips(runs[-1][-1], one)):
            runs.append([])
        if one.value is not None:
            runs[-1].append(one)
    return [run for run in runs if run]


def _skips(before: Shown, after: Shown) -> bool:
    """Whether a period between the two was never delivered; waves have no period between."""
    first, second = before.observation.period, after.observation.period
    return second.kind not in _WAVES and second.start > first.end + timedelta(days=1)


_LABEL_WIDTH, _LABEL_HEIGHT = 0.55, 0.1  # shares of the picture that a label takes


def quiet_corner(report: SeriesReport, laid: Plan) -> tuple[str, bool]:
    """Where the baseline's label covers least: side, and whether above the band or below it."""
    band = report.baseline_band
    assert band is not None
    height, days = laid.high - laid.low, (laid.window.end - laid.left).days
    room = height * _LABEL_HEIGHT

    def covered(corner: tuple[str, bool]) -> float:
        side, above = corner
        low = band.high if above else band.low - room
        outside = low + room > laid.high or low < laid.low
        return 100 * outside + sum(
            _near(share, side) and _touches(one, low, low + room) for share, one in placed
        )

    placed = [
        ((drawn_on(one, report.indicator) - laid.left).days / days, one) for one in laid.drawn
    ]
    return min((("right", True), ("right", False), ("left", True), ("left", False)), key=covered)


def _near(share: float, side: str) -> bool:
    return share > 1 - _LABEL_WIDTH if side == "right" else share < _LABEL_WIDTH


def _touches(one: Shown, low: float, high: float) -> bool:
    ends = one.interval or (one.value, one.value)
    return ends[0] is not None and ends[1] is not None and ends[0] < high and ends[1] > low
