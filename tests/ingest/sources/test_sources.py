"""Who exported a file, how sure that is, and what the source's marks then mean."""

from datetime import date

import pytest

from tracker.ingest.foreign import read_file

TODAY = date(2026, 11, 22)
SCB = '"region","kön","2021","2022"\n"0380 Uppsala","män",5,-\n"0331 Heby","män",..,7\n'
SIRIS = """Statistik från Skolverket, https://www.skolverket.se

Grundskolan - Antal elever per årskurs
Valt läsår: 2023/24

Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Elever;Andel (%) flickor;
Exempelskolan;12345678;Uppsala;0380;215;..;
Andra skolan;12345679;Uppsala;0380;1 241;~100;
Tredje skolan;12345670;Heby;0331;.;48,5;

Rapportbeskrivning och definitioner etc.
"""
KASSAN = """År;Månad;Län;Kommun;Kön;Ohälsotalet
2024;09;Riket;Riket;Män;22,3
2024;09;20 Dalarnas län;20 Dalarnas län;Män;-
"""
BRA = """Anmälda brott;Brottsförebyggande rådet
;År;
;2021;
;/100&nbsp;000&nbsp;inv;
Ale kommun;;
3-7 kap. Brott mot person;..;
3 kap. Brott mot liv och hälsa;454;
Uppsala kommun;;
3-7 kap. Brott mot person;..;
3 kap. Brott mot liv och hälsa;697;
"""


def read(file: str, name: str = "fil.csv", **answers: str):
    return read_file(file.encode(), name, today=TODAY, answers=answers)


@pytest.mark.parametrize(
    ("file", "name", "id_", "least"),
    [
        pytest.param(SCB, "0000ABCD_20230412-093015.csv", "scb_pxweb_csv", 0.9, id="scb"),
        pytest.param(SCB, "min fil.csv", "scb_pxweb_csv", 0.8, id="scb renamed"),
        pytest.param(SIRIS, "x.csv", "skolverket_siris", 0.9, id="skolverket"),
        pytest.param(KASSAN, "x.csv", "forsakringskassan", 0.8, id="försäkringskassan"),
        pytest.param(BRA, "x.txt", "bra_sol", 0.9, id="brå"),
    ],
)
def test_a_source_is_known_by_what_it_writes(file, name, id_, least):
    source = read(file, name).source
    assert source.id == id_
    assert least <= source.confidence < 1
    assert source.name


def test_an_unknown_source_is_not_guessed():
    assert read("Område;År;Antal\nA;2021;5\nB;2021;6\n").source is None


def test_a_dash_is_nil_at_scb_and_missing_at_forsakringskassan():
    scb = read(SCB)
    assert [v.value for v in scb.values] == [5, 0, None, 7]
    assert scb.questions == ()
    assert [v.value for v in read(KASSAN).values] == [22.3, None]
    assert read(KASSAN).questions == ()


def test_an_answer_stands_above_the_sources_rule():
    assert [v.value for v in read(SCB, dash="missing").values] == [5, None, None, 7]


def test_a_source_that_is_not_sure_enough_decides_nothing():
    found = read("region;kön;2021;2022\n0380 Uppsala;män;5;-\n0331 Heby;män;..;7\n")
    assert [q.key for q in found.questions] == ["dash"]


def test_skolverket_from_bytes_to_values():
    found = read(SIRIS)
    assert (found.questions, found.faults) == ((), ())
    assert {v.period.code for v in found.values} == {"2023/24"}
    assert [(v.value, str(v.status)) for v in found.values] == [
        (215, "final"),
        (None, "suppressed"),
        (1241, "final"),
        (None, "suppressed"),
        (None, "not_applicable"),
        (48.5, "final"),
    ]
    assert found.values[0].region.code == "0380"
    assert ("Skol-enhetskod", "12345678") in found.values[0].labels


def test_bra_from_bytes_to_values():
    found = read(BRA)
    assert (found.questions, found.faults) == ((), ())
    assert {(v.period.code, v.unit) for v in found.values} == {("2021", "per 100 000 inv")}
    assert [(v.region.code, v.value) for v in found.values] == [
        ("1440", None),
        ("1440", 454),
        ("0380", None),
        ("0380", 697),
    ]
