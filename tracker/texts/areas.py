"""Sentences about areas: their phase, their conditions' evidence, and how many goals move."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.base import Words
from tracker.model.definitions import Area, Definitions, Indicator
from tracker.model.events import Event
from tracker.model.periods import Period, PeriodKind
from tracker.model.records import PhaseDirectionTaken
from tracker.model.report import (
    AreaReport,
    ConditionReport,
    EvidenceItem,
    EvidenceReason,
    PhaseStatus,
    Report,
    Resolution,
    SeriesReport,
)
from tracker.model.steering import AddedEvent
from tracker.model.verdicts import Word
from tracker.texts.catalogue import Language, Texts, texts_in
from tracker.texts.dates import month, short_month
from tracker.texts.numbers import in_words, trimmed


def numbered_events(report: Report) -> list[tuple[int, Event]]:
    """The events around, numbered as charts show them; the start of the effort has its own line.

    Those that people have added stand among the definitions' own, by their day.
    """
    definitions = report.definitions
    around = [e for e in definitions.events if e.when.start != definitions.programme.start]
    around += [_as_event(added) for added in report.added_events]
    return list(enumerate(sorted(around, key=lambda e: e.when.start), start=1))


def _as_event(added: AddedEvent) -> Event:
    """An added event, marked where it is invented."""
    said = dict.fromkeys(Language, added.label)
    if added.fictional:
        said = {
            language: f"{added.label} ({texts_in(language)('fictional.word')})"
            for language in Language
        }
    label = Words(sv=said[Language.SV], en=said[Language.EN])
    source = added.source.publisher if added.source else added.label
    when = Period(added.on, added.on, PeriodKind.POINT)
    return Event(when=when, label=label, title=label, source=source)


def events_line(report: Report, window: Period, texts: Texts) -> str:
    """What the numbered ticks over a chart of this window are."""
    said = [
        texts(
            "chart.event",
            n=n,
            label=texts.of(e.label),
            when=short_month(e.when.start, texts.language),
        )
        for n, e in numbered_events(report)
        if window.start <= e.when.start <= window.end
    ]
    return texts("chart.events", listed=" · ".join(said)) if said else ""


def phase_sentence(status: PhaseStatus, texts: Texts) -> str:
    """«Gottsunda/Valsätra är i fas 2 sedan mars 2022.»"""
    area = texts.of(status.area.name)
    entered = status.entered
    if status.phase is None or entered is None:
        return texts("phase.sentence.none", area=area)
    key = "back" if status.direction is PhaseDirectionTaken.BACKWARD else "is"
    return texts(
        f"phase.sentence.{key}",
        area=area,
        phase=status.phase,
        month=month(entered, texts.language),
    )


_TALLIED = (
    Word.CONFIRMED_PROGRESS,
    Word.PROGRESS,
    Word.CONFIRMED_SETBACK,
    Word.SETBACK,
    Word.NO_CHANGE,
)


def tally_sentence(primaries: Sequence[SeriesReport], texts: Texts) -> str:
    """How many goals show signs of progress, of setback, no change, or cannot be told.

    «Sex målområden: två med tecken på framsteg och fyra utan säkerställd förändring.»
    """
    words = [report.verdict.word for report in primaries]
    counted = {str(word): words.count(word) for word in _TALLIED}
    counted["cannot_tell"] = len(words) - sum(counted.values())
    kinds = {key: n for key, n in counted.items() if n}
    if not kinds:
        return ""
    if len(kinds) == 1 and len(words) > 1:
        spoken = dict.fromkeys(kinds, texts("tally.all"))
    else:
        spoken = {key: in_words(n, texts.language) for key, n in kinds.items()}
    said = [texts(f"tally.{key}", n=n, word=spoken[key]) for key, n in kinds.items()]
    listed = said[0] if len(said) == 1 else ", ".join(said[:-1]) + f" {texts('and')} {said[-1]}"
    of = in_words(len(words), texts.language)
    return texts("tally.sentence", n=len(words), of=of[0].upper() + of[1:], listed=listed)


@dataclass(frozen=True)
class EvidenceLine:
    """What one rule says, and of which series; None where no series is read."""

    said: str
    name: str = ""
    series: tuple[str, str] | None = None  # (indicator id, area id)


def evidence_lines(
    cell: ConditionReport, area: Area, report: Report, texts: Texts
) -> list[EvidenceLine]:
    """What each rule says: the indicator, and whether it speaks for, against, or why neither."""
    if not cell.evidence:
        return [EvidenceLine(texts("evidence.no_rules"))]
    lines = []
    for item in cell.evidence:
        said = texts(f"verdict.evidence.{item.reason}")
        if item.reason is EvidenceReason.PEOPLE_JUDGE or not item.rule.indicator:
            lines.append(EvidenceLine(said))
            continue
        indicator = report.definitions.indicators[item.rule.indicator]
        name = texts.of(indicator.short_name or indicator.name)
        followed = _followed_in(indicator, item.rule.area or area.id, report.definitions)
        if followed is None:
            said = texts("evidence.not_followed")
        elif remedy := _remedy(item, indicator, report, texts):
            said += f"; {remedy}"
        series = (indicator.id, followed) if followed else None
        lines.append(EvidenceLine(said, name, series))
    return lines


def _remedy(item: EvidenceItem, indicator: Indicator, report: Report, texts: Texts) -> str:
    """What would let the rule answer, and whose it is to give; empty where it speaks."""
    match item.resolution:
        case None | Resolution.PEOPLE:
            return ""
        case Resolution.MORE_TIME if item.months is not None:
            months = trimmed(math.ceil(item.months), texts.language, 0)
            return texts("resolution.quiet", months=months)
        case Resolution.DELIVERY | Resolution.FRESH_VALUE:
            owner = report.definitions.organisations[indicator.owner_organisation]
            said = texts(f"resolution.{item.resolution}")
            return said + texts("evidence.delivered_by", owner=texts.of(owner.name))
        case _:
            return texts(f"resolution.{item.resolution}")


def advice_sentences(area: AreaReport, texts: Texts) -> str:
    """What the evidence says, at most, of the area's phase and of the next. People decide."""
    phase = area.status.phase
    if phase is None:
        return ""
    said = [
        texts(f"advice.{support}", phase=number)
        for number, support in ((phase, area.advice.present), (phase + 1, area.advice.following))
        if support is not None
    ]
    return " ".join([*said, texts("advice.people")])


def _followed_in(indicator: Indicator, area_id: str, definitions: Definitions) -> str | None:
    """The area that the indicator is followed in: this one, or one that stands in for it."""
    stand_ins = [a.id for a in definitions.programme.areas if a.proxy_for == area_id]
    return next((found for found in (area_id, *stand_ins) if found in indicator.areas), None)
