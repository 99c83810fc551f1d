"""Each area whose phase is decided: what the rules say of its conditions, and what has worsened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import assessment
from tracker.assessment import Case, Readings
from tracker.model.advice import Backslide, BackslideLevel
from tracker.model.definitions import Area, Condition, Direction, EvidenceRule
from tracker.model.report import AreaReport, PhaseStatus, SeriesReport
from tracker.model.verdicts import Verdict, Word
from tracker.service.basis import Basis, SeriesKey

Made = Mapping[SeriesKey, SeriesReport]
_PHASES = (1, 2, 3)


def area_reports(basis: Basis, made: Made) -> tuple[AreaReport, ...]:
    """The phase of every area, with the evidence for each phase's conditions."""
    cuts = _Cuts.of(basis, _rules_read(basis, made))
    return tuple(_area_report(basis, status, made, cuts) for status in basis.phases.values())


@dataclass(frozen=True)
class _Read:
    """A rule of a condition for a phase, and the series that it reads in an area."""

    phase: int
    rule: EvidenceRule
    series: SeriesReport | None


_At = tuple[SeriesKey, Direction, date]


@dataclass(frozen=True)
class _Cuts:
    """The verdicts of the series that rules read, as they were at the cuts that count.

    days       per series: the days of its cuts, newest first, and whether they are its waves
    verdicts   by series, direction and day: a rule reads the direction of its own phase, whatever
               phase the area is in
    """

    basis: Basis
    days: Mapping[SeriesKey, assessment.Cuts]
    verdicts: Mapping[_At, Verdict]

    @classmethod
    def of(cls, basis: Basis, read: Iterable[_Read]) -> "_Cuts":
        """Assess every series now and at its cuts, all that share a day together."""
        followed = [
            (one, one.series)
            for one in read
            if one.series and one.series.verdict.word is not Word.HIDDEN
        ]
        days = _days(basis, followed)
        wanted: dict[date, dict[_At, Case]] = defaultdict(dict)
        for one, report in followed:
            key, direction = _key(report), report.indicator.direction_in(one.phase)
            for day in (basis.day, *days[key].days):
                case = Case(report.series, report.indicator, one.phase)
                wanted[day][key, direction, day] = case
        verdicts: dict[_At, Verdict] = {}
        for day, cases in wanted.items():
            found = assessment.assess_all(
                list(cases.values()), reference_date=day, freshness=basis.freshness
            )
            verdicts |= zip(cases, found, strict=True)
        return cls(basis, days, verdicts)

    def readings(self, read: _Read) -> Readings:
        """What the rule says now, and what it said at each cut."""
        rule, report, today = read.rule, read.series, self.basis.day
        if report is None or _key(report) not in self.days:
            indicator = self.basis.definitions.indicators.get(rule.indicator or "")
            verdict = report.verdict if report else None
            series = report.series if report else None
            return Readings(
                assessment.evidence(rule, indicator, series, verdict, reference_date=today)
            )
        cuts = self.days[_key(report)]
        direction = report.indicator.direction_in(read.phase)
        wanted = assessment.cuts_needed(rule, self.basis.definitions.phase_model.hysteresis)
        now, *earlier = (
            assessment.evidence(
                rule,
                report.indicator,
                report.series,
                self.verdicts[_key(report), direction, day],
                reference_date=day,
            )
            for day in (today, *cuts.days[:wanted])
        )
        return Readings(now, tuple(earlier), waves=cuts.waves)


def _key(report: SeriesReport) -> SeriesKey:
    return report.indicator.id, report.area.id


