"""The week by week counts of the coordination for safety, all of them invented."""

from datetime import date

from shapes import CENTRE, REST, WHOLE, Chance, Row, cells, level, plain, season

FIRST, LAST = 2021, 2024  # three earlier years to compare the last year's weeks with
SUMMER = {f"{week:02d}": 1.3 for week in range(24, 34)}
AUTUMN_AND_SPRING = {"18": 1.4, "43": 1.3, "44": 1.6}  # the last of April, and Halloween
FACTORS = SUMMER | AUTUMN_AND_SPRING | {"01": 1.5, "52": 1.2}
MISSED = "2024V31"  # nobody made the inventory that week

# id: means per week, year by year, in the centre and in the rest of the area
# fmt: off
LEVELS = {
    "vecka_skadegorelse": ((2.4, 2.2, 2.0, 1.9), (5.2, 4.8, 4.9, 4.6)),
    "vecka_anlagda_brander": ((0.3, 0.2, 0.3, 0.2), (0.6, 0.5, 0.9, 0.8)),
    "vecka_orolighet": ((1.4, 1.2, 1.3, 1.2), (2.6, 2.3, 3.0, 2.6)),
    "vecka_ordningsstorningar": ((3.2, 3.0, 2.8, 2.6), (2.8, 2.9, 2.7, 2.6)),
    "vecka_stenkastning": ((0.2, 0.1, 0.2, 0.1), (0.4, 0.3, 0.5, 0.4)),
}
# fmt: on
# What the example lets happen: the last weeks of 2024 are restless in the centre.
RESTLESS = {("vecka_orolighet", CENTRE): {"2024V50": 3, "2024V51": 4, "2024V52": 5}}


def weekly() -> list[Row]:
    """Every series: the centre, and the whole as the centre with the rest."""
    made: list[Row] = []
    for name, (centre, rest) in LEVELS.items():
        parts = {CENTRE: _counts(name, CENTRE, centre), REST: _counts(name, REST, rest)}
        whole = {code: sum(part[code] for part in parts.values()) for code in parts[REST]}
        for area, counted in ((WHOLE, whole), (CENTRE, parts[CENTRE])):
            made += [_delivered(row) for row in plain(name, area, counted)]
    return made


def _counts(name: str, area: str, by_year: tuple[float, ...]) -> dict[str, int]:
    chance = Chance(f"{name}/{area}")
    more = RESTLESS.get((name, area), {})
    return {
        code: chance.poisson(level(code, by_year, FIRST) * season(code, FACTORS))
        + more.get(code, 0)
        for code in _weeks()
    }


def _weeks() -> list[str]:
    """Every ISO week of the years."""
    return [
        f"{year}V{number:02d}"
        for year in range(FIRST, LAST + 1)
        for number in range(1, date(year, 12, 28).isocalendar().week + 1)
    ]


def _delivered(row: Row) -> Row:
    """The row as it came: the newest weeks preliminary, the missed week without a number."""
    indicator, area, code, found = row
    if code == MISSED:
        return (indicator, area, code, cells("..", why="ingen inventering den veckan"))
    if code in ("2024V51", "2024V52"):
        return (indicator, area, code, cells(found[0], status="preliminär"))
    return row
