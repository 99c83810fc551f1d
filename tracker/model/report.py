"""The report: what every page, export and command shows. Built by `service`, changed by nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from tracker.model.access import Audience
from tracker.model.advice import Advice, Backslide, BackslideLevel
from tracker.model.comparison import Comparison, ComparisonReason
from tracker.model.control import ControlChart, RareCount
from tracker.model.definitions import (
    Area,
    Condition,
    Definitions,
    EvidenceRule,
    Goal,
    Indicator,
)
from tracker.model.fragility import Fragility
from tracker.model.headline import Headline
from tracker.model.observations import Observation, Series
from tracker.model.records import PhaseDecision, PhaseDirectionTaken, Upload
from tracker.model.steering import AddedEvent, Recorded
from tracker.model.targets import TargetStatus
from tracker.model.verdicts import Trend, Verdict


@dataclass(frozen=True)
class PhaseStatus:
    """The phase of an area at the reference date, by decision. `decisions` is oldest first."""

    area: Area
    decision: PhaseDecision | None
    direction: PhaseDirectionTaken | None
    decisions: tuple[PhaseDecision, ...]

    @property
    def phase(self) -> int | None:
        """1, 2 or 3; None where nobody has decided."""
        return self.decision.phase if self.decision else None

    @property
    def entered(self) -> date | None:
        """The day the area entered its present phase; a renewed decision does not move it."""
        day = None
        for decision in reversed(self.decisions):
            if decision.phase != self.phase:
                break
            day = decision.valid_from
        return day


@dataclass(frozen=True)
class Band:
    """The baseline as a chart draws it: its centre and 95 % interval, in shown units."""

    low: float
    centre: float
    high: float


@dataclass(frozen=True)
class Shown:
    """One value as charts draw and tables list it.

    value      in shown units: a rate per its base, a rolling sum; None without a number
    interval   95 %, in the same units; None where none can be given
    """

    observation: Observation
    value: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class SeriesReport:
    """One series as a reader may see it, with its verdict at the reference date.

    shown    what a chart draws and a table lists: rolling sums where the definition says so
    latest   the newest shown value that holds a number at the reference date
    late_by  days that the next delivery is overdue at the reference date; 0 when it is not
    next_due when the next delivery is due; None where nothing is awaited

    What else is known beside the verdict; each None where it does not apply:
    target      where the series stands against its target
    control     the control chart, or why it has none; a signal to look, never a verdict
    rare        the picture of a rare count
    comparison  the area against the rest of the municipality, or why it is not compared
    fragility   what would give the verdict another word
    drift       whether the periods drift one way (Mann-Kendall); says nothing of the baseline
    """

    indicator: Indicator
    area: Area
    series: Series
    shown: tuple[Shown, ...]
    latest: Shown | None
    verdict: Verdict
    baseline_band: Band | None
    late_by: int
    next_due: date | None
    uploads: tuple[Upload, ...]
    target: TargetStatus | None = None
    control: ControlChart | None = None
    rare: RareCount | None = None
    comparison: Comparison | ComparisonReason | None = None
    fragility: Fragility | None = None
    drift: Trend | None = None


class EvidenceReason(StrEnum):
    """Why a rule speaks for, against, or not at all."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    SIGN_ONLY = "sign_only"  # a change, but not confirmed at two reviews
    NOT_SHOWN = "not_shown"  # no detectable change, and the data could not have shown it
    TOO_FEW = "too_few"
    NO_DATA = "no_data"
    STALE = "stale"
    HIDDEN = "hidden"
    PEOPLE_JUDGE = "people_judge"  # no indicator is read: the steering group judges
    NO_METHOD = "no_method"  # no method can read it yet
    NOT_YET_HELD = "not_yet_held"  # it holds now, but not for as long as is asked
    CONTRADICTED_BEFORE = "contradicted_before"  # against at a review that counts, cannot tell now


class Resolution(StrEnum):
    """What would let a rule answer that cannot."""

    DELIVERY = "delivery"  # values that are missing
    FRESH_VALUE = "fresh_value"
    MORE_TIME = "more_time"  # more events, or a longer window; `months` where it can be reckoned
    MORE_ANSWERS = "more_answers"
    NUMBER_OF_ANSWERS = "number_of_answers"  # the share is there, but not of how many
    NEXT_REVIEW = "next_review"  # the same answer at the next quarter's end, or the next wave
    NEW_BASELINE = "new_baseline"  # people choose what to compare with
    METHOD = "method"  # none of the tracker's methods can read such values
    PEOPLE = "people"  # nothing that can be counted: people judge
    HIDDEN_NUMBERS = "hidden_numbers"  # a reader who may see what is suppressed here


