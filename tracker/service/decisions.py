"""Recording that an area is in a phase: people decide, the tracker keeps who, when and why."""

import secrets
from dataclasses import dataclass
from datetime import date

from tracker.errors import DecisionIncomplete, NotFound
from tracker.model.access import Actor
from tracker.model.definitions import Programme
from tracker.model.records import PhaseDecision, Publication
from tracker.service.access import Action, require
from tracker.service.programme import Site
from tracker.store import RecordDecision

_LONGEST = 4000


@dataclass(frozen=True)
class DecisionForm:
    """What a person fills in. Texts are kept as they are written, trimmed."""

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
    fictional: bool = False


def record_decision(
    site: Site, form: DecisionForm, actor: Actor | None, *, based_on: int
) -> Publication:
    """Record a phase decision.

    based_on   the publication that the deciders saw
    Raises DecisionIncomplete when reasons or deciders are missing, a date lies in the future or
    outside the programme; NotFound for an area whose phase is not decided; NotAllowed; Conflict
    when somebody else has decided on the area meanwhile.
    """
    actor = require(actor, Action.DECIDE)
    snapshot = site.store.at()
    definitions = snapshot.definitions()
    areas = {area.id for area in definitions.phase_areas} if definitions else set()
    if definitions is None or form.area_id not in areas:
        raise NotFound("area_not_assessed", area=form.area_id)
    _check(form, site.today, definitions.programme)
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
        fictional=form.fictional,
        recorded_by=actor.person,
        recorded_at=site.clock(),
        based_on=based_on,
    )
    return site.store.publish(RecordDecision(decision), actor, based_on=based_on)


def _check(form: DecisionForm, today: date, programme: Programme) -> None:
    if form.phase not in (1, 2, 3):
        raise DecisionIncomplete("decision_phase", phase=form.phase)
    if not form.reasons.strip():
        raise DecisionIncomplete("decision_without_reasons")
    if not form.decided_by.strip():
        raise DecisionIncomplete("decision_without_deciders")
    for text in (
        form.reasons,
        form.decided_by,
        form.dissent,
        form.participants,
        form.would_change_our_mind,
        form.diarienummer,
    ):
        if len(text) > _LONGEST:
            raise DecisionIncomplete("decision_text_too_long", longest=_LONGEST)
    if form.decided_on > today:
        raise DecisionIncomplete("decision_in_future", day=form.decided_on.isoformat())
    if form.valid_from < programme.start:
        raise DecisionIncomplete("decision_before_start", start=programme.start.isoformat())
    if form.valid_from > programme.end:
        raise DecisionIncomplete("decision_after_end", end=programme.end.isoformat())
