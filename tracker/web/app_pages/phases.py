"""Faser: the phase of each area, its conditions with evidence and judgements, and decisions."""

from tracker.service.access import Action, may
from tracker.web import state
from tracker.web.deciding import decision_form
from tracker.web.judging import judgement_form
from tracker.web.markup import show
from tracker.web.parts import judgements
from tracker.web.parts import phases as parts
from tracker.web.parts.decided import decisions
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Ribbons, conditions with what is judged of them, setbacks answered, decisions, forms."""
    judged = judgements.known_judgements(screen)
    show(parts.heading(screen))
    show(parts.ribbons(screen), classes="fl gap")
    show(parts.matrix(screen, judged), classes="fl sec")
    if said := judgements.section(screen, judged, parts.asked_phase(screen)):
        show(said, classes="fl sec")
    if screen.live and may(screen.actor, Action.JUDGE):
        judgement_form(screen)
    if answered := judgements.answered(screen):
        show(answered, classes="fl sec")
    show(decisions(screen), classes="fl sec")
    if screen.live and may(screen.actor, Action.DECIDE):
        decision_form(screen)
    state.set_seen(screen.snapshot.number)
    show(parts.model_note(screen), classes="fl sec")
