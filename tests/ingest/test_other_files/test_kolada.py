"""Kolada: other web exports, and answers of both versions of its API."""

import json

import pytest

FILES = [
    pytest.param(
        {
            "Kolada": [
                ["Kolada nyckeltal"],
                [None, None, "2021", "2022", "2023"],
                ["Invånare totalt, antal", "Uppsala", 237596, 242140, 245329],
                ["Invånare totalt, antal", "Knivsta", 19538, None, 20128],
                ["Invånare totalt, antal", "Alla kommuner", 36042, 36285, 36385],
                ["Arbetslöshet, andel (%)", "Uppsala", 6.1, 5.4, 5.25],
            ]
        },
        """0380 2021 Invånare totalt, antal = 237596
        0380 2022 Invånare totalt, antal = 242140
        0380 2023 Invånare totalt, antal = 245329
        0330 2021 Invånare totalt, antal = 19538
        0330 2022 Invånare totalt, antal = missing
        0330 2023 Invånare totalt, antal = 20128
        *Alla kommuner 2021 Invånare totalt, antal = 36042
        *Alla kommuner 2022 Invånare totalt, antal = 36285
        *Alla kommuner 2023 Invånare totalt, antal = 36385
        0380 2021 Arbetslöshet, andel (%) = 6.1 %
        0380 2022 Arbetslöshet, andel (%) = 5.4 %
        0380 2023 Arbetslöshet, andel (%) = 5.25 %""",
        id="web, Excel",
    ),
    pytest.param(
        "Nyckeltal;Kommun;Kön;2022;2023\n"
        "Invånare 0-19 år, andel (%);Uppsala;Totalt;22,5;22,25\n"
        "Invånare 0-19 år, andel (%);Region Uppsala;Totalt;23;22,75\n",
        """0380 2022 [Totalt] Invånare 0-19 år, andel (%) = 22.5 %
        0380 2023 [Totalt] Invånare 0-19 år, andel (%) = 22.25 %
        03 2022 [Totalt] Invånare 0-19 år, andel (%) = 23 %
        03 2023 [Totalt] Invånare 0-19 år, andel (%) = 22.75 %""",
        id="web, CSV with semicolons",
    ),
    pytest.param(
        "kpi,municipality,municipality_id,year,gender,value\n"
        "N00914,Uppsala,0380,2022,T,1.2\nN00914,Uppsala,0380,2023,T,\n"
        "N00914,Heby,0331,2023,T,2.5\n",
        """0380 2022 [T] N00914 = 1.2
        0380 2023 [T] N00914 = missing
        0331 2023 [T] N00914 = 2.5""",
        id="long CSV made with a client",
    ),
    pytest.param(
        json.dumps(
            {
                "count": 2,
                "values": [
                    {
                        "kpi": "N00914",
                        "municipality": "0380",
                        "period": 2023,
                        "values": [
                            {"count": 1, "gender": "T", "status": "", "value": 1.2},
                            {"count": 1, "gender": "K", "status": "Privacy", "value": None},
                        ],
                    },
                    {
                        "kpi": "N00914",
                        "municipality": "0000",
                        "period": 2023,
                        "values": [{"count": 290, "gender": "T", "status": "", "value": 3.4}],
                    },
                ],
            }
        ),
        """0380 2023 [T] N00914 = 1.2
        0380 2023 [K] N00914 = suppressed
        *Riket 2023 [T] N00914 = 3.4""",
        id="API version 2",
    ),
    pytest.param(
        json.dumps(
            {
                "values": [
                    {
                        "kpi": "N07403",
                        "period": 2022,
                        "municipality": "0380",
                        "values": [
                            {
                                "gender": "T",
                                "count": 1,
                                "status": "Not applicable",
                                "value": None,
                                "isdeleted": False,
                            }
                        ],
                    }
                ],
                "next_url": None,
                "previous_url": None,
                "count": 1,
            }
        ),
        "0380 2022 [T] N07403 = not_applicable",
        id="API version 3",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
