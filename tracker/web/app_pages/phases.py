"""Faser: the phase of each area, its conditions with evidence and judgements, and decisions."""

from tracker.service.access import Action, may
from tracker.web import state
from tracker.web.deciding import decision_form
from tracker.web.judging import judgement_form
from tracker.web.markup import show
from tracker.web.parts import judgements
from tracker.web.parts import phases as parts
from tracker.web.parts.decided import decisions
from tracker.web.reports import made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Ribbons, conditions with what is judged of them, setbacks answered, decisions, forms."""
    if screen.live and may(screen.actor, Action.JUDGE):
        _conditions_to_judge(screen)
        judgement_form(screen)
    else:
        _conditions(screen)
    _decided(screen)
    if screen.live and may(screen.actor, Action.DECIDE):
        decision_form(screen)
    state.set_seen(screen.snapshot.number)
    show(parts.model_note(screen), classes="fl sec")


@made_once
def _conditions(screen: Screen) -> None:
    _above(screen, judging=False)


@made_once
def _conditions_to_judge(screen: Screen) -> None:
    """The same for those who may judge: what is drawn once must not depend on who looks."""
    _above(screen, judging=True)


def _above(screen: Screen, *, judging: bool) -> None:
    judged = judgements.known_judgements(screen)
    show(parts.heading(screen))
    show(parts.ribbons(screen), classes="fl gap")
    show(parts.matrix(screen, judged, judging=judging), classes="fl sec")
    if said := judgements.section(screen, judged, parts.asked_phase(screen)):
        show(said, classes="fl sec")


@made_once
def _decided(screen: Screen) -> None:
    if answered := judgements.answered(screen):
        show(answered, classes="fl sec")
    show(decisions(screen), classes="fl sec")
