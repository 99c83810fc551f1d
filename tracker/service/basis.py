"""What every part of one report is built from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.model.access import Reader
from tracker.model.definitions import Area, Definitions, Direction, Freshness, Indicator
from tracker.model.observations import Series
from tracker.model.records import PhaseDecision, PhaseDirectionTaken, Upload
from tracker.model.report import PhaseStatus

SeriesKey = tuple[str, str]  # (indicator id, area id)


@dataclass(frozen=True)
class Basis:
    """One data version as one reader may see it, at one reference date.

    phases   by the id of every area whose phase is decided
    """

    definitions: Definitions
    reader: Reader
    day: date
    series: Mapping[SeriesKey, Series]
    phases: Mapping[str, PhaseStatus]
    uploads: Mapping[SeriesKey, tuple[Upload, ...]]

    @property
    def freshness(self) -> Freshness:
        """When a value is too old, where its indicator does not say."""
        return self.definitions.phase_model.freshness

    def delivered(self, indicator: Indicator, area: Area) -> Series:
        """The series, empty where nothing has been delivered."""
        key = indicator.id, area.id
        return self.series.get(key) or Series(*key, ())

    def phase_of(self, area: Area) -> int | None:
        """The phase that a series in the area is read in: its own, its stand-in's, its parent's."""
        for area_id in (area.id, area.proxy_for, area.parent):
            status = self.phases.get(area_id) if area_id else None
            if status and status.phase:
                return status.phase
        return None

    def direction_of(self, indicator: Indicator, area: Area) -> Direction:
        """Which way is better in the phase that the area is in."""
        return indicator.direction_in(self.phase_of(area))


def phase_status(area: Area, decisions: Iterable[PhaseDecision], day: date) -> PhaseStatus:
    """The phase that the latest decision valid on `day` gives, and which way it went."""
    valid = tuple(d for d in decisions if d.area_id == area.id and d.valid_from <= day)
    if not valid:
        return PhaseStatus(area, None, None, ())
    latest = valid[-1]
    if len(valid) == 1:
        return PhaseStatus(area, latest, PhaseDirectionTaken.FIRST, valid)
    before = valid[-2].phase
    if latest.phase == before:
        direction = PhaseDirectionTaken.UNCHANGED
    elif latest.phase > before:
        direction = PhaseDirectionTaken.FORWARD
    else:
        direction = PhaseDirectionTaken.BACKWARD
    return PhaseStatus(area, latest, direction, valid)
