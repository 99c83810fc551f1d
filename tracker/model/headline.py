"""How many of all the series have changed, chance among many tests taken into account."""

from dataclasses import dataclass

SeriesKey = tuple[str, str]  # the indicator's id and the area's


@dataclass(frozen=True)
class Headline:
    """The overview's one sentence about many tests, and the numbers that must stand beside it.

    tested      series whose change was tested in this review
    changed     those that have changed when the false discovery rate is held at `q`
    alone       those that show a change on their own pages (p < 0.05); holds all of `changed`
    by_chance   how many would look changed at 5 % each if none had
    primaries_tested, primaries_changed
                those named beforehand, one a goal: tested at 0.05 each, the others regardless
    q           share of false ones that is expected, at most, among `changed`
    """

    tested: int
    changed: tuple[SeriesKey, ...]
    alone: tuple[SeriesKey, ...]
    by_chance: float
    primaries_tested: int
    primaries_changed: tuple[SeriesKey, ...]
    q: float
