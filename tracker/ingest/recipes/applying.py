"""Recognised values → rows of the own form, so that one set of checks judges every file."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own.frame import COLUMNS
from tracker.ingest.own.statuses import SWEDISH
from tracker.ingest.recognised import FRACTION, RecognisedValue, Region
from tracker.model.observations import Status
from tracker.model.periods import Period
from tracker.model.recipes import Mapped, RecipeBody, Selector

Key = tuple[str, Period]  # area, period

# What a sum is when a part has no number, the most telling first.
_WITHOUT = (Status.NOT_PUBLISHED, Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE)
# What a sum is when a part is marked.
_MARKED = (Status.PARTIAL, Status.ESTIMATED, Status.PRELIMINARY, Status.REVISED, Status.FINAL)


@dataclass(frozen=True)
class Applied:
    """What a recipe made of a file.

    own_form   the rows in the own form, UTF-8, with its header
    origins    for each row below the header, the value that it was read from
    faults     what the recipe could not settle
    left_out   values of places that the recipe does not name, by place
    """

    own_form: bytes
    origins: tuple[RecognisedValue, ...]
    faults: tuple[Fault, ...]
    left_out: Mapping[str, int]


def apply_recipe(body: RecipeBody, values: Iterable[RecognisedValue]) -> Applied:
    """Make the rows of every indicator that the recipe maps. Nothing is guessed or dropped:
    values of other measures are not read, those of other places are counted.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    origins: list[RecognisedValue] = []
    faults: list[Fault] = []
    left_out: dict[str, int] = defaultdict(int)
    values = tuple(values)
    for mapped in body.values:
        chosen = _placed(body, mapped.value, values, faults, left_out)
        if mapped.duplicates == "sum":
            chosen = _summed(chosen)
        beside = [
            _beside(body, selector, values, faults)
            for selector in (mapped.denominator, mapped.responses)
        ]
        for (area, period), value in chosen:
            cells = _cells(mapped, area, period, value)
            cells[4:6] = [_number(found.get((area, period)), 1.0) for found in beside]
            writer.writerow(cells)
            origins.append(value)
    return Applied(page.getvalue().encode(), tuple(origins), tuple(faults), dict(left_out))


def _placed(
    body: RecipeBody,
    selector: Selector,
    values: tuple[RecognisedValue, ...],
    faults: list[Fault],
    left_out: dict[str, int],
) -> list[tuple[Key, RecognisedValue]]:
    """The selected values with their area and period, in the file's order."""
    found = []
    for value in values:
        if not _selected(selector, value):
            continue
        area, place = _area(body, value)
        if area is None:
            left_out[place] += 1
        elif value.period is None:
            faults.append(_fault(FaultCode.BAD_PERIOD, value))
        else:
            found.append(((area, value.period), value))
    return found


def _selected(selector: Selector, value: RecognisedValue) -> bool:
    labels = dict(value.labels)
    return value.measure == selector.measure and all(
        labels.get(name) in wanted for name, wanted in selector.where.items()
    )


def _area(body: RecipeBody, value: RecognisedValue) -> tuple[str | None, str]:
    """The area of a value, and the place as the file writes it."""
    if body.area:
        return body.area, ""
    if body.place:
        place = dict(value.labels).get(body.place, "")
        return body.places.get(place), place
    for place in _names(value.region):
        if place in body.places:
            return body.places[place], place
    return None, value.region.label if value.region else ""


def _names(region: Region | None) -> Iterator[str]:
    if region and not region.aggregate:
        yield from filter(None, (region.code, region.label))


def _summed(chosen: list[tuple[Key, RecognisedValue]]) -> list[tuple[Key, RecognisedValue]]:
    """One value a key: the sum of its parts; without a number where one of them has none."""
    parts: dict[Key, list[RecognisedValue]] = defaultdict(list)
    for key, value in chosen:
        parts[key].append(value)
    return [(key, _sum(of_key)) for key, of_key in parts.items()]


def _sum(parts: list[RecognisedValue]) -> RecognisedValue:
    if len(parts) == 1:
        return parts[0]
    found = {part.status for part in parts}
    without = next((status for status in _WITHOUT if status in found), None)
    if without:
        return parts[0]._replace(value=None, status=without, low=None, high=None, reason="")
    total = sum(part.value or 0.0 for part in parts)
    return parts[0]._replace(value=total, status=next(s for s in _MARKED if s in found))


def _beside(
    body: RecipeBody,
    selector: Selector | None,
    values: tuple[RecognisedValue, ...],
    faults: list[Fault],
) -> dict[Key, RecognisedValue]:
    """Denominators or numbers of answers, one for each area and period."""
    if selector is None:
        return {}
    unwanted: dict[str, int] = defaultdict(int)
    found: dict[Key, RecognisedValue] = {}
    for key, value in _placed(body, selector, values, faults, unwanted):
        if key in found and found[key].value != value.value:
            faults.append(_fault(FaultCode.DUPLICATE_ROW, value, first=found[key].row))
        found.setdefault(key, value)
    return found


def _cells(mapped: Mapped, area: str, period: Period, value: RecognisedValue) -> list[str]:
    status = "" if value.status is Status.FINAL else SWEDISH[value.status]
    shown = _number(value, mapped.factor) or _bound(value, mapped.factor)
    return [mapped.indicator, area, period.code, shown, "", "", status, ""]


def _bound(value: RecognisedValue, factor: float) -> str:
    """`<5` or `~100` again, which the own form reads; other hidden values have no bound."""
    if value.reason.startswith("<") and value.high is not None:
        return f"<{_plain((value.high + (factor == 1.0)) * factor)}"
    return "~100" if value.reason.startswith("~") else ""


def _number(value: RecognisedValue | None, factor: float) -> str:
    if value is None or value.value is None:
        return ""
    if value.unit == FRACTION and factor == 1.0:  # else the recipe says what to make of it
        factor = 100.0
    return _plain(value.value * factor)


def _plain(number: float) -> str:
    """A number that reads one way only: never three decimals, no exponent."""
    if number == int(number):
        return str(int(number))
    return f"{number:.8f}".replace(".", ",")


def _fault(code: FaultCode, value: RecognisedValue, **params: int) -> Fault:
    return Fault(code, dict(params), row=value.row or None, column=value.column or None)
