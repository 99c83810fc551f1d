"""Tables → a file recognised: every value, what must be asked, what could not be read."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.errors import Fault
from tracker.ingest.grid import ContainerKind, Table, TextForm
from tracker.ingest.meaning.codes import MeaningFault
from tracker.ingest.meaning.context import Context, Rules
from tracker.ingest.meaning.melt import Melted, melt
from tracker.ingest.meaning.questions import (
    codes_question,
    mark_questions,
    region_questions,
    year_question,
)
from tracker.ingest.meaning.settling import settle_duplicates, settle_shares, settle_totals
from tracker.ingest.recognised import Question, Recognised, Role, SourceGuess


def recognise(
    tables: Sequence[Table],
    form: TextForm | None,
    kind: ContainerKind | None,
    answers: Mapping[str, str],
    *,
    today: date,
    source: SourceGuess | None = None,
    rules: Rules = Rules(),  # noqa: B008 - frozen
) -> Recognised:
    """Read the tables of one file.

    answers  question key → chosen key, or free text (a year); those that cannot be given are
             as if not given, so that the question stays
    rules    what the source's marks mean
    """
    context = Context(today, _answered(answers), rules)
    keys = _year_keys(tables)
    melted = [melt(table, context, key) for table, key in zip(tables, keys, strict=True)]
    values = [value for one in melted for value in one.values]
    questions: list[Question | None] = [
        year_question(key, table.sheet, one)
        for key, table, one in zip(keys, tables, melted, strict=True)
    ]
    questions += [codes_question(melted), *region_questions(melted), *mark_questions(melted)]
    signed = {value for one in melted for value in one.signed}
    as_read = values
    values, share = settle_shares(values, signed, context)
    waiting = {
        table.sheet
        for table, one in zip(tables, melted, strict=True)
        if one.undated and Role.PERIOD in one.roles
    }
    duplicates = None
    if values is not as_read or len(melted) > 1 or not all(one.distinct for one in melted):
        values, duplicates = settle_duplicates(values, waiting, context)
    values, totals = settle_totals(values, context)
    questions += [share, duplicates, totals]
    faults = [fault for one in melted for fault in one.faults]
    return Recognised(
        kind,
        form,
        source,
        tuple(tables),
        tuple(one.roles for one in melted),
        tuple(values),
        tuple(question for question in questions if question is not None),
        tuple(faults or _nothing(tables, melted)),
        tuple(line.text for table in tables for line in (*table.titles, *table.notes)),
    )


def _answered(answers: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value.strip() for key, value in answers.items()}


def _year_keys(tables: Sequence[Table]) -> list[str]:
    """`year` in a file of one table, `year:<sheet>` in a workbook of several."""
    if len(tables) == 1:
        return ["year"]
    keys: list[str] = []
    for table in tables:
        key = f"year:{table.sheet}"
        again = sum(k == key or k.startswith(f"{key}:") for k in keys)
        keys.append(f"{key}:{again + 1}" if again else key)
    return keys


def _nothing(tables: Sequence[Table], melted: Sequence[Melted]) -> list[Fault]:
    if not tables:
        return [Fault(MeaningFault.NO_TABLE)]
    return [] if any(one.values for one in melted) else [Fault(MeaningFault.NO_VALUES)]
