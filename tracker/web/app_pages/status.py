"""Läget: where each area stands, on what evidence, and what is missing."""

from collections.abc import Sequence

from tracker.service.access import Action, may
from tracker.web import state
from tracker.web.answering import answer_form
from tracker.web.markup import show
from tracker.web.parts import setbacks
from tracker.web.parts import status as parts
from tracker.web.parts.areas import areas_table
from tracker.web.parts.news import news
from tracker.web.reports import changes_since, made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Areas and goals on the first screen; what is to be answered, new, late and next below it."""
    _first(screen)
    open_setbacks = _setbacks(screen)
    if open_setbacks and screen.live and may(screen.actor, Action.ANSWER):
        for area, found in open_setbacks:
            answer_form(screen, area, found)
        state.set_seen(screen.snapshot.number)
    _below(screen)


@made_once
def _first(screen: Screen) -> None:
    show(parts.heading(screen) + parts.first_steps(screen))
    show(areas_table(screen))
    show(parts.goals_table(screen), classes="fl gap")


@made_once
def _setbacks(screen: Screen) -> Sequence[setbacks.Setback]:
    found = setbacks.to_answer(screen)
    if found:
        show(setbacks.backslides(screen, found), classes="fl gap")
    return found


@made_once
def _below(screen: Screen) -> None:
    before = screen.snapshot.number - 1
    changed = changes_since(screen.site, screen.reader, screen.report, before, frozen=screen.frozen)
    show(
        f'<div class="c2"><div>{news(screen, changed)}</div><div>{parts.late(screen)}</div></div>',
        classes="fl sec",
    )
    show(
        f'<div class="c2"><div>{parts.flagged(screen)}</div>'
        f"<div>{parts.next_meeting(screen)}{parts.next_review(screen)}</div></div>",
        classes="fl sec",
    )
