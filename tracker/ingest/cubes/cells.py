"""One cell of a cube → a number, or why there is none."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.model.observations import Status

MOST = 1e15  # whole numbers beyond are no longer exact


class Read(NamedTuple):
    """A cell as read. `reason` is the mark that stood there; DASH is to be decided later."""

    value: float | None
    status: Status
    reason: str = ""


DASH = Read(None, Status.MISSING, "-")
NOTHING = Read(None, Status.MISSING)
ZERO = Read(0.0, Status.FINAL)

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DASHES = frozenset("-−–—")

# SCB: one dot "uppgift kan inte förekomma", two "uppgift saknas eller är för osäker".
_MEANING = {
    ".": Status.NOT_APPLICABLE,
    "..": Status.MISSING,
    "--": Status.NOT_PUBLISHED,
    ":": Status.MISSING,
}
_WORDED = (
    (re.compile(r"sekretess|röj|skydda|secre|confiden|suppress|disclos"), Status.SUPPRESSED),
    (
        re.compile(r"tillämp|kan (?:inte|ej) förekomma|ej aktuell|not applicable|not relevant"),
        Status.NOT_APPLICABLE,
    ),
    (re.compile(r"ännu (?:inte|ej)|not yet|kommer senare|later"), Status.NOT_PUBLISHED),
)
_NIL = re.compile(r"noll|ingenting|nil|zero|inget finns att redovisa|none|0")
_LACKS = re.compile(r"saknas|ej tillgänglig|inte tillgänglig|missing|not available|no data")


def number(text: str) -> float | None:
    """A number with a decimal point; None when the text is none, or is too large to be exact."""
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value + 0.0 if abs(value) <= MOST else None


def json_number(value: object) -> float | None:
    """A number of a JSON file; None when it is none, or is too large to be exact."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return float(value) if abs(value) <= MOST else None


def mark(text: str, symbols: Mapping[str, str] | None = None) -> Read | None:
    """What a mark in place of a number says; None when it is no mark.

    symbols   what the file itself says that its marks mean: mark → words
    """
    said = (symbols or {}).get("-" if text in _DASHES else text, "")
    if text in _DASHES:
        return _dash(said)
    if not re.fullmatch(r"\.{1,6}|--|:|…", text):
        return None
    if not said:
        return Read(None, _MEANING.get(text, Status.MISSING), text)
    if re.fullmatch(r"[.\-:…]+", said):  # the symbol to show, not its meaning
        return Read(None, _MEANING.get(said, Status.MISSING), text)
    folded = said.casefold()
    status = next((status for words, status in _WORDED if words.search(folded)), Status.MISSING)
    return Read(None, status, f"{text} {said}")


def _dash(said: str) -> Read:
    """A lone dash is nil by the PX format, but many write it for «no figure»."""
    folded = said.casefold()
    if _LACKS.search(folded):
        return Read(None, Status.MISSING, f"- {said}")
    if folded in _MEANING:  # DATASYMBOLNIL="..": shown as if it were lacking
        return Read(None, _MEANING[folded], f"- {said}")
    for words, status in _WORDED:
        if words.search(folded):
            return Read(None, status, f"- {said}")
    return Read(0.0, Status.FINAL, f"- {said}") if _NIL.search(folded) else DASH
