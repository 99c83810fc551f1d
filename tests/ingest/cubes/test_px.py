"""PX: encodings, languages, wrapped text, marks, time, keys, and what is damaged."""

import pytest

from tracker.model.observations import Status
from tracker.texts.asked import question_wording
from tracker.texts.catalogue import Language, texts_in

HEAD = 'CHARSET="ANSI";\nAXIS-VERSION="2013";\nLANGUAGE="sv";\nSOURCE="Kommunen";\n'


def px(*, stub="region", heading="tid", data="1 2;", head=HEAD, **values) -> str:
    """A PX file of dimensions given as `name=["a", "b"]`."""
    lines = [head + 'TITLE="Brott";\nCONTENTS="Anmälda brott";\nUNITS="antal";']
    for keyword, names in (("STUB", stub), ("HEADING", heading)):
        if names:
            quoted = ",".join(f'"{name}"' for name in names.split(","))
            lines.append(f"{keyword}={quoted};")
    for name, labels in values.items():
        quoted = ",".join(f'"{label}"' for label in labels)
        lines.append(f'VALUES("{name}")={quoted};')
    return "\n".join([*lines, f"DATA=\n{data}"])


PLACES = ["0380 Uppsala", "0319 Älvkarleby"]
YEARS = ["2022", "2023"]


class TestText:
    def test_ansi_is_cp1252(self, read):
        found = read(px(region=PLACES, tid=YEARS, data="1 2\n3 4;").encode("cp1252"))
        assert found.form.encoding == "cp1252"
        assert [v.region.label for v in found.values][-1] == "0319 Älvkarleby"
        assert [v.measure for v in found.values] == ["Anmälda brott"] * 4

    def test_a_code_page_of_utf_8(self, read):
        head = HEAD + 'CODEPAGE="utf-8";\n'
        found = read(px(head=head, region=PLACES, tid=YEARS, data="1 2 3 4;"))
        assert (found.faults, found.form.encoding) == ((), "utf-8")

    def test_a_code_page_of_utf_8_that_is_not_true(self, read, codes):
        head = HEAD + 'CODEPAGE="utf-8";\n'
        text = px(head=head, region=PLACES, tid=YEARS, data="1 2 3 4;")
        assert codes(read(text.encode("cp1252"))) == ["unknown_encoding"]

    def test_another_code_page_is_not_guessed(self, read, codes):
        head = HEAD + 'CODEPAGE="windows-1251";\n'
        text = px(head=head, region=PLACES, tid=YEARS, data="1 2 3 4;")
        assert codes(read(text.encode("cp1252"))) == ["px_codepage"]

    def test_dos_ends_its_files_with_a_control_character(self, read):
        data = px(region=PLACES, tid=YEARS, data="1 2 3 4;").encode("cp1252") + b"\r\n\x1a"
        assert read(data).faults == ()

    def test_values_cut_inside_words_and_a_semicolon_in_quotes(self, read, find):
        text = px(brott=["x"], tid=["2023"], stub="brott", data="7;").replace(
            'VALUES("brott")="x"', 'NOTE="Ett; två";\nVALUES("brott")="Skade"\n"görelse; klotter"'
        )
        found = read(text)
        assert find(found, "Skadegörelse; klotter").value == 7
        assert found.notes == ("Brott", "Ett; två")

    def test_swedish_is_preferred(self, read, find):
        head = 'CHARSET="ANSI";\nLANGUAGE="en";\nLANGUAGES="en","sv";\n'
        text = px(head=head, stub="sex", heading="time", sex=["men", "women"], time=["2023"])
        swedish = (
            'TITLE[sv]="Folkmängd";\nCONTENTS[sv]="Folkmängd";\nSTUB[sv]="kön";\n'
            'HEADING[sv]="tid";\nVALUES[sv]("kön")="män","kvinnor";\nVALUES[sv]("tid")="2023";\n'
            'CODES("sex")="1","2";\nELIMINATION[sv]("kön")="män";\n'
            'NOTE("sex")="Registered sex";\nNOTE[sv]("kön")="Juridiskt kön";\nDATA='
        )
        found = read(text.replace("DATA=", swedish))
        assert find(found, "kvinnor", period="2023").value == 2
        assert {v.measure for v in found.values} == {"Folkmängd"}
        assert found.notes == ("Folkmängd", "kön: Juridiskt kön")

    def test_codes_of_the_first_language_serve_the_swedish_labels(self, read, find):
        head = 'CHARSET="ANSI";\nLANGUAGE="en";\nLANGUAGES="en","sv";\n'
        text = px(head=head, stub="place", heading="time", place=["A", "B"], time=["2023"])
        swedish = (
            'STUB[sv]="plats";\nHEADING[sv]="år";\nVALUES[sv]("plats")="Uppsala","Knivsta";\n'
            'VALUES[sv]("år")="2023";\nCODES("place")="0380","0330";\nDATA='
        )
        found = read(text.replace("DATA=", swedish))
        assert [v.region.code for v in found.values] == ["0380", "0330"]

    def test_swedish_first_and_english_beside(self, read):
        text = px(stub="kön", heading="tid", kön=["män", "kvinnor"], tid=["2023"])
        english = (
            'LANGUAGES="sv","en";\nSTUB[en]="sex";\nHEADING[en]="time";\nNOTE[en]="Women too";\n'
            'VALUES[en]("sex")="men","women";\nVALUES[en]("time")="2023";\nTITLE[en]="Crime";\nDATA='
        )
        found = read(text.replace("DATA=", english))
        assert [v.labels for v in found.values] == [(("kön", "män"),), (("kön", "kvinnor"),)]
        assert found.notes == ("Brott",)

    def test_a_file_without_swedish_is_read_in_its_own_language(self, read, find):
        head = 'CHARSET="ANSI";\nLANGUAGE="en";\n'
        found = read(
            px(head=head, stub="sex", heading="time", sex=["men"], time=["2023"], data="5;")
        )
        assert find(found, "men", period="2023").value == 5


