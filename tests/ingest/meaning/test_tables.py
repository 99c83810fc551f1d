"""Small files with the quirks of Swedish exports, and what each of them says."""

import pytest

from tracker.ingest.recognised import Role
from tracker.model.observations import Status


def asked(found) -> set[str]:
    return {question.key for question in found.questions}


def codes(found) -> list[str]:
    return [str(fault.code) for fault in found.faults]


class TestPeriods:
    def test_wide_by_year(self, told):
        assert told("Kommun;2021;2022\nHeby;5;6\n") == [
            ("Heby", "2021", "", 5),
            ("Heby", "2022", "", 6),
        ]

    def test_every_second_year_and_newest_first(self, told):
        made = told("Kommun;2021;2019;2017\nHeby;5;6;7\nTierp;1;2;3\n")
        assert [period for _, period, _, _ in made[:3]] == ["2021", "2019", "2017"]

    def test_months_beside_a_whole_year_are_two_frequencies(self, read):
        head = "Kommun;År;jan;feb;mars;apr;maj;juni;juli;aug;sept;okt;nov;dec;Helår"
        found = read(f"{head}\nHeby;2021;1;2;3;4;5;6;7;8;9;10;11;12;78\n")
        assert [v.period.code for v in found.values][:2] == ["2021-01", "2021-02"]
        assert (found.values[-1].period.code, found.values[-1].value) == ("2021", 78)
        assert [str(v.period.kind) for v in found.values] == ["month"] * 12 + ["year"]

    @pytest.mark.parametrize(
        ("header", "cells", "code"),
        [
            ("År;Månad", "2024;09", "2024-09"),
            ("År;Månad", "2014;Januari", "2014-01"),
            ("År;Månad", "2024;8.0", "2024-08"),
            ("År;Kvartal", "2020;1", "2020K1"),
            ("År;tid", "2020;kvartal ett", "2020K1"),
            ("år;veckonummer", "2020;53", "2020V53"),
            ("År;Halvår", "2020;2", "2020H2"),
            ("År;Kvartal;Månad", "2020;1;2", "2020-02"),
            ("År;Månad;år_månad", "2020;2;2020-02", "2020-02"),
            ("Termin;Kön", "HT2023;Män", "HT2023"),
            ("Läsår;Kön", "2022-2023;Män", "2022/23"),
            ("Period;Kön", "2026 prel., Aug;Män", "2026-08"),
            ("Datum;Kön", "2020-02-04;Män", "2020-02-04"),
            ("Vecka;Kön", "v. 12 2021;Män", "2021V12"),
            ("Tid;Kön", "2020-2022;Män", "2020-2022"),
        ],
    )
    def test_one_or_two_columns(self, read, header, cells, code):
        found = read(f"{header};Antal\n{cells};5\n")
        assert [(v.period.code, v.value) for v in found.values] == [(code, 5)]

    def test_preliminary_periods_flag_their_values(self, read):
        found = read("Kommun;Period;Antal\nHeby;2026 prel., Aug;5\nHeby;2025, Aug;6\n")
        assert [v.status for v in found.values] == [Status.PRELIMINARY, Status.FINAL]

    def test_a_stock_at_a_date(self, told):
        made = told("Kommun;31 december 2022;31 december 2023\nHeby;5;6\n")
        assert [period for _, period, _, _ in made] == ["2022-12-31", "2023-12-31"]

    def test_the_year_inside_the_measures_name(self, told):
        assert told('"region","Folkmängd 2022","Folkmängd 2023"\n"0331 Heby",5,6\n') == [
            ("0331 Heby", "2022", "Folkmängd", 5),
            ("0331 Heby", "2023", "Folkmängd", 6),
        ]

    def test_part_of_a_year_in_the_header_is_not_the_year(self, told):
        made = told("Kommun;2022 jan-okt;2023 jan-okt\nHeby;5;6\n")
        assert [period for _, period, _, _ in made] == ["2022-01/2022-10", "2023-01/2023-10"]

    @pytest.mark.parametrize(
        "title",
        ["Valt läsår: 2022/23", "Anmälda brott, 2022", "2022, Dalarnas län, Kön", "År: 2022"],
    )
    def test_the_title_states_it(self, read, title):
        found = read(f"{title}\n\nKön;Antal\nMän;5\nKvinnor;6\n")
        assert {v.period.code for v in found.values} <= {"2022/23", "2022"}
        assert asked(found) == set()

    @pytest.mark.parametrize(
        "title",
        ["Uppdaterad 2022-05-03", "Utbildning enligt SUN 2000", "Hämtad: 2022", "Från 2022"],
    )
    def test_a_year_in_a_title_that_is_not_the_period(self, read, title):
        found = read(f"{title}\n\nKön;Antal\nMän;5\nKvinnor;6\n")
        assert asked(found) == {"year"}
        assert {v.period for v in found.values} == {None}

    def test_no_year_is_asked_and_never_guessed(self, read):
        file = "Kommun;Antal;Per 100 000 inv.\nEnköpings;4000;9000\nBorås ;5 000;8 000\n"
        assert asked(read(file)) == {"year"}
        settled = read(file, year="2023")
        assert asked(settled) == set()
        assert {v.period.code for v in settled.values} == {"2023"}
        assert asked(read(file, year="nyss")) == {"year"}

    def test_a_mentioned_year_is_offered_but_not_taken(self, read):
        (question,) = read("Anmälda brott 2022\nKommun;Antal\nHeby;5\nTierp;6\n").questions
        assert [choice.key for choice in question.choices] == ["2022"]

    def test_months_wait_for_their_year(self, read):
        file = "Månad;Antal\njanuari;5\nfebruari;6\n"
        assert asked(read(file)) == {"year"}
        assert [v.period.code for v in read(file, year="2021").values] == ["2021-01", "2021-02"]

    def test_a_row_without_a_period_is_a_fault(self, read):
        found = read("Datum;Antal\n2020-02-04;5\n2020-02-05;7\nUppgift saknas;6\n")
        assert [v.value for v in found.values] == [5, 7]
        assert [(f.code, f.row, f.cell) for f in found.faults] == [
            ("unknown_period", 4, "Uppgift saknas")
        ]

    def test_week_53_of_a_year_that_has_none(self, read):
        found = read("År;Vecka;Antal\n2020;53;5\n2021;53;6\n")
        assert [v.period.code for v in found.values] == ["2020V53"]
        assert codes(found) == ["unknown_period"]

    def test_a_month_in_a_column_of_weeks_is_not_read(self, read):
        found = read("Vecka;Antal\n2021-05;5\n2021V06;6\n")
        assert [v.period.code for v in found.values] == ["2021V06"]
        assert codes(found) == ["unknown_period"]


