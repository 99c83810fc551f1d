"""The waves of surveys that are compared: the baseline's together, the newest, and the one before.

Arrays hold a row a series, or, where said, an entry a wave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.arrays.grid import Days
from tracker.assessment.arrays.matrix import Array, Mask, divided
from tracker.assessment.arrays.outcome import first_reasons
from tracker.assessment.known import Known
from tracker.assessment.series import LARGEST, broken_between
from tracker.assessment.shares.proportions import are_enough
from tracker.model.definitions import Indicator
from tracker.model.observations import Observation
from tracker.model.periods import Period
from tracker.model.verdicts import Reason


def answers(wave: Observation, indicator: Indicator) -> float | None:
    """Answers behind a wave: as delivered, else as the definition assumes, else not known."""
    return wave.responses if are_delivered(wave) else indicator.assumed_n


def are_delivered(wave: Observation) -> bool:
    """Whether the answers behind a wave were delivered with it, as a number that can be."""
    return wave.responses is not None and 0 <= wave.responses <= LARGEST


@dataclass(frozen=True)
class Wave:
    """One side of each series' comparison.

    amount    per cent
    answers   as counted; NaN where they are not known
    assumed   whether any of them are as the definition assumes
    hidden    whether any of the values is suppressed
    """

    amount: Array
    answers: Array
    assumed: Mask
    hidden: Mask

    def rows(self, at: NDArray[np.intp]) -> "Wave":
        """Some of the rows, in the order given."""
        return Wave(self.amount[at], self.answers[at], self.assumed[at], self.hidden[at])

    def are_enough(self, indicators: Sequence[Indicator]) -> Mask:
        """Whether each has enough answers to be compared."""
        fewest = np.array([i.min_n for i in indicators], dtype=np.float64)
        return are_enough(self.amount / 100, self.answers, fewest=fewest)


@dataclass(frozen=True)
class Waves:
    """What is compared with what.

    places         where each series' newest wave stands among the entries of `known`
    baseline       the waves inside the baseline window, their answers pooled
    newest         the newest wave; `previous` the one before, whatever it is
    in_baseline    how many waves lie inside the baseline window
    two_follow     whether newest and previous both follow the baseline
    """

    known: Known
    places: NDArray[np.int64]
    baseline: Wave
    newest: Wave
    previous: Wave
    in_baseline: NDArray[np.int64]
    two_follow: Mask

    def baseline_window(self, row: int) -> Period:
        """The baseline's days, as the definitions have them."""
        baseline = self.known.indicators[row].baseline
        assert baseline is not None
        return baseline.window

    def period(self, row: int, *, back: int = 0) -> Period:
        """The days of a series' newest wave, or of the one before."""
        return self.known.entries[int(self.places[row]) - back].period

    def refusals(self) -> list[Reason | None]:
        """Why the newest wave cannot be compared with the baseline; None where it can."""
        indicators, then, now = self.known.indicators, self.baseline, self.newest
        enough = then.are_enough(indicators) & now.are_enough(indicators)
        return first_reasons(
            [
                (Reason.SAME_PANEL, _where(i.panel for i in indicators)),
                (Reason.NO_ANSWERS_KNOWN, ~now.hidden & np.isnan(now.answers)),
                (Reason.NO_BASELINE, _where(i.baseline is None for i in indicators)),
                (Reason.BASELINE_EMPTY, self.in_baseline == 0),
                (Reason.OVERLAP, self.known.start[self.places] <= _baseline_days(indicators)[1]),
                (Reason.BREAK, self._are_broken()),
                (Reason.HIDDEN_NUMBERS, then.hidden | now.hidden),
                (Reason.NO_ANSWERS_KNOWN, np.isnan(then.answers)),
                (Reason.TOO_FEW_ANSWERS, ~enough),
            ]
        )

    def _are_broken(self) -> Mask:
        return _where(
            bool(i.breaks)
            and i.baseline is not None
            and broken_between(i, i.baseline.window, self.period(row))
            for row, i in enumerate(self.known.indicators)
        )


def waves(known: Known) -> Waves:
    """Find the waves that are compared. Every series has at least one."""
    owners = (known.indicators[row] for row in known.row.tolist())
    answered = np.array([*map(answers, known.entries, owners)], dtype=np.float64)
    assumed = _where(not are_delivered(wave) for wave in known.entries)
    begins, ends = _baseline_days(known.indicators)
    inside = (known.start >= begins[known.row]) & (known.end <= ends[known.row])

    def wave(at: NDArray[np.int64]) -> Wave:
        return Wave(known.value[at], answered[at], assumed[at], known.hidden[at])

    places = known.first[1:] - 1
    before = np.maximum(places - 1, known.first[:-1])
    return Waves(
        known=known,
        places=places,
        baseline=_pooled(known, np.flatnonzero(inside), answered, assumed),
        newest=wave(places),
        previous=wave(before),
        in_baseline=np.bincount(known.row[inside], minlength=len(places)),
        two_follow=(before < places) & (known.start[before] > ends),
    )


def _pooled(known: Known, at: NDArray[np.intp], answered: Array, assumed: Mask) -> Wave:
    """One share of all the answers of each series' waves at `at`; NaN answers if any's are."""
    rows = len(known.indicators)
    row, n, hidden = known.row[at], answered[at], known.hidden[at]
    total: Array = np.bincount(row, weights=n, minlength=rows).astype(np.float64)
    weighted = np.bincount(row, weights=known.value[at] * n, minlength=rows)
    return Wave(
        amount=divided(weighted, total, otherwise=0.0),
        answers=total,
        assumed=np.bincount(row[assumed[at]], minlength=rows) > 0,
        hidden=np.bincount(row[hidden], minlength=rows) > 0,
    )


def _baseline_days(indicators: Sequence[Indicator]) -> tuple[Days, Days]:
    """The first and the last day of each baseline; no day where there is none."""
    windows = [i.baseline.window if i.baseline else None for i in indicators]
    begins = [w.start if w else None for w in windows]
    ends = [w.end if w else None for w in windows]
    return np.array(begins, dtype="datetime64[D]"), np.array(ends, dtype="datetime64[D]")


def _where(holds: Iterable[bool]) -> Mask:
    return np.fromiter(holds, dtype=np.bool_)
