"""Läget: where each area stands, on what evidence, and what is missing."""

from tracker.web.markup import show
from tracker.web.parts import status as parts
from tracker.web.parts.news import news
from tracker.web.reports import changes_since, drawn_once
from tracker.web.screen import Screen


@drawn_once
def render(screen: Screen) -> None:
    """Areas and goals on the first screen; what is new, late and next below it."""
    show(parts.heading(screen) + parts.first_steps(screen))
    show(parts.areas_table(screen))
    show(parts.goals_table(screen), classes="fl gap")
    if worsened := parts.backslides(screen):
        show(worsened, classes="fl gap")
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
