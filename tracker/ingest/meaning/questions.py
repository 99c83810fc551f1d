"""What a person must say about cells that were read: each question with what its answers give."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.marks import Asked, Marked, read_number
from tracker.ingest.meaning.melt import Melted
from tracker.ingest.meaning.regions import COUNTY, MUNICIPALITY, candidates, register
from tracker.ingest.meaning.words import number_text
from tracker.ingest.recognised import Choice, Question, RecognisedValue

_SHOWN = 3  # values that a choice is shown with
Values = list[RecognisedValue]


def year_question(key: str, sheet: str, melted: Melted) -> Question | None:
    """No period in the file: years that the titles mention are offered, any can be typed."""
    if not melted.undated:
        return None
    undated = [value for value in melted.values if value.period is None][:_SHOWN]
    choices = tuple(
        Choice(year, tuple(f"{year}: {number_text(v.value)} ({v.measure})" for v in undated))
        for year in melted.years
    )
    if key == "year":
        return Question(key, QuestionCode.NO_YEAR, {}, choices, melted.undated)
    code = QuestionCode.NO_YEAR_IN_SHEET
    return Question(key, code, {"sheet": sheet}, choices, melted.undated)


def region_questions(melted: Iterable[Melted]) -> list[Question]:
    """A name of a municipality and of a county."""
    asked: Counter[str] = Counter()
    for one in melted:
        asked.update(one.ambiguous)
    return [
        Question(
            f"region:{name}",
            QuestionCode.REGION_LEVEL,
            {"name": name},
            tuple(
                Choice(place.level, (f"{place.code} {register().codes[place.code].label}",))
                for level in (MUNICIPALITY, COUNTY)
                for place in candidates(name)
                if place.level == level
            ),
            places,
        )
        for name, places in asked.items()
        if places
    ]


def codes_question(melted: Sequence[Melted]) -> Question | None:
    """Headers or rows that are years as well as codes of municipalities."""
    places = sum(one.codes for one in melted)
    choices = (Choice("years"), Choice("codes"))
    key = "years_or_codes"
    return Question(key, QuestionCode.YEARS_OR_CODES, {}, choices, places) if places else None


def mark_questions(melted: Iterable[Melted]) -> list[Question]:
    """`-`, `1.900` and `(5)`: what they mean here."""
    asked: dict[Asked, Values] = defaultdict(list)
    for one in melted:
        for what, values in one.asked.items():
            asked[what] += values
    made = []
    for what, code, choices in _MARKS:
        values = asked[what]
        if values:
            shown = tuple(
                Choice(key, tuple(f"{v.reason} → {gives(v)}" for v in _examples(values)))
                for key, gives in choices.items()
            )
            params = {"cell": values[0].reason}
            made.append(Question(what.value, code, dict(params), shown, len(values)))
    return made


def _examples(values: Values) -> Values:
    distinct: dict[str, RecognisedValue] = {}
    for value in values:
        distinct.setdefault(value.reason, value)
    return list(distinct.values())[:_SHOWN]


def _grouped(value: RecognisedValue, how: str) -> str:
    read = read_number(value.reason, thousands=how)
    return number_text(read.value if isinstance(read, Marked) else None)


def _negative(value: RecognisedValue) -> str:
    read = read_number(value.reason, parentheses="negative")
    return number_text(read.value if isinstance(read, Marked) else None)


_MARKS: tuple[tuple[Asked, QuestionCode, dict[str, Callable[[RecognisedValue], str]]], ...] = (
    (
        Asked.DASH,
        QuestionCode.LONE_DASH,
        {"zero": lambda _: "0", "missing": lambda _: ".."},
    ),
    (
        Asked.THOUSANDS,
        QuestionCode.THOUSANDS_OR_DECIMALS,
        {
            "thousands": lambda v: _grouped(v, "thousands"),
            "decimals": lambda v: _grouped(v, "decimals"),
        },
    ),
    (
        Asked.PARENTHESES,
        QuestionCode.PARENTHESES,
        {"negative": _negative, "missing": lambda _: ".."},
    ),
)
