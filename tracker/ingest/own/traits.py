"""What the definitions ask of an indicator's rows, as arrays to be looked up by position."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.model.definitions import Definitions, Indicator, Measure
from tracker.model.periods import PeriodKind

KINDS = tuple(PeriodKind)


@dataclass(frozen=True)
class Traits:
    """One entry for each indicator, and a last one, False or -1, for the unknown (position -1).

    counted        values are whole and not negative (count, rate)
    allowed        [indicator, area]: defined for that area
    frequency      position in KINDS
    """

    counted: npt.NDArray[np.bool_]
    rate: npt.NDArray[np.bool_]
    share: npt.NDArray[np.bool_]
    needs_responses: npt.NDArray[np.bool_]
    percent: npt.NDArray[np.bool_]
    zero_may_hide: npt.NDArray[np.bool_]
    frequency: npt.NDArray[np.int8]
    allowed: npt.NDArray[np.bool_]


def traits(definitions: Definitions) -> Traits:
    """The arrays, in the order of `definitions.indicators` and `definitions.areas`."""
    indicators = tuple(definitions.indicators.values())
    areas = tuple(definitions.areas)
    allowed = np.zeros((len(indicators) + 1, len(areas) + 1), dtype=np.bool_)
    for row, indicator in enumerate(indicators):
        allowed[row, :-1] = [area in indicator.areas for area in areas]

    def flags(*values: bool) -> npt.NDArray[np.bool_]:
        return np.array([*values, False], dtype=np.bool_)

    return Traits(
        counted=flags(*(i.measure in (Measure.COUNT, Measure.RATE) for i in indicators)),
        rate=flags(*(i.measure is Measure.RATE for i in indicators)),
        share=flags(*(i.measure is Measure.SHARE for i in indicators)),
        needs_responses=flags(
            *(i.measure is Measure.SHARE and i.assumed_n is None for i in indicators)
        ),
        percent=flags(*(_in_per_cent(i) for i in indicators)),
        zero_may_hide=flags(*(i.suppressed_zero for i in indicators)),
        frequency=np.array([*(KINDS.index(i.frequency) for i in indicators), -1], dtype=np.int8),
        allowed=allowed,
    )


def _in_per_cent(indicator: Indicator) -> bool:
    unit = indicator.unit.sv.casefold()
    return indicator.measure is Measure.SHARE or "%" in unit or unit.startswith("procent")
