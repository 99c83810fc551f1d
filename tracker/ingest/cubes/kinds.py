"""Which cube or list a text is, told from its first lines."""

import re

from tracker.ingest.grid import ContainerKind

# The keywords that a PX file may begin with; the order of keywords is free in practice.
_PX = re.compile(
    r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGES?|CREATION-DATE|NEXT-UPDATE|MATRIX|TABLEID"
    r"|SUBJECT-AREA|SUBJECT-CODE|TITLE|CONTENTS|DESCRIPTION|DECIMALS|SHOWDECIMALS|COPYRIGHT"
    r"|AGGREGALLOWED|AUTOPEN|PX-SERVER|SYNONYMS|UNITS|STUB|HEADING|DATABASE|INFOFILE|SOURCE)"
    r"(?:\[[A-Za-z-]{2,8}\])?\s*=\s*(?:\"|YES\b|NO\b|\d)",
    re.IGNORECASE,
)


def kind_of_text(head: str) -> ContainerKind | None:
    """PX, JSON-stat, Kolada's API or an event list; None for everything else.

    head   the text from its beginning, without a byte order mark: the more of it, the surer
    """
    if _PX.match(head):
        return ContainerKind.PX
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return _of_array(start)
    if start.startswith("{"):
        return _of_object(start)
    return None


def _of_array(text: str) -> ContainerKind | None:
    if re.match(r"\[\s*\{", text) is None:
        return ContainerKind.EVENTS if re.fullmatch(r"\[\s*\]\s*", text) else None
    if _has(text, "datetime"):
        return ContainerKind.EVENTS
    return ContainerKind.KOLADA if _is_kolada(text) else None


def _of_object(text: str) -> ContainerKind | None:
    if re.search(r'"class"\s*:\s*"(?:dataset|collection|dimension)"', text):
        return ContainerKind.JSON_STAT
    if (_has(text, "id") and _has(text, "size")) or re.match(r'\{\s*"dataset"\s*:\s*\{', text):
        return ContainerKind.JSON_STAT
    return ContainerKind.KOLADA if _is_kolada(text) else None


def _is_kolada(text: str) -> bool:
    """Kolada's figures, or its descriptions of key figures, places and units."""
    if _has(text, "kpi") and _has(text, "period"):
        return True
    wrapped = _has(text, "values") or _has(text, "results")
    return wrapped and any(_has(text, key) for key in ("auspices", "operating_area", "is_divided"))


def _has(text: str, key: str) -> bool:
    return re.search(rf'"{key}"\s*:', text) is not None
