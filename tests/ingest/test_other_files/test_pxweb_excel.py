"""PxWeb's Excel files: headers of two rows, labels on the first row of a group, notes."""

import pytest

FILES = [
    pytest.param(
        {
            "BE0101N1": [
                ["Folkmängd och medelålder efter region, kön, tabellinnehåll och år"],
                [],
                [None, None, "Folkmängd", None, "Medelålder"],
                [None, None, "2022", "2023", "2022", "2023"],
                ["0380 Uppsala", "män", 120500, 121900, 39.1, 39.2],
                [None, "kvinnor", 121800, 123400, 40.1, 40.3],
                ["0305 Håbo", "män", 11200, 11250, 40.5, ".."],
                [None, "kvinnor", 11000, 11100, 41.5, 41.6],
                [],
                ["Senast uppdaterad:"],
                ["20240222 08:00"],
                ["Källa:"],
                ["SCB"],
            ]
        },
        """0380 2022 [män] Folkmängd = 120500
        0380 2023 [män] Folkmängd = 121900
        0380 2022 [män] Medelålder = 39.1
        0380 2023 [män] Medelålder = 39.2
        0380 2022 [kvinnor] Folkmängd = 121800
        0380 2023 [kvinnor] Folkmängd = 123400
        0380 2022 [kvinnor] Medelålder = 40.1
        0380 2023 [kvinnor] Medelålder = 40.3
        0305 2022 [män] Folkmängd = 11200
        0305 2023 [män] Folkmängd = 11250
        0305 2022 [män] Medelålder = 40.5
        0305 2023 [män] Medelålder = missing
        0305 2022 [kvinnor] Folkmängd = 11000
        0305 2023 [kvinnor] Folkmängd = 11100
        0305 2022 [kvinnor] Medelålder = 41.5
        0305 2023 [kvinnor] Medelålder = 41.6""",
        id="two header rows, labels to fill down, notes",
    ),
    pytest.param(
        {
            "000004LF": [
                ["Sysselsatta efter region, kön, ålder och år"],
                [],
                [None, None, None, "2022"],
                ["03 Uppsala län", "män", "16-24 år", 11000],
                [None, None, "25-54 år", 70000],
                [None, "kvinnor", "16-24 år", 10500],
                [None, None, "25-54 år", 68000],
                [],
                ["Intern referenskod:"],
                ["000004LF"],
            ]
        },
        """03 2022 [män, 16-24 år] = 11000
        03 2022 [män, 25-54 år] = 70000
        03 2022 [kvinnor, 16-24 år] = 10500
        03 2022 [kvinnor, 25-54 år] = 68000""",
        id="two levels of labels to fill down",
    ),
    pytest.param(
        {
            "AM0101": [
                ["Lediga jobb efter tid, antal"],
                [],
                [None, "Lediga jobb", "Vakansgrad"],
                ["2023K1", 4700, 2.5],
                ["2023K2", 5100, 2.75],
            ]
        },
        """- 2023K1 Lediga jobb = 4700
        - 2023K1 Vakansgrad = 2.5
        - 2023K2 Lediga jobb = 5100
        - 2023K2 Vakansgrad = 2.75""",
        id="periods in rows below a blank corner",
    ),
    pytest.param(
        {
            "Blad": [
                ["Invandringar efter region, kön och månad"],
                [],
                [None, "2023M01", None, "2023M02", None],
                [None, "män", "kvinnor", "män", "kvinnor"],
                ["0380 Uppsala", 90, 95, 70, 71],
                ["0331 Heby", 3, 0, 1, 2],
            ]
        },
        """0380 2023-01 män = 90
        0380 2023-01 kvinnor = 95
        0380 2023-02 män = 70
        0380 2023-02 kvinnor = 71
        0331 2023-01 män = 3
        0331 2023-01 kvinnor = 0
        0331 2023-02 män = 1
        0331 2023-02 kvinnor = 2""",
        id="months above sexes",
    ),
    pytest.param(
        {
            "Blad": [
                ["region", "regiontext", "kön", "köntext", "2021", "2022"],
                ["0380", "Uppsala", "1", "män", 5, 6],
                ["0380", "Uppsala", "2", "kvinnor", 7, 8],
            ]
        },
        """0380 2021 [1, män] = 5
        0380 2022 [1, män] = 6
        0380 2021 [2, kvinnor] = 7
        0380 2022 [2, kvinnor] = 8""",
        id="codes and texts",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected, name="tabell.xlsx")
