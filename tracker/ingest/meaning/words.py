"""One way to compare words of tables: without case, odd spaces, long dashes or entities."""

import html
import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text in NFC and lower case, every space one blank, every dash a hyphen."""
    return unicodedata.normalize("NFC", tidy(text)).casefold().translate(_DASHES)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """The text as it is shown: entities resolved, runs of white space one blank."""
    if "&" in text:
        text = html.unescape(text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def words_of(text: str) -> frozenset[str]:
    """The words of a header, folded: `Antal_fall (%)` → {antal, fall, %}."""
    return frozenset(re.findall(r"[^\W\d_]+|%", folded(text)))


def number_text(value: float | None) -> str:
    """A number as a preview shows it: decimal comma, `..` without one."""
    return ".." if value is None else f"{value:.10g}".replace(".", ",")
