"""Delimited text of every ordinary make: encoding, separator, quotes, line ends, and damage."""

import codecs

import pytest

from tracker.ingest import Limits
from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.grid import ContainerKind, Opened


def opened(file: str | bytes, **answers: str) -> Opened:
    data = file.encode() if isinstance(file, str) else file
    return open_file(data, "fil.csv", answers=answers)


def rows(file: str | bytes) -> list[list[object]]:
    (grid,) = opened(file).grids
    return [list(row) for row in grid.rows]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Område;Värde\nÖst;1\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Område;Värde\nÖst;1\n".encode(), "utf-8-bom"),
        ("Område;Värde\nÖst;1\n".encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + "Område;Värde\nÖst;1\n".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + "Område;Värde\nÖst;1\n".encode("utf-16-be"), "utf-16-be"),
        ("Område;Värde\nÖst;1\n".encode("utf-16-le"), "utf-16-le"),
        ("Område;Värde\nÖst;1\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_same_rows_in_every_encoding(data, encoding):
    read = opened(data)
    assert read.kind is ContainerKind.TEXT
    assert read.form.encoding == encoding
    assert read.grids[0].rows == (("Område", "Värde"), ("Öst", "1"))
    assert read.form.sample == "Område;Värde"


@pytest.mark.parametrize(
    ("text", "separator", "quote"),
    [
        pytest.param("a;b\n1,5;2\n", ";", "", id="semicolon, decimal comma"),
        pytest.param("a\tb\n1,5\t2\n", "\t", "", id="tab"),
        pytest.param("a,b\n1,2\n", ",", "", id="comma"),
        pytest.param("a|b\n1|2\n", "|", "", id="bar"),
        pytest.param('"A; B, C","totalt",5,6\n"D; E, F","totalt",7,8\n', ",", '"', id="SCB"),
        pytest.param("'A; B';5\n'C';6\n", ";", "'", id="single quotes"),
        pytest.param("Antal\n1\n2,5\n3,5\n", "", "", id="one column with decimals"),
        pytest.param("sep=,\na;x,b\nc;y,d\n", ",", "", id="Excel's own line says so"),
        pytest.param("1,2,3,4\n5,6,7,8\n", ",", "", id="a matrix of whole numbers"),
        pytest.param(
            "Titel, med komma, om året\nKommun;Antal\nA;1\nB;2\n", ";", "", id="commas in a title"
        ),
    ],
)
def test_the_separator_is_found_by_reading(text, separator, quote):
    form = opened(text).form
    assert (form.separator, form.quote) == (separator, quote)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(b"a;b\r\n1;2\r\n", [["a", "b"], ["1", "2"]], id="CRLF"),
        pytest.param(b"a;b\r1;2\r", [["a", "b"], ["1", "2"]], id="CR"),
        pytest.param(b"a;b\n\n1;2", [["a", "b"], [], ["1", "2"]], id="a blank line is a row"),
        pytest.param(b"a;b;\n1;2;\n", [["a", "b", ""], ["1", "2", ""]], id="trailing separators"),
        pytest.param(b"a;b\n1\n2;3;4\n", [["a", "b"], ["1"], ["2", "3", "4"]], id="ragged"),
        pytest.param(b"a;b\n 1 ;\xc2\xa02\n", [["a", "b"], [" 1 ", "\u00a02"]], id="as written"),
        pytest.param(b'a;b\n"x\ny";2\n', [["a", "b"], ["x\ny", "2"]], id="a line break in quotes"),
        pytest.param(b'a;b\n"5"" r\xc3\xb6r";2\n', [["a", "b"], ['5" rör', "2"]], id="doubled"),
        pytest.param(
            b";/100&nbsp;000&nbsp;inv;\nA;1;\n",
            [["", "/100&nbsp;000&nbsp;inv", ""], ["A", "1", ""]],
            id="an entity's semicolon separates nothing",
        ),
        pytest.param(b"H&M;R&D;5\n1;2;3\n", [["H&M", "R&D", "5"], ["1", "2", "3"]], id="no entity"),
    ],
)
def test_rows_are_kept_as_written(file, expected):
    assert rows(file) == expected


