"""What the fields of an entry may name, and when: each rule gives the faults that it finds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import disclosure
from tracker.disclosure import Visibility
from tracker.errors import Fault, Param
from tracker.ingest.personal import masked
from tracker.model.access import Reader
from tracker.model.definitions import Area, Definitions, Goal
from tracker.model.records import PhaseDecision
from tracker.model.steering import AnyEntry, EntryKind, Meeting, SeriesChosen


@dataclass(frozen=True)
class Known:
    """What a write is checked against.

    definitions   in force
    recorded      the newest version of every entry on record, by id
    decisions     the phase decisions in force
    reader        who writes, as a reader
    number        the data version in force
    """

    definitions: Definitions
    recorded: Mapping[str, AnyEntry]
    decisions: tuple[PhaseDecision, ...]
    reader: Reader
    today: date
    number: int


@dataclass(frozen=True)
class About:
    """One entry of the write, and how its faults are told.

    Each fault has the parameters `entry` and `field`, the place of the text in the entry, such as
    `updates › 2 › text`.
    """

    entry: AnyEntry

    def fault(self, code: str, field: str, /, **params: Param) -> Fault:
        """A fault at a field; what looks like personal data in its parameters is masked."""
        name = masked(self.entry.id)
        shown = {key: masked(p) if isinstance(p, str) else p for key, p in params.items()}
        return Fault(code, {"entry": name, "field": field, **shown}, path=f"{name} › {field}")


@dataclass(frozen=True)
class Places:
    """What the fields of an entry may name, and when; None and empty name nothing."""

    about: About
    known: Known
    named: Mapping[str, AnyEntry]  # on record, or in the same write

    def assessed(self, field: str, area: str, day: date) -> Iterator[Fault]:
        """An area whose phase is decided."""
        yield from self.areas(field, [area], day)
        found = self.known.definitions.areas.get(area)
        if found and not found.phase_assessed:
            yield self.about.fault("entry_area_not_assessed", field, area=area)

    def areas(self, field: str, areas: Iterable[str | None], day: date | None) -> Iterator[Fault]:
        """Areas that are still there on the day."""
        for area in filter(None, areas):
            found = self.known.definitions.areas.get(area)
            if found is None:
                yield self.about.fault("entry_area_unknown", field, area=area)
            elif (ended := _ended(found)) and day and ended < day:
                params = {"area": area, "ended": ended.isoformat(), "day": day.isoformat()}
                yield self.about.fault("entry_area_ended", field, **params)

    def conditions(self, field: str, conditions: Iterable[str]) -> Iterator[Fault]:
        """Conditions of the phase model."""
        defined = {condition.id for condition in self.known.definitions.phase_model.conditions}
        for condition in conditions:
            if condition not in defined:
                yield self.about.fault("entry_condition_unknown", field, condition=condition)

    def indicators(self, field: str, indicators: Iterable[str]) -> Iterator[Fault]:
        """Indicators of the programme."""
        for indicator in indicators:
            if indicator not in self.known.definitions.indicators:
                yield self.about.fault("entry_indicator_unknown", field, indicator=indicator)

    def series(self, field: str, chosen: Iterable[SeriesChosen]) -> Iterator[Fault]:
        """Series that the definitions have: an indicator in one of its areas."""
        definitions = self.known.definitions
        for series in chosen:
            unknown = [
                *self.indicators(field, [series.indicator]),
                *self.areas(field, [series.area], None),
            ]
            yield from unknown
            if not unknown and series.area not in definitions.indicators[series.indicator].areas:
                params = {"indicator": series.indicator, "area": series.area}
                yield self.about.fault("entry_series_unknown", field, **params)

    def goals(
        self, field: str, goals: Iterable[str | None], first: date | None, last: date | None
    ) -> Iterator[Fault]:
        """Goals that hold on some day from `first` to `last`; None: not told."""
        defined = {goal.id: goal for goal in self.known.definitions.programme.goals}
        for goal in filter(None, goals):
            found = defined.get(goal)
            if found is None:
                yield self.about.fault("entry_goal_unknown", field, goal=goal)
            elif _outside(found, first, last):
                yield self.about.fault("entry_goal_not_valid", field, goal=goal)

    def entries(self, field: str, ids: Iterable[str | None], kind: EntryKind) -> Iterator[Fault]:
        """Other entries, of a kind, on record or in the same write."""
        for id_ in filter(None, ids):
            found = self.named.get(id_)
            if found is None or found.kind is not kind:
                yield self.about.fault(_UNKNOWN[kind], field, named=id_)

    def decided(self, field: str, area: str, day: date) -> Iterator[Fault]:
        """A day from which a phase decision on the area holds."""
        days = sorted({d.valid_from for d in self.known.decisions if d.area_id == area})
        found = self.known.definitions.areas.get(area)
        if found and found.phase_assessed and day not in days:
            known = ", ".join(one.isoformat() for one in days) or "–"
            params = {"area": area, "day": day.isoformat(), "known": known}
            yield self.about.fault("answer_decision_unknown", field, **params)

    def meeting(self, field: str, named: str | None, day: date) -> Iterator[Fault]:
        """A meeting that has been held, or that is planned for that very day."""
        yield from self.entries(field, [named], EntryKind.MEETING)
        found = self.named.get(named) if named else None
        if isinstance(found, Meeting) and found.status == "planned" and found.held_on != day:
            planned = {"named": found.name, "day": found.held_on.isoformat()}
            yield self.about.fault("meeting_not_held", field, **planned)

    def past(self, field: str, day: date | None) -> Iterator[Fault]:
        """A day that has been."""
        if day and day > self.known.today:
            yield self.about.fault("entry_in_future", field, day=day.isoformat())

    def within(self, field: str, day: date) -> Iterator[Fault]:
        """A day that has been, in the time of the programme or after it."""
        yield from self.past(field, day)
        start = self.known.definitions.programme.start
        if day < start:
            days = {"day": day.isoformat(), "start": start.isoformat()}
            yield self.about.fault("entry_before_start", field, **days)

    def in_full(self, field: str, indicator: str) -> Iterator[Fault]:
        """A series that who writes may see in full: she could not read her own note otherwise."""
        found = self.known.definitions.indicators.get(indicator)
        if found and disclosure.visibility(self.known.reader, found) is not Visibility.FULL:
            yield self.about.fault("note_on_hidden_series", field, indicator=indicator)


_UNKNOWN = {
    EntryKind.ACTION: "action_unknown",
    EntryKind.DIALOGUE: "dialogue_unknown",
    EntryKind.JUDGEMENT: "judgement_unknown",
    EntryKind.MEETING: "meeting_unknown",
}


def _ended(area: Area) -> date | None:
    """The last day of the area; None while it is there."""
    ends = [version.valid_to for version in area.versions]
    return None if None in ends else max(end for end in ends if end)


def _outside(goal: Goal, first: date | None, last: date | None) -> bool:
    ended = goal.valid_to is not None and first is not None and goal.valid_to < first
    return ended or (last is not None and last < goal.valid_from)
