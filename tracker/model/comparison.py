"""A series beside the same series elsewhere: did the area change otherwise than the rest?"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.verdicts import Change, Compared


class Reading(StrEnum):
    """What the ratio of rate ratios says of the area, relative to the comparison area."""

    FELL_MORE = "fell_more"  # or rose less
    ROSE_MORE = "rose_more"  # or fell less
    CANNOT_TELL = "cannot_tell"


class ComparisonReason(StrEnum):
    """Why the area is not compared."""

    NOT_COMPARED = "not_compared"  # the area's own change could not be computed
    NO_METHOD = "no_method"  # shares and plain values: only counts and rates have one
    NO_SERIES = "no_series"  # the municipality's series has no value
    OTHER_PERIODS = "other_periods"  # the two are counted over periods of different length
    GAPS = "gaps"  # under 80 % of a window is observed in both
    HIDDEN_NUMBERS = "hidden_numbers"  # a suppressed value in either
    INCONSISTENT = "inconsistent"  # the whole is less than its part
    NO_EVENTS = "no_events"  # none in the area, or none elsewhere, before and after


class Displacement(StrEnum):
    """What a neighbour's ratio beside the area's own says of where the events went."""

    SIGNS = "signs"  # the area fell and its neighbour rose, both against the rest
    DIFFUSION = "diffusion"  # both fell: the benefit reached the neighbour too
    CANNOT_TELL = "cannot_tell"
    CANNOT_BE_TESTED = "cannot_be_tested"  # the neighbour has too few events


@dataclass(frozen=True)
class Comparison:
    """An area's change against that of the rest of the municipality, in the same windows.

    area_before .. rest_after   events, and exposure over the periods that both have
    ratio          ratio of rate ratios, 1 is no difference, with its 95 % interval and p-value
    corrected      whether 0.5 was added to each of the four counts, since one was zero
    exact          whether the p-value is that of the exact test, since a count was below 5
    least_fall, least_rise
                   the ratios nearest 1 that would have shown; None: none would
    """

    area_before: Compared
    area_after: Compared
    rest_before: Compared
    rest_after: Compared
    ratio: Change
    reading: Reading
    corrected: bool
    exact: bool
    least_fall: float | None
    least_rise: float | None


@dataclass(frozen=True)
class Neighbour:
    """The area and its neighbour, each against the municipality without either of them."""

    area: Comparison
    neighbour: Comparison
    displacement: Displacement
