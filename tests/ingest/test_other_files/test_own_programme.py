"""CSV files that a programme's own people keep, as Swedish Excel saves them."""

import pytest

FILES = [
    pytest.param(
        "Vecka;Larm;Klotter\nv. 12 2021;7;3\nv. 13 2021;;4\n".encode("cp1252"),
        """- 2021V12 Larm = 7
        - 2021V12 Klotter = 3
        - 2021V13 Larm = missing
        - 2021V13 Klotter = 4""",
        id="weeks",
    ),
    pytest.param(
        "Område;jan-19;feb-19;mar-19\nGottsunda;12;14;9\nValsätra;1,5;2;3\n",
        """?Gottsunda 2019-01 = 12
        ?Gottsunda 2019-02 = 14
        ?Gottsunda 2019-03 = 9
        ?Valsätra 2019-01 = 1.5
        ?Valsätra 2019-02 = 2
        ?Valsätra 2019-03 = 3""",
        id="months wide",
    ),
    pytest.param(
        "År;Kvartal 1;Kvartal 2;Kvartal 3;Kvartal 4\n2022;1;2;3;4\n2023;5;6;7;\n",
        """- 2022K1 = 1
        - 2022K2 = 2
        - 2022K3 = 3
        - 2022K4 = 4
        - 2023K1 = 5
        - 2023K2 = 6
        - 2023K3 = 7
        - 2023K4 = missing""",
        id="quarters wide, years in rows",
    ),
    pytest.param(
        "Månad;Antal\njanuari 2023;2 340\nfebruari 2023;1\u202f900\nmars 2023;2\u00a0001\n",
        """- 2023-01 Antal = 2340
        - 2023-02 Antal = 1900
        - 2023-03 Antal = 2001""",
        id="thousands by three kinds of space",
    ),
    pytest.param(
        "År;Antal\n2021;1.900\n2022;2.100\n",
        """? thousands = thousands
        - 2021 Antal = 1900
        - 2022 Antal = 2100""",
        id="points that group thousands, or not",
    ),
    pytest.param(
        "År;Index\n2021;1.900\n2022;2,5\n",
        """? thousands = thousands
        - 2021 Index = 1900
        - 2022 Index = 2.5""",
        id="a point that groups thousands where commas are decimals",
    ),
    pytest.param(
        "sep=;\nÅr;Antal\n2021;5\n2022;6\n",
        """- 2021 Antal = 5
        - 2022 Antal = 6""",
        id="Excel's hint line",
    ),
    pytest.param(
        "\ufeffOmråde\tÅr\tVärde\nGottsunda\t2021\t7,5\n".encode("utf-16-le"),
        "?Gottsunda 2021 Värde = 7.5",
        id="Excel's Unicode text",
    ),
    pytest.param(
        "År;Antal\r2021;5\r2022;6\r".encode("cp1252"),
        """- 2021 Antal = 5
        - 2022 Antal = 6""",
        id="carriage returns only",
    ),
    pytest.param(
        "Plats;År;Temp\nGottsunda;2021;-5\nGottsunda;2022;−6,5\nValsätra;2021;(7)\n",
        """? parentheses = negative
        ?Gottsunda 2021 Temp = -5
        ?Gottsunda 2022 Temp = -6.5
        ?Valsätra 2021 Temp = -7""",
        id="negative in three ways",
    ),
    pytest.param(
        "Område;År;Antal\nGottsunda;2021;123*\nGottsunda;2022;119\n\n* Preliminära uppgifter\n",
        """?Gottsunda 2021 Antal = 123 preliminary
        ?Gottsunda 2022 Antal = 119""",
        id="a star and its footnote",
    ),
    pytest.param(
        "Fråga;Svar\nTrygghet;3%\nOro;Låg\nGrannkontakt;96,5 %\n",
        """? year = 2023
        ! not_a_number
        - 2023 [Trygghet] Svar = 3 %
        - 2023 [Grannkontakt] Svar = 96.5 %""",
        id="a word among shares",
    ),
    pytest.param(
        '"Antal\nhändelser";"År"\n5;2021\n6;2022\n',
        """- 2021 Antal händelser = 5
        - 2022 Antal händelser = 6""",
        id="a header in two lines",
    ),
    pytest.param(
        "Tidpunkt;Antal\n2023-08-11 19:10;3\n2023-08-12 07:05;4\n",
        "! unknown_period\n! unknown_period",
        id="times of day are no periods, and no telephone numbers",
    ),
    pytest.param(
        "Period;Antal\n2023;5\n2023-01;2\nKvartal 1 2023;3\n",
        """- 2023 Antal = 5
        - 2023-01 Antal = 2
        - 2023K1 Antal = 3""",
        id="frequencies mixed in a column",
    ),
    pytest.param(
        "År;Antal\n2019.0;5\n2020,0;6\n2021;7\n",
        """- 2019 Antal = 5
        - 2020 Antal = 6
        - 2021 Antal = 7""",
        id="years that went through a programme",
    ),
    pytest.param(
        "Gottsunda;2021;5\nGottsunda;2022;6\nValsätra;2021;7\n",
        """? headings = Stadsdel;År;Antal
        - 2021 [Gottsunda] Antal = 5
        - 2022 [Gottsunda] Antal = 6
        - 2021 [Valsätra] Antal = 7""",
        id="no headings",
    ),
    pytest.param(
        'Stadsdel,År,Antal,Andel\nGottsunda,2021,"1,234",12.5\nGottsunda,2022,"1,300",13.5\n',
        """? thousands = thousands
        - 2021 [Gottsunda] Antal = 1234
        - 2021 [Gottsunda] Andel = 12.5
        - 2022 [Gottsunda] Antal = 1300
        - 2022 [Gottsunda] Andel = 13.5""",
        id="English thousands",
    ),
    pytest.param(
        "Område;Enkät 2021;Enkät 2023\nGottsunda;38 %;35,5 %\n",
        """?Gottsunda 2021 Enkät = 38 %
        ?Gottsunda 2023 Enkät = 35.5 %""",
        id="the year in the measure's name",
    ),
    pytest.param(
        "Stadsdel;År;Antal\nGottsunda;2021;5\n;;\nValsätra;2021;7\nTotalt;2021;12\n",
        """? totals = leave_out
        - 2021 [Gottsunda] Antal = 5
        - 2021 [Valsätra] Antal = 7""",
        id="a blank row and a total",
    ),
    pytest.param(
        "Stadsdel;År;Antal\nGottsunda;2021;5\nGottsunda;2021;6\n",
        """? duplicates = last
        - 2021 [Gottsunda] Antal = 6""",
        id="said twice",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
