"""How much of a series each reader may see."""

from itertools import product

import pytest

from tracker.disclosure import Visibility, visibility
from tracker.model.access import ALL_ORGANISATIONS, Audience, Confidentiality, Reader
from tracker.model.definitions import Indicator

NAME, SMALL, FULL = Visibility.NAME_ONLY, Visibility.SUPPRESSED, Visibility.FULL


def rule(an_indicator, **fields) -> Indicator:
    return Indicator.model_validate(an_indicator(**fields))


def reader(audience: str, *organisations: str) -> Reader:
    return Reader(Audience(audience), frozenset(organisations))


PUBLIC, INTERNAL = reader("öppen"), reader("intern")

READERS = {
    "public": PUBLIC,
    "public, of the owner": reader("öppen", "polisen"),
    "public, of all": reader("öppen", ALL_ORGANISATIONS),
    "internal": INTERNAL,
    "internal, of the owner": reader("intern", "polisen"),
    "internal, of all": reader("intern", ALL_ORGANISATIONS),
    "analyst of the owner": reader("analys", "polisen"),
    "analyst of a listed reader": reader("analys", "hyresvarden", "annan"),
    "analyst of all": reader("analys", ALL_ORGANISATIONS),
    "analyst of another": reader("analys", "annan"),
    "analyst of none": reader("analys"),
}

# (öppen, intern, sekretessprövas), from design.md §10, line by line.
SEEN = {
    "public": (SMALL, NAME, NAME),
    "public, of the owner": (SMALL, NAME, NAME),
    "public, of all": (SMALL, NAME, NAME),
    "internal": (FULL, FULL, SMALL),
    "internal, of the owner": (FULL, FULL, SMALL),
    "internal, of all": (FULL, FULL, SMALL),
    "analyst of the owner": (FULL, FULL, FULL),
    "analyst of a listed reader": (FULL, FULL, FULL),
    "analyst of all": (FULL, FULL, FULL),
    "analyst of another": (FULL, FULL, SMALL),
    "analyst of none": (FULL, FULL, SMALL),
}

CLASSES = ("öppen", "intern", "sekretessprövas")


def test_the_table_is_of_every_class_and_audience():
    assert set(CLASSES) == {c.value for c in Confidentiality}
    assert {r.audience for r in READERS.values()} == set(Audience)
    assert READERS.keys() == SEEN.keys()


@pytest.mark.parametrize(("who", "class_"), list(product(READERS, CLASSES)))
def test_what_each_reader_sees_of_each_class(who, class_, an_indicator):
    expected = SEEN[who][CLASSES.index(class_)]
    assert visibility(READERS[who], rule(an_indicator, confidentiality=class_)) is expected


@pytest.mark.parametrize(("who", "class_"), list(product(READERS, CLASSES)))
def test_publication_lifts_suppression_and_opens_nothing_that_is_closed(who, class_, an_indicator):
    expected = SEEN[who][CLASSES.index(class_)]
    published = rule(an_indicator, confidentiality=class_, published=True)
    assert visibility(READERS[who], published) is (NAME if expected is NAME else FULL)
