"""The report: what every page, export and command shows. Built by `service`, changed by nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.model.access import Audience
from tracker.model.definitions import (
    Area,
    Condition,
    Definitions,
    EvidenceRule,
    Goal,
    Indicator,
)
from tracker.model.observations import Observation, Series
from tracker.model.records import PhaseDecision, PhaseDirectionTaken, Upload
from tracker.model.verdicts import Verdict


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


@dataclass(frozen=True)
class EvidenceItem:
    """What one rule says of a condition: for (True), against (False), or cannot tell (None)."""

    rule: EvidenceRule
    speaks: bool | None
    reason: EvidenceReason


@dataclass(frozen=True)
class ConditionReport:
    """A condition in an area for a phase, with its evidence as far as rules can read it."""

    condition: Condition
    phase: int
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True)
class GoalReport:
    """A målområde with every series of its indicators in its areas; the primary one first."""

    goal: Goal
    primary: SeriesReport | None
    series: tuple[SeriesReport, ...]


@dataclass(frozen=True)
class AreaReport:
    """An area whose phase is decided: its phase, and every condition for each of the phases."""

    status: PhaseStatus
    conditions: tuple[ConditionReport, ...]


@dataclass(frozen=True)
class Report:
    """Everything that is shown, for one audience, data version and reference date."""

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

    @property
    def fictional(self) -> bool:
        """Whether any shown series or decision is an invented example."""
        series = [s for g in self.goals for s in g.series] + list(self.cross_cutting)
        return any(s.series.fictional for s in series) or any(
            d.fictional for a in self.areas for d in a.status.decisions
        )

    def series_of(self, indicator_id: str, area_id: str) -> SeriesReport:
        """The report of one series. Raises KeyError for a series that the definitions lack."""
        every = [s for g in self.goals for s in g.series] + list(self.cross_cutting)
        for one in every:
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
