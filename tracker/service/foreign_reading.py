"""A draft in somebody else's form: recognised, matched with the saved recipes, read by one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import Fault
from tracker.ingest import FaultCode, Reading
from tracker.ingest.grid import Opened
from tracker.ingest.recipes import RecipeReading, fits
from tracker.ingest.recognised import Choice, Question, Recognised
from tracker.model.definitions import Definitions
from tracker.service.draft_choices import Chosen
from tracker.service.foreign_seen import Candidate, Seen, Used
from tracker.service.foreign_summary import seen_of
from tracker.service.originals import by_recipe, not_applied, recognise

UNREAD = "unread"  # the question whether cells that cannot be read may be left out
SKIP, STOP = "skip", "stop"  # its choices
_SHOWN = 3  # cells named in a choice
_ROUNDS = 3  # an answer may raise another question


@dataclass(frozen=True)
class ForeignReading:
    """What reading a foreign file gave; nothing is `seen` of one with personal data."""

    reading: Reading
    seen: Seen | None


def read_foreign(  # noqa: PLR0917 - what a reading depends on
    opened: Opened,
    data: bytes,
    file_name: str,
    chosen: Chosen,
    saved: tuple[Candidate, ...],
    definitions: Definitions,
    *,
    today: date,
    before: tuple[Question, ...] = (),
) -> ForeignReading:
    """Read a file as far as what has been said of it allows. Never raises for a bad file.

    before   what it asked when it was read last
    """
    answers = dict(chosen.answers)
    if answers.keys() - {question.key for question in before}:  # answered before it was asked
        first = recognise(data, file_name, {}, today=today, opened=opened)
        before = (*before, *first.questions)
    found = recognise(data, file_name, answers, today=today, opened=opened)
    if any(fault.code == FaultCode.PERSONAL_DATA for fault in found.faults):
        return ForeignReading(not_applied(found, found.faults), None)
    asked = {q.key: q for q in (*before, *found.questions)}
    candidates = tuple(one for one in saved if fits(one.body, found))
    used = _used(chosen, saved, candidates)
    for _ in range(_ROUNDS):
        remembered = used.body.answers if used else {}
        more = {q.key: remembered[q.key] for q in found.questions if q.key in remembered}
        if not more or more.items() <= answers.items():
            break
        answers |= more
        found = recognise(data, file_name, answers, today=today, opened=opened)
        asked |= {question.key: question for question in found.questions}
    if question := _about_unread(found):
        asked[UNREAD] = question
    questions = _open(found, asked, answers)
    if not found.values and not questions:
        return ForeignReading(not_applied(found, found.faults or _NOTHING), None)
    made = by_recipe(used.body, found, definitions, today=today) if used else None
    reading = not_applied(found)
    if made and not questions:
        reading = _with_faults(made, _keeping_out(found, made, answers))
    elif answers.get(UNREAD) == STOP:
        reading = not_applied(found, found.faults)
    seen = seen_of(
        found,
        questions,
        tuple(asked.values()),
        answers,
        candidates,
        used,
        made.left_out if made else {},
    )
    return ForeignReading(reading, seen)


_NOTHING = (Fault("no_values"),)


def _used(
    chosen: Chosen, saved: tuple[Candidate, ...], candidates: tuple[Candidate, ...]
) -> Used | None:
    """The recipe that a person chose or made; else the only one that fits."""
    picked = next((one for one in saved if one.id == chosen.recipe), None)
    if chosen.body:
        if picked and picked.body == chosen.body:
            return Used(picked.id, picked.name, picked.version, picked.body)
        return Used(None, chosen.name, 0, chosen.body)
    if picked is None and len(candidates) == 1:
        (picked,) = candidates
    return Used(picked.id, picked.name, picked.version, picked.body) if picked else None


def _about_unread(found: Recognised) -> Question | None:
    """Whether what cannot be read may be left out; None where all cells can be."""
    cells = [fault for fault in found.faults if _is_of_a_cell(fault)]
    if not cells or not found.values:
        return None
    told = tuple(
        f"{fault.row}: {fault.cell}" if fault.row else str(fault.cell)
        for fault in cells[:_SHOWN]
        if fault.cell
    )
    choices = (Choice(SKIP, told), Choice(STOP))
    return Question(UNREAD, "unread_cells", {"n": len(cells)}, choices, len(cells))


def _open(
    found: Recognised, asked: Mapping[str, Question], answers: Mapping[str, str]
) -> tuple[Question, ...]:
    unread = (asked[UNREAD],) if UNREAD in asked and UNREAD not in answers else ()
    return (*found.questions, *unread)


def _keeping_out(
    found: Recognised, made: RecipeReading, answers: Mapping[str, str]
) -> tuple[Fault, ...]:
    """The faults that the file cannot be accepted with.

    A sheet that the recipe reads nothing from may have any.
    """
    sheets = {value.sheet for value in made.read_from}
    skipped = answers.get(UNREAD) == SKIP
    return tuple(
        fault
        for fault in found.faults
        if not (skipped and _is_of_a_cell(fault))
        and not (fault.file and sheets and fault.file not in sheets)
    )


def _is_of_a_cell(fault: Fault) -> bool:
    """Whether the fault is of one cell, whose value is then not among those that were read."""
    return fault.cell is not None or fault.code == FaultCode.MORE_FAULTS


def _with_faults(made: RecipeReading, faults: tuple[Fault, ...]) -> Reading:
    reading = made.reading
    return replace(
        reading,
        faults=(*faults, *reading.faults),
        faults_total=reading.faults_total + len(faults),
    )
