"""The 31 exports beside the repository give exactly what their index says, from bytes to values.

The expected figures stand in `../shared/data/real-exports/INDEX.md`; they are the publishers'.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tracker.ingest.foreign import read_file
from tracker.ingest.recognised import Recognised, RecognisedValue
from tracker.model.observations import Status

EXPORTS = Path(__file__).parents[3] / "shared" / "data" / "real-exports"
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(
    not EXPORTS.is_dir(), reason="the real exports (../shared/data/real-exports) are not here"
)


@cache
def read(name: str, *answers: tuple[str, str]) -> Recognised:
    data = (EXPORTS / name).read_bytes()
    return read_file(data, name, today=TODAY, answers=dict(answers))


def values(
    found: Recognised,
    *labels: str,
    sheet: str | None = None,
    measure: str | None = None,
    region: str | None = None,
    period: str | None = None,
) -> list[RecognisedValue]:
    """The values with all of these words: labels, the place's code or label, the period."""
    return [
        v
        for v in found.values
        if sheet in (None, v.sheet)
        and (measure is None or measure in v.measure)
        and (region is None or (v.region is not None and region in (v.region.code, v.region.label)))
        and (period is None or (v.period is not None and v.period.code == period))
        and set(labels) <= {label for _, label in v.labels}
    ]


def number(found: Recognised, *labels: str, **where: str) -> float | None:
    """The one number with all of these words."""
    (value,) = values(found, *labels, **where)
    return value.value


def asked(found: Recognised) -> set[str]:
    return {question.key for question in found.questions}


def numbers(found: Recognised) -> int:
    return sum(value.value is not None for value in found.values)


def periods(found: Recognised) -> list[str]:
    """Every period's code, oldest first."""
    return [p.code for p in sorted({v.period for v in found.values if v.period})]


def bolagsverket() -> None:
    found = read("bolagsverket-foretag-2024-02.csv")
    assert len(found.values) == numbers(found) == 49 * 26
    assert (periods(found)[0], periods(found)[-1], len(periods(found))) == (
        "2020-01",
        "2024-01",
        49,
    )
    assert number(found, measure="Aktiebolag", period="2020-01", region="20") == 128
    assert {v.region.level for v in found.values} == {"county"}
    assert asked(found) == set()


def bra_sol() -> None:
    found = read("bra-sol-sokning-2021.txt")
    assert asked(found) == {"duplicates"}
    settled = read("bra-sol-sokning-2021.txt", ("duplicates", "numbers"))
    assert asked(settled) == set()
    assert len({v.region.code for v in settled.values}) == 290
    assert len(settled.values) == 290 * 2
    assert {v.unit for v in settled.values} == {"per 100 000 inv"}
    assert periods(settled) == ["2021"]
    lives, persons = "3 kap. Brott mot liv och hälsa", "3-7 kap. Brott mot person"
    assert number(settled, lives, region="0380") == 697
    (hidden,) = values(settled, persons, region="0380")
    assert (hidden.value, hidden.status, hidden.reason) == (None, Status.MISSING, "..")
    assert number(settled, lives, region="1440") == 454
    assert number(settled, lives, region="1260") is not None  # a page break after `Bjuv kommun`
    assert values(settled, lives, region="0331")[0].value is not None


def fhm_2020() -> None:
    found = read("fhm-covid19-2020-04-30.xlsx")
    daily = [v for v in values(found, sheet="Antal per dag region") if v.region]
    assert len(daily) == 87 * 21
    assert len({v.region.code for v in daily}) == 21
    assert {v.region.level for v in daily} == {"county"}
    assert min(v.period for v in daily).code == "2020-02-04"
    assert [v.value for v in daily if v.region.code == "23" and v.period.code == "2020-04-30"] == [
        11
    ]
    assert [(f.row, f.cell) for f in found.faults] == [(53, "Uppgift saknas")]


