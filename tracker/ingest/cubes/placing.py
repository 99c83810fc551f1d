"""Cube → values: every cell with its measure, labels, place and period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from tracker.errors import Fault
from tracker.ingest.cubes.cells import DASH, ZERO, Read
from tracker.ingest.cubes.codes import CubeQuestion, CubeRemark
from tracker.ingest.cubes.cube import Cube, Dimension, size
from tracker.ingest.cubes.places import place_position, regions_of
from tracker.ingest.cubes.times import Times, times_of
from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.ingest.meaning.words import folded
from tracker.ingest.recognised import (
    Choice,
    Question,
    RecognisedValue,
    Region,
    Remark,
    Role,
)
from tracker.model.observations import Status
from tracker.model.periods import Period

_MEASURE_NAME = frozenset(
    {"contentscode", "tabellinnehåll", "innehåll", "contents", "nyckeltal", "mått", "measure"}
    | {"indikator", "indikatorer", "indicator", "indicators"}
)
_DASH_ANSWERS = {"zero": ZERO, "missing": DASH}


@dataclass(frozen=True)
class Placed:
    """What a cube gives."""

    values: tuple[RecognisedValue, ...]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class _Plan:
    """Which dimension gives what. Positions in the cube's dimensions."""

    times: Times
    place: int | None
    measure: int | None
    labels: tuple[int, ...]
    regions: tuple[Region, ...]
    default: Dated | None  # the period of every cell, when no dimension says it


def placed(cube: Cube, answers: Mapping[str, str], today: date) -> Placed:
    """Give every cell its place in time, space and contents; ask where the file does not say."""
    dims = cube.dimensions
    times = times_of(dims, today)
    free = [replace(d, role=Role.PERIOD) if i in {times.whole, times.part} else d
            for i, d in enumerate(dims)]  # fmt: skip
    place = place_position(free)
    measure = _measure_position(free, place)
    questions: list[Question] = []
    regions: tuple[Region, ...] = ()
    if place is not None:
        regions, asked = regions_of(dims[place], answers)
        each = len(cube.cells) // max(1, len(dims[place].labels))
        questions += [replace(question, places=each) for question in asked]
    default = None
    if times.whole is None:
        default = read_dated(answers.get("year", ""), today)
        if default is None:
            questions.append(Question("year", QuestionCode.NO_YEAR, {}, (), len(cube.cells)))
    used = {times.whole, times.part, place, measure}
    labels = tuple(i for i in range(len(dims)) if i not in used)
    plan = _Plan(times, place, measure, labels, regions, default)
    values = list(_values(cube, plan))
    questions += _settle_dashes(values, cube, answers)
    return Placed(tuple(values), tuple(questions), times.faults, _remarks(cube, plan))


def _values(cube: Cube, plan: _Plan) -> Iterator[RecognisedValue]:
    dims = cube.dimensions
    pairs = [tuple((dims[i].name, label) for label in dims[i].labels) for i in plan.labels]
    measures, units = _measures(cube, plan)
    labels_of: dict[tuple[int, ...], tuple[tuple[str, str], ...]] = {}
    period_of = _periods(plan)
    for at, cell in _cells(cube):
        dated = period_of(at)
        if dated is None and plan.default is None and plan.times.whole is not None:
            continue  # its label is a fault
        key = tuple(at[i] for i in plan.labels)
        labels = labels_of.get(key)
        if labels is None:
            labels = labels_of[key] = tuple(p[i] for p, i in zip(pairs, key, strict=True))
        status = cell.status
        if dated and dated.preliminary and status is Status.FINAL:
            status = Status.PRELIMINARY
        about = 0 if plan.measure is None else at[plan.measure]
        yield RecognisedValue(
            measures[about],
            units[about],
            labels,
            None if plan.place is None else plan.regions[at[plan.place]],
            dated.period if dated else None,
            cell.value,
            status,
            reason=cell.reason,
        )


