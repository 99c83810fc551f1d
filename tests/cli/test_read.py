"""`read`: a source's file without a programme, a store or definitions."""

import pytest

FILE = "Kommun;År;Antal\n0331 Heby;2021;5\n0360 Tierp;2021;<5\n0380 Uppsala;2021;-\n"


@pytest.fixture
def source(tmp_path):
    def write(text: str = FILE, name: str = "fil.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


def test_every_value_with_all_that_the_file_says(tracker, source):
    ran = tracker("read", source(), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["format"], ran.json["kind"], ran.json["separator"]) == (1, "text", ";")
    assert ran.json["values"][1] == {
        "measure": "Antal",
        "unit": "antal",
        "labels": {},
        "region": {
            "label": "0360 Tierp",
            "code": "0360",
            "level": "municipality",
            "aggregate": False,
        },
        "period": "2021",
        "period_kind": "year",
        "value": None,
        "status": "suppressed",
        "low": 0.0,
        "high": 4.0,
        "reason": "<5",
        "sheet": "",
        "row": 3,
        "column": "Antal",
    }


def test_a_question_and_its_answer(tracker, source):
    (question,) = tracker("read", source(), "--json").json["questions"]
    assert (question["key"], question["code"], question["places"]) == ("dash", "lone_dash", 1)
    assert [c["key"] for c in question["choices"]] == ["zero", "missing"]
    assert question["choices"][0] == {"key": "zero", "text": "Noll", "gives": ["- → 0"]}
    answered = tracker("read", source(), "--json", "--answer", "dash=zero").json
    assert (answered["questions"], answered["values"][2]["value"]) == ([], 0)


def test_an_answer_whose_key_has_an_equals_sign_in_it(tracker, source):
    ran = tracker("read", source(), "--json", "--answer", "year:A=B=2021")
    assert ran.code == 0


def test_the_table_before_meaning(tracker, source):
    ran = tracker("read", source("Titel\n" + FILE + "Källa: X\n"), "--table", "--json")
    assert ran.code == 0
    told = ran.json
    assert (told["format"], told["encoding"], told["separator"], told["quote"]) == (
        1,
        "utf-8",
        ";",
        "",
    )
    (table,) = told["sheets"][0]["tables"]
    assert table["header"] == [["Kommun", "År", "Antal"]]
    assert table["rows"][1] == ["0360 Tierp", "2021", "<5"]
    assert table["row_numbers"] == [3, 4, 5]
    assert [line["text"] for line in table["titles"]] == ["Titel"]
    assert [line["text"] for line in table["notes"]] == ["Källa: X"]


def test_a_summary_to_read(tracker, source):
    ran = tracker("read", source())
    assert ran.code == 0
    assert "3 värden" in ran.out
    assert "0331 Heby · Antal · 2021: 5" in ran.out
    assert "svara med --answer dash=zero" in ran.out


def test_the_table_to_read(tracker, source):
    ran = tracker("read", source(), "--table")
    assert (ran.code, "0360 Tierp | 2021 | <5" in ran.out) == (0, True)


@pytest.mark.parametrize("more", [(), ("--json",), ("--table",), ("--table", "--json")])
def test_a_file_that_is_none_is_refused_with_the_remedy(tracker, source, more):
    ran = tracker("read", source("<html><body>Tabell</body></html>", "x.xls"), *more)
    assert (ran.code, ran.out) == (1, "")
    assert "x.xls kan inte läsas." in ran.err
    assert "•" in ran.err


def test_a_cube_has_no_table_before_meaning(tracker, source):
    path = source('[{"datetime": "2023-09-21 0:06:28 +02:00", "type": "Brand"}]', "x.json")
    ran = tracker("read", path, "--table", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "Läs filen utan --table." in ran.err


def test_a_file_that_is_not_there(tracker, tmp_path):
    ran = tracker("read", tmp_path / "ingen.csv")
    assert (ran.code, ran.out) == (1, "")
    assert "ingen.csv" in ran.err


@pytest.mark.parametrize("answer", ["dash", "=zero", ""])
def test_an_answer_that_is_none(tracker, source, answer):
    ran = tracker("read", source(), "--answer", answer)
    assert ran.code == 1
    assert "NYCKEL=VÄRDE" in ran.err


def test_wrong_use(tracker):
    assert tracker("read").code == 2
    assert tracker("read", "a.csv", "--nonsense").code == 2