class TestCodesThatLookLikeYears:
    def test_rows_of_a_code_and_a_name(self, read):
        found = read(";Har bil\n2021 Vansbro;5\n2023 Malung;6\n", year="2022")
        assert [(v.region.code, v.period.code) for v in found.values] == [
            ("2021", "2022"),
            ("2023", "2022"),
        ]

    def test_bare_codes_that_are_years_too_are_asked_about(self, read):
        file = "Kön;2021;2023;2026;2029\nMän;1;2;3;4\nKvinnor;1;2;3;4\n"
        assert asked(read(file)) == {"years_or_codes"}
        codes_ = read(file, years_or_codes="codes", year="2022")
        assert {v.region.code for v in codes_.values} == {"2021", "2023", "2026", "2029"}
        assert {v.period.code for v in codes_.values} == {"2022"}
        years = read(file, years_or_codes="years")
        assert {v.period.code for v in years.values} == {"2021", "2023", "2026", "2029"}

    def test_a_year_without_years_beside_it_is_a_name(self, read):
        found = read("Kön;1990;Antal\nMän;1;2\nKvinnor;3;4\n")
        assert {v.period for v in found.values} == {None}
        assert "1990" in {v.measure for v in found.values}

    def test_ages_are_labels(self, told):
        made = told("ålder;2021;2022\n65;5;6\n66;7;8\n")
        assert [period for _, period, _, _ in made] == ["2021", "2022"] * 2

    def test_a_column_called_after_codes_is_no_number(self, read):
        found = read(
            "Skolkod;Orgnr;År;Elever\n12345678;2120001439;2021;5\n12345679;2120001439;2021;6\n"
        )
        assert found.columns[0] == (Role.DIMENSION, Role.DIMENSION, Role.PERIOD, Role.VALUE)


