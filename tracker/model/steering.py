"""What a steering group puts on record: judgements, answers, actions, promises, meetings, notes.

Every entry has an id that never changes, and is written anew when it is edited: the record keeps
each version with who, when and on which data version. Names of persons stand in no entry: roles do.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tracker.model.base import Record, Sentence, Slug
from tracker.model.definitions import Source
from tracker.model.recipes import RecipeBody
from tracker.model.windows import PartialDate, Window

EntryId = Annotated[str, Field(pattern=r"^[0-9a-z_-]{3,40}$")]


def _nothing_if_blank(raw: object) -> object:
    return None if isinstance(raw, str) and not raw.strip() else raw


# A text that may be left out; what nobody said is None, and never empty text.
Remark = Annotated[str | None, BeforeValidator(_nothing_if_blank)]


class EntryKind(StrEnum):
    """What an entry is; also the name it has in files and addresses."""

    JUDGEMENT = "judgement"  # bedömning
    ANSWER = "answer"  # svar på ett bakslag
    ACTION = "action"  # åtgärd
    DIALOGUE = "dialogue"  # medborgardialog
    PROMISE = "promise"  # medborgarlöfte
    AGREEMENT = "agreement"  # samverkansöverenskommelse
    MEETING = "meeting"  # styrgruppsmöte
    NOTE = "note"  # kommentar
    EVENT = "event"  # händelse på tidsaxeln
    RECIPE = "recipe"  # recept för en fil


class Entry(Record):
    """What every entry has. `withdrawn`: taken out of use, and kept."""

    id: EntryId
    fictional: bool = False
    withdrawn: bool = False


class Judged(StrEnum):
    """What people say of a condition."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class SeriesChosen(Record):
    """A series that was named as evidence."""

    indicator: Slug
    area: Slug


class Judgement(Entry):
    """Bedömning: what people say of a condition in an area, beside what was computed."""

    kind: Literal[EntryKind.JUDGEMENT] = EntryKind.JUDGEMENT
    area: Slug
    condition: Slug
    phase: Literal[1, 2, 3]
    verdict: Judged
    confidence: Literal["low", "medium", "high"]
    reasons: Sentence
    evidence: tuple[SeriesChosen, ...] = ()
    dissent: Remark = None
    judged_by: Sentence  # roles
    judged_on: date
    meeting: EntryId | None = None


class Answer(Entry):
    """Svar på ett bakslag: an explanation, an action or a new judgement. It ends the asking."""

    kind: Literal[EntryKind.ANSWER] = EntryKind.ANSWER
    area: Slug  # whose phase was decided
    series: SeriesChosen
    phase_since: date  # the day of the decision that the setback is measured from
    text: Sentence
    action: EntryId | None = None
    judgement: EntryId | None = None
    answered_by: Sentence
    answered_on: date


class ActionType(StrEnum):
    """How an action is meant to work."""

    SITUATIONAL = "situational"  # situationell
    SOCIAL = "social"
    ENFORCEMENT = "enforcement"  # brottsbekämpande


