"""Ordinary kinds of damage: a value stays as it was, or is missing with a word about it.

Each file is damaged in many ways and read again. A reading that says nothing new (no question, no
fault, no warning) must be equal to that of the whole file; one that does may have lost values, and
none of those that are left may be another than before.
"""

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.containers import open_file
from tracker.ingest.foreign import read_file
from tracker.ingest.recognised import Recognised

TODAY = date(2026, 11, 22)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real-exports"
NAMES = [
    "scb-000002O5-lan-vartannat-ar.csv",
    "scb-bilinnehav-dalarna-semikolon.csv",
    "linkoping-kvartal-diagram3.csv",
    "bolagsverket-foretag-2024-02.csv",
]
OWN = {
    "wide": "Kommun;Kön;2021;2022;2023\n"
    "Uppsala kommun;män;120500;121900;12345\nUppsala kommun;kvinnor;121800;..;98765\n"
    "Knivsta kommun;män;9800;9900;10100\nKnivsta kommun;kvinnor;9700;9801;10002\n"
    "Heby kommun;män;7100;7102;7103\nHeby kommun;kvinnor;7000;7001;7004\n",
    "long": "År;Månad;Stadsdel;Anmälda brott;Andel otrygga (%)\n"
    "2023;Januari;Gottsunda;1412;41,5\n2023;Februari;Gottsunda;1388;40\n"
    "2023;Mars;Gottsunda;1399;39,25\n2023;Januari;Valsätra;1103;33,5\n"
    "2023;Februari;Valsätra;1101;31\n2023;Mars;Valsätra;1105;30,75\n",
    "grouped": "Kommun;2022;;2023;\n;Antal;Andel;Antal;Andel\n"
    "Uppsala kommun;1500;62,5;1550;63\nKnivsta kommun;130;54,1;141;57\n"
    "Heby kommun;131;55;142;58,25\nHåbo kommun;211;51;216;51,5\n",
    "school": "Statistik från Skolverket\n\nValt läsår: 2023/24\n\n"
    "Skola;Skolenhetskod;Kommunkod;Antal elever;Andel (%);\n"
    "Exempelskolan;12345678;0380;1 241;51,4;\nAndra skolan;23456789;0380;112;..;\n"
    "Tredje skolan;34567890;0330;215;.;\nFjärde skolan;45678901;0331;98;47,2;\n"
    "Femte skolan;56789012;0331;77;40;\n\nRapportbeskrivning och definitioner etc.\n",
}

Rows = list[list[str]]
Key = tuple[object, ...]


def read(text: str | bytes) -> Recognised:
    data = text.encode() if isinstance(text, str) else text
    return read_file(data, "fil.csv", today=TODAY)


def said(found: Recognised) -> Counter[str]:
    return Counter(
        [q.key for q in found.questions] + [f.code for f in (*found.faults, *found.warnings)]
    )


def numbers(found: Recognised) -> Counter[Key]:
    """Every number with its place, period and labels; names of columns apart."""
    return Counter(
        (
            v.measure.casefold(),
            v.region.code or v.region.label if v.region else "",
            v.period,
            frozenset(label for _, label in v.labels),
            v.value,
        )
        for v in found.values
        if v.value is not None
    )


