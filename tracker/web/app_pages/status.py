"""Läget: where each area stands, on what evidence, and what is missing."""

from tracker.service.access import Action, may
from tracker.web import state
from tracker.web.answering import answer_form
from tracker.web.markup import show
from tracker.web.parts import setbacks
from tracker.web.parts import status as parts
from tracker.web.parts.news import news
from tracker.web.reports import changes_since, drawn_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Areas and goals on the first screen; what is to be answered, new, late and next below it."""
    _first(screen)
    open_setbacks = setbacks.to_answer(screen)
    if open_setbacks:
        show(setbacks.backslides(screen, open_setbacks), classes="fl gap")
        if screen.live and may(screen.actor, Action.ANSWER):
            for area, found in open_setbacks:
                answer_form(screen, area, found)
            state.set_seen(screen.snapshot.number)
    _below(screen)


@drawn_once
def _first(screen: Screen) -> None:
    show(parts.heading(screen) + parts.first_steps(screen))
    show(parts.areas_table(screen))
    show(parts.goals_table(screen), classes="fl gap")


@drawn_once
def _below(screen: Screen) -> None:
    changed = changes_since(screen.site, screen.reader, screen.report, screen.snapshot.number - 1)
    show(
        f'<div class="c2"><div>{news(screen, changed)}</div><div>{parts.late(screen)}</div></div>',
        classes="fl sec",
    )
    show(
        f'<div class="c2"><div>{parts.flagged(screen)}</div>'
        f"<div>{parts.next_review(screen)}</div></div>",
        classes="fl sec",
    )