@pytest.mark.parametrize(
    ("file", "code", "row"),
    [
        pytest.param('a;b\n"x;1\ny;2\n', FaultCode.UNCLOSED_QUOTE, 2, id="never closed"),
        pytest.param('a;b\n"x;1\ny;2\nz";3\n', FaultCode.UNCLOSED_QUOTE, 2, id="closed far below"),
        pytest.param('a;b\n"x" y;1\nz;2\n', FaultCode.BROKEN_QUOTES, 2, id="text after a quote"),
        pytest.param("a;b\nx;\u202e12\n", FaultCode.TEXT_DIRECTION, 2, id="turned number"),
        pytest.param("a;b\nx;1\x00\n", FaultCode.BINARY_FILE, None, id="NUL"),
        pytest.param("a;b\n" * 3000 + "\x00", FaultCode.CONTROL_CHARACTER, 3001, id="NUL far down"),
        pytest.param("a;b\n\ufffd;1\n", FaultCode.REPLACEMENT_CHARACTER, 2, id="a lost letter"),
        pytest.param(
            "a;Öst\n".encode() + "Väst;1\n".encode("cp1252"), FaultCode.MOJIBAKE, 1, id="mixed"
        ),
        pytest.param("", FaultCode.EMPTY_FILE, None, id="nothing"),
        pytest.param("\n \n", FaultCode.EMPTY_FILE, None, id="blank lines"),
        pytest.param(";".join(["k"] * 10**6), FaultCode.LINE_TOO_LONG, 1, id="10⁶ columns"),
        pytest.param("<html><table>", FaultCode.HTML_FILE, None, id="HTML"),
        pytest.param(
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            FaultCode.XML_SPREADSHEET,
            None,
            id="XML spreadsheet of 2003",
        ),
        pytest.param("%PDF-1.7", FaultCode.PDF_FILE, None, id="PDF"),
        pytest.param('{"a": 1}', FaultCode.JSON_FILE, None, id="JSON of no kind we know"),
    ],
)
def test_damage_is_told_with_its_row(file, code, row):
    fault = opened(file).faults[0]
    assert (fault.code, fault.row) == (code, row)


def test_text_may_begin_with_a_small_count():
    assert rows("<5;Uppsala\n12;Knivsta\n") == [["<5", "Uppsala"], ["12", "Knivsta"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('CHARSET="ANSI";\nAXIS-VERSION="2000";\nDATA=\n1;\n', ContainerKind.PX),
        ('{"class":"dataset","id":[],"size":[],"value":[]}', ContainerKind.JSON_STAT),
        (
            '{"values":[{"kpi":"N1","municipality":"0380","period":2023,"values":[]}]}',
            ContainerKind.KOLADA,
        ),
        ('[{"id":1,"datetime":"2023-09-21 0:06:28 +02:00"}]', ContainerKind.EVENTS),
    ],
)
def test_cubes_and_lists_are_left_to_their_readers(text, kind):
    read = opened(text)
    assert (read.kind, read.grids, read.faults) == (kind, (), ())


GARBLED = "Område;Antal\nBälinge – «Öst»;5\n".encode().decode("cp1252").encode()


def test_garbled_letters_are_a_fault_that_shows_what_a_repair_gives():
    read = opened(GARBLED)
    assert [fault.code for fault in read.faults] == [FaultCode.MOJIBAKE]
    assert (read.grids, read.repair) == ((), "Område;Antal")


def test_garbled_letters_are_repaired_when_a_person_says_so():
    read = opened(GARBLED, mojibake="repair")
    assert read.grids[0].rows[1] == ("Bälinge – «Öst»", "5")
    assert [warning.code for warning in read.warnings] == [FaultCode.MOJIBAKE_REPAIRED]


def test_only_the_garbled_lines_of_a_mixed_file_are_changed():
    mixed = "a;Öst\n".encode() + "Väst;1\n".encode("cp1252")
    assert opened(mixed, mojibake="repair").grids[0].rows == (("a", "Öst"), ("Väst", "1"))


def test_garbled_letters_are_kept_when_a_person_says_so():
    assert opened(GARBLED, mojibake="keep").grids[0].rows[0] == ("OmrÃ¥de", "Antal")


def test_unseen_letters_are_taken_away_and_told():
    read = opened("Kommun;Antal\nUpp\u200bsala;\u200e5\n")
    assert read.grids[0].rows[1] == ("Uppsala", "5")
    assert [(w.code, w.params) for w in read.warnings] == [("invisible_removed", {"count": 2})]


def test_too_many_cells_are_refused_unread():
    limits = Limits(max_cells=10)
    (fault,) = open_file(b"a;b\n" * 20, "fil.csv", limits).faults
    assert (fault.code, fault.params) == ("too_many_cells", {"limit": 10})


def test_a_million_faults_are_counted_up_to_the_limit():
    read = open_file(("a;b\n" + "x;\u202e1\n" * 3000).encode(), "fil.csv", Limits(max_listed=7))
    assert len(read.faults) == 7


def test_nothing_but_the_last_part_of_a_name_is_repeated():
    (fault,) = open_file(b"%PDF", "../../etc/pass\x07wd").faults
    assert fault.params == {"file": "passwd"}


def test_quotes_that_begin_far_down_are_honoured():
    file = "a;b\n" + "x;1\n" * 50_000 + '"y; z";2\n'
    assert rows(file)[-1] == ["y; z", "2"]
