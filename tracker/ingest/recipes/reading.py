"""A file read by a recipe: the own form's checks, told by the places of the file itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.limits import Limits
from tracker.ingest.own import read_own_form
from tracker.ingest.reading import Reading, unread
from tracker.ingest.recipes.applying import apply_recipe
from tracker.ingest.recognised import RecognisedValue
from tracker.model.definitions import Definitions
from tracker.model.recipes import RecipeBody


@dataclass(frozen=True)
class RecipeReading:
    """What a recipe made of a file.

    reading   the observations, and faults with the rows and columns of the file
    read_from for each observation, the value that it was read from, in the file's words
    left_out  how many values of each place that the recipe does not name
    """

    reading: Reading
    read_from: tuple[RecognisedValue, ...]
    left_out: Mapping[str, int]


def read_by_recipe(
    body: RecipeBody,
    values: Iterable[RecognisedValue],
    definitions: Definitions,
    *,
    today: date,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> RecipeReading:
    """Apply a recipe and check what it gives as the own form is checked. Never raises."""
    applied = apply_recipe(body, values)
    if not applied.origins:
        faults = applied.faults or (Fault(FaultCode.RECIPE_GAVE_NOTHING),)
        nothing = replace(unread(faults[0]), faults=faults, faults_total=len(faults))
        return RecipeReading(nothing, (), applied.left_out)
    reading = read_own_form(applied.own_form, "", definitions, today=today, limits=limits)
    faults = (*applied.faults, *(_at_origin(fault, applied.origins) for fault in reading.faults))
    rows = reading.observations.column("source_row").to_pylist()
    return RecipeReading(
        reading=replace(
            reading, faults=faults, faults_total=reading.faults_total + len(applied.faults)
        ),
        read_from=tuple(applied.origins[row - 2] for row in rows),
        left_out=applied.left_out,
    )


def _at_origin(fault: Fault, origins: tuple[RecognisedValue, ...]) -> Fault:
    """The fault of a row that we wrote, as one of the row and column that it came from."""
    if fault.row is None or not 2 <= fault.row < len(origins) + 2:
        return fault
    origin = origins[fault.row - 2]
    params = dict(fault.params)
    if isinstance(first := params.get("first"), int) and 2 <= first < len(origins) + 2:
        params["first"] = origins[first - 2].row
    return replace(fault, row=origin.row or None, column=origin.column or None, params=params)
