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
"""

from tracker.export.series_files import MEDIA, FileKind, SeriesFile
from tracker.model.records import PhaseDecision


def frozen_file(decision: PhaseDecision, kept: bytes) -> SeriesFile:
    """What was frozen for a decision, under a name that says which."""
    name = f"underlag-{decision.area_id}-{decision.decided_on.isoformat()}.json"
    return SeriesFile(name, MEDIA[FileKind.JSON], kept)
