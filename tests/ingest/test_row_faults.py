"""What is wrong with a row, each with its row, column and code; and what is said only once."""

import pytest

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.own import keys


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("brand;gottsunda;2021-03;1;;;;", "indikator", FaultCode.UNKNOWN_INDICATOR),
        (";gottsunda;2021-03;1;;;;", "indikator", FaultCode.EMPTY_CELL),
        ("brander;gotsunda;2021-03;1;;;;", "område", FaultCode.UNKNOWN_AREA),
        ("inbrott;bandstolsvagen;2021;1;5;;;", "område", FaultCode.AREA_NOT_FOR_INDICATOR),
        ("brander;gottsunda;mars;1;;;;", "period", FaultCode.BAD_PERIOD),
        ("brander;gottsunda;2021;1;;;;", "period", FaultCode.PERIOD_KIND),
        ("per_term;gottsunda;2021H1;1;;;;", "period", FaultCode.PERIOD_KIND),
        ("antagen;gottsunda;2021;40;;;;", "period", FaultCode.PERIOD_KIND),
        ("per_point;gottsunda;2021-12;1;;;;", "period", FaultCode.PERIOD_KIND),
        ("per_week;gottsunda;2021-12;1;;;;", "period", FaultCode.PERIOD_KIND),
        ("brander;gottsunda;1949-12;1;;;;", "period", FaultCode.PERIOD_TOO_OLD),
        ("brander;gottsunda;2121-03;1;;;;", "period", FaultCode.PERIOD_IN_FUTURE),
        ("brander;gottsunda;2021-03;-;;;;", "värde", FaultCode.LONE_DASH),
        ("brander;gottsunda;2021-03;-1;;;;", "värde", FaultCode.NEGATIVE),
        ("brander;gottsunda;2021-03;1,5;;;;", "värde", FaultCode.NOT_WHOLE),
        ("brander;gottsunda;2021-03;3 %;;;;", "värde", FaultCode.PERCENT_SIGN),
        ("brander;gottsunda;2021-03;1,000;;;;", "värde", FaultCode.AMBIGUOUS_THOUSANDS),
        ("merit;gottsunda;2021/22;1.900;;;;", "värde", FaultCode.AMBIGUOUS_THOUSANDS),
        ("brander;gottsunda;2021-03;=1;;;;", "värde", FaultCode.FORMULA_IN_NUMBER),
        ("brander;gottsunda;2021-03;<1;;;;", "värde", FaultCode.BOUND_IMPOSSIBLE),
        ("brander;gottsunda;2021-03;<4,5;;;;", "värde", FaultCode.BOUND_IMPOSSIBLE),
        ("trygghet;gottsunda;2021;<101;;9;;", "värde", FaultCode.BOUND_IMPOSSIBLE),
        ("brander;gottsunda;2021-03;~100;;;;", "värde", FaultCode.NEARLY_ALL_NEEDS_SHARE),
        ("trygghet;gottsunda;2021;101;;9;;", "värde", FaultCode.SHARE_OUT_OF_RANGE),
        ("trygghet;gottsunda;2021;-1;;9;;", "värde", FaultCode.SHARE_OUT_OF_RANGE),
        ("trygghet;gottsunda;2021;41;;;;", "antal_svar", FaultCode.RESPONSES_MISSING),
        ("trygghet;gottsunda;2021;41;;..;;", "antal_svar", FaultCode.RESPONSES_MISSING),
        ("trygghet;gottsunda;2021;41;;0;;", "antal_svar", FaultCode.RESPONSES_BELOW_ONE),
        ("trygghet;gottsunda;2021;41;;9,5;;", "antal_svar", FaultCode.NOT_WHOLE),
        ("trygghet;gottsunda;2021;41;;<5;;", "antal_svar", FaultCode.NUMBER_EXPECTED),
        ("trygghet;gottsunda;2021;41;;1.312;;", "antal_svar", FaultCode.AMBIGUOUS_THOUSANDS),
        ("inbrott;gottsunda;2021;31;;;;", "nämnare", FaultCode.DENOMINATOR_MISSING),
        ("inbrott;gottsunda;2021;31;0;;;", "nämnare", FaultCode.DENOMINATOR_NOT_POSITIVE),
        ("inbrott;gottsunda;2021;31;9 p;;;", "nämnare", FaultCode.NUMBER_EXPECTED),
        ("inbrott;gottsunda;2021;31;många;;;", "nämnare", FaultCode.NOT_A_NUMBER),
        ("inbrott;gottsunda;2021;31,5;90;;;", "värde", FaultCode.NOT_WHOLE),
        ("brander;gottsunda;2021-03;1;;;klar;", "status", FaultCode.UNKNOWN_STATUS),
        ("brander;gottsunda;2021-03;1;;;saknas;", "status", FaultCode.STATUS_WITH_NUMBER),
        ("brander;gottsunda;2021-03;;;;slutlig;", "status", FaultCode.STATUS_WITHOUT_NUMBER),
        ("brander;gottsunda;2021-03;1p;;;slutlig;", "status", FaultCode.STATUS_CONFLICT),
        ("brander;gottsunda;2021-03;1;;;;" + "å" * 2001, "kommentar", FaultCode.CELL_TOO_LONG),
        ("brander;gottsunda;2021-03;1;;;;850709-9805", "kommentar", FaultCode.PERSONAL_DATA),
        ("brander;gottsunda;2021-03;1;;;;Bandstolsvägen 12", "kommentar", FaultCode.PERSONAL_DATA),
        ("brander;Valthornsvägen 12;2021-03;1;;;;", "område", FaultCode.PERSONAL_DATA),
        ("brander;gottsunda;070-174 06 05;1;;;;", "period", FaultCode.PERSONAL_DATA),
        ("brander;gottsunda;2021-03;19850709-9805;;;;", "värde", FaultCode.PERSONAL_DATA),
        ("brander;gottsunda;2021-03;1\u200b;;;;", "värde", FaultCode.INVISIBLE_CHARACTER),
        ("brander;\u200egottsunda;2021-03;1;;;;", "område", FaultCode.INVISIBLE_CHARACTER),
        ("brander;gottsunda;2021-03", None, FaultCode.RAGGED_ROW),
        ("brander;gottsunda;2021-03" + ";x" * 27, None, FaultCode.RAGGED_ROW),
    ],
)
def test_a_row_is_refused_at_its_cell(read_rows, row, column, code):
    good = "brander;gottsunda;2020-01;7;;;;"
    reading = read_rows(good, row, "brander;gottsunda;2020-02;8;;;;")
    assert [(f.row, f.column, f.code) for f in reading.faults] == [(3, column, code)]
    assert reading.observations["source_row"].to_pylist() == [2, 4]
    assert reading.rows == 3


