"""Lines that group the rows below them, and labels that are written once for several rows."""

import pytest

from tracker.ingest.containers import open_file
from tracker.ingest.frames import tables_in
from tracker.ingest.grid import Table


def only(text: str) -> Table:
    (grid,) = open_file(text.encode(), "fil.csv").grids
    (table,) = tables_in(grid)
    return table


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        pytest.param(
            "Norr;;\nStöld;1;2\nRån;3;4\nSöder;;\nStöld;5;6\nRån;..;7\n",
            ["Norr", "Norr", "Söder", "Söder"],
            id="the same labels in each",
        ),
        pytest.param(
            "Uppsala län;;\nTierp;1;2\nHeby;3;4\nDalarnas län;;\nMora;5;6\n",
            ["Uppsala län", "Uppsala län", "Dalarnas län"],
            id="places over other labels",
        ),
        pytest.param("Uppsala kommun;;\nStöld;1;2\n", ["Uppsala kommun"], id="one place"),
    ],
)
def test_lone_labels_become_a_column(rows, groups):
    table = only(f"Brott;2021;2022\n{rows}")
    assert (table.group, table.names) == (0, ("", "Brott", "2021", "2022"))
    assert [row[0] for row in table.rows] == groups


@pytest.mark.parametrize("start", ["Område;Rån;Stöld\n", "Brott per område\n\nOmråde;Rån;Stöld\n"])
def test_years_alone_above_the_same_rows_become_a_column(start):
    table = only(f"{start}2022;;\nNorr;1;2\nSöder;3;4\n2023;;\nNorr;5;6\nSöder;7;8\n2024;;\n")
    assert (table.group, table.names) == (0, ("", "Område", "Rån", "Stöld"))
    assert [row[0] for row in table.rows] == ["2022", "2022", "2023", "2023"]
    assert [line.text for line in table.notes] == ["2024"]


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        pytest.param("2022;;\nNorr;1;2\nSöder;3;4\n", ["2022"], id="one only"),
        pytest.param("2022;;\nNorr;1;2\n2023;;\nSöder;3;4\n", ["2022", "2023"], id="other rows"),
        pytest.param("Norr;1;2\n2023;;\nNorr;3;4\n", ["2023"], id="none above the first"),
        pytest.param("A län;;\n2022;;\nNorr;1;2\nB län;;\nNorr;3;4\n", ["2022"], id="in a group"),
    ],
)
def test_years_alone_that_may_be_anything_are_notes(rows, years):
    table = only(f"Område;Rån;Stöld\n{rows}")
    assert [line.text for line in table.notes] == years
    assert not {row[0] for row in table.rows} & set(years)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("Uppsala;;\nKnivsta;1;2\nHeby;3;4\n", id="the first has no values"),
        pytest.param("Uppsala;1;2\nKnivsta;;\nHeby;3;4\n", id="one in the middle"),
        pytest.param("Uppsala;;\nKnivsta;;\nHeby;3;4\nTierp;;\n", id="several, and the last"),
    ],
)
def test_a_place_whose_values_are_all_missing_is_a_row(rows):
    table = only(f"Kommun;2021;2022\n{rows}")
    assert table.group is None
    assert len(table.rows) == rows.count("\n")


def test_a_group_without_rows_is_not_lost():
    table = only("Brott;2021\nA kommun;\nB kommun;\nStöld;1\nC kommun;\nStöld;2\n")
    assert [row[0] for row in table.rows] == ["B kommun", "C kommun"]
    assert [line.text for line in table.notes] == ["A kommun"]


def test_labels_are_filled_down():
    """PxWeb's Excel files: a label stands on the first row of its group."""
    table = only(
        "kod;region;kod2;kön;2019\n01;A;1;män;5\n;;2;kvinnor;6\n03;B;1;män;7\n;;2;kvinnor;8\n"
    )
    assert table.filled == (0, 1)
    assert [row[:2] for row in table.rows] == [("01", "A"), ("01", "A"), ("03", "B"), ("03", "B")]


def test_a_year_is_filled_down_over_its_months():
    table = only("År;Månad;Antal\n2020;1;5\n;2;6\n2021;1;7\n")
    assert [row[0] for row in table.rows] == ["2020", "2020", "2021"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Kommun;Antal\nUppsala;5\nKnivsta;7\n;12\n", id="a sum without a label"),
        pytest.param("Kommun;2019;2020\nA;1;2\n;3;4\n", id="beside values only"),
        pytest.param("Kod;Stadsdel;Namn;2019\n1;Öst;A;5\n2;;B;6\n", id="a hole, no group"),
        pytest.param("A;B;C;2019\n;x;y;5\nq;x;y;6\n", id="the first row has none"),
    ],
)
def test_blanks_that_are_no_group_stay_blank(text):
    table = only(text)
    assert table.filled == ()
    assert "" in {cell for row in table.rows for cell in row}
