"""Places by code and name. A name of two places is nobody's until somebody says which."""

from collections import Counter

import pytest

from tracker.ingest.meaning.regions import (
    candidates,
    conflicting,
    is_municipality_code,
    read_region,
    register,
)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("0380", "0380", "municipality"),
        ("0380 Uppsala", "0380", "municipality"),
        ("Uppsala (0380)", "0380", "municipality"),
        ("Uppsala kommun", "0380", "municipality"),
        ("Uppsala län", "03", "county"),
        ("03", "03", "county"),
        ("03 Uppsala county", "03", "county"),
        ("20 Dalarnas län", "20", "county"),
        ("Dalarnas Län", "20", "county"),
        ("Dalarna", "20", "county"),
        ("Sörmland", "04", "county"),
        ("Jämtland_Härjedalen", "23", "county"),
        ("Jämtland Härjedalen", "23", "county"),
        ("Varmland", "17", "county"),
        ("Enköpings", "0381", "municipality"),
        ("Borås", "1490", "municipality"),
        ("Vännäs", "2460", "municipality"),
        ("Hofors", "2104", "municipality"),
        ("Malung–Sälen ", "2023", "municipality"),
        ("2023 Malung", "2023", "municipality"),
        ("Upplands–Väsby", "0114", "municipality"),
        ("2021 Vansbro", "2021", "municipality"),
        ("Håbo", "0305", "municipality"),
        ("Habo", "0643", "municipality"),
        ("0380C1110", "0380C1110", "deso"),
        ("0380R012", "0380R012", "regso"),
        ("SE11 Stockholm", "SE11", "nuts"),
    ],
)
def test_a_place(text, code, level):
    region = read_region(text)
    assert (region.code, region.level, region.aggregate) == (code, level, False)
    assert region.label == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Riket",
        "00 Riket",
        "00 Sweden",
        "Hela landet",
        "Alla kommuner",
        "Plus12 (ovägt)",
        "Stockholms läns kommuner (ovägt medel)",
        "50 no regional distribution",
        "99 County unknown",
    ],
)
def test_an_aggregate_is_no_place(text):
    assert read_region(text).aggregate


@pytest.mark.parametrize("name", ["Uppsala", "Stockholm", "Örebro", "Kalmar", "Gotland"])
def test_a_name_of_two_places_has_no_code(name):
    region = read_region(name)
    assert (region.code, region.level) == ("", "")
    assert read_region(name, "municipality").level == "municipality"
    assert read_region(name, "county").level == "county"


@pytest.mark.parametrize(
    "text",
    [
        "380",
        "-4",
        "1-4",
        "16-24 år",
        "01 agricultural establishments",
        "Gottsunda",
        "",
        "0380 Stockholm",
        "9999",
        "Ahlafors Fria skola",
    ],
)
def test_what_is_no_place(text):
    assert read_region(text) is None


def test_a_code_and_the_name_of_another_place():
    assert conflicting("0380 Stockholm")
    assert not conflicting("0380 Uppsala")
    assert not conflicting("03 fiske")


def test_codes_that_look_like_years():
    assert all(map(is_municipality_code, ["2021", "2023", "1980"]))
    assert not is_municipality_code("2022")


def test_the_register_is_whole():
    """SCB: 21 counties, 290 municipalities, eight NUTS 2 areas."""
    levels = Counter(region.level for region in register().codes.values())
    assert levels == {"county": 21, "municipality": 290, "nuts": 8}
    assert all(
        code[:2] in register().codes for code, r in register().codes.items() if r.level != "nuts"
    )


def test_every_place_is_found_by_its_own_name():
    for code, region in register().codes.items():
        if region.level == "nuts":
            continue
        assert code in {found.code for found in candidates(region.label)}, region
        assert [r.code for r in candidates(f"{code} {region.label}")] == [code]
