"""Would a verdict be another if one small thing were otherwise? The method itself is asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.assessment.series import closed, has_amount, is_observed
from tracker.assessment.shares.change import answers
from tracker.assessment.verdict import Case, assess_all
from tracker.assessment.words import JUDGED
from tracker.model.definitions import Freshness, Indicator, Measure
from tracker.model.fragility import Fragility, Perturbation
from tracker.model.observations import Observation, Series
from tracker.model.periods import Period, last_day
from tracker.model.verdicts import Reason, Verdict, Word

_JUDGED_WORDS: Final = frozenset(JUDGED.values())
# What a method answers from values that are there; other reasons say that some are not.
_ANSWERS: Final = frozenset(
    {
        Reason.CANNOT_SHOW_FALL,
        Reason.BOTH_ZERO,
        Reason.TOO_FEW_ANSWERS,
        Reason.HIDDEN_NUMBERS,
    }
)
_A_YEAR_OF_WEEKS: Final = timedelta(weeks=52)


@dataclass(frozen=True)
class _Trial:
    """One case to assess anew, and whose it is."""

    owner: int
    what: Perturbation
    case: Case
    day: date


def fragilities(
    cases: Sequence[Case],
    verdicts: Sequence[Verdict],
    *,
    reference_date: date,
    freshness: Freshness,
) -> list[Fragility]:
    """One for each case: the word that each perturbation gives, by the same method.

    verdicts   of the same cases, at the same reference date

    Only a count, rate or share that is judged against its baseline, or whose data could not show
    a fall, is tried; for any other `tried` is empty. An event is added to, or taken from, the
    oldest period of the compared window that the reader sees: both reviews of a confirmed verdict
    count that one too. A suppressed value is never touched, and no count goes below zero. For a
    share one of the answers is another. A trial that finds no data to compare is left out.
    """
    trials = [
        trial
        for owner, (case, verdict) in enumerate(zip(cases, verdicts, strict=True))
        if _is_tried(verdict)
        for trial in _trials(owner, case, verdict, reference_date)
    ]
    words: dict[tuple[int, Perturbation], Word] = {}
    for trial, found in _assessed(trials, freshness):
        if found.word in _JUDGED_WORDS or found.reason in _ANSWERS:
            words[trial.owner, trial.what] = found.word
    return [
        Fragility(
            verdict.word,
            tuple((what, words[i, what]) for what in Perturbation if (i, what) in words),
        )
        for i, verdict in enumerate(verdicts)
    ]


def _is_tried(verdict: Verdict) -> bool:
    """Whether two windows were compared; a drift has none."""
    judged = verdict.word in _JUDGED_WORDS and verdict.change is not None
    return judged or verdict.reason is Reason.CANNOT_SHOW_FALL


def _assessed(trials: Sequence[_Trial], freshness: Freshness) -> Iterator[tuple[_Trial, Verdict]]:
    """All trials of one reference date together."""
    by_day: dict[date, list[_Trial]] = defaultdict(list)
    for trial in trials:
        by_day[trial.day].append(trial)
    for day, same in by_day.items():
        found = assess_all([t.case for t in same], reference_date=day, freshness=freshness)
        yield from zip(same, found, strict=True)


def _trials(owner: int, case: Case, verdict: Verdict, day: date) -> Iterator[_Trial]:
    series, indicator = case.series, case.indicator
    seen = closed(series.observations, day)
    for what, step in ((Perturbation.ONE_MORE, 1), (Perturbation.ONE_FEWER, -1)):
        if changed := _one_event(series, seen, indicator, verdict, step):
            yield _Trial(owner, what, replace(case, series=changed), day)
    if known := [o for o in seen if is_observed(o, indicator.measure)]:
        eve = known[-1].period.end - timedelta(days=1)
        yield _Trial(owner, Perturbation.LAST_LEFT_OUT, case, eve)
    if indicator.baseline is not None:
        for what, years in ((Perturbation.BASELINE_EARLIER, -1), (Perturbation.BASELINE_LATER, 1)):
            window = _moved(indicator.baseline.window, years)
            baseline = indicator.baseline.model_copy(update={"window": window})
            moved = indicator.model_copy(update={"baseline": baseline})
            yield _Trial(owner, what, replace(case, indicator=moved), day)


def _one_event(
    series: Series,
    seen: Sequence[Observation],
    indicator: Indicator,
    verdict: Verdict,
    step: int,
) -> Series | None:
    """The series with one event, or answer, more or fewer; None where none can be."""
    if verdict.latest is None:
        return None
    for one in seen:
        if not one.period.within(verdict.latest.window) or not has_amount(one, indicator.measure):
            continue
        value = _stepped(one, indicator, step)
        if value is not None:
            other = replace(one, value=value)
            return replace(
                series,
                observations=tuple(other if o is one else o for o in series.observations),
            )
    return None


def _stepped(one: Observation, indicator: Indicator, step: int) -> float | None:
    """The value after a step of one event or answer; None where it would be impossible.

    A share that is judged has five answers on either side, so a step stays within 0-100.
    """
    assert one.value is not None
    if indicator.measure is Measure.SHARE:
        n = answers(one, indicator)
        return one.value + step * 100 / n if n else None
    return one.value + step if one.value + step >= 0 else None


def _moved(window: Period, years: int) -> Period:
    """The window so many years later. One of weeks moves 52 for each."""
    if window.start.day != 1:
        shift = _A_YEAR_OF_WEEKS * years
        return Period(window.start + shift, window.end + shift, window.kind)
    start, end = window.start, window.end
    return Period(
        start.replace(year=start.year + years),
        last_day(end.year + years, end.month),
        window.kind,
    )
