"""The unit that a header or a measure's name states."""

import re
from functools import lru_cache

from tracker.ingest.meaning.words import folded

_THOUSANDS = r"(1[\s.]?000[\s.]?000|100[\s.]?000|10[\s.]?000|1[\s.]?000)"
_PER = re.compile(rf"(?:/|(?:\b|_)per[\s_]?)\s?{_THOUSANDS}[\s_]?(inv(?:ånare|\b|_|\.)?)?")
_PER_INHABITANTS = re.compile(rf"(?<![\d.,]){_THOUSANDS}[\s_]?(inv(?:ånare|\b|_|\.))")
_PER_MILLION = re.compile(r"(?:\bper\s|/|_)(?:milj|million)[^\W_]{0,20}[\s_.]{0,10}inv")
_UNITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"%|\bprocent\b|\bper ?cent\b|\bpercent(?:age)?\b", "%"),
        (r"\bpromille\b|‰", "‰"),
        (r"\b(?:tkr|tusen kronor|tusental kronor|1 000 kr|ksek)\b", "tkr"),
        (r"\b(?:mnkr|mkr|miljoner kronor|msek)\b", "mnkr"),
        (r"\b(?:mdkr|miljarder kronor)\b", "mdkr"),
        (r"\bkr/inv\b", "kr/inv"),
        (r"\b(?:kronor|kr|sek)\b", "kr"),
        (r"(?:\b|_)antal\b|\bantal_|^antal|\bnumber of\b", "antal"),
    )
)
_SHARE = re.compile(r"\bandel(?:en)?\b|\bandel_|_andel\b|\bshare\b|\bproportion\b|\bkvot\b")


@lru_cache(maxsize=8192)
def unit_in(text: str) -> str:
    """`Arbetslöshet, andel (%)` → "%"; `Fall_per_100000_inv` → "per 100 000 inv"; "" without."""
    word = folded(text)
    if _PER_MILLION.search(word):
        return "per 1 000 000 inv"
    if match := _PER.search(word) or _PER_INHABITANTS.search(word):
        number = int(re.sub(r"\D", "", match[1]))
        return f"per {number:,}".replace(",", " ") + (" inv" if match[2] else "")
    for pattern, unit in _UNITS:
        if pattern.search(word):
            return unit
    return ""


def is_only_unit(text: str) -> bool:
    """Whether a header's part says nothing but a unit: `/100 000 inv`, `%`, `(tkr)`."""
    word = folded(text).strip("() ")
    if _PER.fullmatch(word) or _PER_INHABITANTS.fullmatch(word):
        return True
    return word in {"%", "procent", "promille", "tkr", "mnkr", "kr", "kronor"}


@lru_cache(maxsize=8192)
def says_share(text: str) -> bool:
    """Whether a name says that the numbers are shares."""
    return bool(_SHARE.search(folded(text)))
