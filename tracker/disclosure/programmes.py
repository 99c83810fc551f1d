"""A linear programme: the least of a sum, where equations hold and numbers keep to their ends."""

# ruff: noqa: PLC0415 - the solver takes a third of a second to load, and most commands need none

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.optimize import Bounds, LinearConstraint

OPTIMAL, INFEASIBLE = 0, 2

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Programme:
    """Equations between numbers, each between its ends. Solved by HiGHS through scipy.

    entries     (equation, number, factor): the terms of each equation
    totals      what each comes to
    low, high   the ends of each number; infinite where it has none
    """

    entries: Sequence[tuple[int, int, float]]
    totals: Numbers
    low: Numbers
    high: Numbers

    @cached_property
    def _equalities(self) -> "LinearConstraint":
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csc_array

        lines, columns, factors = zip(*self.entries, strict=True)
        shape = (len(self.totals), len(self.low))
        matrix = csc_array((np.array(factors, float), (lines, columns)), shape=shape)
        return LinearConstraint(matrix, self.totals, self.totals)

    @cached_property
    def _limits(self) -> "Bounds":
        from scipy.optimize import Bounds

        return Bounds(self.low, self.high)

    def least(self, cost: Numbers) -> Any:
        """The solver's answer for a price of each number: `status`, and `x` when it is OPTIMAL."""
        from scipy.optimize import milp

        return milp(cost, constraints=self._equalities, bounds=self._limits)
