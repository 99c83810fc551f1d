"""What is known of many series at a reference date, as columns: one entry an observation.

The plain functions of `series` say the same of one observation; the tests hold the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import Days, days_of
from tracker.assessment.arrays.matrix import Array, Mask
from tracker.assessment.series import LARGEST, LIMITS, SMALLEST_BASE, bounds
from tracker.model.definitions import Indicator, Measure
from tracker.model.observations import Observation, Series, Status

_COUNTED: Final = frozenset(s for s in Status if s.has_number) - {Status.PARTIAL}
_NEXT_TO_NOTHING: Final = 1e-100  # less is none: to divide by it would overflow


@dataclass(frozen=True)
class Known:
    """The observations of several series that hold a value, if only within bounds.

    Series stand one after another, each oldest first; a period that is given twice counts as it
    was given last. `entries` are the observations and the arrays tell of them, entry by entry:

    row           which series
    start, end    first and last day
    value         as delivered; NaN for a suppressed one
    base          denominator; NaN where it is none to divide by
    """

    indicators: Sequence[Indicator]
    entries: Sequence[Observation]
    row: NDArray[np.int64]
    start: Days
    end: Days
    value: Array
    base: Array

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """Where each series' entries begin; and, last, where they all end."""
        return np.searchsorted(self.row, np.arange(len(self.indicators) + 1))

    def of(self, row: int) -> Sequence[Observation]:
        """The entries of one series."""
        return self.entries[self.first[row] : self.first[row + 1]]

    @cached_property
    def hidden(self) -> Mask:
        """Which entries are suppressed."""
        return np.isnan(self.value)

    def low_and_high(self) -> tuple[Array, Array]:
        """The fewest and the most that each count can be; equal where it is not suppressed."""
        low, high = self.value.copy(), self.value.copy()
        for at in np.flatnonzero(self.hidden).tolist():
            low[at], high[at] = bounds(self.entries[at], self.indicators[self.row[at]])
        return low, high

    def taken(self, rows: NDArray[np.int64]) -> "Known":
        """Of the series at `rows`, in that order, alone; `rows` ascends."""
        place = np.full(len(self.indicators), -1)
        place[rows] = np.arange(len(rows))
        kept = place[self.row] >= 0
        return Known(
            [self.indicators[row] for row in rows.tolist()],
            list(compress(self.entries, kept.tolist())),
            place[self.row[kept]],
            self.start[kept],
            self.end[kept],
            self.value[kept],
            self.base[kept],
        )


def known_at(
    series: Sequence[Series], indicators: Sequence[Indicator], *, reference_date: date
) -> Known:
    """Read what counts at the reference date: periods over by then, and no partial ones.

    indicators   one for each of the series
    """
    every = list(chain.from_iterable(s.observations for s in series))
    row = np.repeat(np.arange(len(series)), [len(s.observations) for s in series])
    starts = [o.period.start.toordinal() for o in every]
    ends = [o.period.end.toordinal() for o in every]
    values = np.array([o.value for o in every], dtype=np.float64)
    bases = _as_base(np.array([o.denominator for o in every], dtype=np.float64))

    hidden = np.array([o.status is Status.SUPPRESSED for o in every], dtype=np.bool_)
    numbered = np.array([o.status in _COUNTED for o in every], dtype=np.bool_)
    numbered &= _is_amount(values, bases, row, indicators)
    over = np.array(ends, dtype=np.int64) <= reference_date.toordinal()
    values[np.abs(values) < _NEXT_TO_NOTHING] = 0.0
    values[hidden] = np.nan

    kept = np.flatnonzero(over & (hidden | numbered))
    order = kept[_oldest_first(row[kept], np.array(ends)[kept], np.array(starts)[kept])]
    return Known(
        indicators=indicators,
        entries=[every[at] for at in order.tolist()],
        row=row[order],
        start=days_of(starts)[order],
        end=days_of(ends)[order],
        value=values[order],
        base=bases[order],
    )


def _as_base(bases: Array) -> Array:
    return np.where((bases >= SMALLEST_BASE) & (bases <= LARGEST), bases, np.nan)


def _is_amount(
    values: Array, bases: Array, row: NDArray[np.int64], indicators: Sequence[Indicator]
) -> Mask:
    """Which values are amounts that their measure allows, as `series.has_amount` says of one."""
    limits = np.array([LIMITS[i.measure] for i in indicators], dtype=np.float64).reshape(-1, 2)
    is_rate = np.array([i.measure is Measure.RATE for i in indicators], dtype=np.bool_)
    within: Mask = (values >= limits[row, 0]) & (values <= limits[row, 1])
    return within & (~is_rate[row] | ~np.isnan(bases))


def _oldest_first(
    row: NDArray[np.int64], ends: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.intp]:
    """The places in order of series and period, the last given alone where one is repeated."""
    order = np.lexsort((starts, ends, row))
    row, ends, starts = row[order], ends[order], starts[order]
    again = (row[1:] == row[:-1]) & (ends[1:] == ends[:-1]) & (starts[1:] == starts[:-1])
    return order[np.append(~again, True)] if len(order) else order
