"""The form as a workbook: every cell is text, and the own form's columns stand in its first row."""

import io
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tracker.export.templates import template_xlsx
from tracker.ingest import own_form_template, read_own_form
from tracker.texts.catalogue import Language, texts_in


@pytest.fixture
def made(small_programme):
    def made(language=Language.SV, **chosen):
        template = own_form_template(small_programme, **chosen)
        return template, template_xlsx(template, small_programme, texts_in(language))

    return made


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.sheet_names, [book.get_sheet_by_index(n).to_python() for n in (0, 1)]


def test_the_first_sheet_is_the_own_form_with_periods_as_text(made):
    template, data = made(indicators=["larm"], first=date(2024, 3, 1), last=date(2024, 4, 30))
    names, (values, _) = sheets(data)
    assert names == ["Värden", "Så fyller du i"]
    assert values == [
        ["indikator", "område", "period", "värde", "status", "kommentar"],
        ["larm", "torget", "2024-03", "", "", ""],
        ["larm", "torget", "2024-04", "", "", ""],
    ]
    assert len(template.rows) == 2


def test_every_cell_to_fill_in_is_formatted_as_text(made):
    """49 is @, Excel's text: 2024-03 and 1-4 stay what was typed."""
    _, data = made(indicators=["inbrott"])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
        names = package.namelist()
    formats = styles.split("<cellXfs")[1].split("</cellXfs>")[0].split("<xf ")[1:]
    text = {number for number, one in enumerate(formats) if 'numFmtId="49"' in one}
    cells = [part.split('"')[0] for part in sheet.split(' s="')[1:]]
    assert len(cells) > 12
    assert {int(style) for style in cells} <= text
    assert "numberStoredAsText" in sheet
    assert "<f>" not in sheet
    assert not [name for name in names if "vba" in name or "external" in name.lower()]


def test_the_second_sheet_explains_every_column_every_mark_and_what_is_asked_for(made):
    template, data = made(indicators=["inbrott", "larm"])
    _, (_, told) = sheets(data)
    said = {row[0]: row[1] for row in told}
    assert set(template.columns) <= said.keys()
    assert {"0", "7,5", "..", ".", "--", "<5", "7*"} <= said.keys()
    assert "inbrott per 1 000 bostäder" in said["inbrott"]
    assert said["larm"].startswith("Larm på torget")
    assert "nämnare" in said
    assert "antal_svar" not in said


def test_the_marks_that_it_explains_are_read_so(made, own_form, small_programme):
    marks = {"7": "final", "0": "final", "": "missing", "..": "missing"}
    marks |= {".": "not_applicable", "--": "not_published", "<5": "suppressed"}
    marks |= {"7*": "preliminary"}
    rows = [f"larm;torget;2024-{n:02d};{mark}" for n, mark in enumerate(marks, start=1)]
    reading = read_own_form(own_form(*rows), "f.csv", small_programme, today=date(2025, 1, 1))
    assert reading.observations["status"].to_pylist() == list(marks.values())
    _, data = made(indicators=["larm"])
    _, (_, told) = sheets(data)
    explained = {row[0] for row in told}
    assert {mark or "(tom)" for mark in marks} <= explained


def test_the_same_form_is_the_same_file(made):
    assert made(indicators=["larm"])[1] == made(indicators=["larm"])[1]


def test_in_english_the_columns_keep_their_names(made):
    _, data = made(Language.EN, indicators=["larm"])
    names, (values, _) = sheets(data)
    assert names == ["Values", "How to fill it in"]
    assert values[0][0] == "indikator"
