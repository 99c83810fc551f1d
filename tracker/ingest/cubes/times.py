"""Which dimensions are time, and which period each combination of their labels is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.errors import Fault
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.cube import Dimension
from tracker.ingest.meaning.period_parts import Part, joined, read_part
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.ingest.meaning.words import folded
from tracker.ingest.own.preview import shown
from tracker.ingest.recognised import Role
from tracker.model.periods import Period, PeriodKind, containing, parse_period

_TIME_NAME = re.compile(
    r"(?:tid|tidpunkt|tidsperiod|period|mätperiod|datum|date|time|år|läsår|kalenderår|mätår"
    r"|undersökningsår|redovisningsår|referensår|statistikår|budgetår|year|månad|month|kvartal"
    r"|quarter|vecka|week|halvår|tertial|termin|år och månad|år och kvartal)"
)
_PARTS = {
    "månad": Part.MONTH,
    "month": Part.MONTH,
    "kvartal": Part.QUARTER,
    "quarter": Part.QUARTER,
    "vecka": Part.WEEK,
    "week": Part.WEEK,
    "veckonummer": Part.WEEK,
    "halvår": Part.HALF,
    "tertial": Part.TERTIAL,
    "termin": Part.TERM,
}
_WHOLE_YEAR = frozenset({"totalt", "total", "samtliga månader", "samtliga kvartal", "hela året"})
# How TIMEVAL writes a period of each scale, in the canonical spelling.
_SCALES = {
    "A1": (r"(\d{4})", "{0}"),
    "H1": (r"(\d{4})([12])", "{0}H{1}"),
    "T1": (r"(\d{4})([1-3])", "{0}T{1}"),
    "Q1": (r"(\d{4})([1-4])", "{0}K{1}"),
    "M1": (r"(\d{4})(\d{2})", "{0}-{1}"),
    "W1": (r"(\d{4})(\d{2})", "{0}V{1}"),
    "D1": (r"(\d{4})(\d{2})(\d{2})", "{0}-{1}-{2}"),
}
# Labels that say more than a year does: TIMEVAL has no scale for them.
_FINER = frozenset({PeriodKind.SCHOOL_YEAR, PeriodKind.RANGE, PeriodKind.POINT, PeriodKind.TERM})


@dataclass(frozen=True)
class Times:
    """What the time dimensions give.

    whole  position of the dimension that has whole periods; None when no dimension is time
    part   position of the one that has parts of a year (months, quarters); None without
    dated  a period for each label of `whole`; None where the label cannot be read
    parts  a part for each label of `part`; None where the label cannot be read
    """

    whole: int | None = None
    part: int | None = None
    dated: tuple[Dated | None, ...] = ()
    parts: tuple[tuple[Part, int] | None, ...] = ()
    faults: tuple[Fault, ...] = ()

    def combined(self, first: int, second: int) -> Dated | None:
        """The period of a year and a part of it, by their labels' positions."""
        year, part = self.dated[first], self.parts[second]
        if year is None or part is None:
            return None
        period = joined(year.period.start.year, *part)
        return Dated(period, year.preliminary) if period else None


def times_of(dimensions: Sequence[Dimension], today: date) -> Times:
    """Find the time dimensions and read their labels; unreadable labels are faults."""
    declared = [i for i, d in enumerate(dimensions) if d.scale or d.role is Role.PERIOD]
    if len(declared) == 1:
        whole: int | None = declared[0]
    else:
        among = declared or range(len(dimensions))
        whole = next((i for i in among if _is_time(dimensions[i], today)), None)
    if whole is None:
        return Times()
    dimension = dimensions[whole]
    dated = tuple(_dated(dimension, i, today) for i in range(len(dimension.labels)))
    faults = [_unreadable(dimension, i) for i, period in enumerate(dated) if period is None]
    faults += _conflicts(dimension, today)
    years = all(d.period.kind is PeriodKind.YEAR for d in dated if d)
    others = (i for i in range(len(dimensions)) if i != whole)
    part = next((i for i in others if years and _part_kind(dimensions[i])), None)
    if part is None:
        return Times(whole, None, dated, (), tuple(faults))
    parts = _parts(dimensions[part])
    faults += [_unreadable(dimensions[part], i) for i, read in enumerate(parts) if read is None]
    return Times(whole, part, dated, parts, tuple(faults))


