"""What can be concluded of numbers from sums that they are in; by hand."""

from math import inf

import pytest

from tracker.disclosure.auditor import Contradiction, Reach, Row, groups


def row(total: float, *unknown: int, minus: int | None = None) -> Row:
    signs = [(n, 1) for n in unknown] + ([] if minus is None else [(minus, -1)])
    return Row(tuple(signs), total)


@pytest.mark.parametrize(
    ("bounds", "rows", "expected"),
    [
        pytest.param(
            {1: (1, 4), 2: (5, inf)}, [row(20, 1, 2)], {1: (1, 4), 2: (16, 19)}, id="a sum"
        ),
        pytest.param(
            {1: (1, 4), 2: (1, 4)}, [row(7, 1, 2)], {1: (3, 4), 2: (3, 4)}, id="both ends"
        ),
        pytest.param(
            {1: (1, 4), 2: (0, inf)}, [row(2, 1, minus=2)], {1: (2, 4), 2: (0, 2)}, id="less"
        ),
        pytest.param({1: (0, inf), 2: (0, inf)}, [], {1: (0, inf), 2: (0, inf)}, id="no sum"),
        pytest.param(
            {1: (1, 4), 2: (0, inf), 3: (0, inf)},
            [row(3, 1, 2), row(9, 2, 3)],
            {1: (1, 3), 2: (0, 2), 3: (7, 9)},
            id="a chain",
        ),
        pytest.param(
            {1: (0, 4), 2: (0, 4), 3: (0, 4)},
            [row(4, 1, 2), row(4, 2, 3), row(4, 1, 3)],
            {1: (2, 2), 2: (2, 2), 3: (2, 2)},
            id="a circle: no equation alone says anything",
        ),
        pytest.param(
            {1: (0, inf), 2: (0, inf), 3: (0, inf)},
            [row(0, 1, minus=2), row(0, 2, minus=3), row(0, 3, minus=1)],
            {1: (0, inf), 2: (0, inf), 3: (0, inf)},
            id="a circle that says nothing",
        ),
    ],
)
def test_what_can_be_concluded(bounds, rows, expected):
    reach = Reach(bounds, rows)
    assert {n: tuple(map(pytest.approx, reach.exact(n))) for n in bounds} == expected


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([row(9, 1, 2)], id="too large a sum"),
        pytest.param([row(1)], id="nothing is something"),
        pytest.param([row(4, 1, 2), row(5, 2, 3), row(2, 1, 3), row(6, 1, 2, 3)], id="a circle"),
    ],
)
def test_what_cannot_be(rows):
    with pytest.raises(Contradiction):
        Reach({1: (0, 4), 2: (0, 4), 3: (0, 4)}, rows).exact(1)


def test_what_hangs_together():
    assert groups("abcde", ["ad", "ba"]) == [["a", "b", "d"], ["c"], ["e"]]