class TestMarks:
    def marks(self, read, data, head=HEAD, **answers):
        found = read(px(head=head, stub="", tid=["2021", "2022", "2023"], data=data), **answers)
        assert found.faults == ()
        return [(v.value, v.status, v.reason) for v in found.values], found.questions

    def test_dots_have_their_reasons(self, read):
        values, questions = self.marks(read, '"." ".." "......";')
        assert values == [
            (None, Status.NOT_APPLICABLE, "."),
            (None, Status.MISSING, ".."),
            (None, Status.MISSING, "......"),
        ]
        assert questions == ()

    def test_marks_without_quotes(self, read):
        values, _ = self.marks(read, ". .. 3;")
        assert [reason for _, _, reason in values] == [".", "..", ""]

    def test_a_symbol_says_what_it_means(self, read):
        head = HEAD + 'DATASYMBOL1="Sekretess";\nDATASYMBOL2="Kan inte förekomma";\n'
        values, _ = self.marks(read, '"." ".." 3;', head)
        assert [(status, reason) for _, status, reason in values[:2]] == [
            (Status.SUPPRESSED, ". Sekretess"),
            (Status.NOT_APPLICABLE, ".. Kan inte förekomma"),
        ]

    def test_a_symbol_that_is_only_shown_otherwise(self, read):
        values, _ = self.marks(read, '1 "." 3;', HEAD + 'DATASYMBOL1="..";\n')
        assert values[1] == (None, Status.MISSING, ".")

    def test_a_dash_of_scb_is_zero(self, read):
        values, questions = self.marks(read, '"-" 2 3;', HEAD.replace("Kommunen", "SCB"))
        assert (values[0], questions) == ((0, Status.FINAL, "-"), ())

    def test_a_dash_of_another_source_is_asked_about(self, read):
        values, (question,) = self.marks(read, '"-" 2 3;')
        assert values[0] == (None, Status.MISSING, "-")
        assert (question.key, question.places) == ("dash", 1)
        assert [choice.key for choice in question.choices] == ["zero", "missing"]

    @pytest.mark.parametrize(("answer", "value"), [("zero", 0), ("missing", None)])
    def test_the_answer_decides(self, read, answer, value):
        values, questions = self.marks(read, '"-" 2 3;', dash=answer)
        assert (values[0][0], questions) == (value, ())

    @pytest.mark.parametrize("nil", ["noll", "Inget finns att redovisa", "nil"])
    def test_a_dash_that_the_file_calls_nil(self, read, nil):
        values, questions = self.marks(read, '"-" 2 3;', HEAD + f'DATASYMBOLNIL="{nil}";\n')
        assert (values[0][0], questions) == (0, ())

    def test_a_dash_that_the_file_calls_missing(self, read):
        head = HEAD + 'DATASYMBOLNIL="Uppgift saknas";\n'
        values, questions = self.marks(read, '"-" 2 3;', head)
        assert (values[0][:2], questions) == ((None, Status.MISSING), ())

    def test_dashes_after_the_last_figure_are_asked_about_even_of_scb(self, read):
        head = HEAD.replace("Kommunen", "SCB")
        values, (question,) = self.marks(read, '1 2 "-";', head)
        assert (values[2][0], question.key) == (None, "dash_last")
        values, questions = self.marks(read, '1 2 "-";', head, dash_last="zero")
        assert (values[2][0], questions) == (0, ())

    def test_zero_and_negative_numbers_are_numbers(self, read):
        values, _ = self.marks(read, "0 -4 -0.5;")
        assert [value for value, _, _ in values] == [0, -4, -0.5]

    @pytest.mark.parametrize("cell", ["<5", "~100", "1_000", "nan", "inf", "12*", "1e99", "NULL"])
    def test_anything_else_refuses_the_file(self, read, codes, cell):
        found = read(px(stub="", tid=["2022", "2023"], data=f"{cell} 2;"))
        assert (codes(found), found.values) == (["cube_bad_cell"], ())


