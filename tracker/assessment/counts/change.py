"""Has each of many counts, or rates, changed since its baseline? What the looks at them say."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from tracker.assessment.arrays.grid import Days
from tracker.assessment.arrays.matrix import Array, Mask
from tracker.assessment.arrays.outcome import (
    CONFIRMED_LEVELS,
    LEVELS,
    SHOWS,
    Outcome,
    Outcomes,
    confirmed,
)
from tracker.assessment.counts import rates
from tracker.assessment.counts.looks import Look, Tested
from tracker.assessment.counts.series_looks import (
    BASELINE_FLAWS,
    LookedAt,
    Rows,
    newest,
    rows,
    window,
)
from tracker.assessment.counts.sides import Side
from tracker.assessment.counts.windows import last_judged_numbers, review_ends
from tracker.assessment.finding import METHOD_VERSION, Finding
from tracker.assessment.known import Known
from tracker.assessment.series import IRREGULAR
from tracker.model.periods import Period, PeriodKind
from tracker.model.verdicts import Change, Compared, Detectable, Reason, Review

METHOD: Final = f"rate_ratio/{METHOD_VERSION}"
_REASONS: Final[Mapping[int, Reason]] = {
    Outcome.CANNOT_SHOW_FALL: Reason.CANNOT_SHOW_FALL,
    Outcome.BOTH_ZERO: Reason.BOTH_ZERO,
    Outcome.HIDDEN: Reason.HIDDEN_NUMBERS,
}
_Reviews = tuple[Review, ...]


def count_changes(known: Known, *, reference_date: date) -> list[Finding]:
    """Compare the newest whole years with the baseline by the exact rate-ratio test.

    known   series of counts and rates, each with at least one entry

    Ranges and points are not counted events in a calendar: METHOD_MISSING.
    """
    findings = [Finding(reason=Reason.METHOD_MISSING)] * len(known.indicators)
    of_kind: dict[PeriodKind, list[int]] = defaultdict(list)
    for row, indicator in enumerate(known.indicators):
        kind = known.entries[known.first[row]].period.kind
        if kind not in IRREGULAR and indicator.baseline is None:
            findings[row] = Finding(reason=Reason.NO_BASELINE)
        elif kind not in IRREGULAR:
            of_kind[kind].append(row)
    for kind, places in of_kind.items():
        found = _of_kind(known.taken(np.array(places)), kind, reference_date)
        for place, finding in zip(places, found, strict=True):
            findings[place] = finding
    return findings


def _of_kind(known: Known, kind: PeriodKind, reference_date: date) -> list[Finding]:
    series = rows(known, kind)
    newest_number, lag = newest(known, kind), series.plan.lag
    last = last_judged_numbers(newest_number, kind, lag=lag, reference_date=reference_date)
    now = series.look(last)
    cuts = review_ends(newest_number, kind, lag=lag, reference_date=reference_date)
    looks = [series.look(end) for end, _ in cuts]
    reviews = _reviews(looks, [cut for _, cut in cuts])
    sure = confirmed(
        _spread(now, now.tested.outcome()), [_spread(one, one.tested.sure_way()) for one in looks]
    )
    judged = _judged(series, now, sure, reviews)
    return [
        _unjudged(reason, series, now, row, reviews[row]) if reason else next(judged)
        for row, reason in enumerate(now.obstacles)
    ]


def _spread(one: LookedAt, outcomes: Outcomes) -> Outcomes:
    """Outcomes of the rows that were tested, among all rows; no change for the others."""
    every = np.full(len(one.obstacles), Outcome.NO_CHANGE, dtype=np.int8)
    every[one.at] = outcomes
    return every


def _judged(
    series: Rows, now: LookedAt, sure: Mask, reviews: Sequence[_Reviews]
) -> Iterator[Finding]:
    """A finding for each of the rows that were tested."""
    tested = now.tested.cautious
    hidden = (series.before.has_hidden | now.after.has_hidden)[now.at]
    columns = zip(
        now.at.tolist(),
        now.tested.outcome().tolist(),
        sure[now.at].tolist(),
        hidden.tolist(),
        zip(tested.x0.tolist(), tested.t0.tolist(), strict=True),
        zip(tested.x1.tolist(), tested.t1.tolist(), strict=True),
        tested.phi.tolist(),
        _changes(now.tested),
        _detectables(tested, series.before.months[now.at]),
        strict=True,
    )
    for row, outcome, is_sure, is_hidden, then, lately, phi, change, detectable in columns:
        level = (CONFIRMED_LEVELS if is_sure else LEVELS).get(outcome)
        if is_hidden and level is None:
            yield Finding(reason=_REASONS[outcome], method=METHOD, reviews=reviews[row])
            continue
        testable = outcome != Outcome.BOTH_ZERO
        yield Finding(
            level,
            Reason.HIDDEN_NUMBERS if is_hidden else _REASONS.get(outcome),
            baseline=Compared(series.baseline_window(row), *then),
            latest=Compared(window(now.after, row), *lately),
            change=change if testable else None,
            detectable=detectable if testable else None,
            overdispersion=phi,
            method=METHOD,
            reviews=reviews[row],
        )


def _changes(look: Look) -> list[Change]:
    """The cautious numbers of each row, with an interval that holds both extremes."""
    low, high = look.interval
    numbers = look.cautious.estimate, low, high, look.cautious.p
    return [Change(*row) for row in zip(*(column.tolist() for column in numbers), strict=True)]


def _detectables(tested: Tested, months: Array) -> list[Detectable]:
    """The smallest changes that would have shown."""
    known = tested.x0, tested.t0, tested.t1, tested.phi
    columns = (
        rates.fall_at(*known),
        rates.rise_at(*known),
        rates.quiet_months(tested.x0, months, tested.phi),
    )
    return [Detectable(*row) for row in zip(*(_or_none(column) for column in columns), strict=True)]


def _or_none(column: Array) -> list[float | None]:
    return [None if math.isnan(number) else number for number in column.tolist()]


def _reviews(looks: Sequence[LookedAt], cuts: Sequence[Days]) -> list[_Reviews]:
    """The reviews of each row; none where one of them could not be made."""
    made = [_review(one, cut) for one, cut in zip(looks, cuts, strict=True)]
    return [tuple(of_row) if None not in of_row else () for of_row in zip(*made, strict=True)]


def _review(one: LookedAt, cut: Days) -> list[Review | None]:
    """What each row showed at its cut, at the level of a review."""
    found: list[Review | None] = [None] * len(one.obstacles)
    columns = zip(
        one.at.tolist(),
        cut[one.at].tolist(),
        one.tested.sure_way().tolist(),
        one.tested.is_testable.tolist(),
        _changes(one.tested),
        strict=True,
    )
    for row, day, way, is_testable, change in columns:
        if is_testable:
            found[row] = Review(day, SHOWS.get(way), None if way == Outcome.HIDDEN else change)
    return found


def _unjudged(
    reason: Reason | None, series: Rows, now: LookedAt, row: int, reviews: _Reviews
) -> Finding:
    """What was counted all the same, where no hidden value leaves it open."""
    shows_latest = reason not in (*BASELINE_FLAWS, Reason.OVERLAP)
    return Finding(
        reason=reason,
        baseline=_compared(series.before, row, series.baseline_window(row)),
        latest=_compared(now.after, row, window(now.after, row)) if shows_latest else None,
        reviews=reviews,
    )


def _compared(side: Side, row: int, days: Period) -> Compared | None:
    if side.has_hidden[row] or not side.observed[row]:
        return None
    return Compared(days, float(side.fewest[row]), float(side.exposed[row]))
