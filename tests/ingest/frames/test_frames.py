"""Where tables stand in a sheet: titles, header rows, repeated headers, notes, several tables."""

import pytest

from tracker.ingest.containers import open_file
from tracker.ingest.frames import Framed, framed
from tracker.ingest.grid import Grid, Table


def frame(text: str) -> Framed:
    (grid,) = open_file(text.encode(), "fil.csv").grids
    return framed(grid)


def only(text: str) -> Table:
    (table,) = frame(text).tables
    return table


def texts(lines) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Kommun;Antal\nUppsala;5\n", ("Kommun", "Antal"), id="words"),
        pytest.param("region;2017\nUppsala;46800\n", ("region", "2017"), id="one year"),
        pytest.param(";2007;2009;2011\nA;1;2;3\n", ("", "2007", "2009", "2011"), id="a corner"),
        pytest.param("A;2019;2020\nB;1;2\n", ("A", "2019", "2020"), id="years side by side"),
        pytest.param("kod;202001;202002\nB;1;2\n", ("kod", "202001", "202002"), id="months"),
        pytest.param(";0380;0305\n2019;5;6\n", ("", "0380", "0305"), id="codes"),
        pytest.param("År;1;2\n2021;2 340;2 375\n", ("År", "1", "2"), id="quarters by number"),
        pytest.param("Kommun;jan-19;feb-19\nA;1;2\n", ("Kommun", "jan-19", "feb-19"), id="months"),
        pytest.param("Kommun;Antal;Antal\nA;1;2\n", ("Kommun", "Antal", "Antal (2)"), id="twice"),
        pytest.param(
            ";16-24 år;;25-29 år;\n;Antal;Andel;Antal;Andel\nA;1;0,5;2;0,7\n",
            ("", "16-24 år / Antal", "16-24 år / Andel", "25-29 år / Antal", "25-29 år / Andel"),
            id="two rows, filled to the right",
        ),
        pytest.param(
            ";A;;B;\n;K;M;K;M\n;st;st;st;st\n;a;b;a;b\n;2019;2019;2019;2019\nX;1;2;3;4\n",
            (
                "",
                "A / K / st / a / 2019",
                "A / M / st / b / 2019",
                "B / K / st / a / 2019",
                "B / M / st / b / 2019",
            ),
            id="five rows",
        ),
        pytest.param(
            "Kommun;;2022;\n;Total;K;M\nA;3;1;2\n",
            ("Kommun", "Total", "2022 / K", "2022 / M"),
            id="the labels' name is not that of a column of values",
        ),
        pytest.param(
            ";Antal;;\nKommun;2019;2020;2021\nA;1;2;3\n",
            ("Kommun", "Antal / 2019", "Antal / 2020", "Antal / 2021"),
            id="a measure over the years",
        ),
        pytest.param(
            ";/100&nbsp;000&nbsp;inv;\nA;1;\n", ("", "/100\u00a0000\u00a0inv"), id="an entity"
        ),
        pytest.param("Ale;3456;10100\nB;24000;10100\n", ("", "", ""), id="no header"),
        pytest.param("Vansbro;2021;2023\nMora;1999;7\n", ("", "", ""), id="counts like years"),
        pytest.param("Antal\n1\n2,5\n", ("Antal",), id="one column"),
        pytest.param("Kommun;Nivå\nUppsala;Låg\nKnivsta;Hög\n", ("Kommun", "Nivå"), id="no number"),
    ],
)
def test_names(text, names):
    assert only(text).names == names


def test_a_code_that_looks_like_a_year_is_a_row():
    table = only(";Ingen bil;En bil\n2021 Vansbro;3489;2615\n2023 Malung;5209;-\nTotal;8698;2615\n")
    assert table.numbers == (2, 3, 4)
    assert table.rows[0] == ("2021 Vansbro", "3489", "2615")


def test_header_rows_are_kept_with_their_labels_filled():
    table = only(";2021;;2022;\n;K;M;K;M\nA;1;2;3;4\n")
    assert table.header == (("", "2021", "2021", "2022", "2022"), ("", "K", "M", "K", "M"))


def test_a_heading_over_the_wrong_column_is_a_fault():
    """MUCF's sheet for Värmland: the age groups begin one column too far to the left."""
    table = only("16-24;;25-29;;\n;Antal;Andel;Antal;Andel\nA;1;0,5;2;0,7\nB;1;0,5;2;0,7\n")
    assert [(f.code, f.row) for f in table.faults] == [("misplaced_header", 2)]


def test_titles_and_notes_are_kept():
    table = only(
        "Statistik från Skolverket\n\nValt läsår: 2019/20\n\nSkola;Kod;Elever;\nA;71387206;22;\n"
        "B;72616393;.;\n\nRapportbeskrivning och definitioner etc.\n\n1) En not; med semikolon\n"
    )
    assert table.names == ("Skola", "Kod", "Elever")
    assert [(line.row, line.text) for line in table.titles] == [
        (1, "Statistik från Skolverket"),
        (3, "Valt läsår: 2019/20"),
    ]
    assert texts(table.notes) == [
        "Rapportbeskrivning och definitioner etc.",
        "1) En not med semikolon",
    ]
    assert table.numbers == (6, 7)