class TestPlaces:
    def test_one_name_of_two_places_is_asked(self, read):
        file = "Område;År;Antal\nUppsala;2021;5\nGottsunda;2021;2\n"
        (question,) = read(file).questions
        assert question.key == "region:Uppsala"
        assert {c.key: c.gives for c in question.choices} == {
            "municipality": ("0380 Uppsala",),
            "county": ("03 Uppsala län",),
        }
        assert read(file).values[0].region.code == ""
        settled = read(file, **{"region:Uppsala": "county"})
        assert asked(settled) == set()
        assert settled.values[0].region.code == "03"

    @pytest.mark.parametrize(
        ("file", "code"),
        [
            pytest.param("Kommun;År;Antal\nUppsala;2021;5\n", "0380", id="the column's name"),
            pytest.param("Län;År;Antal\nUppsala;2021;5\n", "03", id="the other level"),
            pytest.param(
                "Region;År;Antal\nUppsala;2021;5\nDalarna;2021;6\nSkåne;2021;6\n",
                "03",
                id="its neighbours",
            ),
            pytest.param(
                "Region;År;Antal\nUppsala;2021;5\nHeby;2021;6\nTierp;2021;6\n", "0380", id="others"
            ),
            pytest.param("Antal per kommun\nRegion;2021;2022\nUppsala;5;6\n", "0380", id="title"),
            pytest.param("regionkod;region;År;Antal\n03;Uppsala;2021;5\n", "03", id="code beside"),
        ],
    )
    def test_what_decides_without_asking(self, read, file, code):
        found = read(file)
        assert asked(found) == set()
        assert found.values[0].region.code == code

    def test_wide_by_place(self, read):
        found = read("Datum;Totalt;Uppsala;Dalarna;Skåne\n2020-02-04;6;1;2;3\n")
        assert [v.region and v.region.code for v in found.values] == [None, "03", "20", "12"]

    def test_lost_zeros_come_back_in_a_column_of_municipality_codes(self, read):
        found = read("kommunkod;År;Antal\n380;2021;5\n331;2021;6\n1440;2021;7\n")
        assert [v.region.code for v in found.values] == ["0380", "0331", "1440"]
        other = read("kod;År;Antal\n380;2021;5\n331;2021;6\n")
        assert {v.region for v in other.values} == {None}

    def test_a_county_beside_its_municipality_is_a_label(self, read):
        found = read("Län;Kommun;År;Antal\nUppsala län;Heby;2021;5\nUppsala län;Tierp;2021;6\n")
        assert [v.region.code for v in found.values] == ["0331", "0360"]
        assert found.values[0].labels == (("Län", "Uppsala län"),)

    @pytest.mark.parametrize(
        "file",
        [
            "Kommun;År;Antal\n0380 Stockholm;2021;5\n0331 Heby;2021;6\n",
            "kommunkod;kommun;År;Antal\n0380;Stockholm;2021;5\n0331;Heby;2021;6\n",
        ],
    )
    def test_a_code_against_a_name_is_a_fault(self, read, file):
        found = read(file)
        assert codes(found) == ["region_conflict"]
        assert [v.region.code for v in found.values] == ["0331"]

    def test_the_title_names_the_place(self, read):
        found = read("Ekonomiskt bistånd, Dalarnas län\nÅr;Månad;Antal\n2014;Januari;5\n")
        assert found.values[0].region.code == "20"

    def test_totals_of_places_are_aggregates(self, read):
        found = read("Kommun;2021;2022\nHeby;5;6\nTierp;1;2\nTotalt;6;8\n")
        assert [v.region.aggregate for v in found.values] == [False] * 4 + [True] * 2