def fhm_2021() -> None:
    found = read("fhm-covid19-2021-02-11.xlsx")
    sheet = "Veckodata Kommun_stadsdel"
    uppsala = values(found, sheet=sheet, region="0380", measure="nya_fall_vecka")
    assert len(uppsala) == 58
    assert (
        number(found, sheet=sheet, region="0380", measure="nya_fall_vecka", period="2021V05") == 298
    )
    total = values(found, sheet=sheet, region="0380", measure="tot_antal_fall", period="2021V05")
    # The index says 13401; the file's cell is 13402 (13104 the week before, and 298 new).
    assert [v.value for v in total if v.measure == "tot_antal_fall"] == [13402]
    assert values(found, sheet=sheet, region="0380", period="2020V53")
    hidden = [v for v in found.values if v.reason == "<15"]
    assert len(hidden) == 4566
    assert {(v.value, v.high, v.status) for v in hidden} == {(None, 14, Status.SUPPRESSED)}
    daily = values(found, sheet="Antal per dag region", region="23")
    weekly = values(found, sheet="Veckodata Region", region="23")
    assert daily
    assert weekly  # spelt in two ways, one place
    assert "duplicates" in asked(found)  # the same age label twice


def forsakringskassan() -> None:
    found = read("forsakringskassan-ohalsotal-2024.xlsx")
    assert len(found.values) == numbers(found) == 108
    assert periods(found) == [f"2024-{month:02d}" for month in range(1, 10)]
    (riket,) = values(found, "Kvinnor och män", region="00", period="2024-09")
    assert (riket.value, riket.region.aggregate) == (22.3, True)
    assert number(found, "Män", region="21", period="2024-01") == 22.1
    assert asked(found) == {"totals"}


def kolada_many() -> None:
    found = read("kolada-webb-2005-2019.xlsx")
    assert numbers(found) == 1518
    assert len(found.values) == 104 * 15
    assert len({v.measure for v in found.values}) == 4
    assert (periods(found)[0], periods(found)[-1], len(periods(found))) == ("2005", "2019", 15)
    (jobless,) = values(found, measure="Arbetslöshet", region="0127", period="2005")
    assert (jobless.value, jobless.unit) == (6.629378, "%")


def kolada_one() -> None:
    found = read("kolada-webb-2019.xlsx")
    assert len(found.values) == 81
    assert len({v.measure for v in found.values}) == 3
    assert periods(found) == ["2019"]
    assert number(found, measure="Invånare totalt", region="0127") == 94606
    averages = {v.region.label for v in found.values if v.region.aggregate}
    assert averages == {"Stockholms läns kommuner (ovägt medel)"}
    assert all(v.region.code for v in found.values if not v.region.aggregate)


def linkoping_px() -> None:
    found = read("linkoping-ksi5555-manad.px")
    assert len(found.values) == 75264
    first = values(found, "Grunduppgift", measure="Folkmängd", region="0580", period="2020-01")
    assert [v.value for v in first if v.measure == "Folkmängd"] == [163116]
    reasons = [v.reason for v in found.values]
    assert sum(r.startswith("..") for r in reasons) == 9685
    assert sum(r == "-" for r in reasons) == 9856


def linkoping_one() -> None:
    found = read("linkoping-kvartal-diagram1.csv")
    assert len(found.values) == 24 * 12
    assert (periods(found)[0], periods(found)[-1], len(periods(found))) == ("2020K1", "2025K4", 24)
    assert number(found, measure="Befolkningsförändring_Kvartal", period="2020K1") == 274
    assert number(found, measure="Befolkning_R12", period="2020K2") == 163053.5


def linkoping_three() -> None:
    found = read("linkoping-kvartal-diagram3.csv")
    assert len(found.values) == numbers(found) == 24 * 12
    assert number(found, measure="Färdigställda_bostäder_Kvartal", period="2020K1") == 543


def linkoping_workbook() -> None:
    found = read("linkoping-kvartalsstatistik.xlsx")
    jobs = values(found, sheet="Sysselsättning")
    assert len({v.period for v in jobs}) == 24
    assert (
        number(found, sheet="Sysselsättning", measure="Sysselsatta_Kvartal", period="2020K1")
        == 88921
    )
    assert sum(v.reason == ".." for v in found.values) == 28
    assert "Info om filerna" not in {v.sheet for v in found.values}


