"""Sentences about areas: their phase, their conditions' evidence, and how many goals move."""

from collections.abc import Sequence

from tracker.model.definitions import Area, Definitions, Indicator
from tracker.model.events import Event
from tracker.model.periods import Period
from tracker.model.records import PhaseDirectionTaken
from tracker.model.report import ConditionReport, EvidenceReason, PhaseStatus, Report, SeriesReport
from tracker.model.verdicts import Word
from tracker.service.reports import since
from tracker.texts.catalogue import Texts
from tracker.texts.dates import month, short_month
from tracker.texts.numbers import in_words


def numbered_events(report: Report) -> list[tuple[int, Event]]:
    """The events around, numbered as charts show them; the start of the effort has its own line."""
    definitions = report.definitions
    around = [e for e in definitions.events if e.when.start != definitions.programme.start]
    return list(enumerate(around, start=1))


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
    entered = since(status)
    if status.phase is None or entered is None:
        return texts("phase.sentence.none", area=area)
    key = "back" if status.direction is PhaseDirectionTaken.BACKWARD else "is"
    return texts(
        f"phase.sentence.{key}",
        area=area,
        phase=status.phase,
        month=month(entered, texts.language),
    )


def tally_sentence(primaries: Sequence[SeriesReport], texts: Texts) -> str:
    """How many goals show signs of progress, of setback, no change, or cannot be told."""
    words = [report.verdict.word for report in primaries]
    counted = {
        "progress": sum(w in {Word.PROGRESS, Word.CONFIRMED_PROGRESS} for w in words),
        "setback": sum(w in {Word.SETBACK, Word.CONFIRMED_SETBACK} for w in words),
        "no_change": sum(w is Word.NO_CHANGE for w in words),
    }
    spoken = {key: in_words(n, texts.language) for key, n in counted.items()}
    said = [texts(f"tally.{key}", n=n, word=spoken[key]) for key, n in counted.items() if n]
    rest = len(words) - sum(counted.values())
    if rest:
        said.append(texts("tally.cannot_tell", n=rest, word=in_words(rest, texts.language)))
    if not said:
        return ""
    listed = said[0] if len(said) == 1 else ", ".join(said[:-1]) + f" {texts('and')} {said[-1]}"
    return texts("tally.sentence", of=in_words(len(words), texts.language), listed=listed)


_RESOLVED_BY_DELIVERY = {EvidenceReason.NO_DATA, EvidenceReason.STALE}


def evidence_lines(cell: ConditionReport, area: Area, report: Report, texts: Texts) -> list[str]:
    """What each rule says: the indicator, and whether it speaks for, against, or why neither."""
    if not cell.evidence:
        return [texts("evidence.no_rules")]
    lines = []
    for item in cell.evidence:
        said = texts(f"verdict.evidence.{item.reason}")
        if item.reason is EvidenceReason.PEOPLE_JUDGE or not item.rule.indicator:
            lines.append(said)
            continue
        indicator = report.definitions.indicators[item.rule.indicator]
        name = texts.of(indicator.short_name or indicator.name)
        if not _followed(indicator, item.rule.area or area.id, report.definitions):
            said = texts("evidence.not_followed")
        elif item.reason in _RESOLVED_BY_DELIVERY:
            owner = report.definitions.organisations[indicator.owner_organisation]
            said += texts("evidence.delivered_by", owner=texts.of(owner.name))
        lines.append(f"{name}: {said}")
    return lines


def _followed(indicator: Indicator, area_id: str, definitions: Definitions) -> bool:
    """Whether the indicator is followed in the area, or in one that stands in for it."""
    stand_ins = {a.id for a in definitions.programme.areas if a.proxy_for == area_id}
    return bool({area_id, *stand_ins} & set(indicator.areas))