class TestValues:
    def test_a_dash_of_unknown_meaning(self, read):
        file = "Kommun;År;Antal\nHeby;2021;-\nTierp;2021;2\n"
        (question,) = read(file).questions
        assert (question.key, question.places) == ("dash", 1)
        assert {c.key: c.gives for c in question.choices} == {
            "zero": ("- → 0",),
            "missing": ("- → ..",),
        }
        assert [v.value for v in read(file).values] == [None, 2]
        assert [v.value for v in read(file, dash="zero").values] == [0, 2]
        assert [v.value for v in read(file, dash="missing").values] == [None, 2]
        assert asked(read(file, dash="zero")) == set()

    def test_thousands_or_decimals(self, read):
        file = "Kommun;År;Antal\nHeby;2021;1.900\nTierp;2021;2.100\n"
        (question,) = read(file).questions
        assert {c.key: c.gives[0] for c in question.choices} == {
            "thousands": "1.900 → 1900",
            "decimals": "1.900 → 1,9",
        }
        assert [v.value for v in read(file).values] == [None, None]
        assert [v.value for v in read(file, thousands="thousands").values] == [1900, 2100]

    def test_both_decimal_marks_in_a_column_read_neither(self, read):
        found = read("Kommun;År;Antal\nHeby;2021;1,9\nTierp;2021;2.1\nTierp;2022;7\n")
        assert codes(found) == ["mixed_decimal_marks"]
        assert found.faults[0].params == {"comma": 2, "point": 3}
        assert [v.value for v in found.values] == [7]

    @pytest.mark.parametrize("header", ["Andel", "Andel (%)"])
    def test_a_share_or_a_fraction(self, read, header):
        file = f"Kommun;År;{header}\nHeby;2021;0,046\nTierp;2021;0,5\n"
        found = read(file)
        assert asked(found) == {"share"}
        assert [v.value for v in found.values] == [0.046, 0.5]
        fraction = read(file, share="fraction")
        assert [(v.value, v.unit) for v in fraction.values] == [(4.6, "%"), (50, "%")]
        percent = read(file, share="percent")
        assert [(v.value, v.unit) for v in percent.values] == [(0.046, "%"), (0.5, "%")]

    def test_parentheses(self, read):
        file = "Kommun;År;Antal\nHeby;2021;(5)\nTierp;2021;2\n"
        assert asked(read(file)) == {"parentheses"}
        assert [v.value for v in read(file, parentheses="negative").values] == [-5, 2]

    @pytest.mark.parametrize(
        "file",
        [
            pytest.param("Kommun;Typ;2021\nUppsala;a;5\nUppsala;a;6\n", id="rows"),
            pytest.param("Kommun;År;2021\nUppsala;2021;5\nUppsala;2021*;6\n", id="moments"),
            pytest.param("Kommun;Typ;2021\nUppsala;a;5\n Uppsala;a ;6\n", id="blanks"),
        ],
    )
    def test_values_of_the_same_thing_are_found_however_they_are_worded(self, read, file):
        assert asked(read(file)) == {"duplicates"}

    def test_duplicates_that_disagree(self, read):
        file = "Kommun;År;Antal\nHeby;2021;..\nHeby;2021;5\nTierp;2021;6\n"
        assert asked(read(file)) == {"duplicates"}
        assert [v.value for v in read(file, duplicates="numbers").values] == [5, 6]
        assert [v.value for v in read(file, duplicates="first").values] == [None, 6]
        assert [v.value for v in read(file, duplicates="last").values] == [5, 6]

    def test_two_numbers_cannot_be_chosen_between_by_being_numbers(self, read):
        file = "Kommun;År;Antal\nHeby;2021;4\nHeby;2021;5\n"
        assert asked(read(file, duplicates="numbers")) == {"duplicates"}

    def test_totals_among_their_parts(self, read):
        file = "Kön;2021;2022\nMän;5;6\nKvinnor;1;2\nTotalt;6;8\n"
        (question,) = read(file).questions
        assert (question.key, question.places) == ("totals", 2)
        assert [v.value for v in read(file).values] == [5, 6, 1, 2, 6, 8]
        assert [v.value for v in read(file, totals="leave_out").values] == [5, 6, 1, 2]
        assert len(read(file, totals="include").values) == 6

    def test_words_among_numbers_are_faults(self, read):
        found = read("Område;År;Andel\nA;2021;3%\nB;2021;Låg\nC;2021;5%\n")
        assert [(f.code, f.row, f.cell) for f in found.faults] == [("not_a_number", 3, "Låg")]
        assert [(v.value, v.unit) for v in found.values] == [(3, "%"), (5, "%")]

    def test_an_excel_error_is_said_to_be_one(self, read):
        assert codes(read("Kommun;År;Antal\nHeby;2021;#DIV/0!\nTierp;2021;2\n")) == ["excel_error"]

    @pytest.mark.parametrize(
        ("header", "unit"),
        [
            ("Arbetslöshet, andel (%) av bef.", "%"),
            ("Utbetalt ekonomiskt bistånd tkr", "tkr"),
            ("Fall_per_100000_inv", "per 100 000 inv"),
            ("Brott/100 000 inv", "per 100 000 inv"),
            ("Antal_fall_100000inv_vecka", "per 100 000 inv"),
            ("Antal_avlidna_milj_inv_vecka", "per 1 000 000 inv"),
            ("antal_fall_per10000_inv", "per 10 000 inv"),
            ("Antal hushåll", "antal"),
            ("Mediannettoinkomst, kr/inv 20+", "kr/inv"),
            ("Ohälsotalet", ""),
        ],
    )
    def test_the_unit_in_the_header(self, read, header, unit):
        found = read(f"Kommun;År;{header}\nHeby;2021;12\n")
        assert found.values[0].unit == unit


