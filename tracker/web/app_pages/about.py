"""Om: what this is, how it is read, how it counts, what it cannot tell, whose words are whose."""

from tracker.web.markup import show
from tracker.web.parts import about, about_method, about_words
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """Every section, one below the other."""
    show(about.purpose(screen))
    for part in (
        about.phases,
        about.marks,
        about_method.method,
        about_method.about_data,
        about_method.limits,
        about_words.glossary,
        about.sharing,
        about_words.accessibility,
    ):
        show(part(screen), classes="fl sec")