@pytest.mark.parametrize(
    "note", ["Källa: SCB", "* Preliminära uppgifter", "1) Reviderat", "Källa;SCB", "Uppdaterad;x"]
)
def test_a_note_right_below_the_rows_is_no_row(note):
    table = only(f"Kommun;2019\nA;1\nB;2\n{note}\n")
    assert (table.numbers, len(table.notes)) == ((2, 3), 1)


def test_pairs_above_a_table_are_its_preamble():
    table = only("Källa;SCB\nÅr;2023\n\nKommun;Antal;Andel\nA;1;2\nB;3;4\nC;5;6\n")
    assert texts(table.titles) == ["Källa SCB", "År 2023"]
    assert table.names == ("Kommun", "Antal", "Andel")


def test_blank_rows_and_columns_at_the_end_are_no_part():
    table = only("År;Värde;;;\n2020;274;;;\n2021;5;;;\n;;;;\n;;;;\n")
    assert (table.names, table.rows) == (("År", "Värde"), (("2020", "274"), ("2021", "5")))


def test_blank_rows_in_between_end_no_table():
    assert only("Kommun;2019\n\nA;1\n\nB;2\n").numbers == (3, 5)


def test_a_repeated_header_closes_no_group():
    block = "Anmälda brott;Brå\n;År;\n;2021;\n"
    table = only(
        f"{block}Ale kommun;;\nA;..;\nB;454;\nBjuv kommun;;\n{block}A;..;\nB;1047;\n"
        f"Boden kommun;;\nA;1;\nB;2;\n"
    )
    assert table.rows == (
        ("Ale kommun", "A", ".."),
        ("Ale kommun", "B", "454"),
        ("Bjuv kommun", "A", ".."),
        ("Bjuv kommun", "B", "1047"),
        ("Boden kommun", "A", "1"),
        ("Boden kommun", "B", "2"),
    )
    assert (table.group, table.names) == (0, ("", "", "År / 2021"))
    assert [line.row for line in table.repeated] == [8, 9, 10]
    assert texts(table.titles) == ["Anmälda brott Brå"]


TWO = "Kommun;2019;2020\nA;1;2\nB;3;4\n"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(f"{TWO}\nÅlder;Antal;Andel\n0-17;5;0,6\n", [[], []], id="another header"),
        pytest.param(f"Män\n{TWO}\nKvinnor\n{TWO}", [["Män"], ["Kvinnor"]], id="own titles"),
        pytest.param(f"Män\n\n{TWO}\nKvinnor\n\n{TWO}", [["Män"], ["Kvinnor"]], id="and blanks"),
    ],
)
def test_tables_of_their_own_below_a_blank_row(text, titles):
    tables = frame(text).tables
    assert [texts(table.titles) for table in tables] == titles


def test_a_row_of_words_below_a_blank_row_is_no_header():
    table = only("Kommun;2019;2020\nA;1;2\n\nB;saknas;saknas\nC;3;4\n")
    assert (table.numbers, table.rows[1]) == ((2, 4, 5), ("B", "saknas", "saknas"))


def test_words_among_values_stay_in_their_row():
    assert only("Kommun;2019\nA;1\nB;Uppgift saknas\nC;2\n").rows[1] == ("B", "Uppgift saknas")


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        pytest.param("A;2020;5\nB;5\nC;2020;7\n", [("ragged_row", 3)], id="a cell fell away"),
        pytest.param("A;2020;5\nB;2020;7;9\nC;2020;1\n", [("ragged_row", 3)], id="one too many"),
        pytest.param("A;2020;1;5\nB;2020;2;5\n", [("shifted_rows", 2)], id="in every row"),
        pytest.param("A;2020;5;\nB;2020;7;;\nC;2020;1\n", [], id="blank cells at the end"),
    ],
)
def test_rows_that_do_not_fit_are_faults(rows, faults):
    table = only(f"Kommun;År;Värde\n{rows}")
    assert [(fault.code, fault.row) for fault in table.faults] == faults


def test_decimal_commas_in_a_comma_file_are_a_fault():
    (fault,) = only("År,Värde\n2020,1,5\n2021,2,5\n2022,3,5\n").faults
    assert (fault.code, fault.params["found"]) == ("shifted_rows", 3)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((("Information",), ("Data uppdateras kl 14.",)), id="one column of text"),
        pytest.param((("Månader för kvartal", ""), ("", ""), (1, "Mars"), (2, "Maj")), id="a key"),
        pytest.param((("Källa", "SCB"), ("Kontakt", "Statistikenheten")), id="pairs"),
        pytest.param((), id="nothing"),
    ],
)
def test_a_sheet_of_information_has_no_table(rows):
    found = framed(Grid("Info", rows))
    assert found.tables == ()
    assert len(found.loose) == sum(any(cell != "" for cell in row) for row in rows)


def test_a_hidden_sheet_is_not_framed():
    assert framed(Grid("Dold", (("Kommun", "2019"), ("A", 1)), hidden=True)).tables == ()
