"""Indicators and series made from the few things a test is about."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from tracker.assessment import assess
from tracker.model.definitions import Freshness, Indicator
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind, parse_period, sequence
from tracker.model.verdicts import Verdict

END_OF_PROGRAMME = date(2024, 12, 31)

_PLAIN = {
    "id": "handelser",
    "name": {"sv": "Händelser", "en": "Events"},
    "kind": "outcome",
    "measure": "count",
    "unit": {"sv": "händelser", "en": "events"},
    "frequency": "month",
    "areas": ("gottsunda",),
    "source": {"title": "Register", "publisher": "Källan"},
    "owner_organisation": "kommunen",
    "confidentiality": "öppen",
    "definition": {"sv": "Antal.", "en": "Number."},
    "pitfalls": {"sv": "Inga.", "en": "None."},
    "direction": "lower",
    "baseline": {"window": "2017-01..2018-12", "why": {"sv": "Före.", "en": "Before."}},
}


def _indicator(**fields: Any) -> Indicator:
    if "baseline_window" in fields:
        fields["baseline"] = {**_PLAIN["baseline"], "window": fields.pop("baseline_window")}
    return Indicator.model_validate(_PLAIN | fields)


def _share(**fields: Any) -> Indicator:
    survey = {"measure": "share", "frequency": "year", "max_age": 900}
    if "baseline" not in fields:
        survey["baseline_window"] = "2017"
    return _indicator(**(survey | fields))


def _run(first: str, values: Sequence[float | None], **fields: Any) -> tuple[Observation, ...]:
    """Values one after another from the period `first`; None is a missing one."""
    start = parse_period(first)
    far = Period(start.start, date(2035, 12, 31), PeriodKind.RANGE)
    made = []
    for period, value in zip(sequence(far, start.kind), values, strict=False):
        status = Status.MISSING if value is None else Status.FINAL
        made.append(Observation(period, status, value, **fields))
    return tuple(made)


def _wave(code: str, value: float | None, answers: float | None, **fields: Any) -> Observation:
    status = fields.pop("status", Status.FINAL)
    return Observation(parse_period(code), status, value, responses=answers, **fields)


def _hidden(
    code: str, low: float | None = None, high: float | None = None, **f: Any
) -> Observation:
    return Observation(parse_period(code), Status.SUPPRESSED, low=low, high=high, **f)


def _verdict(
    observations: Sequence[Observation],
    indicator: Indicator,
    *,
    reference_date: date = END_OF_PROGRAMME,
    phase: int | None = None,
) -> Verdict:
    ordered = tuple(sorted(observations, key=lambda o: o.period))
    return assess(
        Series(indicator.id, "gottsunda", ordered),
        indicator,
        reference_date=reference_date,
        phase=phase,
        freshness=Freshness(),
    )


@pytest.fixture(scope="session")
def indicator() -> Callable[..., Indicator]:
    """A monthly count, lower is better, baseline 2017-2018; fields as in goals.yaml."""
    return _indicator


@pytest.fixture(scope="session")
def share() -> Callable[..., Indicator]:
    """A yearly survey share, lower is better, baseline 2017."""
    return _share


@pytest.fixture(scope="session")
def run() -> Callable[..., tuple[Observation, ...]]:
    return _run


@pytest.fixture(scope="session")
def wave() -> Callable[..., Observation]:
    return _wave


@pytest.fixture(scope="session")
def hidden() -> Callable[..., Observation]:
    return _hidden


@pytest.fixture(scope="session")
def verdict() -> Callable[..., Verdict]:
    """The verdict at the programme's end, unless a reference date is given."""
    return _verdict


@pytest.fixture
def steady(run: Callable[..., tuple[Observation, ...]]) -> Callable[[float], Sequence[Observation]]:
    """Five a month in 2017-2018; a function of the count a month from then to 2024."""
    return lambda later: run("2017-01", [5] * 24 + [later] * 72)
