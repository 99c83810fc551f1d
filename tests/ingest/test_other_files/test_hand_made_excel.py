"""Workbooks that somebody in a municipality has made by hand."""

from datetime import date

import pytest

FILES = [
    pytest.param(
        {
            "Sammanställning": [
                ["Skadegörelse 2023"],
                ["Uppsala kommun, stadsbyggnadsförvaltningen"],
                [],
                ["Område", "Antal anmälningar", "Kostnad (tkr)", None, "Kommentar"],
                ["Gottsunda", 41, 310.5, None, "Skolan två gånger"],
                ["Valsätra", 12, 95, None, None],
                ["Summa", 53, 405.5],
            ]
        },
        """? year = 2023
        ?Gottsunda 2023 [Skolan två gånger] Antal anmälningar = 41
        ?Gottsunda 2023 [Skolan två gånger] Kostnad (tkr) = 310.5 tkr
        ?Valsätra 2023 Antal anmälningar = 12
        ?Valsätra 2023 Kostnad (tkr) = 95 tkr
        *Summa 2023 Antal anmälningar = 53
        *Summa 2023 Kostnad (tkr) = 405.5 tkr""",
        id="titles, a blank column, comments, a sum",
    ),
    pytest.param(
        {
            "2023": [
                ["Månad", "Gottsunda", "Valsätra"],
                ["Januari", 4, 1],
                ["Februari", 3, 0],
                ["Mars", None, 2],
            ],
            "~Underlag": [["Månad", "Gottsunda"], ["Januari", 999]],
        },
        """- 2023-01 Gottsunda = 4
        - 2023-01 Valsätra = 1
        - 2023-02 Gottsunda = 3
        - 2023-02 Valsätra = 0
        - 2023-03 Gottsunda = missing
        - 2023-03 Valsätra = 2""",
        id="the year is the sheet's name, a sheet is hidden",
    ),
    pytest.param(
        {
            "Blad1": [
                [],
                [None, None, None],
                [None, "Stadsdel", "Q1 2023", "Q2 2023", "Q3 2023"],
                [None, "Gottsunda", 4, 5, 6],
                [None, "Valsätra", 1, 2, "-"],
            ]
        },
        """? dash = zero
        - 2023K1 [Gottsunda] = 4
        - 2023K2 [Gottsunda] = 5
        - 2023K3 [Gottsunda] = 6
        - 2023K1 [Valsätra] = 1
        - 2023K2 [Valsätra] = 2
        - 2023K3 [Valsätra] = 0""",
        id="begins in column B, a dash of unknown meaning",
    ),
    pytest.param(
        {
            "Blad1": [
                [None, "2022", None, None, "2023", None, None],
                ["Stadsdel", "Antal", "Andel (%)", "Svar", "Antal", "Andel (%)", "Svar"],
                ["Gottsunda", 210, 41.5, 506, 190, 38, 500],
            ]
        },
        """- 2022 [Gottsunda] Antal = 210 antal
        - 2022 [Gottsunda] Andel (%) = 41.5 %
        - 2022 [Gottsunda] Svar = 506
        - 2023 [Gottsunda] Antal = 190 antal
        - 2023 [Gottsunda] Andel (%) = 38 %
        - 2023 [Gottsunda] Svar = 500""",
        id="years above measures",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Indikator", "Enhet", 2021, 2022, 2023],
                ["Otrygghet kvällstid", "%", 38, 36, 35.5],
                ["Anmälda rån", "antal", 14, 11, 9],
            ]
        },
        """- 2021 [%] Otrygghet kvällstid = 38 %
        - 2022 [%] Otrygghet kvällstid = 36
        - 2023 [%] Otrygghet kvällstid = 35.5
        - 2021 [antal] Anmälda rån = 14 antal
        - 2022 [antal] Anmälda rån = 11 antal
        - 2023 [antal] Anmälda rån = 9""",
        id="a column of units",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Månad", "Rapporterade fel", "Åtgärdade"],
                [date(2023, 1, 1), 14, 12],
                [date(2023, 2, 1), 9, 9],
            ]
        },
        """- 2023-01 Rapporterade fel = 14
        - 2023-01 Åtgärdade = 12
        - 2023-02 Rapporterade fel = 9
        - 2023-02 Åtgärdade = 9""",
        id="months as the first day, as Excel keeps them",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Datum", "Rapporterade fel"],
                [45000, 14],
                [45001, 9],
            ]
        },
        "! unknown_period\n! unknown_period",
        id="serial numbers of days are no dates",
    ),
    pytest.param(
        {
            "Blad1": [
                ["År", "Fall", "Fall"],
                [2021, 14, 12],
                [2022, 15, 13],
            ]
        },
        "! same_header\n! same_header",
        id="two columns of one name",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Fastighet", "Klotter (m²)", "Skadegörelse, kr", "Period"],
                ["Bandstolen 1", 12.5, 14000, "jan-mar 2023"],
                ["Bandstolen 1", 3, 0, "apr-jun 2023"],
            ]
        },
        """- 2023-01/2023-03 [Bandstolen 1] Klotter (m²) = 12.5
        - 2023-01/2023-03 [Bandstolen 1] Skadegörelse, kr = 14000 kr
        - 2023-04/2023-06 [Bandstolen 1] Klotter (m²) = 3
        - 2023-04/2023-06 [Bandstolen 1] Skadegörelse, kr = 0 kr""",
        id="a property owner's, spans of months",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Datum", "Hus", "Inbrott", "Anm."],
                [date(2023, 3, 14), "A", 1, "Källare"],
                [date(2023, 3, 20), "B", 2, None],
                [None, "Totalt", 3, None],
            ]
        },
        """? totals = leave_out
        - 2023-03-14 [A, Källare] Inbrott = 1
        - 2023-03-20 [B] Inbrott = 2""",
        id="a property owner's, with dates and a total without one",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Tabell över andelar, Uppsala"],
                ["Stadsdel", "År", "Andel otrygga"],
                ["Gottsunda", 2021.0, (0.46, "0%")],
                ["Gottsunda", 2022.0, (0.44, "0%")],
            ]
        },
        """- 2021 [Gottsunda] Andel otrygga = 0.46 andel
        - 2022 [Gottsunda] Andel otrygga = 0.44 andel""",
        id="fractions formatted as per cent",
    ),
    pytest.param(
        {
            "Blad1": [
                ["Första tabellen"],
                ["År", "Rån"],
                [2022, 4],
                [2023, 5],
                [],
                ["Andra tabellen"],
                ["År", "Bränder"],
                [2022, 14],
                [2023, 15],
            ]
        },
        """- 2022 Rån = 4
        - 2023 Rån = 5
        - 2022 Bränder = 14
        - 2023 Bränder = 15""",
        id="two tables below each other",
    ),
    pytest.param(
        {
            "Blad1": [
                ["År", "jan", "feb", "mars", "Helår"],
                [2022, 4, 5, 6, 70],
                [2023, 7, 8, 9, 80],
            ]
        },
        """- 2022-01 = 4
        - 2022-02 = 5
        - 2022-03 = 6
        - 2022 = 70
        - 2023-01 = 7
        - 2023-02 = 8
        - 2023-03 = 9
        - 2023 = 80""",
        id="years in rows, months wide, the whole year last",
    ),
    pytest.param(
        {
            "Blad1": [
                ["År", "Antal"],
                [2022, "4 (12)"],
                [2023, "ca 5"],
                [2024, "12 st"],
                *([year, 7] for year in (2018, 2019, 2020)),
            ]
        },
        """! not_a_number
        ! not_a_number
        ! not_a_number
        - 2018 Antal = 7
        - 2019 Antal = 7
        - 2020 Antal = 7""",
        id="numbers with words",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected, name="egen.xlsx")
