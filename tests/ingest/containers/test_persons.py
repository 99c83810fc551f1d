"""Personal data in any cell of any sheet, and beside the cells: the place is told, no content."""

import io

import pytest
import xlsxwriter

from tracker.ingest import Limits
from tracker.ingest.containers import open_file

# 8 5 0 7 0 9 9 8 0 with weights 2 1 2 1 …: 45, check digit 5 (test_personal.py)
PERSON = "850709-9805"


def places(data: bytes, **limits: int) -> list[tuple[str | None, int | None, str | None]]:
    read = open_file(data, "fil", Limits(**limits))
    assert PERSON not in str(read.faults)
    assert {fault.code for fault in read.faults} <= {"personal_data"}
    return [(fault.file, fault.row, fault.column) for fault in read.faults]


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        pytest.param(f"Uttag av {PERSON}\n\nKommun;Antal\nA;1\nB;2\n", 1, "A", id="a title"),
        pytest.param(f"Kommun;Antal\nA;{PERSON}\nB;2\n", 2, "B", id="a value"),
        pytest.param("Kommun;namn@example.se\nA;1\nB;2\n", 1, "B", id="a heading"),
        pytest.param("Kommun;Antal\nA;1\nB;2\nRing 070-174 06 05\n", 4, "A", id="a footnote"),
        pytest.param("Kommun;Plats\nA;Valthornsvägen 5\nB;x\n", 2, "B", id="an address"),
        pytest.param("Kommun;Id\nA;8507099805\nB;2\n", 2, "B", id="ten digits"),
    ],
)
def test_in_any_cell_of_a_text(text, row, column):
    assert places(text.encode()) == [(None, row, column)]


@pytest.mark.parametrize("hidden", [(), ("Svar",)])
def test_in_any_sheet_hidden_or_not(xlsx, hidden):
    sheets = {"Data": [["Kommun", 2019], ["A", 5]], "Svar": [[], [None, PERSON]]}
    assert places(xlsx(sheets, hidden)) == [("Svar", 2, "B")]


@pytest.mark.parametrize("number", [8507099805, 198507099805])
def test_as_a_number_of_a_workbook(xlsx, number):
    assert places(xlsx({"Data": [["Kommun", "Id"], ["A", number]]})) == [("Data", 2, "B")]


def test_in_comments_and_on_paper_and_in_the_file_s_own_words():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.set_properties({"author": "namn@example.se"})
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "x")
        sheet.write_comment(0, 0, f"Gäller {PERSON}")
        sheet.set_footer(f"&L{PERSON}")
    found = [place for place, _, _ in places(held.getvalue())]
    assert found == ["Data", "docprops/core.xml", "xl/comments1.xml"]


def test_a_sheet_s_name_is_not_repeated(xlsx):
    read = open_file(xlsx({PERSON: [["Kommun", 2019], ["A", 5]]}, [PERSON]), "fil")
    assert {fault.code for fault in read.faults} == {"personal_data"}
    assert PERSON not in str((read.faults, read.warnings))


def test_amounts_of_ten_digits_are_no_persons():
    """Among 60 amounts in kronor one passes as a personal number by chance."""
    amounts = [str(1_000_000_007 + 17_171_717 * i) for i in range(60)]
    text = "Post;Kronor\n" + "".join(f"p{i};{a}\n" for i, a in enumerate([*amounts, "8507099805"]))
    assert places(text.encode()) == []


def test_organisation_numbers_are_none_but_a_person_s_firm_is():
    """212000-3005 is the municipality's; a sole trader has her own number."""
    text = "Huvudman;Orgnr\n" + "Uppsala;2120003005\n" * 40
    assert places(text.encode()) == []
    assert places((text + "Firma;8507099805\n").encode()) == [(None, 42, "B")]


@pytest.mark.parametrize(
    "cell", ["93042073", "2120003005", "0380", "0380C1110", "20231231", "2023-12-31", "1 241 567"]
)
def test_codes_and_dates_are_no_persons(cell):
    assert places(f"Skola;Kod\nA;{cell}\nB;x\n".encode()) == []


def test_a_million_persons_are_told_up_to_the_limit():
    data = ("n;p\n" + f"A;{PERSON}\n" * 5000).encode()
    assert len(places(data, max_listed=9)) == 9
