"""A phase decision that is purged: what was written in it goes, that it was taken stays.

An area's phases would otherwise not be what they were decided to be.
"""

import json

REMOVED = "[rensat]"  # stands where a text must stand
# Every field that is written freely; area, phase, days, meeting and what was frozen are none.
FREE_TEXTS: dict[str, str | None] = {
    "decided_by": REMOVED,
    "reasons": REMOVED,
    "dissent": None,
    "participants": None,
    "would_change_our_mind": None,
    "diarienummer": None,
    "despite": None,
}
# As SQL takes it: a JSON merge patch (RFC 7396).
PATCH = json.dumps(FREE_TEXTS, ensure_ascii=False)