class TestFrames:
    """The cases of formats.md section 7 that no shared file has."""

    def test_utf_16_with_tabs(self, told):
        file = "Område\tÅr\tVärde\nGottsunda\t2021\t5\nValsätra\t2021\t6\n"
        assert told(b"\xff\xfe" + file.encode("utf-16-le")) == [
            ("Gottsunda", "2021", "Värde", 5),
            ("Valsätra", "2021", "Värde", 6),
        ]

    def test_thin_spaces(self, told):
        made = told("Område;År;Värde\nA;2021;1\u202f900\nB;2021;2\u2009100\n")
        assert [value for *_, value in made] == [1900, 2100]

    def test_no_break_thousands_under_bare_numbers(self, told):
        made = told("År;1;2\n2021;2\u00a0340;2\u00a0375\n2022;2\u00a0341;2\u00a0376\n")
        assert made[0] == ("", "2021", "1", 2340)

    def test_stars_and_their_footnote(self, read):
        found = read("Kommun;2021;2022\nUppsala;123*;119\nHeby;7;8\n* Preliminära uppgifter\n")
        assert (found.values[0].value, found.values[0].status) == (123, Status.PRELIMINARY)
        assert found.notes == ("* Preliminära uppgifter",)

    def test_a_quoted_separator(self, read):
        found = read('"typ","kön","2020","2021"\n"A; B, C","totalt",5,6\n"D","totalt",7,8\n')
        assert dict(found.values[0].labels)["typ"] == "A; B, C"
        assert [v.value for v in found.values] == [5, 6, 7, 8]

    def test_two_header_rows(self, read):
        file = (
            ";16-24 år;;25-29 år;\n;Antal;Andel;Antal;Andel\nKvinnor;456;46;513;92\nMän;4;5;6;8\n"
        )
        found = read(file, year="2022")
        first = [(v.measure, v.value) for v in found.values[:4]]
        assert first == [
            ("16-24 år / Antal", 456),
            ("16-24 år / Andel", 46),
            ("25-29 år / Antal", 513),
            ("25-29 år / Andel", 92),
        ]

    def test_a_table_without_a_header_is_refused(self, read):
        found = read("Ale;2000;9000\nAlingsås;1000;8000\nAlvesta;500;700\n")
        assert codes(found) == ["no_header"]
        assert found.values == ()

    def test_garbled_letters_can_be_mended(self, read):
        file = "Område;År;Värde\nSalabackar;2021;5\nFlogstaVÃ¤st;2021;6\n"
        (question,) = read(file).questions
        assert question.key == "mojibake"
        assert question.choices[0].gives == ("FlogstaVäst;2021;6",)
        assert read(file).values == ()
        mended = read(file, mojibake="repair")
        assert mended.values[1].region.label == "FlogstaVäst"

    def test_a_file_without_a_table(self, read):
        assert codes(read("hej\n")) == ["no_table"]
        assert codes(read("")) == ["empty_file"]
