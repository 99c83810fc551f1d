"""Om: how it counts, what the figures are, and what they cannot tell."""

from collections.abc import Iterable

from tracker.web.markup import esc, pairs
from tracker.web.parts.about import section
from tracker.web.screen import Screen

_METHOD = (
    "compared",
    "counts",
    "shares",
    "values",
    "sign",
    "confirmed",
    "no_change",
    "too_few",
    "unknown",
    "signal",
    "many",
    "readers",
)
_DATA = ("real", "fictional", "suppressed", "provisional", "missing", "persons")
_LIMITS = (
    "few",
    "cause",
    "mean",
    "drift",
    "moved",
    "chosen",
    "response",
    "reports",
    "class",
    "sums",
)


def method(screen: Screen) -> str:
    """What is compared with what, by which test, and what the words and the signals mean."""
    return section(screen, "metod", _terms(screen, "method", _METHOD))


def about_data(screen: Screen) -> str:
    """What is real, what is invented, what is hidden, and what may still change."""
    return section(screen, "uppgifterna", _terms(screen, "data", _DATA))


def limits(screen: Screen) -> str:
    """What the tool cannot tell."""
    return section(screen, "granser", _terms(screen, "limits", _LIMITS))


def _terms(screen: Screen, topic: str, names: Iterable[str]) -> str:
    t = screen.texts
    return pairs(
        (t(f"about.{topic}.{name}.term"), esc(t(f"about.{topic}.{name}"))) for name in names
    )