def test_a_row_with_thirty_cells_is_named_with_what_was_expected(read_rows):
    good = [f"brander;gottsunda;2020-0{month};7;;;;" for month in range(1, 5)]
    reading = read_rows(*good, ";".join(["brander"] * 30))
    assert reading.faults == (Fault("ragged_row", {"expected": 8, "found": 30}, row=6),)


def test_a_fault_repeats_the_cell_shortened(read_rows):
    (fault,) = read_rows(f"brander;{'x' * 100};2021-03;1;;;;").faults
    assert fault.cell == "x" * 79 + "…"


def test_every_fault_of_a_row_is_listed(read_rows):
    reading = read_rows("brand;gotsunda;mars;x;;;klar;")
    assert [fault.code for fault in reading.faults] == [
        FaultCode.UNKNOWN_INDICATOR,
        FaultCode.UNKNOWN_AREA,
        FaultCode.BAD_PERIOD,
        FaultCode.NOT_A_NUMBER,
        FaultCode.UNKNOWN_STATUS,
    ]
    assert reading.faults_total == 5


def test_the_remedy_of_a_period_shows_the_form_that_the_indicator_has(read_rows):
    reading = read_rows(
        "brander;gottsunda;2021;1;;;;", "per_quarter;gottsunda;q1;1;;;;", "x;gottsunda;q1;1;;;;"
    )
    expected = [f.params["expected"] for f in reading.faults if f.column == "period"]
    assert expected == ["2021-03", "2021K1", "2021-03, 2021K1"]


def test_an_ambiguous_number_shows_both_readings(read_rows):
    (fault,) = read_rows("merit;gottsunda;2021/22;1.900;;;;").faults
    assert fault.params == {"decimal": "1,900", "thousands": "1900"}


def test_quoted_1_comma_900_is_ambiguous_in_a_comma_file(read):
    file = 'indikator,område,period,värde\nmerit,gottsunda,2021/22,"1,900"\n'
    (fault,) = read(file).faults
    assert fault.code == FaultCode.AMBIGUOUS_THOUSANDS


