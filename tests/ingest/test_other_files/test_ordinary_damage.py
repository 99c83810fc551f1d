"""Files with ordinary damage and odd habits: what is typed here was typed before they were read."""

from datetime import date

import pytest

FILES = [
    pytest.param(
        "Område;Q1-23;Kv 2 23;3:e kvartalet 2023\nGottsunda;5;6;7\n",
        """?Gottsunda 2023K1 = 5
        ?Gottsunda 2023K2 = 6
        ?Gottsunda 2023K3 = 7""",
        id="quarters with two digits of the year",
    ),
    pytest.param(
        "Skola;Termin;Antal\nTreklangen;VT23;71\nTreklangen;ht-23;73\n",
        """- VT2023 [Treklangen] Antal = 71
        - HT2023 [Treklangen] Antal = 73""",
        id="terms with two digits of the year",
    ),
    pytest.param(
        "Skola;Läsår;Antal\nTreklangen;22/23;71\nTreklangen;läsår 98/99;73\nTreklangen;22/24;1\n",
        """! unknown_period
        - 2022/23 [Treklangen] Antal = 71
        - 1998/99 [Treklangen] Antal = 73""",
        id="school years with two digits, and one that is none",
    ),
    pytest.param(
        "Område;Period;Antal\nGottsunda;11/12;71\nGottsunda;12/13;73\n",
        """? year = 2023
        ?Gottsunda 2023 [11/12] Antal = 71
        ?Gottsunda 2023 [12/13] Antal = 73""",
        id="11/12 without a word is no school year",
    ),
    pytest.param(
        "Område;2022;2023\nUppsala kn;5;6\nHåbo k:n;7;8\nUppsala stad;1;2\nGöteborgs stad;3;4\n",
        """0380 2022 = 5
        0380 2023 = 6
        0305 2022 = 7
        0305 2023 = 8
        ?Uppsala stad 2022 = 1
        ?Uppsala stad 2023 = 2
        1480 2022 = 3
        1480 2023 = 4""",
        id="municipalities shortened, and a town that is none",
    ),
    pytest.param(
        {
            "Blad1": [
                [],
                [None, None, "Område", 2022, 2023],
                [None, None, "Gottsunda", 1, 2],
                [None, None, "Valsätra", 3, 4],
            ]
        },
        """?Gottsunda 2022 = 1
        ?Gottsunda 2023 = 2
        ?Valsätra 2022 = 3
        ?Valsätra 2023 = 4""",
        id="a table that begins in the third column",
    ),
    pytest.param(
        "Område;År;Antal boende\nGottsunda;2022;2021\nValsätra;2022;2023\n",
        """?Gottsunda 2022 Antal boende = 2021
        ?Valsätra 2022 Antal boende = 2023""",
        id="amounts that look like years beside a year",
    ),
    pytest.param(
        "Område;Antal boende\nGottsunda;2021\nValsätra;15\nEriksberg;30\n",
        """? year = 2020
        ?Gottsunda 2020 Antal boende = 2021
        ?Valsätra 2020 Antal boende = 15
        ?Eriksberg 2020 Antal boende = 30""",
        id="a first amount that looks like a year",
    ),
    pytest.param(
        "Stadsdel;Rån 2023;Stöld 2023;Hot 2023\nGottsunda;2020;2021;2022\nValsätra;15;16;17\n",
        """- 2023 [Gottsunda] Rån = 2020
        - 2023 [Gottsunda] Stöld = 2021
        - 2023 [Gottsunda] Hot = 2022
        - 2023 [Valsätra] Rån = 15
        - 2023 [Valsätra] Stöld = 16
        - 2023 [Valsätra] Hot = 17""",
        id="amounts that count up like years",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Område", "Rån 2022", "Rån 2023", None, "Skola", "Elever 2022", "Elever 2023"],
                ["Gottsunda", 1, 2, None, "Treklangen", 11, 12],
                ["Valsätra", 3, 4, None, "Valsätraskolan", 13, 14],
            ]
        },
        "! side_by_side",
        id="two tables beside each other",
    ),
    pytest.param(
        "Område;2022;2023;;Not\nGottsunda;1;2;;Ny gräns\nValsätra;3;4;;\n",
        """?Gottsunda 2022 [Ny gräns] = 1
        ?Gottsunda 2023 [Ny gräns] = 2
        ?Valsätra 2022 = 3
        ?Valsätra 2023 = 4""",
        id="a remark beyond an empty column is no table",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Område", (date(2023, 1, 1), "mmm-yy"), (date(2023, 2, 1), "mmm-yy")],
                ["Gottsunda", 1, 2],
                ["Valsätra", 3, 4],
            ]
        },
        """?Gottsunda 2023-01 = 1
        ?Gottsunda 2023-02 = 2
        ?Valsätra 2023-01 = 3
        ?Valsätra 2023-02 = 4""",
        id="months that Excel keeps as days, in the header",
    ),
    pytest.param(
        "Kommun;2022;2023\nUppsala kommun;240\u202f123;\u2212142\nKnivsta kommun;123*;–7\n",
        """0380 2022 = 240123
        0380 2023 = -142
        0330 2022 = 123 preliminary
        0330 2023 = -7""",
        id="narrow spaces, minus signs, a star",
    ),
    pytest.param(
        'Område;"Antal\nanmälda brott";År\n"Gottsunda\n(stad)";12;2023\n\ufeffValsätra;13;2023\n',
        """?Gottsunda (stad) 2023 Antal anmälda brott = 12
        ?Valsätra 2023 Antal anmälda brott = 13""",
        id="line breaks in quotes, a byte order mark in the middle",
    ),
    pytest.param(
        "Norr\nOmråde;2022;2023\nGottsunda;5;6\n\nSöder\nOmråde;2023;2022\nValsätra;16;15\n",
        """?Gottsunda 2022 = 5
        ?Gottsunda 2023 = 6
        ?Valsätra 2023 = 16
        ?Valsätra 2022 = 15""",
        id="columns that change places between two blocks",
    ),
    pytest.param(
        "År;Rån;År;Stöld\n2022;1;2021;11\n2023;3;2022;13\n",
        "! side_by_side",
        id="two tables beside each other without space, of other years",
    ),
    pytest.param(
        "År;Rån;År;Stöld\n2022;1;2022;11\n2023;3;2023;13\n",
        """- 2022 Rån = 1
        - 2022 Stöld = 11
        - 2023 Rån = 3
        - 2023 Stöld = 13""",
        id="the year again beside each measure",
    ),
    pytest.param(
        "Område;t.o.m. sep 2023;t.o.m. okt 2023\nGottsunda;1;2\n",
        """? year = 2023
        ?Gottsunda 2023 t.o.m. sep 2023 = 1
        ?Gottsunda 2023 t.o.m. okt 2023 = 2""",
        id="sums up to a month are not the month's",
    ),
    pytest.param(
        {"Blad1": [["Område", "År", "Antal"], ["Gottsunda", 2023, (25, "0%")]]},
        "! unit_conflict",
        id="a count shown as per cent",
    ),
    pytest.param(
        "Kommun;2022\nUppsala kommun*;5\nKnivsta kommun 1);7\nHåbo kommun²;8\n",
        """0380 2022 = 5
        0330 2022 = 7
        0305 2022 = 8""",
        id="note marks at the names of places",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
