"""Socialstyrelsen, Försäkringskassan, Folkhälsomyndigheten, Arbetsförmedlingen."""

import pytest

FILES = [
    pytest.param(
        "Region;År;Kön;Ålder;Antal\nUppsala;2022;Män;15-19;12\nUppsala;2022;Kvinnor;15-19;X\n"
        "Riket;2022;Män;15-19;890\n",
        """? region:Uppsala = county
        ! not_a_number
        03 2022 [Män, 15-19] Antal = 12
        *Riket 2022 [Män, 15-19] Antal = 890""",
        id="long with Uppsala alone and a mark that nobody knows",
    ),
    pytest.param(
        "Region;År;Kön;Ålder;Antal patienter\nUppsala län;2022;Män;0-85+;1 200\n"
        "Stockholms län;2022;Män;0-85+;11 900\nUppsala län;2022;Båda könen;0-85+;2 500\n",
        """? totals = leave_out
        03 2022 [Män, 0-85+] Antal patienter = 1200
        01 2022 [Män, 0-85+] Antal patienter = 11900""",
        id="both sexes are a total",
    ),
    pytest.param(
        {
            "Resultat": [
                ["Ekonomiskt bistånd, Uppsala kommun"],
                ["År", "Månad", "Antal hushåll", "Utbetalt bistånd (tkr)"],
                ["2026", "Augusti", 2104, 24100],
                ["2026", "September", 2110, 24210],
                ["2026", "Oktober", "--", "--"],
            ]
        },
        """0380 2026-08 Antal hushåll = 2104 antal
        0380 2026-08 Utbetalt bistånd (tkr) = 24100 tkr
        0380 2026-09 Antal hushåll = 2110 antal
        0380 2026-09 Utbetalt bistånd (tkr) = 24210 tkr
        0380 2026-10 Antal hushåll = not_published
        0380 2026-10 Utbetalt bistånd (tkr) = not_published""",
        id="months that are not yet published",
    ),
    pytest.param(
        "Ar;Manad;Lan;Kommun;Kon;Ohalsotal\n2024;09;Riket;Riket;Kvinnor och man;22,3\n"
        "2024;09;Uppsala lan;Uppsala;Kvinnor;19,4\n2024;08;Uppsala lan;Knivsta;Kvinnor;..\n"
        "2024;08;Uppsala lan;Heby;Man;-\n",
        """? totals = include
        *Riket 2024-09 [Kvinnor och man] Ohalsotal = 22.3
        0380 2024-09 [Uppsala lan, Kvinnor] Ohalsotal = 19.4
        0330 2024-08 [Uppsala lan, Kvinnor] Ohalsotal = missing
        0331 2024-08 [Uppsala lan, Man] Ohalsotal = missing""",
        id="Försäkringskassan, ASCII-folded",
    ),
    pytest.param(
        {
            "Information": [["Statistik över antal fall"], ["Kontakt: se webbplatsen"]],
            "Veckodata Kommun": [
                ["år", "veckonummer", "KnKod", "KnNamn", "nya_fall_vecka", "tot_antal_fall"],
                ["2020", "53", "0380", "Uppsala", "412", "12000"],
                ["2021", "1", "0380", "Uppsala", "388", "12388"],
                ["2021", "1", "0331", "Heby", "<15", "310"],
            ],
        },
        """0380 2020V53 nya_fall_vecka = 412
        0380 2020V53 tot_antal_fall = 12000
        0380 2021V01 nya_fall_vecka = 388
        0380 2021V01 tot_antal_fall = 12388
        0331 2021V01 nya_fall_vecka = 0..14 suppressed
        0331 2021V01 tot_antal_fall = 310""",
        id="weeks with numbers as text",
    ),
    pytest.param(
        "Vecka;Influensa;RS-virus\n2020v53;12;<5\nv. 1 2021;14;6\n2021-W02;15;7\n",
        """- 2020V53 Influensa = 12
        - 2020V53 RS-virus = 0..4 suppressed
        - 2021V01 Influensa = 14
        - 2021V01 RS-virus = 6
        - 2021V02 Influensa = 15
        - 2021V02 RS-virus = 7""",
        id="weeks in three spellings",
    ),
    pytest.param(
        "År;Vecka;Fall\n2021;53;3\n2020;53;4\n",
        """! unknown_period
        - 2020V53 Fall = 4""",
        id="a week that the year has not",
    ),
    pytest.param(
        {
            "Inskrivna": [
                ["Inskrivna arbetslösa, andel (%) av arbetskraften, Uppsala län"],
                [],
                ["Kommun", "jan-24", "feb-24", "mar-24"],
                ["Uppsala", (0.046, "0.0%"), (0.047, "0.0%"), (0.045, "0.0%")],
                ["Heby", (0.066, "0.0%"), (0.065, "0.0%"), None],
            ]
        },
        """0380 2024-01 = 0.046
        0380 2024-02 = 0.047
        0380 2024-03 = 0.045
        0331 2024-01 = 0.066
        0331 2024-02 = 0.065
        0331 2024-03 = missing""",
        id="cells formatted as per cent",
    ),
    pytest.param(
        "Månad;Kommun;Inskrivna arbetslösa;Varav öppet arbetslösa\n"
        "2024-01;Uppsala;7 400;3 900\n2024-02;Uppsala;7 350;3 910\n2024-02;Heby;410;205\n",
        """0380 2024-01 Inskrivna arbetslösa = 7400
        0380 2024-01 Varav öppet arbetslösa = 3900
        0380 2024-02 Inskrivna arbetslösa = 7350
        0380 2024-02 Varav öppet arbetslösa = 3910
        0331 2024-02 Inskrivna arbetslösa = 410
        0331 2024-02 Varav öppet arbetslösa = 205""",
        id="unemployed a month",
    ),
    pytest.param(
        "Region;1998-2001;2002-2005;2006-2009\nUppsala län;35;36,5;37\nRiket;34;35,5;36\n",
        """03 1998-2001 = 35
        03 2002-2005 = 36.5
        03 2006-2009 = 37
        *Riket 1998-2001 = 34
        *Riket 2002-2005 = 35.5
        *Riket 2006-2009 = 36""",
        id="means of several years",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
