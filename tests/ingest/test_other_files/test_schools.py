"""Skolverket (Siris): other reports, new and old, and hand-made school tables."""

import pytest

HEAD = "Statistik från Skolverket\n{report}\n\nValt läsår: {year}\n\n"

FILES = [
    pytest.param(
        "\ufeff"
        + HEAD.format(report="Grundskolan - Slutbetyg årskurs 9", year="2022/23")
        + "Skola;Skolenhetskod;Skolkommun;Kommunkod;Typ av huvudman;Antal elever;"
        "Genomsnittligt meritvärde (17);Andel (%) som uppnått kunskapskraven i alla ämnen;\n"
        "Exempelskolan;12345678;Uppsala;0380;Kommunal;112;215,5;~100;\n"
        "Andra skolan;23456789;Uppsala;0380;Enskild;..;..;.;\n"
        "\nRapportbeskrivning och definitioner etc.\n"
        "1) Uppgifter som avser färre än 10 elever visas inte.\n",
        """0380 2022/23 [Exempelskolan, 12345678, Kommunal] Antal elever = 112
        0380 2022/23 [Exempelskolan, 12345678, Kommunal] Genomsnittligt meritvärde (17) = 215.5
        0380 2022/23 [Exempelskolan, 12345678, Kommunal] Andel = 0..100 suppressed
        0380 2022/23 [Andra skolan, 23456789, Enskild] Antal elever = suppressed
        0380 2022/23 [Andra skolan, 23456789, Enskild] Genomsnittligt meritvärde (17) = suppressed
        0380 2022/23 [Andra skolan, 23456789, Enskild] Andel = not_applicable""".replace(
            "Andel =", "Andel (%) som uppnått kunskapskraven i alla ämnen ="
        ),
        id="final grades",
    ),
    pytest.param(
        (
            HEAD.format(report="Grundskolan - Behörighet till gymnasieskolan", year="2013/14")
            + "Kommun;Kommun-kod;Typ av huvudman;Antal elever åk 9;"
            "Behöriga yrkesprogram, andel %;\n"
            "Uppsala;0380;Samtliga;1 950;88\nUppsala;0380;Kommunal;1 500;87\n"
            "Heby;0331;Samtliga;140;81\n"
        ).encode("cp1252"),
        """? totals = include
        0380 2013/14 [Samtliga] Antal elever åk 9 = 1950
        0380 2013/14 [Samtliga] Behöriga yrkesprogram, andel % = 88 %
        0380 2013/14 [Kommunal] Antal elever åk 9 = 1500
        0380 2013/14 [Kommunal] Behöriga yrkesprogram, andel % = 87 %
        0331 2013/14 [Samtliga] Antal elever åk 9 = 140
        0331 2013/14 [Samtliga] Behöriga yrkesprogram, andel % = 81 %""",
        id="old, CP1252, rows without the header's trailing semicolon",
    ),
    pytest.param(
        HEAD.format(report="Personalstatistik", year="2021/22")
        + "Skola;Skolkommun;Kommunkod;Antal lärare;Lärartäthet;Andel med legitimation;\n"
        "Exempelskolan;Uppsala;0380;41,2;13,1;77,5;\nAndra skolan;Knivsta;0330;12;10,9;.;\n",
        """0380 2021/22 [Exempelskolan] Antal lärare = 41.2
        0380 2021/22 [Exempelskolan] Lärartäthet = 13.1
        0380 2021/22 [Exempelskolan] Andel med legitimation = 77.5
        0330 2021/22 [Andra skolan] Antal lärare = 12
        0330 2021/22 [Andra skolan] Lärartäthet = 10.9
        0330 2021/22 [Andra skolan] Andel med legitimation = not_applicable""",
        id="staff",
    ),
    pytest.param(
        "Läsår;Kommun;Antal elever\n2021/22;Uppsala kommun;25100\n2022/23;Uppsala kommun;25300\n",
        """0380 2021/22 Antal elever = 25100
        0380 2022/23 Antal elever = 25300""",
        id="school years in a column",
    ),
    pytest.param(
        "Skola;VT2022;HT2022;VT2023\nGottsundaskolan;81,5;80;79,9\nValsätraskolan;..;77;76,5\n",
        """- VT2022 [Gottsundaskolan] = 81.5
        - HT2022 [Gottsundaskolan] = 80
        - VT2023 [Gottsundaskolan] = 79.9
        - VT2022 [Valsätraskolan] = missing
        - HT2022 [Valsätraskolan] = 77
        - VT2023 [Valsätraskolan] = 76.5""",
        id="terms wide",
    ),
    pytest.param(
        "År;Termin;Skola;Frånvaro (%)\n2023;VT;Gottsundaskolan;8,5\n2023;HT;Gottsundaskolan;9\n",
        """- VT2023 [Gottsundaskolan] Frånvaro (%) = 8.5 %
        - HT2023 [Gottsundaskolan] Frånvaro (%) = 9 %""",
        id="year and term",
    ),
    pytest.param(
        {
            "Betyg": [
                ["Andel behöriga (%), Uppsala kommun"],
                [],
                ["Skola", "2020/21", "2021/22", "2022/23"],
                ["Gottsundaskolan", 71.5, 74, 76.2],
                ["Treklangens skola", "..", 69.9, 70],
                ["Totalt kommunen", 85.1, 86, 86.3],
            ]
        },
        """? totals = include
        0380 2020/21 [Gottsundaskolan] = 71.5
        0380 2021/22 [Gottsundaskolan] = 74
        0380 2022/23 [Gottsundaskolan] = 76.2
        0380 2020/21 [Treklangens skola] = missing
        0380 2021/22 [Treklangens skola] = 69.9
        0380 2022/23 [Treklangens skola] = 70
        0380 2020/21 [Totalt kommunen] = 85.1
        0380 2021/22 [Totalt kommunen] = 86
        0380 2022/23 [Totalt kommunen] = 86.3""",
        id="hand-made, the municipality in the title",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