def mucf() -> None:
    found = read("mucf-uvas-2022.xlsx")
    dalarna = values(found, sheet="Dalarna")
    assert len(dalarna) == 36
    assert {(v.region.code, v.period.code) for v in dalarna} == {("20", "2022")}
    everybody = values(found, "Alla", sheet="Dalarna", measure="16-24 år")
    # The cell holds 0.056 and is formatted to show 5,6 %: no question is needed.
    assert [(v.value, v.unit) for v in everybody] == [(1477, "antal"), (0.056, "andel")]
    assert {"share", "year:Värmland"} <= asked(found)
    settled = read("mucf-uvas-2022.xlsx", ("share", "fraction"), ("year:Värmland", "2022"))
    assert not {"share", "year:Värmland"} & asked(settled)
    (share,) = values(settled, "Alla", sheet="Dalarna", measure="16-24 år / Andel")
    assert (share.value, share.unit) == (0.056, "andel")  # the answer is about other sheets
    # The headings of one sheet stand one column too far to the left: said, and not read.
    codes = {"misplaced_header", "same_header", "incomplete_header"}
    assert {f.code for f in found.faults} == codes


def police() -> None:
    found = read("polisen-handelser-2023-09-20.json")
    everywhere = [v for v in found.values if v.measure == "Händelser" or not v.measure]
    counted = sum(v.value or 0 for v in (everywhere or found.values))
    assert counted in {500.0, 1000.0}, "500 events, once or by type as well"


def scb_nuts() -> None:
    found = read("scb-000000CG-lon-sv-2017.csv")
    assert len(found.values) == 8
    assert periods(found) == ["2017"]
    assert number(found, region="SE11") == 46800
    assert number(found, region="SE33") == 40900


def scb_missing() -> None:
    found = read("scb-000000CV-lon-saknade.csv")
    assert (len(found.values), numbers(found)) == (640, 517)
    assert sum(v.reason == ".." for v in found.values) == 123
    assert periods(found) == ["2014", "2015", "2016", "2017", "2018"]


def scb_every_second_year() -> None:
    found = read("scb-000002O5-lan-vartannat-ar.csv")
    assert (len(found.values), numbers(found)) == (138, 133)
    assert periods(found) == ["2007", "2009", "2011", "2013", "2015", "2017"]
    assert number(found, region="03", period="2007") == 1961
    assert number(found, region="03", period="2017") == 2155
    labels = {v.region.label for v in found.values if v.region.aggregate}
    assert labels == {"00 Sweden", "50 no regional distribution"}


def scb_filled_down() -> None:
    found = read("scb-000002YB.xlsx")
    first = [v for v in found.values if v.row == 4]
    assert [(v.period.code, v.value) for v in first] == [("2018", 6585), ("2019", 6445)]
    second = next(v for v in found.values if v.row == 5)
    assert [label[:2] for _, label in second.labels] == ["01", "5-"]
    assert {v.region for v in found.values} == {None}  # `01 agricultural …` is no county


def scb_codes_and_texts() -> None:
    found = read("scb-000003O5.xlsx")
    assert len(found.values) == numbers(found) == 462
    assert periods(found) == ["2020-01"]
    assert number(found, "0-4 years", "men", "-4", region="03") == 9497


def scb_education() -> None:
    found = read("scb-AM0112C1-utbildningsniva-1991-2015.csv")
    assert (len(found.values), numbers(found)) == (300, 284)
    assert (periods(found)[0], periods(found)[-1], len(periods(found))) == ("1991", "2015", 25)
    level = "förgymnasial utbildning kortare än 9 år"
    assert number(found, level, "män", period="1991") == 13200


def scb_data_symbols() -> None:
    found = read("scb-BE0101F1-datasymboler.px")
    assert (len(found.values), numbers(found)) == (24, 18)
    assert len({v.reason for v in found.values if v.value is None}) == 6


