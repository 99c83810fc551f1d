"""The real exports of `../shared`: opened and framed as their INDEX.md says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.ingest.containers import open_file
from tracker.ingest.frames import framed
from tracker.ingest.grid import ContainerKind, Opened, Table

EXPORTS = Path(__file__).parents[3].parent / "shared" / "data" / "real-exports"

pytestmark = pytest.mark.skipif(
    not EXPORTS.is_dir(), reason="the real exports of ../shared are not here"
)


def opened(name: str) -> Opened:
    read = open_file((EXPORTS / name).read_bytes(), name)
    assert read.faults == ()
    return read


def tables(name: str) -> dict[str, Table]:
    """The table of each sheet that has one."""
    found = {grid.name: framed(grid).tables for grid in opened(name).grids}
    assert all(len(tables) < 2 for tables in found.values())
    return {sheet: tables[0] for sheet, tables in found.items() if tables}


@pytest.mark.parametrize(
    ("name", "encoding", "separator", "quote", "header", "rows", "width"),
    [
        ("bolagsverket-foretag-2024-02.csv", "utf-8", ",", "", 1, 49, 29),
        ("bra-sol-sokning-2021.txt", "cp1252", ";", "", 3, 582, 3),
        ("linkoping-kvartal-diagram1.csv", "cp1252", ";", "", 1, 24, 14),
        ("linkoping-kvartal-diagram3.csv", "cp1252", ";", "", 1, 24, 14),
        ("scb-000000CG-lon-sv-2017.csv", "cp1252", ",", '"', 1, 8, 5),
        ("scb-000000CV-lon-saknade.csv", "utf-8", ",", '"', 1, 128, 9),
        ("scb-000002O5-lan-vartannat-ar.csv", "cp1252", ",", '"', 1, 23, 7),
        ("scb-AM0112C1-utbildningsniva-1991-2015.csv", "cp1252", ",", '"', 1, 12, 27),
        ("scb-UF0506A1-utbildning-lan-2017-sv.csv", "cp1252", ",", '"', 1, 336, 5),
        ("scb-bilinnehav-dalarna-semikolon.csv", "cp1252", ";", "", 1, 16, 7),
        ("skolverket-elever-per-arskurs-2019.csv", "utf-8-bom", ";", "", 6, 4828, 22),
        ("skolverket-elever-per-arskurs-2023.csv", "utf-8-bom", ";", "", 6, 4665, 22),
    ],
)
def test_text_files(name, encoding, separator, quote, header, rows, width):
    form = opened(name).form
    assert (form.encoding, form.separator, form.quote) == (encoding, separator, quote)
    table = tables(name)[""]
    above = len(table.titles) + len(table.header)
    assert (len(table.rows), len(table.names), table.faults) == (rows, width, ())
    assert table.numbers[0] > header - 1 + (above > 1)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "fhm-covid19-2020-04-30.xlsx",
            {
                "Antal per dag region": 87,
                "Antal avlidna per dag": 52,
                "Antal intensivvårdade per dag": 56,
                "Totalt antal per region": 21,
                "Totalt antal per kön": 3,
                "Totalt antal per åldersgrupp": 11,
            },
        ),
        (
            "fhm-covid19-2021-02-11.xlsx",
            {
                "Antal per dag region": 373,
                "Antal avlidna per dag": 338,
                "Antal intensivvårdade per dag": 342,
                "Totalt antal per region": 21,
                "Totalt antal per kön": 3,
                "Totalt antal per åldersgrupp": 11,
                "Veckodata Region": 1218,
                "Veckodata Kommun_stadsdel": 18676,
                "Veckodata Riket": 53,
            },
        ),
        ("forsakringskassan-ohalsotal-2024.xlsx", {"tabell": 108}),
        ("kolada-webb-2005-2019.xlsx", {"Kolada nyckeltal": 104}),
        ("kolada-webb-2019.xlsx", {"Kolada nyckeltal": 81}),
        (
            "linkoping-kvartalsstatistik.xlsx",
            {
                "Befolkningsförändring": 24,
                "Sysselsättning": 24,
                "Bostadsbyggande": 24,
                "Arbetslöshet": 24,
            },
        ),
        ("mucf-uvas-2022.xlsx", {"Dalarna": 9, "Gävleborg": 9, "Värmland": 9, "Inläs": 54}),
        ("scb-000002YB.xlsx", {"000002YB": 616}),
        ("scb-000003O5.xlsx", {"000003O5": 462}),
        ("scb-arbetsmarknadsstatus-lan-2020-2022.xlsx", {"Sheet 1": 66}),
        ("socialstyrelsen-ekbist-2024-06.xlsx", {"Tabell": 132}),
        ("tillvaxtanalys-nystartade-kvartal.xlsx", {"BE0101G9": 53}),
    ],
)
def test_workbooks(name, rows):
    assert {sheet: len(table.rows) for sheet, table in tables(name).items()} == rows


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("linkoping-ksi5555-manad.px", ContainerKind.PX),
        ("scb-BE0101F1-datasymboler.px", ContainerKind.PX),
        ("scb-HA0201E8-kvartal.px", ContainerKind.PX),
        ("scb-PR0101B3-kpi-manad.px", ContainerKind.PX),
        ("scb-PR0101D8-manad.px", ContainerKind.PX),
        ("scb-TAB6471-folkmangd-manad.jsonstat2.json", ContainerKind.JSON_STAT),
        ("polisen-handelser-2023-09-20.json", ContainerKind.EVENTS),
    ],
)
def test_cubes_and_lists(name, kind):
    assert (opened(name).kind, opened(name).grids) == (kind, ())


def row(name: str, sheet: str, wanted: Callable[[tuple], bool]) -> tuple:
    """The only row that is wanted."""
    (found,) = (row for row in tables(name)[sheet].rows if wanted(row))
    return found


def test_skolverket():
    name = "skolverket-elever-per-arskurs-2019.csv"
    table = tables(name)[""]
    assert [line.row for line in table.titles] == [1, 3, 4]
    assert table.titles[2].text == "Valt läsår: 2019/20"
    assert table.notes[0].text == "Rapportbeskrivning och definitioner etc."
    gottsunda = row(name, "", lambda r: r[1] == "93042073")
    named = dict(zip(table.names, gottsunda, strict=True))
    assert (named["Kommun-kod"], named["Elever, årskurs 1-9"]) == ("0380", "489")
    assert sum(r[9].strip().count(" ") for r in table.rows) == 14  # 1 241 and thirteen more


def test_bra():
    table = tables("bra-sol-sokning-2021.txt")[""]
    assert table.names[2] == "År / 2021 / /100\u00a0000\u00a0inv"
    assert table.header[2][2] == "/100&nbsp;000&nbsp;inv"
    assert len({r[0] for r in table.rows}) == 290
    assert len(table.repeated) == 21 * 4
    values = {(r[0], r[1][:6]): r[2] for r in table.rows if r[0] != "Heby kommun"}
    assert values["Uppsala kommun", "3 kap."] == "697"
    assert values["Uppsala kommun", "3-7 ka"] == ".."
    assert values["Bjuv kommun", "3 kap."] == "1047"


def test_pxweb_labels_are_filled_down():
    name = "scb-000002YB.xlsx"
    table = tables(name)["000002YB"]
    assert table.filled == (0,)
    assert table.rows[1][:2] == (table.rows[0][0], "5-9 employees")
    assert [line.text for line in table.notes][:2] == ["Database:", "Statistical database"]
    coded = tables("scb-000003O5.xlsx")["000003O5"]
    assert coded.filled == (0, 1, 2, 3)
    first = next(r for r in coded.rows if r[0] == "03")
    assert first == ("03", "Uppsala county", "-4", "0-4 years", "1", "men", 9497)


def test_mucf_s_two_header_rows():
    found = tables("mucf-uvas-2022.xlsx")
    assert found["Dalarna"].names[1:3] == ("16-24\u00a0år / Antal", "16-24\u00a0år / Andel")
    assert found["Dalarna"].rows[-1] == ("Alla", 1477, "5,6 %", 1664, "11,1 %")
    assert found["Dalarna"].titles[1].text.startswith("2022, Dalarnas Län")
    assert [fault.code for fault in found["Värmland"].faults] == ["misplaced_header"]


def test_numbers_of_workbooks():
    assert tables("kolada-webb-2005-2019.xlsx")["Kolada nyckeltal"].rows[0][1:3] == (
        "Botkyrka",
        6.629378,
    )
    work = tables("linkoping-kvartalsstatistik.xlsx")["Sysselsättning"]
    assert work.rows[0][:4] == (2020, 1, 88921, "..")
    assert tables("tillvaxtanalys-nystartade-kvartal.xlsx")["BE0101G9"].rows[-1][::2] == (
        "2011Q1",
        467,
    )
    weeks = tables("fhm-covid19-2021-02-11.xlsx")["Veckodata Kommun_stadsdel"]
    uppsala = [r for r in weeks.rows if r[2] == "0380"]
    assert len(uppsala) == 58
    # The index says 13401; the file says 13402, which is 298 more than the week before.
    assert uppsala[-1][:2] + uppsala[-1][8:] == (2021, 5, "13402", "298")
    assert sum(cell == "<15" for r in weeks.rows for cell in r) == 4566
