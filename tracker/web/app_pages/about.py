"""Om: what this is, how it is read, whose words are whose."""

from tracker.web.markup import show
from tracker.web.parts import about as parts
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Purpose, phases, marks, sharing."""
    show(parts.purpose(screen))
    show(parts.phases(screen), classes="fl sec")
    show(parts.marks(screen), classes="fl sec")
    show(parts.sharing(screen), classes="fl sec")
