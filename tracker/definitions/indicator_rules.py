"""What must hold within one indicator: its windows, its breaks, the sums that öppen sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from tracker.definitions.pieces import Piece, pieces
from tracker.definitions.yaml_text import Tree
from tracker.errors import Fault
from tracker.model.definitions import Area, Indicator, IndicatorKind, Measure
from tracker.model.periods import Period, PeriodKind, containing
from tracker.model.windows import Window

_NO_CALENDAR = (PeriodKind.RANGE, PeriodKind.POINT)
_LAST_YEAR = 2200  # later is a slip, and the calendar ends at 9999
_SUMMED = (Measure.COUNT, Measure.RATE)
_A_YEAR = 12  # months; analysis windows are whole years, so that a season weighs alike in each


@dataclass(frozen=True)
class _Times:
    """What the dates of an indicator are held against; None where the file does not say.

    borders   per area, the first day that a border of it is valid
    """

    end: date | None
    charts: Period | None
    borders: Mapping[str, date]


def indicator_faults(tree: Tree, found: Iterable[Piece[Indicator]]) -> Iterator[Fault]:
    """Every fault of single indicators that no single field shows."""
    times = _times(tree)
    for piece in found:
        yield from _open_period(tree, piece)
        yield from _window(tree, piece)
        yield from _baseline(tree, piece, times.end)
        yield from _breaks(tree, piece, times)
        yield from _rebases(tree, piece)


def _times(tree: Tree) -> _Times:
    end = tree.at(("end",))
    try:
        charts = TypeAdapter(Window).validate_python(tree.at(("chart_window",)))
    except ValidationError:
        charts = None
    areas = [piece.item for piece in pieces(tree, ("areas", "*"), Area)]
    return _Times(
        end=end if isinstance(end, date) else None,
        charts=charts if isinstance(charts, Period) else None,
        borders={area.id: min(v.valid_from for v in area.versions) for area in areas},
    )


def _open_period(tree: Tree, piece: Piece[Indicator]) -> Iterator[Fault]:
    """`öppen` sees sums over whole, coarser periods; only counts can be summed."""
    indicator, place = piece.item, (*piece.place, "open_period")
    coarse, fine = indicator.open_period, indicator.frequency
    if coarse is None:
        return
    kinds = {"open": coarse.value, "frequency": fine.value}
    if indicator.measure not in _SUMMED:
        yield tree.fault("open_period_needs_counts", place, measure=indicator.measure.value)
    elif coarse in _NO_CALENDAR or fine in _NO_CALENDAR:
        yield tree.fault("open_period_needs_calendar", place, **kinds)
    else:
        # A spring and an autumn period of an ordinary year stand for all others.
        wholes = [containing(date(2021, month, 15), coarse) for month in (2, 8)]
        if not all(_made_of(whole, fine) for whole in wholes):
            yield tree.fault("open_period_not_whole", place, **kinds)


def _made_of(whole: Period, kind: PeriodKind) -> bool:
    """Whether a period consists of whole periods of `kind`, which tile the calendar."""
    first, last = containing(whole.start, kind), containing(whole.end, kind)
    return first.start == whole.start and last.end == whole.end


def _window(tree: Tree, piece: Piece[Indicator]) -> Iterator[Fault]:
    months = piece.item.window_months
    if months is not None and months % _A_YEAR:
        yield tree.fault("window_not_whole_years", (*piece.place, "window_months"), months=months)


def _baseline(tree: Tree, piece: Piece[Indicator], end: date | None) -> Iterator[Fault]:
    """Whole periods, that leave room for something to compare with before the programme ends."""
    indicator, place = piece.item, (*piece.place, "baseline", "window")
    if indicator.baseline is None:
        return
    window = indicator.baseline.window
    spelt = str(tree.at(place))
    if window.end.year > _LAST_YEAR:
        yield tree.fault("field_bad_window", place, value=spelt)
        return
    if indicator.frequency not in _NO_CALENDAR and not _made_of(window, indicator.frequency):
        kind = indicator.frequency.value
        yield tree.fault("baseline_not_whole", place, window=spelt, frequency=kind)
    if end is None:
        return
    months = (indicator.window_months or _A_YEAR) if indicator.measure in _SUMMED else 1
    if window.end > end:
        yield tree.fault("baseline_after_end", place, window=spelt, end=end.isoformat())
    elif _months_between(window.end, end) < months:
        yield tree.fault(
            "baseline_in_window", place, window=spelt, months=months, end=end.isoformat()
        )


def _months_between(earlier: date, later: date) -> int:
    """Calendar months from one period's last day to another's."""
    return (later.year - earlier.year) * _A_YEAR + later.month - earlier.month


def _breaks(tree: Tree, piece: Piece[Indicator], times: _Times) -> Iterator[Fault]:
    """A break splits a series in two: it stands where the series has values on either side.

    What is only background goes on after the effort, and so may its breaks.
    """
    indicator = piece.item
    window = indicator.baseline.window if indicator.baseline else None
    starts = [p.start for p in (window, times.charts) if p]
    starts += [times.borders[area] for area in indicator.areas if area in times.borders]
    background = not indicator.assess or indicator.kind is IndicatorKind.CONTEXT
    last = None if background else times.end
    for number, cut in enumerate(indicator.breaks):
        at, day = (*piece.place, "breaks", number, "at"), cut.at.isoformat()
        if starts and cut.at <= min(starts):
            first = min(starts).isoformat()
            yield tree.fault("break_before_series", at, day=day, first=first)
        elif last is not None and cut.at > last:
            yield tree.fault("break_after_end", at, day=day, end=last.isoformat())
        elif window and window.start < cut.at <= window.end:
            spelt = str(tree.at((*piece.place, "baseline", "window")))
            yield tree.fault("break_in_baseline", at, day=day, window=spelt)


def _rebases(tree: Tree, piece: Piece[Indicator]) -> Iterator[Fault]:
    """A control chart begins anew at the start of a period, after what its first limits rest on."""
    indicator = piece.item
    window = indicator.baseline.window if indicator.baseline else None
    for number, rebase in enumerate(indicator.rebases):
        at, day = (*piece.place, "rebases", number, "at"), rebase.at.isoformat()
        kind = indicator.frequency
        if kind in _NO_CALENDAR or containing(rebase.at, kind).start != rebase.at:
            yield tree.fault("rebase_not_a_period", at, day=day, frequency=kind.value)
        elif window and rebase.at <= window.end:
            spelt = str(tree.at((*piece.place, "baseline", "window")))
            yield tree.fault("rebase_in_baseline", at, day=day, window=spelt)
