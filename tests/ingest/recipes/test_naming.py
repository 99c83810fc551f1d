"""Names that a recipe can be written with, where the file leaves them empty or alike."""

from tracker.ingest.recipes import named
from tracker.ingest.recipes.naming import UNNAMED
from tracker.ingest.recognised import Recognised, RecognisedValue, Region
from tracker.model.observations import Status


def recognised(*values: RecognisedValue) -> Recognised:
    return Recognised(None, None, None, (), (), values, (), ())


def value(**more: object) -> RecognisedValue:
    given = {"measure": "M", "unit": "", "labels": (), "region": None, "period": None}
    return RecognisedValue(value=1.0, status=Status.FINAL, **{**given, **more})


def test_a_column_without_a_name_gets_one_and_no_two_are_alike():
    (found,) = named(recognised(value(labels=(("", "a"), ("", "b"), ("kön ", " män"))))).values
    assert found.labels == ((UNNAMED, "a"), (f"{UNNAMED} (2)", "b"), ("kön", "män"))


def test_edges_are_taken_away_as_a_recipe_has_them():
    place = Region("Uppsala\N{NO-BREAK SPACE}", " 0380")
    (found,) = named(recognised(value(measure=" Antal ", region=place))).values
    assert (found.measure, found.region) == ("Antal", Region("Uppsala", "0380"))


def test_what_is_named_already_is_the_same_value():
    one = value(labels=(("kön", "män"),), region=Region("Uppsala", "0380"))
    assert named(recognised(one)).values[0] is one