class TestTime:
    @pytest.mark.parametrize(
        ("scale", "label", "time", "period"),
        [
            ("A1", "2003", "2003", "2003"),
            ("H1", "2003H2", "20032", "2003H2"),
            ("Q1", "2003K4", "20034", "2003K4"),
            ("M1", "2003M09", "200309", "2003-09"),
            ("W1", "2020W53", "202053", "2020V53"),
            ("A1", "2022/23", "2022", "2022/23"),
            ("A1", "2020-2022", "2022", "2020-2022"),
        ],
    )
    def test_timeval(self, read, scale, label, time, period):
        text = px(stub="", tid=[label], data="1;")
        found = read(text.replace("DATA=", f'TIMEVAL("tid")=TLIST({scale}),"{time}";\nDATA='))
        assert (found.faults, found.values[0].period.code) == ((), period)

    def test_timeval_that_gives_a_span(self, read):
        text = px(stub="", tid=["1994", "1995", "1996"], data="1 2 3;")
        found = read(text.replace("DATA=", 'TIMEVAL("tid")=TLIST(A1,"1994"-"1996");\nDATA='))
        assert [v.period.code for v in found.values] == ["1994", "1995", "1996"]

    def test_timeval_that_contradicts_the_label(self, read, codes):
        text = px(stub="", tid=["2003", "2004"])
        found = read(text.replace("DATA=", 'TIMEVAL("tid")=TLIST(A1),"2002","2004";\nDATA='))
        assert codes(found) == ["cube_period_conflict"]

    def test_year_and_month_in_two_dimensions(self, read, find):
        values = {"tid": YEARS, "månad": ["Januari", "Februari", "Helår"]}
        found = read(px(stub="tid", heading="månad", data="1 2 3 4 5 6;", **values))
        assert [v.period.code for v in found.values] == [
            "2022-01", "2022-02", "2022", "2023-01", "2023-02", "2023",
        ]  # fmt: skip
        assert find(found, period="2023-02").labels == ()

    def test_year_and_quarter_in_two_dimensions(self, read):
        values = {"år": ["2023"], "kvartal": ["1", "2"]}
        found = read(px(stub="år", heading="kvartal", **values))
        assert [v.period.code for v in found.values] == ["2023K1", "2023K2"]

    def test_codes_that_look_like_years_are_none(self, read):
        found = read(px(stub="kommun", heading="", kommun=["2021 Vansbro", "2023 Malung-Sälen"]))
        assert [v.period for v in found.values] == [None, None]
        assert [q.key for q in found.questions] == ["year"]

    def test_four_digit_ages_without_a_name_of_time_are_no_periods(self, read):
        found = read(px(stub="", heading="födelseår", födelseår=["1990", "1991"]))
        assert [v.period for v in found.values] == [None, None]

    def test_the_year_is_asked_for_once(self, read):
        found = read(px(stub="kommun", heading="", kommun=PLACES), year="2023")
        assert ([v.period.code for v in found.values], found.questions) == (["2023", "2023"], ())

    def test_a_label_that_is_no_period_is_a_fault_and_its_cells_are_left_out(self, read, codes):
        found = read(px(stub="", tid=["2022", "i fjol"]))
        assert (codes(found), len(found.values)) == (["cube_period"], 1)

    def test_a_preliminary_period(self, read):
        found = read(px(stub="", tid=["2022", "2023 prel."]))
        assert [v.status for v in found.values] == [Status.FINAL, Status.PRELIMINARY]


