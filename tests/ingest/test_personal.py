"""What counts as personal data in a cell, and what does not.

The check digits of the personal numbers were counted by hand (SKV 704); the phone numbers are
those that PTS keeps free for fiction.
"""

import random

import pyarrow as pa
import pytest

from tracker.ingest.personal import MASK, is_personal, masked, personal_strings

PERSONAL = [
    # 8 5 0 7 0 9 9 8 0 with weights 2 1 2 1 …: 7+5+0+7+0+9+9+8+0 = 45, check digit 5
    pytest.param("850709-9805", id="personal number"),
    pytest.param("19850709-9805", id="with century"),
    pytest.param("198507099805", id="twelve digits"),
    pytest.param("850709+9805", id="a hundred years old"),
    pytest.param("850709 - 9805", id="spaces around the dash"),
    pytest.param("Ring 850709-9805 i morgon", id="in a sentence"),
    pytest.param("K850709-9805", id="in a case number"),
    # 8 5 0 7 6 9 9 8 0: 7+5+0+7+3+9+9+8+0 = 48, check digit 2
    pytest.param("850769-9802", id="coordination number: day 69 is day 9"),
    pytest.param("8507099805", id="ten bare digits in a text"),
    pytest.param("070-174 06 05", id="mobile phone"),
    pytest.param("0701740605", id="mobile phone in one"),
    pytest.param("+46 70 174 06 05", id="with the country's number"),
    pytest.param("0046701740605", id="with 00"),
    pytest.param("031-390 06 00", id="landline"),
    pytest.param("08-465 004 00", id="a short area code"),
    pytest.param("0980-31 92 00", id="a long area code"),
    pytest.param("namn.efternamn@example.se", id="e-mail"),
    pytest.param("Bandstolsvägen 12", id="street and number"),
    pytest.param("på Bandstolsvägen 12B, tredje våningen", id="street in a sentence"),
    pytest.param("Hugo Alfvéns väg 3", id="a street in several words"),
    pytest.param("Valthornsvägen\u00a05", id="no-break space"),
    pytest.param("valthornsvägen 5", id="small letters"),
    pytest.param("2023-08-11 08-465 004 00", id="a phone after a date"),
]

NOT_PERSONAL = [
    pytest.param("", id="empty"),
    pytest.param("850709-9806", id="wrong check digit"),
    pytest.param("851309-9808", id="no thirteenth month"),
    pytest.param("2021-03", id="a month"),
    pytest.param("2017-11/2018-02", id="a field period"),
    pytest.param("2023-12-31", id="a date"),
    pytest.param("20231231", id="a date in one"),
    pytest.param("01-02-2021", id="a date, day first"),
    pytest.param("01-08-2021", id="a day in August, day first"),
    pytest.param("11/08-2023", id="a day in August as it is spoken"),
    pytest.param("2023-08-11 19:10", id="a date and a time of day"),
    pytest.param("2023-08-11T08:10:33+02:00", id="a time with its zone"),
    pytest.param("21-08-11 19:10", id="a short date and a time of day"),
    pytest.param("212000-3005", id="the municipality's organisation number"),
    pytest.param("0380", id="a municipality's code"),
    pytest.param("0380C1110", id="a DeSO area"),
    pytest.param("12 345 678", id="a number"),
    pytest.param("0,1234567", id="decimals"),
    pytest.param("Bandstolsvägen", id="a street alone"),
    pytest.param("Bandstolsvägen 2021", id="a street and a year"),
    pytest.param("Bandstolsvägen 45 % av svaren", id="a street and a share"),
    pytest.param("Bandstolsvägen 3 maj 2021", id="a street and a date"),
    pytest.param("Bandstolsvägen: 12 bränder", id="a street, a colon and a count"),
    pytest.param("Riksvägen 55", id="a numbered road"),
    pytest.param("Brå 2021:10, tabell 12", id="a publication"),
    pytest.param("medborgarlöfte 12, handlingsplan 3", id="numbered papers"),
    pytest.param("@kommunen", id="a name with an at sign"),
]


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_data_is_found_and_masked(text):
    assert is_personal(text)
    assert masked(text) == MASK


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_ordinary_text_is_not_personal(text):
    assert not is_personal(text)
    assert masked(text) == text


def test_the_search_of_a_whole_column_finds_the_same_as_the_test_of_one_cell():
    texts = [case.values[0] for case in (*PERSONAL, *NOT_PERSONAL)]
    found = personal_strings(pa.array(texts), numeric=False)
    assert found == list(range(len(PERSONAL)))


def test_ten_bare_digits_are_an_amount_in_a_column_of_numbers():
    assert personal_strings(pa.array(["8507099805"]), numeric=True) == []
    assert personal_strings(pa.array(["198507099805"]), numeric=True) == [0]


def test_plain_numbers_are_passed_over_and_no_number_that_may_be_personal_is():
    chance = random.Random(1)

    def digits(most):
        return "".join(chance.choices("0123456789", k=chance.randint(1, most)))

    def number():
        beyond = chance.choice(",. -") + digits(12) if chance.random() < 0.4 else ""
        return chance.choice(["", "", "-", "−", "+"]) + digits(13) + beyond

    texts = [number() for _ in range(20_000)]
    for numeric in (True, False):
        alone = [i for i, text in enumerate(texts) if is_personal(text, numeric=numeric)]
        assert len(alone) > 100
        assert personal_strings(pa.array(texts), numeric=numeric) == alone
