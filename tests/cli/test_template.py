"""`template`: the form to fill in, and back again."""

import pytest
from python_calamine import CalamineWorkbook

OK, REFUSED, WRONG_USE = 0, 1, 2


def test_a_form_filled_in_is_imported_without_a_question(inside, tmp_path, filled_site):
    form = tmp_path / "mall.csv"
    span = ("--from", "2025-01", "--to", "2025-02")
    ran = inside("template", "larm", "--area", "torget", *span, "-o", form)
    assert ran.code == OK
    assert "2 rader" in ran.out
    filled = form.read_text("utf-8-sig").replace("M01;", "M01;31").replace("M02;", "M02;<5")
    form.write_text(filled, "utf-8-sig")
    assert inside("import", form, "--publisher", "Polisen", "--dry-run").code == OK
    told = inside("import", form, "--publisher", "Polisen", "--json").json["files"][0]
    assert (told["accepted"], told["new"], told["faults"]) == (True, 2, [])


def test_as_a_workbook(inside, tmp_path):
    form = tmp_path / "mall.xlsx"
    assert inside("template", "larm", "tips", "--format", "xlsx", "-o", form).code == OK
    rows = CalamineWorkbook.from_path(form).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["indikator", "område", "period", "värde"]
    assert {row[0] for row in rows[1:]} == {"larm", "tips"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("finns_inte",), "finns_inte"),
        (("larm", "--area", "ingenstans"), "ingenstans"),
        (("larm", "--area", "staden"), "följs i de valda områdena"),
        (("larm", "--from", "mars"), "«mars» är ingen period"),
        (("larm", "--from", "2024-03", "--to", "2024-01"), "2024-03-01"),
    ],
)
def test_a_form_that_cannot_be_made_is_told_and_not_written(inside, tmp_path, arguments, said):
    ran = inside("template", *arguments, "-o", tmp_path / "mall.csv")
    assert ran.code == REFUSED
    assert said in ran.err
    assert not (tmp_path / "mall.csv").exists()


def test_a_file_that_is_there_is_not_written_over(inside, tmp_path):
    (tmp_path / "mall.csv").write_text("mitt")
    ran = inside("template", "larm", "-o", tmp_path / "mall.csv")
    assert ran.code == REFUSED
    assert "finns redan" in ran.err
    assert (tmp_path / "mall.csv").read_text() == "mitt"


def test_a_folder_that_is_not_there(inside, tmp_path):
    ran = inside("template", "larm", "-o", tmp_path / "ingen" / "mall.csv")
    assert ran.code == REFUSED
    assert "gick inte att skriva" in ran.err
