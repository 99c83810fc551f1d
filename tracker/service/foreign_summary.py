"""A recognised file → its summary: what there is of each thing, and the first of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from tracker.ingest.distinct import distinct
from tracker.ingest.grid import Table
from tracker.ingest.meaning.columns import shown as as_text
from tracker.ingest.own.preview import shown
from tracker.ingest.recipes import shape_of
from tracker.ingest.recognised import Question, Recognised, RecognisedValue, Region
from tracker.service.foreign_seen import (
    Candidate,
    Seen,
    SeenLabel,
    SeenMeasure,
    SeenPeriods,
    SeenRegion,
    SeenTable,
    SeenValue,
    Used,
)

_HEAD = 8  # rows of a table, and values
_MOST_TEXTS = 6000  # distinct labels of one dimension
_MOST_TABLES = 12
_MOST_LINES = 40  # titles or notes
_MOST_PLACES = 20  # places left out that are named


def seen_of(  # noqa: PLR0917 - the parts of one answer
    found: Recognised,
    questions: tuple[Question, ...],
    asked: tuple[Question, ...],
    answers: Mapping[str, str],
    candidates: tuple[Candidate, ...],
    used: Used | None,
    left_out: Mapping[str, int],
) -> Seen:
    """The summary of a recognised file."""
    dated = Counter(map(id, map(attrgetter("period"), found.values)))
    places = sorted(left_out.items(), key=lambda one: (-one[1], one[0]))
    return Seen(
        shape=shape_of(found),
        source=found.source,
        form=found.form,
        values=len(found.values),
        tables=tuple(map(_table, found.tables[:_MOST_TABLES])),
        measures=tuple(_measures(found.values)),
        labels=tuple(_labels(found.values)),
        regions=tuple(_regions(found.values)),
        periods=tuple(_periods(found.values)),
        without_period=dated[id(None)],
        head=tuple(map(_value, found.values[:_HEAD])),
        remarks=found.remarks,
        warnings=found.warnings,
        questions=questions,
        asked=asked,
        answers=answers,
        candidates=candidates,
        used=used,
        places=tuple(places[:_MOST_PLACES]),
        left_out=sum(left_out.values()),
        left_out_places=len(left_out),
    )


def _table(table: Table) -> SeenTable:
    return SeenTable(
        sheet=table.sheet,
        names=tuple(map(shown, table.names)),
        rows=tuple(tuple(shown(as_text(cell)) for cell in row) for row in table.rows[:_HEAD]),
        numbers=table.numbers[:_HEAD],
        size=len(table.rows),
        header_rows=len(table.header),
        titles=tuple(shown(line.text) for line in table.titles[:_MOST_LINES]),
        notes=tuple(shown(line.text) for line in table.notes[:_MOST_LINES]),
        repeated=len(table.repeated),
        filled=tuple(shown(table.names[position]) for position in table.filled),
    )


def _measures(values: Iterable[RecognisedValue]) -> Iterable[SeenMeasure]:
    found: dict[str, list[RecognisedValue]] = defaultdict(list)
    for value in values:
        found[value.measure].append(value)
    for name, these in found.items():
        numbers = [number for number in map(attrgetter("value"), these) if number is not None]
        units = Counter(map(attrgetter("unit"), these))
        yield SeenMeasure(
            name,
            units.most_common(1)[0][0] if len(units) == 1 else "",
            len(these),
            min(numbers, default=None),
            max(numbers, default=None),
        )


def _labels(values: Iterable[RecognisedValue]) -> Iterable[SeenLabel]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for labels in distinct(map(attrgetter("labels"), values)):
        for name, text in labels:
            found[name].setdefault(text)
    for name, texts in found.items():
        named = [text for text in texts if text]
        yield SeenLabel(name, tuple(named[:_MOST_TEXTS]), len(named))


def _regions(values: Sequence[RecognisedValue]) -> Iterable[SeenRegion]:
    places = list(map(attrgetter("region"), values))
    times = Counter(map(id, places))
    counted: Counter[Region] = Counter()
    for place in distinct(places):
        if place:
            counted[place] += times[id(place)]
    for region, count in counted.items():
        if name := region.code or region.label:
            yield SeenRegion(name, region.label, region.level, region.aggregate, count)


def _periods(values: Iterable[RecognisedValue]) -> Iterable[SeenPeriods]:
    by_kind = defaultdict(set)
    for period in distinct(map(attrgetter("period"), values)):
        if period:
            by_kind[period.kind].add(period)
    for kind, periods in sorted(by_kind.items()):
        yield SeenPeriods(kind, min(periods).code, max(periods).code, len(periods))


def _value(value: RecognisedValue) -> SeenValue:
    return SeenValue(
        place=value.region.label if value.region else "",
        labels=tuple(text for _, text in value.labels),
        measure=value.measure,
        unit=value.unit,
        period=value.period.code if value.period else "",
        value=value.value,
        status=value.status,
        reason=value.reason,
        row=value.row,
    )
