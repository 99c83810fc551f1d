"""Values that only make sense together: shares, duplicates, totals. Settled, or asked about."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from operator import attrgetter

from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.context import Context
from tracker.ingest.meaning.regions import is_total
from tracker.ingest.meaning.units import says_share
from tracker.ingest.meaning.words import folded, number_text
from tracker.ingest.recognised import Choice, Question, RecognisedValue

_SHOWN = 3  # values that a choice is shown with
_MOST_LABELS = 500  # a column with more names things one by one
_TOTAL = re.compile(
    r"(?:\d+ )?(?:totalt?|samtliga|alla|båda|both|all)\b[^,]*"
    r"(?:\d|\b(?:åldrar|kön(?:en)?|ages|sexes|sektorer"
    r"|sectors|näringar|industries|branscher|åldersgrupper|utbildningsnivåer|levels|personer))\b.*"
    r"|(?:totalt?|summa|samtliga|hela)\b.*|.*\b(?:totalt?|summa)|.*\(totalt?\)"
    r"|(?:kvinnor och m[äa]n|m[äa]n och kvinnor|men and women|women and men)"
)
Values = list[RecognisedValue]


def settle_shares(
    values: Values, signed: Container[int], context: Context
) -> tuple[Values, Question | None]:
    """0.046 under `Andel`: 4.6 per cent, or 0.046 per cent.

    signed  the identities of values that are per cent for sure: the sign stands in their cells
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    wordings = set(map(attrgetter("unit", "measure"), values))
    possible = any(unit == "%" or says_share(measure) for unit, measure in wordings)
    for i, value in enumerate(values if possible else ()):
        if (value.unit == "%" or says_share(value.measure)) and id(value) not in signed:
            groups[value.sheet, value.measure].append(i)
    places = [
        i
        for group in groups.values()
        if _fractions([values[i].value for i in group])
        for i in group
        if values[i].value is not None
    ]
    if not places:
        return values, None
    answer = context.answer("share", "fraction", "percent")
    if answer is None:
        some = [values[i] for i in places[:_SHOWN]]
        choices = (
            Choice("fraction", tuple(f"{number_text(v.value)} → {_percent(v, 100)}" for v in some)),
            Choice("percent", tuple(f"{number_text(v.value)} → {_percent(v, 1)}" for v in some)),
        )
        code = QuestionCode.SHARE_OR_FRACTION
        return values, Question("share", code, {"name": some[0].measure}, choices, len(places))
    settled = list(values)
    for i in places:
        number = values[i].value or 0.0
        times = 100 if answer == "fraction" else 1
        settled[i] = values[i]._replace(value=round(number * times, 10), unit="%")
    return settled, None


def settle_duplicates(
    values: Values, waiting: Collection[str], context: Context
) -> tuple[Values, Question | None]:
    """Values that the file gives twice, differently.

    waiting  sheets whose months wait for their year: nothing in them can be compared yet
    """
    fields = ("sheet", "measure", "unit", "labels", "region", "period")
    keys = list(zip(*(_numbered(map(attrgetter(field), values)) for field in fields), strict=True))
    if len(set(keys)) == len(keys):
        return values, None
    first: dict[tuple[object, ...], int] = {}
    again: dict[tuple[object, ...], list[int]] = {}
    for i, (key, v) in enumerate(zip(keys, values, strict=True)):
        if v.period is None and v.sheet in waiting:
            continue
        if first.setdefault(key, i) != i:
            again.setdefault(key, [first[key]]).append(i)
    clashes = [
        group
        for group in again.values()
        if len({(values[i].value, values[i].status) for i in group}) > 1
    ]
    if not clashes:
        return values, None
    answer = context.answer("duplicates", *_KEPT)
    if answer is not None:
        keep = _KEPT[answer]
        if all(len(keep(values, group)) == 1 for group in clashes):
            dropped = {i for group in again.values() for i in set(group) - keep(values, group)}
            return [v for i, v in enumerate(values) if i not in dropped], None
    shown = clashes[:_SHOWN]
    choices = tuple(
        Choice(key, tuple(_row_of(values, sorted(kept(values, group))) for group in shown))
        for key, kept in _KEPT.items()
    )
    places = sum(map(len, clashes))
    one_of = values[clashes[0][0]]
    params = {"name": one_of.region.label if one_of.region else one_of.measure}
    code = QuestionCode.DUPLICATE_KEYS
    return values, Question("duplicates", code, dict(params), choices, places)


def settle_totals(values: Values, context: Context) -> tuple[Values, Question | None]:
    """Totals among their parts, in a column of labels. Totals of places are flagged as such."""
    rows = {id(value.labels): (value.sheet, value.labels) for value in values}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sheet, labels in rows.values():
        for name, label in labels:
            found[sheet, name].add(label)
    totals = {
        key: {label for label in labels if _is_total_label(label)}
        for key, labels in found.items()
        if 1 < len(labels) <= _MOST_LABELS
    }
    totals = {key: labels for key, labels in totals.items() if labels}
    if not totals:
        return values, None
    answer = context.answer("totals", "include", "leave_out")
    summed = {
        key
        for key, (sheet, labels) in rows.items()
        if any(label in totals.get((sheet, name), ()) for name, label in labels)
    }

    def total(value: RecognisedValue) -> bool:
        return id(value.labels) in summed

    if answer == "include":
        return values, None
    if answer == "leave_out":
        return [value for value in values if not total(value)], None
    places = sum(map(total, values))
    named = sorted({label for labels in totals.values() for label in labels})[:_SHOWN]
    choices = (Choice("include", tuple(named)), Choice("leave_out"))
    code = QuestionCode.TOTALS_BESIDE_PARTS
    return values, Question("totals", code, {"names": ", ".join(named)}, choices, places)


def _numbered(things: Iterable[object]) -> list[int]:
    """A number for each object: equal ones have the same. Each distinct object is compared once."""
    held = list(things)
    places = list(map(id, held))
    numbers: dict[object, int] = {}
    by_place = {
        place: numbers.setdefault(thing, len(numbers))
        for place, thing in dict(zip(places, held, strict=True)).items()
    }
    return list(map(by_place.__getitem__, places))


def _is_total_label(label: str) -> bool:
    word = folded(label)
    return is_total(label) or bool(_TOTAL.fullmatch(word))


def _fractions(numbers: Sequence[float | None]) -> bool:
    known = [number for number in numbers if number is not None]
    return (
        bool(known)
        and all(0 <= number <= 1 for number in known)
        and any(not number.is_integer() for number in known)
    )


def _numbers(values: Values, group: Sequence[int]) -> set[int]:
    """Those with a number; all of them when they disagree, the first when there is none."""
    known = [i for i in group if values[i].value is not None]
    if not known:
        return {group[0]}
    same = len({values[i].value for i in known}) == 1
    return {known[0]} if same else set(known)


_KEPT: dict[str, Callable[[Values, Sequence[int]], set[int]]] = {
    "numbers": _numbers,
    "first": lambda _, group: {group[0]},
    "last": lambda _, group: {group[-1]},
}


def _row_of(values: Values, kept: Sequence[int]) -> str:
    return ", ".join(f"{values[i].row}: {number_text(values[i].value)}" for i in kept)


def _percent(value: RecognisedValue, times: int) -> str:
    return f"{number_text(round((value.value or 0.0) * times, 10))} %"
