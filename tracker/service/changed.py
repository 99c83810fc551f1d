"""What differs between two reports of the same programme: values, verdicts, decisions.

Both are reports for the same reader, so nothing is told that she may not see in either.
"""

from dataclasses import dataclass
from datetime import date

from tracker.model.observations import Observation
from tracker.model.periods import Period
from tracker.model.records import PhaseDecision
from tracker.model.report import Report, SeriesReport
from tracker.model.verdicts import Verdict, Word
from tracker.service.meetings_held import shown_until


@dataclass(frozen=True)
class ValueChange:
    """One value then and now; None where there was, or is, none."""

    period: Period
    before: Observation | None
    after: Observation | None


@dataclass(frozen=True)
class SeriesChange:
    """What changed in one series that both reports know.

    series     as the later report shows it
    values     oldest first
    before     the earlier verdict, where its word is another now
    by_phase   the phase that the series is read in now, where that alone gave it the other word
    """

    series: SeriesReport
    values: tuple[ValueChange, ...]
    before: Verdict | None
    by_phase: int | None = None

    @property
    def new(self) -> tuple[ValueChange, ...]:
        """Values of periods that had none."""
        return tuple(v for v in self.values if v.before is None)

    @property
    def revised(self) -> tuple[ValueChange, ...]:
        """Values that are others now."""
        return tuple(v for v in self.values if v.before and v.after)

    @property
    def withdrawn(self) -> tuple[ValueChange, ...]:
        """Values that are gone."""
        return tuple(v for v in self.values if v.after is None)


@dataclass(frozen=True)
class Changed:
    """What the later report says that the earlier one did not.

    series        changed ones: those with another verdict first, then those with most values
    began, ended  series that only the later, or only the earlier, definitions know
    redefined     whether the definitions differ at all
    decisions     recorded since
    """

    series: tuple[SeriesChange, ...]
    began: tuple[SeriesReport, ...]
    ended: tuple[SeriesReport, ...]
    redefined: bool
    decisions: tuple[PhaseDecision, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        listed = self.series or self.began or self.ended or self.decisions
        return not listed and not self.redefined


def what_changed(before: Report, after: Report) -> Changed:
    """Compare two reports for the same reader and reference date.

    Of a day that has been, values of periods that end after it are left out: nothing on its pages
    rests on them.
    """
    then = {(s.indicator.id, s.area.id): s for s in before.every_series}
    now = {(s.indicator.id, s.area.id): s for s in after.every_series}
    until = shown_until(after)
    found = [
        _series_change(then[key], series, after, until)
        for key, series in now.items()
        if key in then
    ]
    changed = [one for one in found if one.values or one.before]
    return Changed(
        series=tuple(sorted(changed, key=lambda one: (one.before is None, -len(one.values)))),
        began=tuple(series for key, series in now.items() if key not in then),
        ended=tuple(series for key, series in then.items() if key not in now),
        redefined=before.definitions != after.definitions,
        decisions=_decisions_since(before, after),
    )


def _series_change(
    before: SeriesReport, after: SeriesReport, report: Report, until: date
) -> SeriesChange:
    then = {o.period: o for o in before.series.observations if o.period.end <= until}
    now = {o.period: o for o in after.series.observations if o.period.end <= until}
    values = [
        ValueChange(period, then.get(period), now.get(period))
        for period in sorted(then.keys() | now.keys())
        if _content(then.get(period)) != _content(now.get(period))
    ]
    hidden = Word.HIDDEN in (before.verdict.word, after.verdict.word)
    flipped = before.verdict.word is not after.verdict.word and not hidden
    if not flipped:
        return SeriesChange(after, tuple(values), None)
    turned = before.verdict.direction is not after.verdict.direction
    alone = turned and not values and before.indicator == after.indicator
    status = report.phase_shown(after.area) if alone else None
    return SeriesChange(after, tuple(values), before.verdict, status.phase if status else None)


def _content(one: Observation | None) -> tuple[object, ...] | None:
    """What a value says, whichever file it came with."""
    if one is None:
        return None
    return (one.value, one.denominator, one.responses, one.status, one.low, one.high, one.comment)


def _decisions_since(before: Report, after: Report) -> tuple[PhaseDecision, ...]:
    known = {d.id for a in before.areas for d in a.status.decisions}
    every = [d for a in after.areas for d in a.status.decisions]
    return tuple(d for d in every if d.id not in known)