def written(rows: Rows, separator: str = ";", *, all_quoted: bool = False) -> str:
    held = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(held, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(rows)
    return held.getvalue()


class Whole:
    """An undamaged file: its rows, where its data stand, and what it says."""

    def __init__(self, data: bytes) -> None:
        opened, found = open_file(data, "fil.csv"), read(data)
        assert opened.form is not None
        self.separator = opened.form.separator
        self.rows: Rows = [list(map(str, row)) for row in opened.grids[0].rows]
        table = found.tables[0]
        self.first, self.last = table.numbers[0] - 1, table.numbers[-1] - 1
        self.numbers, self.said = numbers(found), said(found)
        assert self.numbers

    def check(self, text: str | bytes, what: str) -> Recognised:
        """Equal, or lost with a word; never another number without one."""
        found = read(text)
        other = numbers(found) - self.numbers
        lost = self.numbers - numbers(found)
        word = said(found) - self.said
        assert word or not (other or lost), (what, list(other)[:3], list(lost)[:3])
        return found

    def equal(self, text: str | bytes, what: str) -> None:
        found = read(text)
        assert numbers(found) == self.numbers, what
        assert said(found) == self.said, what

    def write(self, rows: Rows) -> str:
        return written(rows, self.separator)


@pytest.fixture(scope="module", params=[*OWN, *NAMES])
def whole(request) -> Whole:
    if request.param in OWN:
        return Whole(OWN[request.param].encode())
    if not (REAL / request.param).exists():
        pytest.skip("../shared is not beside the repository")
    return Whole((REAL / request.param).read_bytes())


@pytest.fixture
def chance(request) -> random.Random:
    return random.Random(request.node.name)


def copied(rows: Rows) -> Rows:
    return [list(row) for row in rows]


def harmless(whole: Whole) -> Iterator[tuple[str, str]]:
    """Other ways to write the same file."""
    rows, mark = whole.rows, whole.separator
    text = whole.write(rows)
    yield "everything quoted", written(rows, mark, all_quoted=True)
    yield "a separator at the end", whole.write([[*row, ""] for row in rows])
    yield "Excel's hint", f"sep={mark}\n{text}"
    yield "a byte order mark", "\ufeff" + text
    yield "carriage returns and line feeds", text.replace("\n", "\r\n")
    yield "carriage returns", text.replace("\n", "\r")
    yield "spaces around", whole.write([[f" {c} " for c in row] for row in rows])
    yield "tabs", written(rows, "\t")
    yield "bars", written(rows, "|")
    yield "a line above", whole.write([["Uttag ur databasen"], [], *rows])
    yield "a line right above", whole.write([["Version tre av filen"], *rows])
    yield "a note", whole.write([*rows, [], ["1) Preliminära uppgifter"]])
    data = slice(whole.first, whole.last + 1)
    turned = copied(rows)
    turned[data] = turned[data][::-1]
    yield "rows turned round", whole.write(turned)
    between = copied(rows)
    between.insert(whole.first + 2, [])
    yield "a blank row", whole.write(between)
    between[whole.first + 2] = [""] * len(rows[whole.first])
    yield "a row of separators", whole.write(between)
    header = max(0, whole.first - 1)
    lines = copied(rows)
    lines[header] = [cell.replace(" ", "\n", 1) for cell in lines[header]]
    yield "headings in two lines", whole.write(lines)


def test_written_in_another_way_it_says_the_same(whole):
    for what, text in harmless(whole):
        whole.equal(text, what)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_in_another_encoding_it_says_the_same(whole, encoding):
    whole.equal(whole.write(whole.rows).encode(encoding), encoding)


def moved(rows: Rows, row: int, cell: int) -> Iterator[tuple[str, Rows]]:
    """A row whose cells stand in other columns."""
    for what, change in (
        ("a cell is gone", lambda cells: cells[:cell] + cells[cell + 1 :]),
        ("an empty cell more", lambda cells: [*cells[:cell], "", *cells[cell:]]),
        ("pushed to the right", lambda cells: ["", *cells]),
    ):
        damaged = copied(rows)
        damaged[row] = change(damaged[row])
        if damaged[row] != rows[row]:
            yield f"{what}: row {row + 1}, cell {cell + 1}", damaged


def test_a_row_that_moved_is_never_read_as_if_it_had_not(whole, chance):
    for _ in range(8):
        row = chance.randint(whole.first, whole.last)
        named = [i for i, cell in enumerate(whole.rows[row]) if cell]
        for what, rows in moved(whole.rows, row, chance.choice(named)):
            found = whole.check(whole.write(rows), what)
            assert not [v for v in found.values if v.row == row + 1 and v.value is not None], what


def test_a_heading_that_is_gone_is_missed(whole):
    header = whole.first - 1
    for cell, name in enumerate(whole.rows[header][:8]):
        rows = copied(whole.rows)
        rows[header][cell] = ""
        found = read(whole.write(rows))
        periods = Counter((v.period, v.value) for v in found.values if v.value is not None)
        before = Counter((k[2], k[4]) for k in whole.numbers.elements())
        assert said(found) - whole.said or not periods - before, name


def test_truncated_it_has_no_other_numbers(whole, chance):
    text = whole.write(whole.rows)
    for _ in range(12):
        cut = chance.randrange(len(text) // 3, len(text))
        found = read(text[:cut])
        last = max((v.row for v in found.values), default=0)
        kept = [v for v in found.values if v.row != last]  # the last row may end inside a number
        whole_rows = Recognised(None, None, None, (), (), tuple(kept), (), ())
        assert said(found) - whole.said or not numbers(whole_rows) - whole.numbers, text[:cut][-40:]


def thousands(mark: str) -> Callable[[str], str]:
    def spell(text: str) -> str:
        match = re.fullmatch(r"(-?)(\d{4,7})([.,]\d+)?", text.replace(" ", ""))
        if match is None:
            return text
        return match[1] + f"{int(match[2]):,}".replace(",", mark) + (match[3] or "")

    return spell


SPELLINGS = {
    "spaces": thousands(" "),
    "no-break spaces": thousands("\u00a0"),
    "narrow spaces": thousands("\u202f"),
    "points": thousands("."),
    "commas": thousands(","),
    "apostrophes": thousands("'"),
    "the other decimal mark": lambda text: text.translate(str.maketrans(".,", ",.")),
    "a plus": lambda text: "+" + text,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("every", [True, False], ids=["in every row", "in one row"])
def test_a_number_spelt_otherwise_is_the_same_or_asked_about(whole, chance, spelling, every):
    rows = copied(whole.rows)
    here = (
        range(whole.first, whole.last + 1) if every else [chance.randint(whole.first, whole.last)]
    )
    number = re.compile(r"-?\d[\d ]*(?:[.,]\d+)?")
    for row in here:
        cells = rows[row]
        rows[row] = [
            SPELLINGS[spelling](c) if i > 2 and number.fullmatch(c) else c
            for i, c in enumerate(cells)
        ]
    whole.check(whole.write(rows), spelling)


@pytest.mark.parametrize("cell", ["<5", "~100", "x", "ca 5", "5-10", "1)", "12 1)", "#DIV/0!"])
def test_a_cell_that_is_no_number_takes_no_other_with_it(whole, chance, cell):
    row = chance.randint(whole.first, whole.last)
    column = max(i for i, c in enumerate(whole.rows[row]) if re.fullmatch(r"[\d ]+(?:,\d+)?", c))
    rows = copied(whole.rows)
    rows[row][column] = cell
    found = read(whole.write(rows))
    assert not numbers(found) - whole.numbers
    assert sum((whole.numbers - numbers(found)).values()) == 1


@given(st.sampled_from(sorted(OWN)), st.integers(0, 10_000), st.sampled_from(['"', "\ufeff"]))
def test_a_stray_character_gives_no_other_number(name, place, mark):
    text = OWN[name]
    place %= len(text)
    before, found = read(text), read(text[:place] + mark + text[place:])
    amounts = Counter(v.value for v in found.values if v.value is not None)
    known = Counter(v.value for v in before.values if v.value is not None)
    assert said(found) - said(before) or not amounts - known