def test_both_decimal_marks_in_a_column_are_said_once(read_rows):
    reading = read_rows(
        "merit;gottsunda;2020/21;210;;;;",
        "merit;gottsunda;2021/22;212.5;;;;",
        "merit;gottsunda;2022/23;213,5;;;;",
        "merit;gottsunda;2023/24;214,5;;;;",
    )
    params = {"point": 3, "comma": 4}
    assert reading.faults == (Fault("mixed_decimal_marks", params, column="värde"),)
    assert reading.observations["value"].to_pylist() == [210.0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "brander;gottsunda;2021-03;1;;;;", "brander;gottsunda;2021-03;1;;;;", id="same"
        ),
        pytest.param(
            "per_quarter;gottsunda;2021K1;1;;;;",
            "per_quarter;gottsunda;2021Q1;2;;;;",
            id="the period spelt in two ways",
        ),
        pytest.param(
            "brander;gottsunda;2021-03;1;;;;",
            "Anlagda bränder;Gottsunda/Valsätra;2021M03;2;;;;",
            id="by name",
        ),
    ],
)
def test_a_repeated_key_names_both_rows(read_rows, first, second):
    reading = read_rows("brander;gottsunda;2020-01;7;;;;", first, second)
    (fault,) = reading.faults
    assert (fault.code, fault.row, fault.params) == (FaultCode.DUPLICATE_ROW, 4, {"first": 3})


@pytest.mark.parametrize("few", [2**20, 0], ids=["ticked off", "sorted"])
def test_rows_far_apart_point_at_the_first_of_their_kind(read_rows, monkeypatch, few):
    monkeypatch.setattr(keys, "BLOCK", 2)
    monkeypatch.setattr(keys, "_FEW", few)
    monkeypatch.setattr(keys, "_SPARSE", 8 if few else 0)
    periods = [1, 2, 3, 2, 4, 1, 5, 2, 6]
    rows = [f"brander;gottsunda;2020-{month:02d};7;;;;" for month in periods]
    faults = read_rows(*rows).faults
    assert [(f.row, f.params["first"]) for f in faults] == [(5, 3), (7, 2), (9, 3)]


def test_three_of_a_kind_all_point_at_the_first(read_rows):
    rows = ["brander;gottsunda;2021-03;1;;;;"] * 3
    faults = read_rows(*rows).faults
    assert [(fault.row, fault.params["first"]) for fault in faults] == [(3, 2), (4, 2)]


@pytest.mark.parametrize("cell", ["850709-9805", "namn@example.se", "070-174 06 05"])
@pytest.mark.parametrize("position", range(8))
def test_personal_data_is_nowhere_repeated(read_rows, cell, position):
    cells = ["brander", "gottsunda", "2021-03", "1", "", "", "", ""]
    cells[position] = f"Ring {cell}"
    reading = read_rows(";".join(cells), "brander;gottsunda;2021-03;1;;;;å")
    assert (2, FaultCode.PERSONAL_DATA) in [(f.row, f.code) for f in reading.faults]
    assert cell not in str(reading)
    assert cell not in str(reading.observations.to_pylist())


def test_personal_data_in_a_title_or_a_heading_is_found_and_not_repeated(read):
    titled = read(
        "Uttag av namn@example.se\nindikator;område;period;värde\nbrander;gottsunda;2021-01;1"
    )
    assert [(f.code, f.row) for f in titled.faults] == [("personal_data", 1)]
    headed = read("indikator;område;period;värde;850709-9805\nbrander;gottsunda;2021-01;1;x")
    assert [f.code for f in headed.faults] == ["unknown_column"]
    assert "9805" not in str(titled) + str(headed)


def test_only_the_first_faults_are_listed_but_all_are_counted(read):
    rows = [f"brander;gottsunda;2021-01;x{n};dold x" for n in range(400)]
    reading = read("\n".join(["indikator;område;period;värde;status", *rows]))
    assert reading.faults_total == 400 + 399 + 400  # number, duplicate key, status
    assert len(reading.faults) == 501
    assert reading.faults[-1] == Fault("more_faults", {"count": 699, "listed": 500})
    assert [fault.row for fault in reading.faults[:5]] == [2, 2, 3, 3, 3]
    assert max(fault.row or 0 for fault in reading.faults) < 170