def scb_quarters() -> None:
    found = read("scb-HA0201E8-kvartal.px")
    assert len(found.values) == numbers(found) == 117
    assert found.values[0].value == 146
    assert (periods(found)[0], periods(found)[-1]) == ("2006K1", "2009K1")


def scb_prices() -> None:
    found = read("scb-PR0101B3-kpi-manad.px")
    assert len(found.values) == numbers(found) == 324
    (food,) = [
        v
        for v in found.values
        if v.period.code == "2006-10" and any(x.startswith("01 Food") for _, x in v.labels)
    ]
    assert food.value == 240.25
    assert (periods(found)[0], periods(found)[-1]) == ("2006-10", "2008-12")


def scb_one_dimension() -> None:
    found = read("scb-PR0101D8-manad.px")
    assert len(found.values) == 58
    assert number(found, period="2004-09") == 99.67


def scb_json_stat() -> None:
    found = read("scb-TAB6471-folkmangd-manad.jsonstat2.json")
    assert len(found.values) == numbers(found) == 2772
    total = "totalt, samtliga män och kvinnor"
    assert number(found, "10-19 år", total, region="03", period="2026-01") == 48294
    assert periods(found) == ["2026-01", "2026-02", "2026-03", "2026-04"]


def scb_counties() -> None:
    found = read("scb-UF0506A1-utbildning-lan-2017-sv.csv")
    assert len(found.values) == numbers(found) == 336
    assert periods(found) == ["2017"]
    assert (found.values[0].value, found.values[-1].value) == (25559, 1334)
    level = "förgymnasial utbildning kortare än 9 år"
    assert number(found, level, "män", region="03") == 4700
    assert asked(found) == set()


def scb_dangling_drawing() -> None:
    found = read("scb-arbetsmarknadsstatus-lan-2020-2022.xlsx")
    assert len(found.values) == numbers(found) == 66
    uppsala = values(found, region="03")
    assert [(v.period.code, v.value) for v in uppsala] == [
        ("2020", 5.7),
        ("2021", 5.7),
        ("2022", 4.6),
    ]


def scb_cars() -> None:
    found = read("scb-bilinnehav-dalarna-semikolon.csv")
    assert asked(found) == {"year", "dash"}
    assert {v.period for v in found.values} == {None}
    assert sum(v.reason == "-" and v.value is None for v in found.values) == 9
    settled = read("scb-bilinnehav-dalarna-semikolon.csv", ("year", "2023"), ("dash", "zero"))
    assert asked(settled) == set()
    assert periods(settled) == ["2023"]
    assert len({v.region.code for v in settled.values if not v.region.aggregate}) == 15
    assert number(settled, region="2021", measure="Har ej") == 3489
    assert number(settled, region="Total", measure="Har ej") == 160681
    assert sum(v.reason == "-" and v.value == 0 for v in settled.values) == 9


def skolverket_2019() -> None:
    found = read("skolverket-elever-per-arskurs-2019.csv")
    assert len(found.values) == 4828 * 15
    assert periods(found) == ["2019/20"]
    assert asked(found) == set()
    gottsunda = values(found, "93042073")
    assert _school(gottsunda) == (489, 54)
    assert _school(values(found, "56446888"))[0] == 889
    assert {v.region.code for v in gottsunda} == {"0380"}
    assert sum((v.value or 0) >= 1000 for v in found.values) == 14


def skolverket_2023() -> None:
    found = read("skolverket-elever-per-arskurs-2023.csv")
    assert len(found.values) == 4665 * 15
    assert periods(found) == ["2023/24"]
    assert _school(values(found, "93042073")) == (560, 51.4)
    assert _school(values(found, "56446888")) == (902, 47.2)
    nearly = [v for v in found.values if v.reason == "~100"]
    assert len(nearly) == 14
    assert {(v.value, v.status) for v in nearly} == {(None, Status.SUPPRESSED)}
    marks = {v.reason: v.status for v in found.values if v.reason in {".", ".."}}
    assert marks == {".": Status.NOT_APPLICABLE, "..": Status.SUPPRESSED}
    assert sum((v.value or 0) >= 1000 for v in found.values) == 13