class TestContents:
    def test_stub_before_heading(self, read, find):
        found = read(
            px(
                stub="region,kön",
                heading="typ,tid",
                region=PLACES,
                kön=["m", "k"],
                typ=["a", "b"],
                tid=YEARS,
                data=" ".join(map(str, range(16))) + ";",
            )
        )
        assert find(found, "k", "b", region="0319", period="2022").value == 8 + 4 + 2

    def test_contents_variable_with_a_unit_each(self, read):
        text = px(stub="mått", mått=["Antal", "Andel"], tid=["2023"])
        units = 'CONTVARIABLE="mått";\nUNITS("Antal")="st";\nUNITS("Andel")="%";\nDATA='
        found = read(text.replace("DATA=", units))
        assert [(v.measure, v.unit) for v in found.values] == [("Antal", "st"), ("Andel", "%")]
        assert found.remarks == ()

    def test_one_unit_is_not_said_of_unlike_measures(self, read):
        found = read(px(stub="indikator", indikator=["Antal", "Andel"], tid=["2023"]))
        assert [(v.measure, v.unit) for v in found.values] == [("Antal", ""), ("Andel", "")]
        assert [r.code for r in found.remarks] == ["one_unit"]

    def test_elimination_flags_the_aggregate(self, read):
        text = px(region=["Hela staden", "0380 Uppsala"], tid=["2023"])
        found = read(text.replace("DATA=", 'ELIMINATION("region")="Hela staden";\nDATA='))
        assert [v.region.aggregate for v in found.values] == [True, False]

    def test_codes_decide_the_place(self, read):
        text = px(region=["Uppsala län", "Uppsala"], tid=["2023"])
        found = read(text.replace("DATA=", 'CODES("region")="03","0380";\nDATA='))
        assert [(v.region.code, v.region.level) for v in found.values] == [
            ("03", "county"),
            ("0380", "municipality"),
        ]

    def test_uppsala_alone_is_asked_about(self, read):
        text = px(stub="region", heading="", region=["Uppsala"], data="1;")
        found = read(text, year="2023")
        assert (found.values[0].region.code, found.values[0].region.level) == ("", "")
        assert [q.key for q in found.questions] == ["region:Uppsala"]
        found = read(text, year="2023", **{"region:Uppsala": "county"})
        assert (found.values[0].region.code, found.questions) == ("03", ())

    def test_labels_that_are_the_same_are_told_apart_by_codes(self, read):
        text = px(stub="typ", typ=["Övrigt", "Övrigt"], tid=["2023"])
        found = read(text.replace("DATA=", 'CODES("typ")="a","b";\nDATA='))
        assert [label for v in found.values for _, label in v.labels] == [
            "Övrigt (a)",
            "Övrigt (b)",
        ]

    def test_labels_that_are_the_same_without_codes(self, read, codes):
        assert codes(read(px(stub="typ", typ=["x", "x"], tid=["2023"]))) == ["cube_same_label"]

    def test_keys_leave_out_rows_of_zeros(self, read, find):
        text = px(region=PLACES, tid=YEARS, data='"0319 Älvkarleby",5 "..";')
        found = read(text.replace("DATA=", 'KEYS("region")=VALUES;\nDATA='))
        assert [v.value for v in found.values] == [0, 0, 5, None]
        assert [(r.code, r.params["count"]) for r in found.remarks] == [("zero_rows", 1)]

    @pytest.mark.parametrize("data", ['"9999",1 2;', '"a",1 2 "a",3 4;', '"a",1;', '"a" "b" 1;'])
    def test_keys_that_do_not_fit(self, read, data):
        text = px(stub="typ", typ=["a", "b"], tid=YEARS, data=data)
        found = read(text.replace("DATA=", 'KEYS("typ")=VALUES;\nDATA='))
        assert found.values == ()
        assert len(found.faults) == 1

    def test_delimiters_are_synonyms(self, read):
        found = read(px(region=PLACES, tid=YEARS, data="1,2;\t3 4\n;"))
        assert [v.value for v in found.values] == [1, 2, 3, 4]


