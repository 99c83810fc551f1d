"""What a steering group has on record, in words: a line for a list, and all that is told."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tracker.model.definitions import Definitions, Source
from tracker.model.periods import Period
from tracker.model.recipes import Mapped, RecipeBody
from tracker.model.records import PhaseDecision
from tracker.model.steering import (
    ActionUpdate,
    AddedEvent,
    Agreement,
    Answer,
    AnyEntry,
    Dialogue,
    EntryKind,
    Judgement,
    Meeting,
    Note,
    Priority,
    Promise,
    Recipe,
    Recorded,
    SeriesChosen,
    SteeringAction,
)
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day, moment, period

_IN_HEADING = frozenset({"kind", "id", "fictional", "withdrawn"})
_CHOSEN = {
    "verdict": "judgement.verdict",
    "confidence": "judgement.level",
    "type": "actions.type",
    "fidelity": "actions.fidelity",
}
_OF_DECISION = (
    "valid_from",
    "decided_on",
    "decided_by",
    "participants",
    "reasons",
    "dissent",
    "despite",
    "would_change_our_mind",
    "review_by",
    "diarienummer",
    "meeting",
)
_NAMED = frozenset({"meeting", "action", "judgement", "enables", "dialogues"})


class EntryWords:
    """The words of entries.

    definitions   where the names of areas, indicators … come from; a gone one is told by its id
    named         entries by id, for those that others name
    """

    def __init__(
        self, definitions: Definitions, named: Mapping[str, AnyEntry], texts: Texts
    ) -> None:
        self._definitions, self._named, self._t = definitions, named, texts
        self._goals = {goal.id: texts.of(goal.name) for goal in definitions.programme.goals}
        self._conditions = {
            c.id: f"{c.letter} {texts.of(c.name)}" for c in definitions.phase_model.conditions
        }

    def title(self, entry: AnyEntry) -> str:
        """What tells it from others of its kind."""
        match entry:
            case Judgement():
                phase = f"{self._t('phase.word')} {entry.phase}".lower()
                condition = self._conditions.get(entry.condition, entry.condition)
                return f"{condition}, {self._area(entry.area)}, {phase}"
            case Answer():
                return self._series(entry.series.indicator, entry.series.area)
            case Note():
                return self._series(entry.indicator, entry.area)
            case SteeringAction():
                return entry.title
            case AddedEvent():
                return entry.label
            case _:
                return entry.name

    def line(self, entry: AnyEntry) -> str:
        """One line of a list: when, what, its marks, and the id to ask for."""
        when = _when(entry)
        told = when.isoformat() if when else "–"
        kind = self._t(f"entries.kind.{entry.kind}")
        return f"{told:<10}  {kind}: {self.title(entry)}{self._marks(entry)}  ({entry.id})"

    def decision_line(self, one: PhaseDecision) -> str:
        """A phase decision as a line of the same list."""
        what = f"{self._area(one.area_id)}, {self._t('phase.word').lower()} {one.phase}"
        invented = f" · {self._t('fictional.word')}" if one.fictional else ""
        return f"{one.decided_on}  {self._t('entries.kind.decision')}: {what}{invented}  ({one.id})"

    def decision_told(self, one: PhaseDecision, names: Mapping[str, str], *, nameless: bool) -> str:
        """A phase decision whole. `nameless`: who wrote it down is not for the reader."""
        t = self._t
        who = None if nameless else one.recorded_by
        heading = self.decision_line(one).partition("  ")[2].rpartition("  ")[0]
        written = self._written(who, names, one.recorded_at, one.based_on)
        lines = [heading, written, f"{t('entries.id')}: {one.id}"]
        for name in _OF_DECISION:
            if value := getattr(one, name):
                said = day(value, t.language) if isinstance(value, date) else str(value)
                lines.append(f"{t(f'entries.field.{name}')}: {said}")
        return "\n".join(lines)

    def told(self, recorded: Recorded, names: Mapping[str, str]) -> str:
        """One version whole. `names`: of persons by id; who wrote may be hidden from the reader."""
        t, entry = self._t, recorded.entry
        heading = f"{t(f'entries.kind.{entry.kind}')}: {self.title(entry)}{self._marks(entry)}"
        written = self._written(
            recorded.recorded_by, names, recorded.recorded_at, recorded.based_on
        )
        lines = [
            heading,
            f"{t('entries.version', version=recorded.version)} · {written}",
            f"{t('entries.id')}: {entry.id}",
        ]
        for label, values in self.fields(entry):
            lines += [f"{label}: {values[0]}"] if len(values) == 1 else [f"{label}:"]
            lines += [f"  – {value}" for value in values if len(values) > 1]
        return "\n".join(lines)

    def _written(self, who: str | None, names: Mapping[str, str], at: datetime, number: int) -> str:
        """Who wrote, when, seeing what; not who for those who may not see it."""
        t = self._t
        when = moment(at, t.language)
        if who is None:
            return t("entries.written", when=when, number=number)
        name = names.get(who) or t("entries.nameless")
        return t("entries.written_by", who=name, when=when, number=number)

    def fields(self, entry: AnyEntry) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each field that says something: its label and its values in words."""
        for name, value in entry:
            if name in _IN_HEADING or value in (None, ()) or (name == "seen" and not value):
                continue
            if isinstance(value, RecipeBody):
                value = value.values  # noqa: PLW2901
            values = value if isinstance(value, tuple) else (value,)
            said = tuple(self._said(entry.kind, name, one) for one in values)
            yield self._t(f"entries.field.{name}"), said

    def _said(self, kind: EntryKind, name: str, value: object) -> str:
        t = self._t
        match value:
            case date():
                return day(value, t.language)
            case Period():
                return period(value, t)
            case SeriesChosen():
                return self._series(value.indicator, value.area)
            case ActionUpdate():
                return f"{day(value.on, t.language)}: {value.text}"
            case Priority():
                goal = self._goals.get(value.goal or "", value.goal)
                return f"{value.text} ({goal})" if goal else value.text
            case Mapped():
                measure = value.value.measure or "–"
                return f"{measure} → {self._indicator(value.indicator)}"
            case Source():
                return ", ".join(filter(None, (value.title, value.publisher, value.url)))
            case str():
                return self._worded(kind, name, value)
            case _:
                return str(value)

    def _worded(self, kind: EntryKind, name: str, value: str) -> str:
        """A text of a field: a choice, an id that has a name, or what somebody wrote."""
        if name == "status":
            return self._status(kind, value)
        if name in _CHOSEN:
            return self._t(f"{_CHOSEN[name]}.{value}")
        if name in _NAMED:
            found = self._named.get(value)
            return f"{self.title(found)} ({value})" if found else value
        match name:
            case "area" | "areas":
                return self._area(value)
            case "condition" | "conditions":
                return self._conditions.get(value, value)
            case "indicator" | "indicators":
                return self._indicator(value)
            case "goals":
                return self._goals.get(value, value)
            case "owner_organisation":
                found_owner = self._definitions.organisations.get(value)
                return self._t.of(found_owner.name) if found_owner else value
            case _:
                return value

    def _status(self, kind: EntryKind, value: str) -> str:
        match kind:
            case EntryKind.ACTION:
                return self._t(f"actions.status.{value}")
            case EntryKind.PROMISE:
                return self._t(f"promises.status.{value}")
            case _:
                return self._t(f"entries.meeting.{value}")

    def _marks(self, entry: AnyEntry) -> str:
        t = self._t
        marks = [t("fictional.word")] if entry.fictional else []
        marks += [t("entries.withdrawn")] if entry.withdrawn else []
        if isinstance(entry, Meeting) and entry.status == "planned":
            marks.append(t("entries.meeting.planned"))
        return "".join(f" · {mark}" for mark in marks)

    def _area(self, id_: str) -> str:
        found = self._definitions.areas.get(id_)
        return self._t.of(found.name) if found else id_

    def _indicator(self, id_: str) -> str:
        found = self._definitions.indicators.get(id_)
        return self._t.of(found.name) if found else id_

    def _series(self, indicator: str, area: str) -> str:
        return f"{self._indicator(indicator)}, {self._area(area)}"


def _when(entry: AnyEntry) -> date | None:
    """The day that an entry is of; None where it says none."""
    match entry:
        case Judgement():
            return entry.judged_on
        case Answer():
            return entry.answered_on
        case SteeringAction():
            return entry.start
        case Dialogue():
            return entry.held.start
        case Promise():
            return entry.years.start if entry.years else None
        case Agreement():
            return entry.years.start
        case Meeting():
            return entry.held_on
        case Note() | AddedEvent():
            return entry.on
        case Recipe():
            return None
