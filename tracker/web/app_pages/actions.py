"""Åtgärder: what is done, why now, and what it makes possible."""

from tracker.model.steering import EntryKind
from tracker.service.access import may
from tracker.service.action_shelf import Shelf, shelf_of
from tracker.service.steering import action_for
from tracker.web import state
from tracker.web.app_pages.action_csv import upload
from tracker.web.app_pages.action_form import edit
from tracker.web.files import actions_href
from tracker.web.markup import file_link, show
from tracker.web.parts import action_cards, action_gaps
from tracker.web.parts import actions as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The timeline, each action, the gaps and the mix; then the file and the form."""
    shelf = _shelf(screen)
    _plan(screen)
    writes = may(screen.actor, action_for(EntryKind.ACTION)) and screen.live
    if writes:
        show(parts.form_heading(screen), classes="fl sec")
        edit(shelf, screen)
        upload(screen)
        state.set_seen(screen.snapshot.number)
    if shelf.every or writes:
        show(file_link(actions_href(screen.view), screen.texts("actions.csv.download")))


@made_once
def _shelf(screen: Screen) -> Shelf:
    return shelf_of(screen.snapshot, screen.reader, screen.view.goal)


@made_once
def _plan(screen: Screen) -> None:
    shelf = _shelf(screen)
    show(parts.heading(shelf, screen))
    if shelf.every:
        show(parts.goal_tabs(shelf, screen), classes="fl gap")
        if shelf.chosen:
            show(parts.drawn(shelf, screen), classes="fl gap")
            show(action_cards.cards(shelf, screen), classes="fl sec")
    show(action_gaps.chain(shelf, screen), classes="fl sec")
    show(action_gaps.mix(shelf, screen), classes="fl sec")
