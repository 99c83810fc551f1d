"""A decision's frozen slice under today's disclosure control: the one way to it.

What the reader may no longer see of the data version that was frozen is taken out, and with it
all that was reckoned from it. What she could not see today by any other way she does not see here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracker.model.access import Reader
from tracker.model.frozen import (
    FrozenCondition,
    FrozenEvidence,
    FrozenSeries,
    FrozenSlice,
    FrozenValue,
)
from tracker.model.observations import Series, Status
from tracker.model.report import EvidenceReason, Shown, Standing
from tracker.model.verdicts import Reason, Word
from tracker.service.closing import is_closed
from tracker.service.conditions import Weight
from tracker.service.freezing import frozen_value, may_read, read_slice
from tracker.service.programme import Site
from tracker.service.shown import shown_values
from tracker.store import Snapshot

_Key = tuple[str, str]  # (indicator id, area id)


@dataclass(frozen=True)
class SliceSeen:
    """What a reader may see today of what was frozen for a decision.

    kept     the very bytes that were kept; they are handed out only where nothing is closed
    slice    without what is closed
    closed   (indicator id, area id) of each series of which less is shown than those who decided
             saw; empty: all is as it was
    """

    kept: bytes
    slice: FrozenSlice
    closed: tuple[_Key, ...]


def slice_seen(site: Site, sha256: str, reader: Reader) -> SliceSeen | None:
    """What a reader may see of a slice; None: those who decided saw more than her level.

    Raises NotFound where its bytes or its data version are gone; StoreDamaged.
    """
    kept = site.store.blob(sha256)
    frozen = read_slice(kept)
    if not may_read(reader, frozen):
        return None
    seen, closed = under_todays_rules(frozen, site.store.at(frozen.publication), reader)
    return SliceSeen(kept, seen, closed)


def under_todays_rules(
    frozen: FrozenSlice, then: Snapshot, reader: Reader
) -> tuple[FrozenSlice, tuple[_Key, ...]]:
    """The slice as a reader may see it now, and the series of which it shows less.

    then   the data version that was frozen, under today's rules
    """
    ids = sorted({one.indicator for one in frozen.series})
    now = {(s.indicator_id, s.area_id): s for s in then.series(reader, indicators=ids)}
    shown = {_key(one): _shown(one, now, then) for one in frozen.series}
    closed = {_key(one) for one in frozen.series if _tells_more(one, shown, now)}
    if not closed:
        return frozen, ()
    conditions = tuple(_condition(one, closed) for one in frozen.conditions)
    touched = {
        after.phase
        for before, after in zip(frozen.conditions, conditions, strict=True)
        if after is not before
    }
    reduced = frozen.model_copy(
        update={
            "support": {p: said for p, said in frozen.support.items() if p not in touched},
            "conditions": conditions,
            "series": tuple(
                _reduced(one, shown[_key(one)].values()) if _key(one) in closed else one
                for one in frozen.series
            ),
        }
    )
    return reduced, tuple(sorted(closed))


def _key(series: FrozenSeries) -> _Key:
    return series.indicator, series.area


def _shown(
    one: FrozenSeries, now: Mapping[_Key, Series], then: Snapshot
) -> Mapping[str, tuple[Shown, FrozenValue]]:
    """What may be shown now of the series, by period code."""
    definitions = then.definitions()
    series = now.get(_key(one))
    indicator = definitions.indicators.get(one.indicator) if definitions else None
    if series is None or indicator is None:
        return {}
    return {
        shown.observation.period.code: (shown, frozen_value(shown, indicator))
        for shown in shown_values(series, indicator)
    }


def _tells_more(
    one: FrozenSeries,
    shown: Mapping[_Key, Mapping[str, tuple[Shown, FrozenValue]]],
    now: Mapping[_Key, Series],
) -> bool:
    """Whether a frozen series tells anything that may not be told now."""
    key = _key(one)
    found = shown[key]
    if any(_is_closed(v, found[v.period][1] if v.period in found else None) for v in one.values):
        return True
    if (one.baseline, one.latest, one.effect) == (None, None, None):
        return False
    return key not in now or _hides_under(now[key], [told for told, _ in found.values()])


def _is_closed(then: FrozenValue, now: FrozenValue | None) -> bool:
    if now is None or is_closed(then, now):
        return True
    return then.interval is not None and now.interval is None


def _hides_under(series: Series, shown: Collection[Shown]) -> bool:
    """Whether a hidden value is in no shown sum: what was compared may rest on it unseen."""
    within = [s.observation for s in shown if s.observation.status is Status.SUPPRESSED]
    return any(
        one.status is Status.SUPPRESSED
        and not any(
            s.period.start <= one.period.start and one.period.end <= s.period.end for s in within
        )
        for one in series.observations
    )


def _reduced(one: FrozenSeries, now: Iterable[tuple[Shown, FrozenValue]]) -> FrozenSeries:
    """The series by what may be seen of it now, with no verdict."""
    return one.model_copy(
        update={
            "verdict": Word.HIDDEN.value,
            "reason": Reason.NOT_FOR_READER.value,
            "method": "",
            "baseline": None,
            "latest": None,
            "effect": None,
            "values": tuple(value for _, value in now),
        }
    )


def _condition(one: FrozenCondition, closed: Collection[_Key]) -> FrozenCondition:
    if not any(item.series in closed for item in one.evidence):
        return one
    return one.model_copy(
        update={
            "weight": Weight.UNKNOWN.value,
            "standing": Standing.CANNOT_JUDGE.value,
            "supports": None,
            "evidence": tuple(
                _hidden(item) if item.series in closed else item for item in one.evidence
            ),
        }
    )


def _hidden(item: FrozenEvidence) -> FrozenEvidence:
    said = {"speaks": None, "reason": EvidenceReason.HIDDEN.value, "held": ()}
    return item.model_copy(update=said)
