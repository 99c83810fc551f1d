"""Recept: how a table of somebody else's becomes values of our indicators. Said once by a person.

A recipe reads what the tracker has recognised in a file (measures, labels, regions, periods), so
it holds for the next delivery whatever its encoding, separator or order of columns.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tracker.model.base import Record, Sentence, Slug


class Shape(Record):
    """What a file must hold for the recipe to be meant: who made it, and its words.

    measures, labels   the measures and the names of the dimensions, all of which must be there
    """

    kind: Sentence
    source: str = ""
    measures: tuple[str, ...] = ()
    labels: tuple[Sentence, ...] = ()


class Selector(Record):
    """Which recognised values are meant: of a measure, and with these labels."""

    measure: str = ""
    where: Mapping[Sentence, tuple[str, ...]] = Field(default_factory=dict)


class Mapped(Record):
    """What becomes one indicator.

    factor      the number in the file is multiplied by it: 100 where a share is a fraction
    duplicates  what several values of one area and period are: a fault, or parts of a sum
    """

    indicator: Slug
    value: Selector
    denominator: Selector | None = None
    responses: Selector | None = None
    factor: Annotated[float, Field(gt=0)] = 1.0
    duplicates: Literal["refuse", "sum"] = "refuse"


class RecipeBody(Record):
    """The recipe itself.

    place    the label whose text names the area; "" for the region that the file states
    places   area by the text as the file writes it (a region: its code, else its name); other
             places are left out, and how many is told
    area     the area of every value, where the file names none
    answers  to the questions that the file asks each time
    """

    format: Literal[1] = 1
    shape: Shape
    values: Annotated[tuple[Mapped, ...], Field(min_length=1)]
    place: str = ""
    places: Mapping[Sentence, Slug] = Field(default_factory=dict)
    area: Slug | None = None
    answers: Mapping[Sentence, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_way_to_places(self) -> Self:
        if bool(self.places) == bool(self.area):
            raise ValueError("places_or_area")
        return self

    def renamed(self, new_ids: Mapping[str, str]) -> "RecipeBody":
        """The recipe with indicators under their new ids; `new_ids` is by old id."""
        values = tuple(
            one.model_copy(update={"indicator": new_ids.get(one.indicator, one.indicator)})
            for one in self.values
        )
        return self.model_copy(update={"values": values})

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that it gives values of."""
        return tuple(one.indicator for one in self.values)