def _days(
    basis: Basis, followed: Iterable[tuple[_Read, SeriesReport]]
) -> dict[SeriesKey, assessment.Cuts]:
    """The cuts of each series, as many as the most demanding of its rules asks for."""
    hysteresis = basis.definitions.phase_model.hysteresis
    needed: dict[SeriesKey, int] = {}
    reports: dict[SeriesKey, SeriesReport] = {}
    for one, report in followed:
        key = _key(report)
        reports[key] = report
        needed[key] = max(needed.get(key, 0), assessment.cuts_needed(one.rule, hysteresis))
    return {
        key: assessment.review_cuts(
            report.series, report.indicator, reference_date=basis.day, count=needed[key]
        )
        for key, report in reports.items()
    }


def _area_report(basis: Basis, status: PhaseStatus, made: Made, cuts: _Cuts) -> AreaReport:
    model = basis.definitions.phase_model
    backslides = _backslides(basis, status, made)
    conditions = tuple(
        assessment.condition_report(
            condition,
            phase,
            [cuts.readings(one) for one in _read_in(basis, condition, phase, status.area, made)],
            model.hysteresis,
            present_phase=status.phase,
            backslides=backslides,
        )
        for phase in _PHASES
        for condition in model.conditions
    )
    return AreaReport(status, conditions, assessment.advice(conditions, status.phase), backslides)


def _rules_read(basis: Basis, made: Made) -> list[_Read]:
    return [
        one
        for status in basis.phases.values()
        for phase in _PHASES
        for condition in basis.definitions.phase_model.conditions
        for one in _read_in(basis, condition, phase, status.area, made)
    ]


def _read_in(basis: Basis, condition: Condition, phase: int, area: Area, made: Made) -> list[_Read]:
    """The rules of a condition for a phase, with what each reads in the area.

    Rules that read what is not followed in the area are left out, unless no other speaks.
    """
    rules = [rule for part in condition.evidence if part.phase == phase for rule in part.rules]
    read = [_Read(phase, rule, _series_of(basis, rule, area, made)) for rule in rules]
    followed = [one for one in read if one.series or not one.rule.indicator]
    return followed or read


def _series_of(basis: Basis, rule: EvidenceRule, judged: Area, made: Made) -> SeriesReport | None:
    """The series a rule reads: of the area it names, else of the judged area or its stand-in."""
    if rule.indicator is None:
        return None
    stand_ins = [a.id for a in basis.definitions.programme.areas if a.proxy_for == judged.id]
    for area_id in [rule.area] if rule.area else [judged.id, *stand_ins]:
        if found := made.get((rule.indicator, area_id)):
            return found
    return None


_GRAVEST = (
    BackslideLevel.CONFIRMED,
    BackslideLevel.WATCH,
    BackslideLevel.UNKNOWN,
    BackslideLevel.NONE,
)


def _backslides(basis: Basis, status: PhaseStatus, made: Made) -> tuple[Backslide, ...]:
    """What has worsened since the area entered its phase, among what its conditions rest on."""
    entered = status.entered
    if status.phase is None or entered is None:
        return ()
    model = basis.definitions.phase_model
    read = {
        (one.series.indicator.id, one.series.area.id): one.series
        for condition in model.conditions
        for one in _read_in(basis, condition, status.phase, status.area, made)
        if one.series and one.series.verdict.word is not Word.HIDDEN
    }
    read |= {
        key: series
        for key, series in made.items()
        if series.area.id == status.area.id and _is_named_by_a_goal(basis, series)
    }
    found = [
        assessment.backslide(
            series.series,
            series.indicator,
            granted_on=entered,
            reference_date=basis.day,
            direction=basis.direction_of(series.indicator, series.area),
            criteria=model.backsliding,
            freshness=basis.freshness,
        )
        for series in read.values()
    ]
    return tuple(sorted(found, key=lambda one: _GRAVEST.index(one.level)))


def _is_named_by_a_goal(basis: Basis, series: SeriesReport) -> bool:
    """Whether it is the primary or the companion of the goal that owns it, and may be read."""
    goal = basis.definitions.goal_of.get(series.indicator.id)
    named = goal is not None and series.indicator.id in (goal.primary, goal.companion)
    return named and series.verdict.word is not Word.HIDDEN
