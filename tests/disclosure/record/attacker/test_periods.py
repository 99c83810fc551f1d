"""Periods of one series that overlap: what they share is not found by taking one from the other.

The attacker reckons month by month, and shares no code with the product.
"""

from itertools import pairwise
from math import inf

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tracker.model.access import Audience, Reader
from tracker.model.periods import parse_period

PUBLIC = Reader(Audience.OPEN, frozenset())
FIRST, LAST = 2022 * 12, 2025 * 12  # months
SMALL = range(1, 5)
NEAR = 1e-6
OVERLAPPING = [
    *(f"{y}" for y in (2022, 2023, 2024)),
    *("2022/23", "2023/24", "2022-2023", "2023-2024", "2022-2024"),
    *(f"{y}{half}" for y in (2022, 2023) for half in ("K1", "K2", "T1", "T2", "H1")),
    *("2022-04/2023-03", "2022-05/2023-04", "2022-06/2023-05", "2022-03", "2022-04", "2023-04"),
]


def months(code):
    period = parse_period(code)
    first = period.start.year * 12 + period.start.month - 1
    return range(first, first + period.months)


def place(code, area="omradet", name="x"):
    return name, area, code


def row_of(codes):
    line = np.zeros(LAST - FIRST)
    for month in codes:
        line[month - FIRST] = 1
    return line


def concluded(given, asked):
    """Bounds of a sum of months, from what is given: {months: (low, high)}."""
    upper = [(row_of(m), high) for m, (_, high) in given.items() if high < inf]
    upper += [(-row_of(m), -low) for m, (low, _) in given.items()]
    lines, ends = (np.array(column) for column in zip(*upper, strict=True))
    found = []
    for sign in (1, -1):
        solved = linprog(sign * row_of(asked), A_ub=lines, b_ub=ends)
        assert solved.status in (0, 3), solved.message
        found.append(sign * solved.fun if solved.status == 0 else inf)
    return tuple(found)


def given_to(reader, record, number=None):
    told = {}
    for row in record.read(reader, number):
        first, last = (d.year * 12 + d.month - 1 for d in (row["period_start"], row["period_end"]))
        low, high = (row["value"],) * 2 if row["value"] is not None else (row["low"], row["high"])
        told[range(first, last + 1)] = low or 0.0, inf if high is None else high
    return told


def faults(truth, told):
    """The numbers and pieces of which too much can be concluded."""
    cuts = sorted({cut for m in told for cut in (m.start, m.stop)})
    pieces = {range(a, b) for a, b in pairwise(cuts) if any(a in m for m in told)}
    found = []
    for span in pieces | set(told):
        true = sum(truth[m] for m in span)
        if told.get(span, (0, 1))[0] == told.get(span, (0, 1))[1]:
            continue
        low, high = concluded(told, span)
        hidden_small = span in told and true in SMALL
        fine = high - low >= 3 - NEAR or (span not in told and (low > 4 or high < 1))
        if hidden_small:
            fine = low <= 1 + NEAR and high >= 4 - NEAR
        if not fine:
            found.append((span, true, low, high))
    return found


def publish(record, an_indicator, truth, codes):
    record.define({"omradet": None}, an_indicator())
    record.publish({place(c): sum(truth[m] for m in months(c)) for c in codes})
    return record


@pytest.mark.parametrize(
    ("values", "secret"),
    [
        pytest.param({"2024K1": 18, "2024T1": 20}, "2024-04", id="April is what a quarter lacks"),
        pytest.param(
            {"2020-2022": 33, "2020": 11, "2021": 20, "2022": 2}, "2022", id="a year of three"
        ),
        pytest.param(
            {"2023-01/2023-12": 30, "2023-01": 5, "2023-02/2024-01": 27},
            "2024-01",
            id="twelve months, a month later",
        ),
        pytest.param(
            {"2022/23": 35, "2022K3": 20, "2022K4": 12, "2023": 83, "2023H2": 80},
            "2023-01/2023-06",
            id="the half that a school year and a year share",
        ),
    ],
)
def test_what_one_period_lacks_of_another(record, an_indicator, values, secret):
    record.define({"omradet": None}, an_indicator())
    record.publish({place(c): float(v) for c, v in values.items()})
    told = given_to(PUBLIC, record)
    low, high = concluded(told, months(secret))
    assert high - low >= 3
    assert sum(low < high for low, high in told.values()) <= 2, "no more is hidden than it takes"


truths = st.lists(
    st.one_of(st.integers(0, 2), st.integers(0, 9)), min_size=LAST - FIRST, max_size=LAST - FIRST
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(values=truths, codes=st.sets(st.sampled_from(OVERLAPPING), min_size=3, max_size=9))
@example(values=[1] * 36, codes={"2022", "2022/23", "2023", "2023/24", "2024"})
@example(values=[1] * 36, codes={"2022-04/2023-03", "2022-05/2023-04", "2022-04", "2022"})
def test_no_piece_is_found(new_record, an_indicator, values, codes):
    truth = dict(zip(range(FIRST, LAST), values, strict=True))
    record = publish(new_record(), an_indicator, truth, codes)
    assert faults(truth, given_to(PUBLIC, record)) == []