class ActionStatus(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    STOPPED = "stopped"


class ActionUpdate(Record):
    """What happened with an action, and when."""

    on: date
    text: Sentence


class SteeringAction(Entry):
    """Åtgärd: what is done, why now, and what it makes possible."""

    kind: Literal[EntryKind.ACTION] = EntryKind.ACTION
    title: Sentence
    goals: tuple[Slug, ...] = ()
    conditions: tuple[Slug, ...] = ()
    phase: Literal[1, 2, 3] | None = None  # the phase whose work it is
    areas: tuple[Slug, ...] = ()
    indicators: tuple[Slug, ...] = ()  # where it should show
    problem: Remark = None
    cause: Remark = None
    why_now: Remark = None
    makes_possible: Remark = None
    enables: tuple[EntryId, ...] = ()  # later actions that wait for it
    type: ActionType
    owner_organisation: Slug
    start: date | None = None
    end: date | None = None
    status: ActionStatus
    fidelity: Literal["as_planned", "partly", "not", "unknown"] = "unknown"
    updates: tuple[ActionUpdate, ...] = ()
    source: Source | None = None


class Dialogue(Entry):
    """Medborgardialog: how people were asked, how many, and what they said."""

    kind: Literal[EntryKind.DIALOGUE] = EntryKind.DIALOGUE
    name: Sentence
    area: Slug | None = None  # None: elsewhere in the municipality
    place: Sentence
    form: Sentence
    held: Window
    people: Annotated[int, Field(ge=1)] | None = None
    said: tuple[Sentence, ...] = ()
    source: Source | None = None


class Promise(Entry):
    """Medborgarlöfte: from dialogue to what was done, followed up and told back."""

    kind: Literal[EntryKind.PROMISE] = EntryKind.PROMISE
    name: Sentence
    area: Slug | None = None  # None: elsewhere in the municipality, and in no figure of an area
    place: Sentence
    dialogues: tuple[EntryId, ...] = ()
    shared_picture: Remark = None  # gemensam lägesbild
    focus: tuple[Sentence, ...] = ()
    wording: Remark = None  # None: «lydelsen är inte inlagd»
    signed_by: tuple[Sentence, ...] = ()
    signed_on: PartialDate | None = None  # sources often tell the month and no day
    years: Window | None = None
    status: Literal["ongoing", "ended", "planned"]
    done: tuple[Sentence, ...] = ()
    follow_up: Remark = None
    told_back: Remark = None
    source: Source | None = None


class Priority(Record):
    """One priority of an agreement; linked to a goal only where its text supports it."""

    text: Sentence
    goal: Slug | None = None


class Agreement(Entry):
    """Samverkansöverenskommelse between municipality and police."""

    kind: Literal[EntryKind.AGREEMENT] = EntryKind.AGREEMENT
    name: Sentence
    years: Window
    signed_by: tuple[Sentence, ...] = ()
    priorities: tuple[Priority, ...] = ()
    source: Source | None = None


class Meeting(Entry):
    """Styrgruppsmöte: its agenda, who came, and its minutes.

    A planned meeting is the same entry before the day: whom it is for, and what people will bring
    up. It becomes held in a further version, with who came and what was said. What each lacks or
    must not have is told by `service.steering`.
    """

    kind: Literal[EntryKind.MEETING] = EntryKind.MEETING
    name: Sentence  # such as «Möte 21»
    status: Literal["planned", "held"] = "held"
    held_on: date  # or is to be
    participants: tuple[Sentence, ...] = ()  # roles
    points: tuple[Sentence, ...] = ()  # added by people; the data's own are built anew
    minutes: Remark = None
    seen: Annotated[int, Field(ge=0)] = 0  # data version that the meeting saw


class Note(Entry):
    """Kommentar: the story behind a curve, signed and dated."""

    kind: Literal[EntryKind.NOTE] = EntryKind.NOTE
    indicator: Slug
    area: Slug
    text: Sentence
    signed: Sentence  # a role
    on: date


class AddedEvent(Entry):
    """Händelse: something to be marked on the axis of the charts."""

    kind: Literal[EntryKind.EVENT] = EntryKind.EVENT
    on: date
    label: Sentence
    source: Source | None = None


class Recipe(Entry):
    """Recept: how somebody else's file becomes values of our indicators."""

    kind: Literal[EntryKind.RECIPE] = EntryKind.RECIPE
    name: Sentence
    body: RecipeBody


AnyEntry = Annotated[
    Judgement
    | Answer
    | SteeringAction
    | Dialogue
    | Promise
    | Agreement
    | Meeting
    | Note
    | AddedEvent
    | Recipe,
    Field(discriminator="kind"),
]


ENTRY_TYPES: Mapping[EntryKind, type[AnyEntry]] = {
    EntryKind.JUDGEMENT: Judgement,
    EntryKind.ANSWER: Answer,
    EntryKind.ACTION: SteeringAction,
    EntryKind.DIALOGUE: Dialogue,
    EntryKind.PROMISE: Promise,
    EntryKind.AGREEMENT: Agreement,
    EntryKind.MEETING: Meeting,
    EntryKind.NOTE: Note,
    EntryKind.EVENT: AddedEvent,
    EntryKind.RECIPE: Recipe,
}
# What anyone may read; the rest is said within the group.
OPEN_KINDS = frozenset(
    {
        EntryKind.ACTION,
        EntryKind.DIALOGUE,
        EntryKind.PROMISE,
        EntryKind.AGREEMENT,
        EntryKind.EVENT,
    }
)


class Recorded(Record):
    """One version of an entry in the record: the entry, who wrote it, when, seeing what."""

    entry: AnyEntry
    version: Annotated[int, Field(ge=1)]
    recorded_by: Sentence | None  # person id; None: not for this reader
    recorded_at: datetime
    based_on: Annotated[int, Field(ge=0)]  # publication that was seen


def renamed(entry: AnyEntry, new_ids: Mapping[str, str]) -> AnyEntry:
    """The entry with indicators under their new ids; `new_ids` is by old id."""

    def chosen(series: SeriesChosen) -> SeriesChosen:
        return series.model_copy(
            update={"indicator": new_ids.get(series.indicator, series.indicator)}
        )

    match entry:
        case Judgement():
            return entry.model_copy(update={"evidence": tuple(map(chosen, entry.evidence))})
        case Answer():
            return entry.model_copy(update={"series": chosen(entry.series)})
        case SteeringAction():
            indicators = tuple(new_ids.get(i, i) for i in entry.indicators)
            return entry.model_copy(update={"indicators": indicators})
        case Note():
            indicator = new_ids.get(entry.indicator, entry.indicator)
            return entry.model_copy(update={"indicator": indicator})
        case Recipe():
            return entry.model_copy(update={"body": entry.body.renamed(new_ids)})
        case _:
            return entry
