"""The frozen slice behind a phase decision as a file: the very bytes that were kept.

`sha256sum` of the file gives the hash that stands at the decision. Format 1, as JSON:

    {format, programme, area, area_name, publication, definitions, reference_date, method,
     audience, organisations, phase, since, support: {phase: …},
     conditions: [{id, letter, name, sign, phase, weight, standing, supports, needed,
     evidence: [{rule, series, speaks, reason, held}]}],
     series: [{indicator, name, area, unit, fictional, verdict, reason, direction, method,
     baseline, latest, effect, values: [{period, status, value, interval, low, high,
     responses, denominator}]}]}

Periods are canonical codes; counts and shares are in the indicator's unit (per cent 0-100).

Where something in it may no longer be shown to who asks, she gets the same without that, under
another name, and these fields first; the hash at the decision is then of what is not handed out:

    {reduced: true, closed: [[indicator, area]], …}

A closed series has the values that may be shown today, `verdict` «hidden», and nothing that was
compared. A rule that read it says nothing (`reason` «hidden»), its condition neither, and `support`
lacks the phases of such conditions.
"""

import json

from tracker.export.series_files import MEDIA, FileKind, SeriesFile
from tracker.model.records import PhaseDecision
from tracker.service.freezing_seen import SliceSeen


def frozen_file(decision: PhaseDecision, seen: SliceSeen) -> SeriesFile:
    """What may be seen of what was frozen for a decision, under a name that says which."""
    name = f"underlag-{decision.area_id}-{decision.decided_on.isoformat()}"
    if not seen.closed:
        return SeriesFile(f"{name}.json", MEDIA[FileKind.JSON], seen.kept)
    told = {"reduced": True, "closed": seen.closed} | seen.slice.model_dump(mode="json")
    content = json.dumps(told, ensure_ascii=False).encode()
    return SeriesFile(f"{name}-delvis.json", MEDIA[FileKind.JSON], content)
