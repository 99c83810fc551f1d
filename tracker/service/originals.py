"""Reading received files: the one place that knows which reader a file goes to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pyarrow as pa

from tracker.errors import Fault
from tracker.ingest import LARGE, FaultCode, Limits, Reading, read_own_form
from tracker.ingest.containers import MOJIBAKE, open_file
from tracker.ingest.foreign import read_opened
from tracker.ingest.grid import Opened
from tracker.ingest.own_sheets import is_own_text, is_own_workbook, own_text
from tracker.ingest.reading import unread
from tracker.ingest.recipes import RecipeReading, named, read_by_recipe
from tracker.ingest.recognised import Recognised
from tracker.model.definitions import Definitions
from tracker.model.recipes import RecipeBody
from tracker.model.records import ReadBy, Upload


def read_file(
    data: bytes,
    file_name: str,
    definitions: Definitions,
    *,
    today: date,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Reading | Opened:
    """A file in the own form as it reads; any other taken apart, for `recognise`.

    limits  of text in the own form; the other kinds have their own

    A bad file never raises: the faults tell what is wrong.
    """
    if is_own_text(data):
        return read_own_form(data, file_name, definitions, today=today, limits=limits)
    opened = open_file(data, file_name)
    if not is_own_workbook(opened):
        return opened
    text = own_text(opened)
    if isinstance(text, Fault):
        return unread(text)
    if opened.faults:  # personal data, or cells that the workbook holds no value for
        faults = opened.faults
        return replace(unread(faults[0]), faults=faults, faults_total=len(faults))
    return replace(read_own_form(text, file_name, definitions, today=today), encoding="")


def recognise(
    data: bytes,
    file_name: str,
    answers: Mapping[str, str],
    *,
    today: date,
    opened: Opened | None = None,
) -> Recognised:
    """What a file of somebody else's says, in names that a recipe can be written with.

    opened  the file taken apart without answers, where that has been done
    """
    if opened is None or MOJIBAKE in answers:
        opened = open_file(data, file_name, answers=answers)
    return named(read_opened(opened, data, file_name, today=today, answers=answers))


def by_recipe(
    body: RecipeBody, found: Recognised, definitions: Definitions, *, today: date
) -> RecipeReading:
    """What a recipe makes of a recognised file, and how the file itself was written."""
    made = read_by_recipe(body, found.values, definitions, today=today)
    return replace(made, reading=_as_written(made.reading, found))


def not_applied(found: Recognised, faults: tuple[Fault, ...] = ()) -> Reading:
    """The reading of a file that no recipe has been applied to; `faults` keep it out."""
    empty = replace(
        unread(Fault(FaultCode.RECIPE_GAVE_NOTHING)), faults=faults, faults_total=len(faults)
    )
    return _as_written(empty, found)


def read_again(upload: Upload, data: bytes, definitions: Definitions) -> pa.Table:
    """The OBSERVATIONS of an accepted file, as this version of the tracker reads them.

    definitions    those of the day it was accepted
    """
    day = upload.received_at.date()
    if upload.read_by:
        return _by_the_same(upload.read_by, upload.file_name, data, definitions, day)
    read = read_file(data, upload.file_name, definitions, today=day, limits=LARGE)
    if isinstance(read, Opened):  # accepted in the own form, which it no longer passes for
        read = read_own_form(data, upload.file_name, definitions, today=day, limits=LARGE)
    return read.observations


def _by_the_same(
    read_by: ReadBy, file_name: str, data: bytes, definitions: Definitions, day: date
) -> pa.Table:
    found = recognise(data, file_name, read_by.answers, today=day)
    return by_recipe(read_by.body, found, definitions, today=day).reading.observations


def _as_written(reading: Reading, found: Recognised) -> Reading:
    """The reading with the encoding, the separator and a line of the file, not of ours."""
    form = found.form
    return replace(
        reading,
        encoding=form.encoding if form else "",
        separator=form.separator if form else "",
        sample=form.sample if form else "",
        decimal_mark=None,
        header=(),
        header_row=0,
        head=(),
    )