def _cells(cube: Cube) -> Iterator[tuple[tuple[int, ...], Read]]:
    if isinstance(cube.cells, Mapping):
        sizes = [len(d.labels) for d in cube.dimensions]
        for position in sorted(cube.cells):
            yield _unravelled(position, sizes), cube.cells[position]
        return
    places = product(*(range(len(d.labels)) for d in cube.dimensions))
    yield from zip(places, cube.cells, strict=True)


def _unravelled(position: int, sizes: Sequence[int]) -> tuple[int, ...]:
    at = []
    for length in reversed(sizes):
        position, index = divmod(position, length)
        at.append(index)
    return tuple(reversed(at))


def _periods(plan: _Plan) -> Callable[[tuple[int, ...]], Dated | None]:
    times = plan.times
    whole, part = times.whole, times.part
    if whole is None:
        return lambda _: plan.default
    if part is None:
        return lambda at: times.dated[at[whole]]
    known = {
        (i, j): times.combined(i, j)
        for i in range(len(times.dated))
        for j in range(len(times.parts))
    }
    return lambda at: known[at[whole], at[part]]


def _measure_position(dimensions: Sequence[Dimension], place: int | None) -> int | None:
    for index, dimension in enumerate(dimensions):
        if dimension.role is Role.MEASURE:
            return index
    for index, dimension in enumerate(dimensions):
        named = {folded(dimension.name), folded(dimension.key)} & _MEASURE_NAME
        if named and index != place and dimension.role is Role.DIMENSION:
            return index
    return None


def _measures(cube: Cube, plan: _Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if plan.measure is None:
        return (cube.measure,), (cube.unit,)
    dimension = cube.dimensions[plan.measure]
    many = len(dimension.labels) > 1
    unit = "" if many else cube.unit  # one unit said of unlike measures is true of some only
    return dimension.labels, dimension.units or (unit,) * len(dimension.labels)


def _settle_dashes(
    values: list[RecognisedValue], cube: Cube, answers: Mapping[str, str]
) -> list[Question]:
    """Decide, or ask, what a lone dash stands for.

    At the end of a series, where every cell of the last periods is a dash, it may mean «not
    yet» even where the source uses it for nil: that is a question of its own.
    """
    dashes = [i for i, v in enumerate(values) if v.reason == "-" and v.value is None]
    if not dashes:
        return []
    filled = [v.period for v in values if v.period and v.reason != "-"]
    last = {kind: max(p for p in filled if p.kind is kind) for kind in {p.kind for p in filled}}

    def is_late(period: Period | None) -> bool:
        return bool(period and period.kind in last and period > last[period.kind])

    late = [i for i in dashes if is_late(values[i].period)]
    within = sorted(set(dashes) - set(late))
    questions: list[Question] = []
    for key, code, cells in (
        ("dash", QuestionCode.LONE_DASH, within),
        ("dash_last", CubeQuestion.DASH_LAST, late),
    ):
        known = "zero" if cube.official and key == "dash" else None
        answer = _DASH_ANSWERS.get(answers.get(key, known or ""))
        if answer is None and cells:
            choices = (Choice("zero", ("0",)), Choice("missing", ("",)))
            questions.append(
                Question(key, code, {"cell": "-", "count": len(cells)}, choices, len(cells))
            )
        elif answer is ZERO:
            for i in cells:
                values[i] = values[i]._replace(value=0.0, status=Status.FINAL)
    return questions


def _remarks(cube: Cube, plan: _Plan) -> tuple[Remark, ...]:
    remarks = []
    for dimension in cube.dimensions:
        if dimension.total is not None:
            label = dimension.labels[dimension.total]
            params = {"dimension": dimension.name, "label": label}
            remarks.append(Remark(CubeRemark.TOTAL_NAMED, dict(params)))
    if plan.measure is not None and cube.unit:
        dimension = cube.dimensions[plan.measure]
        if len(dimension.labels) > 1 and not dimension.units:
            params = {"dimension": dimension.name, "unit": cube.unit}
            remarks.append(Remark(CubeRemark.ONE_UNIT, dict(params)))
    absent = size(cube.dimensions) - len(cube.cells)
    if absent > 0:
        remarks.append(Remark(CubeRemark.ABSENT_CELLS, {"count": absent}))
    return tuple(remarks)