@dataclass(frozen=True)
class EvidenceItem:
    """What one rule says of a condition: for (True), against (False), or cannot tell (None).

    held        what it said at earlier cuts of the same data version, newest first
    resolution  what would let it answer, where it cannot
    months      without an event that would show a fall, where that is what is waited for
    worsened    against because of a confirmed worsening, which need not hold to count
    """

    rule: EvidenceRule
    speaks: bool | None
    reason: EvidenceReason
    held: tuple[bool | None, ...] = ()
    resolution: Resolution | None = None
    months: float | None = None
    worsened: bool = False


class Standing(StrEnum):
    """Where a condition stands in a phase, as far as rules can tell. People decide."""

    SUPPORTS = "supports"  # it has held for as long as is asked
    AGAINST = "against"  # it has failed for as long, or a worsening is confirmed
    OPEN = "open"  # neither yet
    CANNOT_JUDGE = "cannot_judge"  # so much has been unknown for so long that no rule will tell
    PEOPLE_JUDGE = "people_judge"  # what is left is for people to judge


@dataclass(frozen=True)
class ConditionReport:
    """A condition in an area for a phase, with its evidence as far as rules can read it.

    supports   whether `needed` of the rules speak for it, each held for as long as is asked
    standing   the same with hysteresis: one false quarter alone does not speak against it, but
               leaves it open
    lost       the area is in this phase, and the condition now stands against it
    """

    condition: Condition
    phase: int
    evidence: tuple[EvidenceItem, ...]
    supports: bool | None = None
    needed: int = 1
    standing: Standing = Standing.OPEN
    lost: bool = False


@dataclass(frozen=True)
class GoalReport:
    """A målområde with every series of its indicators in its areas; the primary one first."""

    goal: Goal
    primary: SeriesReport | None
    series: tuple[SeriesReport, ...]


_NO_ADVICE = Advice(None, None)


@dataclass(frozen=True)
class AreaReport:
    """An area whose phase is decided: its phase, and every condition for each of the phases.

    advice      what the evidence comes to for the present phase and the next; it decides nothing
    backslides  series that are watched since the phase was decided, those that worsened first
    """

    status: PhaseStatus
    conditions: tuple[ConditionReport, ...]
    advice: Advice = _NO_ADVICE
    backslides: tuple[Backslide, ...] = ()

    @property
    def worsened(self) -> tuple[Backslide, ...]:
        """The series whose worsening since the decision shows, confirmed or to be watched."""
        return tuple(
            b
            for b in self.backslides
            if b.level in (BackslideLevel.CONFIRMED, BackslideLevel.WATCH)
        )


@dataclass(frozen=True)
class Report:
    """Everything that is shown, for one audience, data version and reference date.

    added_events   what people have put on the axis beside the definitions' own events
    entries        what the steering group has on record and the reader may see; none withdrawn
    """

    definitions: Definitions
    publication: int
    audience: Audience
    organisations: frozenset[str]
    reference_date: date
    programme_ended: bool
    areas: tuple[AreaReport, ...]
    goals: tuple[GoalReport, ...]
    cross_cutting: tuple[SeriesReport, ...]
    method: str
    headline: Headline | None = None
    added_events: tuple[AddedEvent, ...] = ()
    entries: tuple[Recorded, ...] = ()

    @property
    def fictional(self) -> bool:
        """Whether any shown series or decision is an invented example."""
        return any(s.series.fictional for s in self.every_series) or any(
            d.fictional for a in self.areas for d in a.status.decisions
        )

    @cached_property
    def every_series(self) -> tuple[SeriesReport, ...]:
        """All series: the goals' in order, then the cross-cutting."""
        return tuple(s for g in self.goals for s in g.series) + self.cross_cutting

    def series_of(self, indicator_id: str, area_id: str) -> SeriesReport:
        """The report of one series. Raises KeyError for a series that the definitions lack."""
        for one in self.every_series:
            if (one.indicator.id, one.area.id) == (indicator_id, area_id):
                return one
        raise KeyError(indicator_id, area_id)

    def phase_shown(self, area: Area) -> PhaseStatus | None:
        """The phase that a chart of the area shows: its own, its stand-in's, the whole area's."""
        by_area = {a.status.area.id: a.status for a in self.areas}
        for area_id in (area.id, area.proxy_for, area.parent):
            if area_id in by_area and by_area[area_id].decision:
                return by_area[area_id]
        return None
