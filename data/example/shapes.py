"""The shapes that invented series are made of: counts, shares of answers, drifting values."""

import math
from collections.abc import Callable, Iterable
from random import Random

HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
SEED = "fasläget-347"
WHOLE, STREET, CENTRE = "gottsunda_valsatra", "bandstolsvagen", "gottsunda_centrum"
CITY = "uppsala_kommun"
SURVEY_AREA = "sydvastra_valsatra"
REST = "rest"  # of the whole area, outside its sub-areas
WAVES = ("2017-11/2018-02", "2020-10/2021-01", "2023-10/2024-01")

# value, denominator, answers, status, comment, as they stand in the file
Cells = tuple[str, str, str, str, str]
Row = tuple[str, str, str, Cells]


class Chance:
    """A random stream that gives the same numbers with every version of Python."""

    def __init__(self, name: str) -> None:
        self._random = Random(f"{SEED}/{name}")  # noqa: S311  an example needs no secrecy

    def poisson(self, mean: float) -> int:
        """Events when `mean` are expected (Knuth's method; means here are small)."""
        limit, product, count = math.exp(-mean), self._random.random(), 0
        while product > limit:
            product *= self._random.random()
            count += 1
        return count

    def yes(self, share: float, answers: int) -> int:
        """How many of `answers` say yes."""
        return sum(self._random.random() < share for _ in range(answers))

    def about(self, level: float, spread: float) -> float:
        """A number around `level`; twelve uniforms make a near-normal deviation."""
        return level + spread * (sum(self._random.random() for _ in range(12)) - 6)


def cells(value: object, *, base: str = "", n: str = "", status: str = "", why: str = "") -> Cells:
    """The cells of a row after its period; numbers get a decimal comma."""
    text = str(value)
    number = text.replace(".", "").isdigit() and text[0].isdigit()
    return (text.replace(".", ",") if number else text, base, n, status, why)


def codes(kind: str, first: int, last: int = 2024) -> list[str]:
    """Period codes of whole years: `K` quarters, `T` tertials, `-` months and so on."""
    forms: dict[str, Callable[[int], list[str]]] = {
        "year": lambda y: [f"{y}"],
        "half": lambda y: [f"{y}H{n}" for n in (1, 2)],
        "tertial": lambda y: [f"{y}T{n}" for n in (1, 2, 3)],
        "quarter": lambda y: [f"{y}K{n}" for n in (1, 2, 3, 4)],
        "month": lambda y: [f"{y}-{n:02d}" for n in range(1, 13)],
        "term": lambda y: [f"VT{y}", f"HT{y}"],
        "school": lambda y: [f"{y}/{(y + 1) % 100:02d}"],
    }
    return [code for year in range(first, last + 1) for code in forms[kind](year)]


def level(code: str, by_year: Iterable[float], first: int = 2017) -> float:
    """The level of the year that a code names."""
    year = int(code[2:] if code[:2] in ("VT", "HT") else code[:4])
    return list(by_year)[year - first]


def season(code: str, factors: dict[str, float]) -> float:
    """The factor of a code's last characters; 1 where none is named."""
    return factors.get(code[-2:], 1.0)


def counts(
    name: str,
    area: str,
    kind: str,
    by_year: tuple[float, ...],
    *,
    first: int = 2017,
    factors: dict[str, float] | None = None,
    spread: float = 0.0,
) -> dict[str, int]:
    """Events per period; `by_year` are means per period, `spread` adds variation beyond chance."""
    chance = Chance(f"{name}/{area}")
    found = {}
    for code in codes(kind, first):
        mean = level(code, by_year, first) * season(code, factors or {})
        found[code] = chance.poisson(max(0.0, chance.about(mean, spread * mean)))
    return found


def count(
    name: str,
    area: str,
    kind: str,
    by_year: tuple[float, ...],
    *,
    first: int = 2017,
    factors: dict[str, float] | None = None,
    spread: float = 0.0,
) -> list[Row]:
    """The rows of a series of counts."""
    return plain(
        name, area, counts(name, area, kind, by_year, first=first, factors=factors, spread=spread)
    )


def rows(name: str, area: str, values: dict[str, Cells]) -> list[Row]:
    """The rows of one series."""
    return [(name, area, code, found) for code, found in values.items()]


def plain(name: str, area: str, values: dict[str, int]) -> list[Row]:
    """Rows that hold nothing but a value."""
    return rows(name, area, {code: cells(value) for code, value in values.items()})


def flagged(made: list[Row], status: str, *periods: str, why: str = "") -> list[Row]:
    """The rows, those of `periods` with a status."""
    return [
        (i, a, p, (c[0], c[1], c[2], status, why)) if p in periods else (i, a, p, c)
        for i, a, p, c in made
    ]


def in_parts(name: str, parts: dict[str, dict[str, int]]) -> list[Row]:
    """The sub-areas' rows, and the whole's: their sum with REST, which has no rows of its own."""
    whole = {code: sum(part[code] for part in parts.values()) for code in parts[REST]}
    shown = {area: part for area, part in parts.items() if area != REST} | {WHOLE: whole}
    return [row for area, part in shown.items() for row in plain(name, area, part)]


def share(
    name: str, area: str, asked: dict[str, tuple[float, int]], decimals: int = 0
) -> list[Row]:
    """Per cent of n answers; a period with n = 0 was not measured."""
    chance = Chance(f"{name}/{area}")
    made = {}
    for code, (true_share, n) in asked.items():
        if n == 0:
            made[code] = cells("..", why="ingen mätning")
            continue
        per_cent = 100 * chance.yes(true_share, n) / n
        made[code] = cells(f"{per_cent:.{decimals}f}", n=str(n))
    return rows(name, area, made)


def wave(name: str, area: str, shares: tuple[float, ...], n: tuple[int, ...]) -> list[Row]:
    """A survey question at the three waves."""
    return share(name, area, dict(zip(WAVES, zip(shares, n, strict=True), strict=True)))


def drift(
    name: str,
    area: str,
    kind: str,
    by_year: tuple[float, ...],
    spread: float,
    *,
    first: int = 2017,
    decimals: int = 0,
    factors: dict[str, float] | None = None,
) -> list[Row]:
    """A measured value that moves around a level."""
    chance = Chance(f"{name}/{area}")
    made = {}
    for code in codes(kind, first):
        expected = level(code, by_year, first) * season(code, factors or {})
        made[code] = cells(f"{chance.about(expected, spread):.{decimals}f}")
    return rows(name, area, made)


def hidden_below(made: list[Row], limit: int) -> list[Row]:
    """The rows as a source delivers them that hides small numbers itself."""
    return [
        (i, a, p, cells(f"<{limit}")) if c[0].isdigit() and 0 < int(c[0]) < limit else (i, a, p, c)
        for i, a, p, c in made
    ]