@pytest.mark.parametrize("language", Language)
def test_every_question_is_worded(read, language):
    text = px(region=["Uppsala"], heading="kön", kön=["m", "k"], data='1 "-";')
    read_twice = (read(text), read(px(stub="", tid=YEARS, data='1 "-";')))
    questions = [question for found in read_twice for question in found.questions]
    assert [(q.key, q.places) for q in questions] == [
        ("region:Uppsala", 2), ("year", 2), ("dash", 1), ("dash_last", 1),
    ]  # fmt: skip
    assert all(question_wording(question, texts_in(language)) for question in questions)


class TestDamage:
    def test_cells_that_do_not_fill_the_dimensions(self, read):
        for data, found in (("1 2 3;", 3), ("1 2 3 4 5 6;", 6)):
            (fault,) = read(px(region=PLACES, tid=YEARS, data=data)).faults
            assert fault.code == "cube_cells_differ"
            assert fault.params == {"expected": 4, "found": found}

    def test_a_last_figure_that_may_have_lost_digits(self, read, codes):
        assert codes(read(px(stub="", tid=YEARS, data="100 20"))) == ["px_cut"]
        assert codes(read(px(stub="", tid=YEARS, data="100 20\n"))) == []

    def test_a_decimal_comma_is_not_read_as_two_numbers(self, read, codes):
        assert codes(read(px(stub="", tid=YEARS, data="1,5 2,5;"))) == ["cube_cells_differ"]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (("DATA=\n1 2 3 4;", ""), "px_no_data"),
            (('VALUES("tid")', 'VALUES("annat")'), "px_keyword_missing"),
            (('STUB="region";\nHEADING="tid";', ""), "px_keyword_missing"),
            (('"antal";', '"antal;'), "px_syntax"),
            (('CONTENTS="Anmälda brott";', "skräp\n"), "px_syntax"),
            (('CONTENTS="Anmälda brott";', 'CONTENTS="A";CONTENTS="B";'), "px_keyword_twice"),
            (("DATA=", 'CODES("tid")="1";\nDATA='), "cube_labels_differ"),
        ],
    )
    def test_broken_files(self, read, codes, change, code):
        found = read(px(region=PLACES, tid=YEARS, data="1 2 3 4;").replace(*change))
        assert (codes(found), found.values) == ([code], ())

    def test_the_place_of_a_fault(self, read):
        (fault,) = read(HEAD + "skräp").faults
        assert (fault.row, fault.cell) == (5, "skräp")

    @pytest.mark.parametrize(
        "line", ['NOTE="Fråga 070-123 45 67";', 'VALUENOTE("tid","2022")="eva@exempel.se";']
    )
    def test_personal_data_blocks(self, read, line):
        found = read(px(stub="", tid=YEARS).replace("DATA=", f"{line}\nDATA="))
        assert ([f.code for f in found.faults], found.values) == (["personal_data"], ())
        assert found.faults[0].row == 10
        assert found.notes == ()

    def test_the_publishers_own_contact_is_neither_a_hit_nor_kept(self, read):
        contact = 'CONTACT="Eva Ek, 019-17 67 43#E-mail: eva.ek@scb.se";\nDATA='
        found = read(px(stub="", tid=YEARS).replace("DATA=", contact))
        assert (found.faults, found.notes) == ((), ("Brott",))

    def test_a_personal_number_among_the_cells(self, read, codes):
        found = read(px(stub="", tid=YEARS, data="198112189876 2;"))
        assert (codes(found), found.values) == (["personal_data"], ())