def _school(rows: list[RecognisedValue]) -> tuple[float | None, float | None]:
    """Pupils in years 1-9, and the per cent of them with a foreign background."""
    (pupils,) = [v for v in rows if v.measure == "Elever, årskurs 1-9"]
    (foreign,) = [v for v in rows if "utländsk bakgrund" in v.measure]
    assert foreign.unit == "%"
    return pupils.value, foreign.value


def socialstyrelsen() -> None:
    found = read("socialstyrelsen-ekbist-2024-06.xlsx")
    assert (len(found.values), numbers(found)) == (132 * 2, 123 * 2)
    assert number(found, measure="Antal hushåll", period="2024-04") == 3077
    (paid,) = values(found, measure="Utbetalt", period="2024-04")
    assert (paid.value, paid.unit, paid.region.code) == (29409, "tkr", "20")
    (hole,) = values(found, measure="Antal hushåll", period="2016-12")
    assert (hole.value, hole.status) == (None, Status.NOT_PUBLISHED)


def tillvaxtanalys() -> None:
    found = read("tillvaxtanalys-nystartade-kvartal.xlsx")
    assert len(found.values) == numbers(found) == 53
    assert number(found, period="2024K1") == 433
    assert number(found, period="2011K1") == 467
    assert {v.region.code for v in found.values} == {"20"}


EXPECTED: dict[str, Callable[[], None]] = {
    "bolagsverket-foretag-2024-02.csv": bolagsverket,
    "bra-sol-sokning-2021.txt": bra_sol,
    "fhm-covid19-2020-04-30.xlsx": fhm_2020,
    "fhm-covid19-2021-02-11.xlsx": fhm_2021,
    "forsakringskassan-ohalsotal-2024.xlsx": forsakringskassan,
    "kolada-webb-2005-2019.xlsx": kolada_many,
    "kolada-webb-2019.xlsx": kolada_one,
    "linkoping-ksi5555-manad.px": linkoping_px,
    "linkoping-kvartal-diagram1.csv": linkoping_one,
    "linkoping-kvartal-diagram3.csv": linkoping_three,
    "linkoping-kvartalsstatistik.xlsx": linkoping_workbook,
    "mucf-uvas-2022.xlsx": mucf,
    "polisen-handelser-2023-09-20.json": police,
    "scb-000000CG-lon-sv-2017.csv": scb_nuts,
    "scb-000000CV-lon-saknade.csv": scb_missing,
    "scb-000002O5-lan-vartannat-ar.csv": scb_every_second_year,
    "scb-000002YB.xlsx": scb_filled_down,
    "scb-000003O5.xlsx": scb_codes_and_texts,
    "scb-AM0112C1-utbildningsniva-1991-2015.csv": scb_education,
    "scb-BE0101F1-datasymboler.px": scb_data_symbols,
    "scb-HA0201E8-kvartal.px": scb_quarters,
    "scb-PR0101B3-kpi-manad.px": scb_prices,
    "scb-PR0101D8-manad.px": scb_one_dimension,
    "scb-TAB6471-folkmangd-manad.jsonstat2.json": scb_json_stat,
    "scb-UF0506A1-utbildning-lan-2017-sv.csv": scb_counties,
    "scb-arbetsmarknadsstatus-lan-2020-2022.xlsx": scb_dangling_drawing,
    "scb-bilinnehav-dalarna-semikolon.csv": scb_cars,
    "skolverket-elever-per-arskurs-2019.csv": skolverket_2019,
    "skolverket-elever-per-arskurs-2023.csv": skolverket_2023,
    "socialstyrelsen-ekbist-2024-06.xlsx": socialstyrelsen,
    "tillvaxtanalys-nystartade-kvartal.xlsx": tillvaxtanalys,
}


def test_every_export_has_its_expectation():
    exports = {path.name for path in EXPORTS.iterdir()} - {"INDEX.md"}
    assert exports == set(EXPECTED)
    assert len(exports) == 31


@pytest.mark.parametrize("name", EXPECTED)
def test_the_export_gives_what_the_index_says(name):
    EXPECTED[name]()
