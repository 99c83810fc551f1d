"""`simulate`: how often chance alone is called a change, and a real change found.

The study runs on the engine that judges all series, so that anybody can run it again.
"""

import argparse
import math
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from tracker.assessment import METHOD_VERSION, simulation
from tracker.assessment.shares.proportions import Z_95
from tracker.assessment.simulation import AlarmRates, Scenario
from tracker.cli.terminal import print_json
from tracker.texts.catalogue import Texts
from tracker.texts.numbers import number

FORMAT: Final = 1
MONTHS: Final = 72
BASELINE_MONTHS: Final = 24
LOOKS: Final = {12: 13, 24: 9}  # months compared: quarterly looks that have so many of them
_ANSWERS: Final = ("change", "confirmed", "ever_change", "ever_confirmed")


@dataclass(frozen=True)
class Cell:
    """What was answered of the series of one scenario, mean and window."""

    scenario: Scenario
    mean: float  # events a month at baseline
    window_months: int
    rates: AlarmRates


def simulate(given: argparse.Namespace, texts: Texts) -> int:
    """Print a table a scenario, each row as soon as it is ready; or all as one JSON object."""
    by_scenario = groupby(_cells(given), key=lambda cell: cell.scenario)
    if given.json:
        made: list[Cell] = []
        for done, (scenario, cells) in enumerate(by_scenario, start=1):
            made += cells
            named = texts(f"cli.scenario.{scenario}")
            ready = texts("cli.simulate.ready", done=done, all=len(Scenario), scenario=named)
            print(ready, file=sys.stderr, flush=True)
        print_json(study_json(made, series=given.series, seed=given.seed))
        return 0
    _say_what_is_run(given, texts)
    columns = _columns(texts)
    for scenario, cells in by_scenario:
        print(f"\n{texts(f'cli.scenario.{scenario}')}\n{'  '.join(columns)}")
        for cell in cells:
            row = zip(_row(cell, texts), columns, strict=True)
            print("  ".join(value.rjust(len(column)) for value, column in row), flush=True)
    return 0


def study_json(cells: list[Cell], *, series: int, seed: int) -> dict[str, Any]:
    """The study as one documented object. `format` goes up when a field changes meaning.

        {format, method, series, seed, months, baseline_months, margin_at_most,
         cells: [{scenario, mean, window_months, looks,
                  change, confirmed, rise, ever_change, ever_confirmed}]}

    mean is events a month at baseline, looks how many quarterly looks there are; then shares of
    the series, 0-1, as `AlarmRates` explains them. margin_at_most is the half-width of the 95 %
    interval that the number of series gives a share of a half; other shares have less.
    """
    return {
        "format": FORMAT,
        "method": METHOD_VERSION,
        "series": series,
        "seed": seed,
        "months": MONTHS,
        "baseline_months": BASELINE_MONTHS,
        "margin_at_most": margin(0.5, series),
        "cells": [
            {
                "scenario": cell.scenario.value,
                "mean": cell.mean,
                "window_months": cell.window_months,
                "looks": LOOKS[cell.window_months],
                **asdict(cell.rates),
            }
            for cell in cells
        ],
    }


def margin(share: float, series: int) -> float:
    """How far a simulated share may lie from the true one by chance, 95 times of 100; 0-1."""
    return Z_95 * math.sqrt(share * (1 - share) / series)


def _cells(given: argparse.Namespace) -> Iterator[Cell]:
    for scenario in Scenario:
        for mean in given.means or simulation.MEANS:
            for window_months in LOOKS:
                rates = simulation.simulate(
                    scenario,
                    mean=mean,
                    series=given.series,
                    seed=given.seed,
                    window_months=window_months,
                    months=MONTHS,
                    baseline_months=BASELINE_MONTHS,
                )
                yield Cell(scenario, mean, window_months, rates)


def _say_what_is_run(given: argparse.Namespace, texts: Texts) -> None:
    run = {
        "series": number(given.series, texts.language),
        "seed": given.seed,
        "months": MONTHS,
        "baseline": BASELINE_MONTHS,
        "method": METHOD_VERSION,
        "most": number(100 * margin(0.5, given.series), texts.language, 1),
        "rare": number(100 * margin(0.03, given.series), texts.language, 1),
    }
    print(texts("cli.simulate.run", **run))
    print(texts("cli.simulate.columns", looks=LOOKS[12], fewer=LOOKS[24]), flush=True)


def _columns(texts: Texts) -> list[str]:
    names = ("mean", "window", *_ANSWERS)
    return [texts(f"cli.simulate.column.{name}") for name in names]


def _row(cell: Cell, texts: Texts) -> list[str]:
    decimals = len(f"{cell.mean:g}".partition(".")[2])
    shares = [getattr(cell.rates, answer) for answer in _ANSWERS]
    return [
        number(cell.mean, texts.language, decimals),
        texts("cli.simulate.window", months=cell.window_months),
        *(number(100 * share, texts.language, 1) for share in shares),
    ]
