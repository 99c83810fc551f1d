"""A recipe: recognised values of somebody else's file become checked values of ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tracker.ingest.grid import ContainerKind
from tracker.ingest.recipes import RecipeReading, apply_recipe, fits, read_by_recipe, shape_of
from tracker.ingest.recognised import FRACTION, Recognised, RecognisedValue, Region, SourceGuess
from tracker.model.definitions import Definitions
from tracker.model.observations import Status
from tracker.model.periods import Period, PeriodKind, parse_period
from tracker.model.recipes import Mapped, RecipeBody, Selector, Shape

TODAY = date(2025, 1, 16)
FIRES = Mapped(indicator="brander", value=Selector(measure="Antal"))


def value(number: float | None, **more: object) -> RecognisedValue:
    given_ = {
        "measure": "Antal",
        "unit": "",
        "labels": (("område", "Gottsunda"),),
        "region": None,
        "period": parse_period("2021-03"),
        "status": Status.FINAL if number is not None else Status.MISSING,
        "row": 7,
        "column": "Antal",
    }
    return RecognisedValue(value=number, **{**given_, **more})


def body(*mapped: Mapped, **more: object) -> RecipeBody:
    given_: dict[str, object] = {"place": "område", "places": {"Gottsunda": "gottsunda"}}
    return RecipeBody(shape=Shape(kind="text"), values=mapped or (FIRES,), **{**given_, **more})


Read = Callable[..., RecipeReading]


@pytest.fixture
def read(definitions: Definitions) -> Read:
    def read_it(recipe: RecipeBody, *values: RecognisedValue) -> RecipeReading:
        return read_by_recipe(recipe, values, definitions, today=TODAY)

    return read_it


def rows(found: RecipeReading) -> list[dict[str, object]]:
    assert found.reading.faults == ()
    return found.reading.observations.to_pylist()


def test_a_value_becomes_an_observation_of_the_mapped_indicator_and_area(read: Read) -> None:
    (row,) = rows(read(body(), value(12)))
    assert (row["indicator_id"], row["area_id"], row["value"]) == ("brander", "gottsunda", 12)
    assert row["period_start"] == date(2021, 3, 1)


@pytest.mark.parametrize(
    ("status", "reason", "bounds"),
    [
        (Status.MISSING, "..", (None, None)),
        (Status.NOT_APPLICABLE, ".", (None, None)),
        (Status.NOT_PUBLISHED, "--", (None, None)),
        (Status.SUPPRESSED, "<5", (1, 4)),
    ],
)
def test_the_reason_why_there_is_no_number_is_kept(
    read: Read, status: Status, reason: str, bounds: tuple[float | None, float | None]
) -> None:
    hidden = value(None, status=status, reason=reason, low=bounds[0], high=bounds[1])
    (row,) = rows(read(body(), hidden))
    assert (row["value"], row["status"]) == (None, status.value)
    assert (row["low"], row["high"]) == bounds


def test_a_preliminary_value_stays_preliminary(read: Read) -> None:
    (row,) = rows(read(body(), value(3, status=Status.PRELIMINARY)))
    assert (row["value"], row["status"]) == (3, "preliminary")


def test_a_fraction_becomes_per_cent_by_the_factor(read: Read) -> None:
    trust = Mapped(
        indicator="trygghet",
        value=Selector(measure="Andel"),
        responses=Selector(measure="Svar"),
        factor=100,
    )
    year = parse_period("2021")
    found = read(
        body(trust),
        value(0.046, measure="Andel", period=year),
        value(310, measure="Svar", period=year),
    )
    (row,) = rows(found)
    assert row["value"] == pytest.approx(4.6)
    assert row["responses"] == 310


@pytest.mark.parametrize("factor", [1, 100])
def test_a_cell_that_holds_a_fraction_is_per_cent_once(read: Read, factor: float) -> None:
    trust = Mapped(
        indicator="trygghet",
        value=Selector(measure="Andel"),
        responses=Selector(measure="Svar"),
        factor=factor,
    )
    year = parse_period("2021")
    share = value(0.046, measure="Andel", unit=FRACTION, period=year)
    (row,) = rows(read(body(trust), share, value(310, measure="Svar", period=year)))
    assert (row["value"], row["responses"]) == (pytest.approx(4.6), 310)


def test_a_number_with_three_decimals_is_not_taken_for_thousands(read: Read) -> None:
    burglary = Mapped(
        indicator="inbrott",
        value=Selector(measure="Antal"),
        denominator=Selector(measure="Hushåll"),
    )
    year = parse_period("2021")
    found = read(
        body(burglary), value(7, period=year), value(1.234, measure="Hushåll", period=year)
    )
    assert rows(found)[0]["denominator"] == 1.234


def test_only_values_with_the_chosen_labels_are_read(read: Read) -> None:
    chosen = Selector(measure="Antal", where={"kön": ("kvinnor",)})
    women = FIRES.model_copy(update={"value": chosen})
    labels = (("område", "Gottsunda"), ("kön", "män"))
    found = read(
        body(women), value(1, labels=labels), value(2, labels=(labels[0], ("kön", "kvinnor")))
    )
    assert [row["value"] for row in rows(found)] == [2]


def test_places_that_the_recipe_does_not_name_are_counted_not_dropped(read: Read) -> None:
    found = read(body(), value(1), value(2, labels=(("område", "Sävja"),)))
    assert found.left_out == {"Sävja": 1}
    assert len(rows(found)) == 1


def test_a_region_is_known_by_code_before_name_and_an_aggregate_is_no_place(read: Read) -> None:
    recipe = body(place="", places={"0380": "gottsunda", "Riket": "bandstolsvagen"})
    here = value(1, region=Region("Uppsala", "0380", "municipality"))
    country = value(2, region=Region("Riket", "00", "country", aggregate=True))
    found = read(recipe, here, country)
    assert [(r["area_id"], r["value"]) for r in rows(found)] == [("gottsunda", 1)]
    assert found.left_out == {"Riket": 1}


def test_two_values_of_one_key_are_a_fault_at_the_place_in_the_file(read: Read) -> None:
    found = read(body(), value(1, row=7), value(2, row=9))
    (fault,) = found.reading.faults
    assert (fault.code, fault.row, fault.column, fault.params["first"]) == (
        "duplicate_row", 9, "Antal", 7
    )  # fmt: skip


def test_parts_are_summed_when_a_person_has_said_so(read: Read) -> None:
    parts = FIRES.model_copy(update={"duplicates": "sum"})
    (row,) = rows(read(body(parts), value(1), value(2, status=Status.PRELIMINARY)))
    assert (row["value"], row["status"]) == (3, "preliminary")


def test_a_sum_with_a_part_that_is_hidden_has_no_number(read: Read) -> None:
    parts = FIRES.model_copy(update={"duplicates": "sum"})
    hidden = value(None, status=Status.SUPPRESSED, reason="<5", low=1, high=4)
    (row,) = rows(read(body(parts), value(9), hidden))
    assert (row["value"], row["status"], row["high"]) == (None, "suppressed", None)


def test_a_value_without_a_period_is_a_fault(read: Read) -> None:
    (fault,) = read(body(), value(1, period=None)).reading.faults
    assert (fault.code, fault.row) == ("bad_period", 7)


def test_a_recipe_that_finds_nothing_says_so(read: Read) -> None:
    found = read(body(), value(1, measure="Annat"))
    assert [fault.code for fault in found.reading.faults] == ["recipe_gave_nothing"]


def test_the_definitions_own_checks_hold_and_point_into_the_file(read: Read) -> None:
    (fault,) = read(body(), value(2.5, row=31)).reading.faults
    assert (fault.code, fault.row, fault.column) == ("not_whole", 31, "Antal")


def test_each_observation_tells_which_value_it_was_read_from(read: Read) -> None:
    april = value(4, period=parse_period("2021-04"), row=8)
    found = read(body(), value(3), april)
    assert [origin.row for origin in found.read_from] == [7, 8]


def test_a_recipe_needs_places_or_one_area_and_not_both() -> None:
    with pytest.raises(ValidationError, match="places_or_area"):
        body(places={})
    with pytest.raises(ValidationError, match="places_or_area"):
        body(area="gottsunda")


class TestShape:
    recognised = Recognised(
        kind=ContainerKind.TEXT,
        form=None,
        source=SourceGuess("siris", "Skolverket", 0.9),
        tables=(),
        columns=(),
        values=(value(1), value(2, measure="Andel")),
        questions=(),
        faults=(),
    )

    def recipe(self, **more: str) -> RecipeBody:
        shape = shape_of(self.recognised).model_copy(update=more)
        return body().model_copy(update={"shape": shape})

    def test_the_next_delivery_of_the_same_shape_is_recognised(self) -> None:
        grown = replace(self.recognised, values=(*self.recognised.values, value(3, measure="Nytt")))
        assert fits(self.recipe(), self.recognised)
        assert fits(self.recipe(), grown)

    def test_another_source_or_a_missing_measure_is_another_file(self) -> None:
        without = replace(self.recognised, values=(value(2, measure="Andel"),))
        unlabelled = replace(self.recognised, values=(value(1, labels=()),))
        assert not fits(self.recipe(source="scb"), self.recognised)
        assert not fits(self.recipe(kind="xlsx"), self.recognised)
        assert not fits(self.recipe(), without)
        assert not fits(self.recipe(), unlabelled)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**9), st.integers(2015, 2024), st.integers(1, 12)),
        unique_by=lambda t: t[1:],
        min_size=1,
    )
)
def test_every_selected_value_arrives_as_it_was_read(
    definitions: Definitions, cells: list[tuple[int, int, int]]
) -> None:
    values = [
        value(n, period=Period(date(y, m, 1), parse_period(f"{y}-{m:02d}").end, PeriodKind.MONTH))
        for n, y, m in cells
    ]
    found = read_by_recipe(body(), values, definitions, today=TODAY)
    got = found.reading.observations
    assert got["value"].to_pylist() == [float(n) for n, _, _ in cells]
    assert len(apply_recipe(body(), values).origins) == len(cells)
