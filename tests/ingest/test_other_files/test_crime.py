"""Brå: other searches of SOL, the yearly file, preliminary months, NTU."""

import pytest

FILES = [
    pytest.param(
        "Anmälda brott, Brottsförebyggande rådet;;;\n;2020;2021;\n;Antal;Antal;\n"
        "Uppsala kommun;;;\n3 kap. Brott mot liv och hälsa;1 620;1 655;\n"
        "4 kap. Brott mot frihet och frid;990;..;\n"
        "Knivsta kommun;;;\n3 kap. Brott mot liv och hälsa;85;90;\n"
        "4 kap. Brott mot frihet och frid;66;70;\n".encode("latin-1"),
        """0380 2020 [3 kap. Brott mot liv och hälsa] Antal = 1620 antal
        0380 2021 [3 kap. Brott mot liv och hälsa] Antal = 1655 antal
        0380 2020 [4 kap. Brott mot frihet och frid] Antal = 990 antal
        0380 2021 [4 kap. Brott mot frihet och frid] Antal = missing
        0330 2020 [3 kap. Brott mot liv och hälsa] Antal = 85 antal
        0330 2021 [3 kap. Brott mot liv och hälsa] Antal = 90 antal
        0330 2020 [4 kap. Brott mot frihet och frid] Antal = 66 antal
        0330 2021 [4 kap. Brott mot frihet och frid] Antal = 70 antal""",
        id="SOL with two years",
    ),
    pytest.param(
        "Anmälda brott, Brottsförebyggande rådet;;;;\n;2022;;2023;;\n"
        ";Antal;/100&nbsp;000&nbsp;inv;Antal;/100&nbsp;000&nbsp;inv;\n"
        "Uppsala kommun;;;;;\nMisshandel;1500;620;1550;632;\nRån;130;54;141;57;\n",
        """0380 2022 [Misshandel] Antal = 1500 antal
        0380 2022 [Misshandel] = 620 per 100 000 inv
        0380 2023 [Misshandel] Antal = 1550 antal
        0380 2023 [Misshandel] = 632 per 100 000 inv
        0380 2022 [Rån] Antal = 130 antal
        0380 2022 [Rån] = 54 per 100 000 inv
        0380 2023 [Rån] Antal = 141 antal
        0380 2023 [Rån] = 57 per 100 000 inv""",
        id="SOL with counts and rates a year",
    ),
    pytest.param(
        {
            "Rapport": [
                ["Anmälda brott"],
                ["Region", "Brottstyp", "År", "Antal", "/100 000 inv"],
                ["Uppsala kommun", "Misshandel", "2022", 1500, 620],
                ["Uppsala kommun", "Rån", "2022", 130, 54],
                ["Hela landet", "Rån", "2022", 5600, 53],
            ]
        },
        """0380 2022 [Misshandel] Antal = 1500 antal
        0380 2022 [Misshandel] = 620 per 100 000 inv
        0380 2022 [Rån] Antal = 130 antal
        0380 2022 [Rån] = 54 per 100 000 inv
        *Hela landet 2022 [Rån] Antal = 5600 antal
        *Hela landet 2022 [Rån] = 53 per 100 000 inv""",
        id="the search as a workbook",
    ),
    pytest.param(
        ";2023;2023;2023\n;Januari;Februari;Mars\nMisshandel;120;118;..\nRån;11;9;14\n",
        """- 2023-01 [Misshandel] = 120
        - 2023-02 [Misshandel] = 118
        - 2023-03 [Misshandel] = missing
        - 2023-01 [Rån] = 11
        - 2023-02 [Rån] = 9
        - 2023-03 [Rån] = 14""",
        id="months below their year",
    ),
    pytest.param(
        "\ufeffKommun;Antal;Per 100 000 inv.\r\nUppsalas;24 000;10 100\r\n"
        "Upplands–Bro ;3 400;11 250\r\nHabo;900;7 050\r\n",
        """? year = 2019
        0380 2019 Antal = 24000 antal
        0380 2019 = 10100 per 100 000 inv
        0139 2019 Antal = 3400 antal
        0139 2019 = 11250 per 100 000 inv
        0643 2019 Antal = 900 antal
        0643 2019 = 7050 per 100 000 inv""",
        id="yearly, with a header and no year",
    ),
    pytest.param(
        "\ufeffAle;3 000;9 500\r\nAlingsås;4 100;9 800\r\nUppsala;24 000;10 100\r\n"
        "Vännäs;600;6 700\r\n",
        """? headings = Kommun;Antal;Per 100 000 inv.
        ? year = 2016
        1440 2016 Antal = 3000 antal
        1440 2016 = 9500 per 100 000 inv
        1489 2016 Antal = 4100 antal
        1489 2016 = 9800 per 100 000 inv
        0380 2016 Antal = 24000 antal
        0380 2016 = 10100 per 100 000 inv
        2460 2016 Antal = 600 antal
        2460 2016 = 6700 per 100 000 inv""",
        id="yearly, without a header",
    ),
    pytest.param(
        "Period;Anmälda brott\n2026 prel., Aug;2110\n2026 prel., Jul;2050\n2025, Dec;1990\n",
        """- 2026-08 Anmälda brott = 2110 preliminary
        - 2026-07 Anmälda brott = 2050 preliminary
        - 2025-12 Anmälda brott = 1990""",
        id="preliminary months in a text",
    ),
    pytest.param(
        "År;Månad;Prel;Antal\n2026;8.0;ja;2110\n2026;7.0;ja;2050\n2025;12.0;nej;1990\n",
        """- 2026-08 [ja] Antal = 2110
        - 2026-07 [ja] Antal = 2050
        - 2025-12 [nej] Antal = 1990""",
        id="months as 8.0",
    ),
    pytest.param(
        {
            "Tabell 4A": [
                ["Tabell 4A. Otrygghet sen kväll. Andel (%), enligt NTU 2019–2021."],
                [None, "2019", "2020", "2021"],
                ["Samtliga 16–84 år", 28.1, 28.7, 27.9],
                ["Män 16–24 år", 15.2, 16.5, "14,9*"],
                ["Kvinnor 16–24 år", 37.9, 38.4, "–"],
                [],
                ["* Frågan ändrades 2021."],
            ]
        },
        """? dash = missing
        ? totals = include
        - 2019 [Samtliga 16–84 år] = 28.1
        - 2020 [Samtliga 16–84 år] = 28.7
        - 2021 [Samtliga 16–84 år] = 27.9
        - 2019 [Män 16–24 år] = 15.2
        - 2020 [Män 16–24 år] = 16.5
        - 2021 [Män 16–24 år] = 14.9 preliminary
        - 2019 [Kvinnor 16–24 år] = 37.9
        - 2020 [Kvinnor 16–24 år] = 38.4
        - 2021 [Kvinnor 16–24 år] = missing""",
        id="NTU, a table of the report",
    ),
    pytest.param(
        ";16-24 år;;25-29 år;\n;Antal;Andel;Antal;Andel\n"
        "Uppsala kommun;1500;5,5;900;6,25\nKnivsta kommun;80;4,5;50;5\n",
        """? year = 2022
        0380 2022 16-24 år / Antal = 1500 antal
        0380 2022 16-24 år / Andel = 5.5
        0380 2022 25-29 år / Antal = 900 antal
        0380 2022 25-29 år / Andel = 6.25
        0330 2022 16-24 år / Antal = 80 antal
        0330 2022 16-24 år / Andel = 4.5
        0330 2022 25-29 år / Antal = 50 antal
        0330 2022 25-29 år / Andel = 5""",
        id="groups above counts and shares",
    ),
    pytest.param(
        "Lokalpolisområde;2021;2022;2023\nUppsala/Knivsta;412;<5;430\nEnköping/Håbo;88;91;~90\n",
        """! not_a_number
        - 2021 [Uppsala/Knivsta] = 412
        - 2022 [Uppsala/Knivsta] = 0..4 suppressed
        - 2023 [Uppsala/Knivsta] = 430
        - 2021 [Enköping/Håbo] = 88
        - 2022 [Enköping/Håbo] = 91""",
        id="police areas are no places that we know",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
