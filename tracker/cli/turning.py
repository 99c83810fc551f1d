"""A verdict that a change turns, as a line of text."""

from tracker.service.flips import Flip
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts
from tracker.texts.sentences import verdict_word


def flip_line(flip: Flip, site: Site, texts: Texts) -> str:
    """The series by its ids, and its word before and after."""
    definitions = site.store.at().definitions()
    indicator = definitions.indicators[flip.indicator_id] if definitions else None
    words = [verdict_word(v, indicator, texts) for v in (flip.before, flip.after) if indicator]
    return f"{flip.indicator_id}, {flip.area_id}: {' → '.join(words)}"