def by_scale(scale: str, text: str) -> Period | None:
    """A period as TIMEVAL writes it: ("Q1", "20031") is the first quarter of 2003."""
    pattern, spelling = _SCALES.get(scale, ("", ""))
    match = re.fullmatch(pattern, text.strip(), re.ASCII) if pattern else None
    if match is None:
        return None
    try:
        return parse_period(spelling.format(*match.groups()))
    except ValueError:
        return None


def _is_time(dimension: Dimension, today: date) -> bool:
    """Named as time and read as time; or written as months, quarters or weeks, whatever its name.

    Four digits alone are no sign: they may be codes or years of birth.
    """
    read = [_dated(dimension, i, today) for i in range(len(dimension.labels))]
    if _TIME_NAME.fullmatch(folded(dimension.name)) or dimension.key.casefold() == "tid":
        return any(read)
    return bool(read) and all(d and d.period.kind is not PeriodKind.YEAR for d in read)


def _dated(dimension: Dimension, index: int, today: date) -> Dated | None:
    label = read_dated(dimension.labels[index], today)
    if label and label.period.kind in _FINER:
        return label
    if dimension.scale and dimension.times:
        period = by_scale(dimension.scale, dimension.times[index])
        return Dated(period, bool(label and label.preliminary)) if period else label
    if label or not dimension.codes:
        return label
    return read_dated(dimension.codes[index], today)


def _conflicts(dimension: Dimension, today: date) -> list[Fault]:
    """Labels that name another period than TIMEVAL or the code does."""
    faults = []
    for index, label in enumerate(dimension.labels):
        said = read_dated(label, today)
        other: Period | None = None
        if dimension.scale and dimension.times:
            other = by_scale(dimension.scale, dimension.times[index])
        elif dimension.codes and (coded := read_dated(dimension.codes[index], today)):
            other = coded.period
        if said and other and _differ(said.period, other):
            params = {"dimension": shown(dimension.name), "other": other.code}
            faults.append(Fault(CubeFault.CUBE_PERIOD_CONFLICT, dict(params), cell=shown(label)))
    return faults


def _differ(said: Period, other: Period) -> bool:
    if said.kind is other.kind:
        return said != other
    if said.kind is PeriodKind.POINT:
        return containing(said.start, other.kind) != other if _calendar(other) else False
    return said.kind not in _FINER or not (other.start <= said.end and said.start <= other.end)


def _calendar(period: Period) -> bool:
    return period.kind not in {PeriodKind.RANGE, PeriodKind.POINT}


def _part_kind(dimension: Dimension) -> Part | None:
    """What part of a year a dimension is about, by its name and most of its labels."""
    kind = _PARTS.get(folded(dimension.name)) or _PARTS.get(folded(dimension.key))
    read = [read_part(label, kind) for label in dimension.labels]
    if kind is None:  # its name says nothing: every label must be worded as the same part
        kinds = {part[0] for part in read if part}
        return kinds.pop() if len(kinds) == 1 and all(read) else None
    return kind if any(read) else None


def _parts(dimension: Dimension) -> tuple[tuple[Part, int] | None, ...]:
    kind = _part_kind(dimension)
    return tuple(
        (Part.WHOLE, 1) if folded(label) in _WHOLE_YEAR else read_part(label, kind)
        for label in dimension.labels
    )


def _unreadable(dimension: Dimension, index: int) -> Fault:
    name, label = shown(dimension.name), shown(dimension.labels[index])
    return Fault(CubeFault.CUBE_PERIOD, {"dimension": name}, column=name, cell=label)
