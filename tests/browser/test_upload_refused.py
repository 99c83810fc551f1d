"""Ladda upp: a file that cannot be accepted says where and why, and leaves nothing behind."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

HEADER = b"indikator;omr\xc3\xa5de;period;v\xc3\xa4rde"
FAULTY = (
    b"\nm1_skjutningar;gottsunda_valsatra;2024-13;3"
    b"\nm1_skjutningar;bandstolsv\xc3\xa4ngen;2024-11;x"
    b"\nm1_skjutningr;gottsunda_valsatra;2024-11;3"
)


@pytest.fixture
def unchanged(site: Any) -> Iterator[None]:
    """When the test is over, the store is as before."""
    before = site.store.current()
    yield
    assert site.store.current() == before


pytestmark = pytest.mark.usefixtures("unchanged")


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


def refused(page: Page, name: str, data: bytes) -> list[list[str]]:
    """The rows of the list of faults: row, column, cell, cause, remedy."""
    payload = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator("input[type=file]").set_input_files(payload)
    expect(
        page.get_by_role("heading", level=1).filter(has_text="Filen kan inte tas emot")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Ta emot filen")).to_have_count(0)
    # The table comes after the heading, and whole: the button under it is drawn last.
    expect(page.get_by_role("button", name="Välj rättad fil")).to_be_visible()
    rows = page.locator("table.flt tbody tr")
    expect(rows.first).to_be_visible()
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_every_fault_has_its_row_column_cell_cause_and_remedy(reader) -> None:
    page = reader.go("/ladda-upp")
    faults = refused(page, "fel.csv", HEADER + FAULTY)
    places = [(row, column, cell) for row, column, cell, _cause, _remedy in faults]
    assert places == [
        ("2", "period", "2024-13"),
        ("3", "område", "bandstolsvängen"),
        ("3", "värde", "x"),
        ("4", "indikator", "m1_skjutningr"),
    ]
    assert all(cause and remedy for *_place, cause, remedy in faults)
    assert "bandstolsvagen" in faults[1][4]
    assert "m1_skjutningar" in faults[3][4]


def test_on_a_telephone_cause_and_remedy_have_the_whole_width(phone) -> None:
    page = phone.go("/ladda-upp")
    refused(page, "fel.csv", HEADER + FAULTY)
    for cell in page.locator("table.flt td:has(.w)").all():
        box = cell.bounding_box()
        assert box
        assert box["width"] > 300


def test_the_list_of_faults_can_be_taken_along(reader) -> None:
    page = reader.go("/ladda-upp")
    faults = refused(page, "fel.csv", HEADER + FAULTY)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Ladda ner fellistan (CSV)").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Rad", "Kolumn", "I cellen står", "Orsak", "Så rättar du"]
    assert rows[1:] == faults


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "inte en textfil"),
        ("bok.csv", workbook(), "xlsx"),
        ("annan.csv", b"namn;ort\nEn;Gottsunda\n", "Ingen kolumn"),
        ("skev.csv", HEADER + b"\nm1_skjutningar;2024-11;gottsunda_valsatra;3", "område 2024-11"),
    ],
    ids=["binary", "workbook", "another table", "shifted column"],
)
def test_a_file_of_another_kind_is_told_what_it_is(reader, name, data, said) -> None:
    faults = refused(reader.go("/ladda-upp"), name, data)
    assert faults
    assert said in " ".join(faults[0])
    assert all(cause and remedy for *_place, cause, remedy in faults)


def test_a_personal_number_is_refused_and_not_repeated(reader) -> None:
    row = b"\nm1_skjutningar;gottsunda_valsatra;2024-11;3;s\xc3\xa5g 19121212-1212"
    page = reader.go("/ladda-upp")
    faults = refused(page, "person.csv", HEADER + b";kommentar" + row)
    assert faults[0][:2] == ["2", "kommentar"]
    assert "1212" not in page.locator("body").inner_text()


def test_45_mb_of_zeros_is_refused_while_other_pages_answer(
    reader, newcomer, address, tmp_path
) -> None:
    zeros = tmp_path / "nollor.csv"
    zeros.write_bytes(b"\0" * 45_000_000)
    page, other = reader.go("/ladda-upp"), newcomer()
    page.locator("input[type=file]").set_input_files(zeros)
    other.go("/")
    with urlopen(f"{address}/halsa", timeout=5) as answer:
        assert answer.status == 200
    expect(
        page.get_by_role("heading", level=1).filter(has_text="Filen kan inte tas emot")
    ).to_be_visible()
    expect(page.locator("table.flt tbody tr")).to_have_count(1)


def test_a_file_over_the_limit_is_refused_by_the_browser(reader, tmp_path) -> None:
    large = tmp_path / "stor.csv"
    large.write_bytes(b"0" * (50 * 1024 * 1024 + 1))
    page = reader.go("/ladda-upp")
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("File must be 50.0MB or smaller.")).to_be_visible()
    expect(page.get_by_role("heading", level=1).filter(has_text="Ladda upp")).to_be_visible()
