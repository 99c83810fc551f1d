"""What people have put on record, as JSON. `format` goes up when a field changes meaning.

    {format, publication, audience,
     entries: [{kind, id, …, fictional, withdrawn, version, recorded_by, recorded_by_name,
                recorded_at, based_on}],
     decisions: [{id, area_id, phase, …}]}

The fields of each kind are those of `tracker.model.steering`, of a decision those of
`tracker.model.records.PhaseDecision`. Days are ISO dates; `held`, `years` and `signed_on` are as
near as they are known (2018, 2018-12, 2018-12-05). `recorded_by` is null for those who may not
see it; `based_on` is the data version that whoever wrote saw.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.model.access import Audience
from tracker.model.records import PhaseDecision
from tracker.model.steering import Recorded

FORMAT = 1


def entries_json(
    entries: Iterable[Recorded],
    decisions: Iterable[PhaseDecision],
    *,
    publication: int,
    audience: Audience,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Entries and decisions of a data version. `names`: of persons, by id."""
    return {
        "format": FORMAT,
        "publication": publication,
        "audience": audience.value,
        "entries": [_entry(one, names) for one in entries],
        "decisions": [_decision(one, audience) for one in decisions],
    }


def _entry(one: Recorded, names: Mapping[str, str]) -> dict[str, Any]:
    return one.entry.model_dump(mode="json") | {
        "version": one.version,
        "recorded_by": one.recorded_by,
        "recorded_by_name": names.get(one.recorded_by) if one.recorded_by else None,
        "recorded_at": one.recorded_at.isoformat(),
        "based_on": one.based_on,
    }


def _decision(one: PhaseDecision, audience: Audience) -> dict[str, Any]:
    hidden = {"recorded_by": None} if audience is Audience.OPEN else {}
    return one.model_dump(mode="json") | hidden
