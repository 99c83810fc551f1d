"""A file in another form than ours, in words."""

from tracker.ingest.recognised import Choice, Question
from tracker.model.periods import PeriodKind, parse_period
from tracker.service.foreign_seen import SeenPeriods, SeenValue
from tracker.texts.asked import choice_wording
from tracker.texts.catalogue import Language, Texts
from tracker.texts.sentences import period_text


def answer_wording(question: Question, answer: str, texts: Texts) -> str:
    """An answer as it was given: a choice in its words, a free text as written."""
    return choice_wording(Choice(answer), texts) if question.choices else answer


def choice_with_preview(choice: Choice, texts: Texts) -> str:
    """A choice with what it makes of the first values that it is about."""
    said = choice_wording(choice, texts)
    given = "; ".join(one for one in choice.gives if one)
    return texts("foreign.choice", choice=said, gives=given) if given else said


def periods_text(one: SeenPeriods, texts: Texts) -> str:
    """Of what kind the periods are, from which to which, and how many."""
    kind = texts(f"often.{PeriodKind(one.kind)}")
    first, last = (period_text(parse_period(code), texts) for code in (one.first, one.last))
    if one.size == 1:
        return texts("foreign.period", period=first, kind=kind)
    return texts("foreign.period.span", first=first, last=last, n=one.size, kind=kind)


def value_text(one: SeenValue, texts: Texts) -> str:
    """A value as it was read; the mark that stood there when it has no number."""
    if one.value is None:
        return one.reason or texts(f"value.{one.status}")
    written = f"{one.value:.10g}"
    if texts.language is Language.SV:
        written = written.replace(".", ",")
    return f"{written} {one.unit}".strip()
