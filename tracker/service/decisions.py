"""Recording that an area is in a phase: people decide, the tracker keeps who, when and why."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from tracker.errors import DecisionIncomplete, NotFound
from tracker.ingest.personal import is_personal
from tracker.model.access import Actor
from tracker.model.advice import Support
from tracker.model.definitions import Area, Definitions
from tracker.model.records import PhaseDecision, Publication
from tracker.model.report import AreaReport, Report, Standing
from tracker.model.steering import EntryKind, Meeting
from tracker.service.access import Action, reader_for, require
from tracker.service.freezing import area_seen, frozen_slice, support_for
from tracker.service.programme import Site
from tracker.store import RecordDecision, Snapshot

_LONGEST = 4000


@dataclass(frozen=True)
class DecisionForm:
    """What a person fills in. Texts are kept as they are written, trimmed.

    despite   why it is decided although the evidence does not support the phase
    meeting   id of the meeting that decided, where it is on record
    """

    area_id: str
    phase: int
    valid_from: date
    decided_on: date
    decided_by: str
    reasons: str
    dissent: str = ""
    participants: str = ""
    would_change_our_mind: str = ""
    review_by: date | None = None
    diarienummer: str = ""
    despite: str = ""
    meeting: str = ""
    fictional: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written freely."""
        return (
            self.reasons,
            self.decided_by,
            self.dissent,
            self.participants,
            self.would_change_our_mind,
            self.diarienummer,
            self.despite,
        )


def record_decision(
    site: Site,
    form: DecisionForm,
    actor: Actor | None,
    *,
    based_on: int,
    seen: Report | None = None,
) -> Publication:
    """Record a phase decision, and freeze the slice of the report that it rests on.

    based_on   the publication that the deciders saw
    seen       its report as they saw it; None: they saw none, so nothing is frozen or held
               against the evidence (a decision taken over from elsewhere)
    Raises DecisionIncomplete when reasons or deciders are missing, when the evidence does not
    support the phase and nobody says why it is decided all the same, for personal data, or a date
    that lies in the future or outside the programme; NotFound for an area whose phase is not
    decided; NotAllowed; Conflict when somebody else has decided on the area meanwhile.
    """
    actor = require(actor, Action.DECIDE)
    if seen and seen.publication != based_on:
        raise ValueError(f"saw {seen.publication}, based on {based_on}")
    snapshot = site.store.at()
    definitions = snapshot.definitions()
    areas = {area.id: area for area in definitions.phase_areas} if definitions else {}
    if definitions is None or form.area_id not in areas:
        raise NotFound("area_not_assessed", area=form.area_id)
    _check(form, site.today, definitions)
    _check_area(form, areas[form.area_id])
    _check_meeting(form, snapshot, actor)
    frozen = _frozen(form, seen)
    decision = PhaseDecision(
        id=secrets.token_hex(8),
        area_id=form.area_id,
        phase=form.phase,
        valid_from=form.valid_from,
        decided_on=form.decided_on,
        decided_by=form.decided_by.strip(),
        reasons=form.reasons.strip(),
        dissent=form.dissent.strip() or None,
        participants=form.participants.strip() or None,
        would_change_our_mind=form.would_change_our_mind.strip() or None,
        review_by=form.review_by,
        diarienummer=form.diarienummer.strip() or None,
        despite=form.despite.strip() or None,
        meeting=form.meeting or None,
        frozen=hashlib.sha256(frozen).hexdigest() if frozen is not None else None,
        fictional=form.fictional,
        recorded_by=actor.person,
        recorded_at=site.clock(),
        based_on=based_on,
    )
    return site.store.publish(RecordDecision(decision, frozen), actor, based_on=based_on)


def asks_why(area: AreaReport, phase: int) -> bool:
    """Whether a decision on this phase has to say why it is taken all the same.

    Where every condition is left to people the evidence declares nothing that could be missing.
    """
    counted = [
        c for c in area.conditions if c.phase == phase and c.standing is not Standing.PEOPLE_JUDGE
    ]
    return bool(counted) and support_for(area, phase) is not Support.SUPPORTS


def lacks_why(form: DecisionForm, seen: Report) -> bool:
    """Whether the evidence that was seen asks why, and the form does not say.

    Raises NotFound for an area that came with definitions which were not yet in force.
    """
    try:
        area = area_seen(seen, form.area_id)
    except KeyError:
        raise NotFound("area_not_assessed", area=form.area_id) from None
    return asks_why(area, form.phase) and not form.despite.strip()


def _check(form: DecisionForm, today: date, definitions: Definitions) -> None:
    programme = definitions.programme
    if form.phase not in (1, 2, 3):
        raise DecisionIncomplete("decision_phase", phase=form.phase)
    if not form.reasons.strip():
        raise DecisionIncomplete("decision_without_reasons")
    if not form.decided_by.strip():
        raise DecisionIncomplete("decision_without_deciders")
    for text in form.texts:
        if len(text) > _LONGEST:
            raise DecisionIncomplete("decision_text_too_long", longest=_LONGEST)
        if is_personal(text):
            raise DecisionIncomplete("decision_personal_data")
    if form.decided_on > today:
        raise DecisionIncomplete("decision_in_future", day=form.decided_on.isoformat())
    if form.decided_on < programme.start:
        raise DecisionIncomplete("decision_too_early", start=programme.start.isoformat())
    if form.valid_from < programme.start:
        raise DecisionIncomplete("decision_before_start", start=programme.start.isoformat())
    if form.valid_from > programme.end:
        raise DecisionIncomplete("decision_after_end", end=programme.end.isoformat())
    if form.review_by and form.review_by <= form.decided_on:
        raise DecisionIncomplete("decision_review_before", day=form.decided_on.isoformat())


def _check_area(form: DecisionForm, area: Area) -> None:
    """An area that has been split or ended takes no decision for a day after that."""
    ends = [version.valid_to for version in area.versions]
    last = None if None in ends else max((end for end in ends if end), default=None)
    if last and form.valid_from > last:
        raise DecisionIncomplete("decision_area_ended", area=area.name.sv, ended=last.isoformat())


def _check_meeting(form: DecisionForm, snapshot: Snapshot, actor: Actor) -> None:
    """A meeting that is named has been held, or is planned for the very day of the decision."""
    if not form.meeting:
        return
    recorded = snapshot.entries(reader_for(actor), EntryKind.MEETING)
    meetings = {m.entry.id: m.entry for m in recorded if not m.entry.withdrawn}
    found = meetings.get(form.meeting)
    if not isinstance(found, Meeting):
        raise DecisionIncomplete("decision_meeting_unknown", meeting=form.meeting)
    if found.status == "planned" and found.held_on != form.decided_on:
        day = found.held_on.isoformat()
        raise DecisionIncomplete("decision_meeting_not_held", meeting=found.name, day=day)


def _frozen(form: DecisionForm, seen: Report | None) -> bytes | None:
    if seen is None:
        return None
    if lacks_why(form, seen):
        raise DecisionIncomplete("decision_despite", phase=form.phase)
    return frozen_slice(seen, form.area_id)
