"""PxWeb's CSV files (SCB) in other variants than the real ones that we hold."""

import pytest

FILES = [
    pytest.param(
        '\ufeff"region","kön","2022","2023"\r\n"Uppsala län","män",200100,201200\r\n'
        '"Uppsala län","kvinnor",199300,200900\r\n',
        """03 2022 [män] = 200100
        03 2023 [män] = 201200
        03 2022 [kvinnor] = 199300
        03 2023 [kvinnor] = 200900""",
        id="text only, with byte order mark",
    ),
    pytest.param(
        '"regionkod","region","kön","2022"\n"0380","Uppsala","män",120500\n'
        '"0305","Håbo","män",11200\n',
        """0380 2022 [män] = 120500
        0305 2022 [män] = 11200""",
        id="codes and texts in columns of their own",
    ),
    pytest.param(
        '"region";"kön";"2022";"2023"\n"0380 Uppsala";"män";120500;121900\n'
        '"0380 Uppsala";"kvinnor";121800;..\n',
        """0380 2022 [män] = 120500
        0380 2023 [män] = 121900
        0380 2022 [kvinnor] = 121800
        0380 2023 [kvinnor] = missing""",
        id="code and text in a cell, semicolons, two dots",
    ),
    pytest.param(
        '"Folkmängd efter region, ålder och år"\n\n"region"\t"ålder"\t"2023"\n'
        '"0380 Uppsala"\t"-4 år"\t12345\n"0380 Uppsala"\t"5-9 år"\t-\n'
        '"0380 Uppsala"\t"100+ år"\t42\n',
        """0380 2023 [-4 år] = 12345
        0380 2023 [5-9 år] = 0
        0380 2023 [100+ år] = 42""",
        id="title, tabs, ages that look like numbers, a dash for nil",
    ),
    pytest.param(
        '"region","Folkmängd 2022","Folkmängd 2023","Folkökning 2022","Folkökning 2023"\n'
        '"0380 Uppsala",242140,245329,2500,3189\n',
        """0380 2022 Folkmängd = 242140
        0380 2023 Folkmängd = 245329
        0380 2022 Folkökning = 2500
        0380 2023 Folkökning = 3189""",
        id="two contents wide, the year in the name",
    ),
    pytest.param(
        "region;Antal;;Andel;\n;2021;2022;2021;2022\n0380 Uppsala;1200;1300;12,5;13,1\n"
        "0305 Håbo;110;120;9,5;10,4\n",
        """0380 2021 Antal = 1200
        0380 2022 Antal = 1300
        0380 2021 Andel = 12.5
        0380 2022 Andel = 13.1
        0305 2021 Antal = 110
        0305 2022 Antal = 120
        0305 2021 Andel = 9.5
        0305 2022 Andel = 10.4""",
        id="measures above years",
    ),
    pytest.param(
        ";Antal;;Andel;\nKommun;2021;2022;2021;2022\nUppsala kommun;1200;1300;12,5;13,1\n",
        """0380 2021 Antal = 1200
        0380 2022 Antal = 1300
        0380 2021 Andel = 12.5
        0380 2022 Andel = 13.1""",
        id="measures above years, the heading in the lower row",
    ),
    pytest.param(
        '"region","2023M01","2023M02"\n"0380 Uppsala",14,-\n',
        """0380 2023-01 = 14
        0380 2023-02 = 0""",
        id="months wide",
    ),
    pytest.param(
        '"region","kvartal","Lediga jobb"\n"03 Uppsala län","2023K1",4700\n'
        '"03 Uppsala län","2023K2",5100\n',
        """03 2023K1 Lediga jobb = 4700
        03 2023K2 Lediga jobb = 5100""",
        id="quarters long",
    ),
    pytest.param(
        '"region","tabellinnehåll","2022","2023"\n"0380 Uppsala","Folkmängd",242140,245329\n'
        '"0380 Uppsala","Medelålder",39.5,39.6\n',
        """0380 2022 Folkmängd = 242140
        0380 2023 Folkmängd = 245329
        0380 2022 Medelålder = 39.5
        0380 2023 Medelålder = 39.6""",
        id="contents in rows",
    ),
    pytest.param(
        '"region";"kön";"2023"\n"0380 Uppsala";"män";120500\n"0380 Uppsala";"totalt";242300\n',
        """? totals = include
        0380 2023 [män] = 120500
        0380 2023 [totalt] = 242300""",
        id="a total among its parts",
    ),
    pytest.param(
        '"region";"kön";"2022";"2023"\n"03";"män";20,5;21\n"19";"män";19,25;..\n',
        """03 2022 [män] = 20.5
        03 2023 [män] = 21
        19 2022 [män] = 19.25
        19 2023 [män] = missing""",
        id="codes only, decimal commas",
    ),
    pytest.param(
        "kommunkod;kommun;år;folkmängd\n380;Uppsala;2023;245329\n1280;Malmö;2023;362133\n",
        """0380 2023 folkmängd = 245329
        1280 2023 folkmängd = 362133""",
        id="codes that lost their zero",
    ),
    pytest.param(
        '"region","2023","2022","2021"\n"2021 Vansbro",6800,6790,6770\n'
        '"2023 Malung-Sälen",10200,10150,10100\n',
        """2021 2023 = 6800
        2021 2022 = 6790
        2021 2021 = 6770
        2023 2023 = 10200
        2023 2022 = 10150
        2023 2021 = 10100""",
        id="Vansbro in rows, years newest first",
    ),
    pytest.param(
        '"region","0 år","1 år","2 år"\n"0380 Uppsala",2700,2710,2690\n',
        """? year = 2023
        0380 2023 0 år = 2700
        0380 2023 1 år = 2710
        0380 2023 2 år = 2690""",
        id="ages wide, no year in the file",
    ),
    pytest.param(
        "Folkmängd 31 december 2023 efter kommun\n\n"
        '"region","män","kvinnor"\n"0380 Uppsala",120500,124829\n\n'
        "Källa: SCB\nSenast uppdaterad: 20240222 08:00\n",
        """? year = 2023-12-31
        0380 2023-12-31 män = 120500
        0380 2023-12-31 kvinnor = 124829""",
        id="the date in the middle of a title is offered, not taken",
    ),
    pytest.param(
        '"alder","kon","ar","Folkmangd"\n"16-24","man","2023",31000\n'
        '"16-24","kvinnor","2023",33000\n',
        """- 2023 [16-24, man] Folkmangd = 31000
        - 2023 [16-24, kvinnor] Folkmangd = 33000""",
        id="ASCII-folded names",
    ),
    pytest.param(
        '"region","år","Antal","Andel (%)"\n"0380 Uppsala",2022,1200,12.5\n'
        '"0380 Uppsala",2023,"..","~100"\n',
        """0380 2022 Antal = 1200 antal
        0380 2022 Andel (%) = 12.5 %
        0380 2023 Antal = missing
        0380 2023 Andel (%) = 0..100 suppressed""",
        id="quoted marks in a long file",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
