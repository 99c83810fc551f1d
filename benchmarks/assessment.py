"""How long a country's series take to be judged, in one process. Run by hand:

    python benchmarks/assessment.py [SERIES]      (17400)

290 municipalities with 60 indicators of 72 months: counts, rates, shares and plain values, now and
then a value suppressed or missing, judged with both reviews. Prints seconds, series a second and
peak memory, and the same for half as many. Beside it stands a plain loop of one exact test of two
rates a series: statsmodels' if it is installed, else scipy's. Aim: 17,400 in 4 s, below 1 GB.
"""

import gc
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
from scipy import stats

from tracker.assessment.verdict import Case, assess_all
from tracker.model.definitions import Freshness, Indicator
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, PeriodKind, sequence

INDICATORS = 60
# How many of the sixty are of each measure.
MEASURES = ["count"] * 27 + ["rate"] * 15 + ["share"] * 12 + ["value"] * 6
SIX_YEARS = Period(date(2019, 1, 1), date(2024, 12, 31), PeriodKind.RANGE)
MONTHS = tuple(sequence(SIX_YEARS, PeriodKind.MONTH))
LAST_DAY = MONTHS[-1].end


def words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def indicator(number: int) -> Indicator:
    measure = MEASURES[number % INDICATORS]
    return Indicator.model_validate(
        {
            "id": f"indikator_{number}",
            "name": words("Namn"),
            "kind": "outcome",
            "measure": measure,
            "unit": words("antal"),
            "per": 1000 if measure == "rate" else None,
            "frequency": "month",
            "areas": ["kommunen"],
            "source": {"title": "Källa", "publisher": "Utgivare"},
            "owner_organisation": "kommunen",
            "confidentiality": "öppen",
            "definition": words("Så räknas det."),
            "pitfalls": words("Se upp."),
            "direction": "lower",
            "season": number % 2 == 0,
            "baseline": {"window": "2019-01..2020-12", "why": words("Före.")},
        }
    )


def cases(count: int) -> list[Case]:
    """The same series whatever `count` is: the first ones of a row that never ends."""
    indicators = [indicator(number) for number in range(INDICATORS)]
    return [case(indicators[n % INDICATORS], n) for n in range(count)]


def case(rule: Indicator, number: int) -> Case:
    chance = np.random.default_rng([2019, number])
    mean = float(chance.choice([0.5, 1, 2, 3, 5, 10, 20, 100]))
    trend = np.where(np.arange(len(MONTHS)) < 48, 1.0, chance.choice([1, 1, 0.5, 1.5]))
    share = rule.measure == "share"
    values = 50 * trend if share else chance.poisson(mean * trend)
    values = (values + chance.normal(0, 3, len(MONTHS)) if share else values).astype(float)
    known = chance.random(len(MONTHS))
    observations = tuple(
        observed(period, value, luck)
        for period, value, luck in zip(MONTHS, values.tolist(), known.tolist(), strict=True)
    )
    return Case(Series(rule.id, f"kommun_{number}", observations), rule, None)


def observed(period: Period, value: float, luck: float) -> Observation:
    if luck < 0.01:
        return Observation(period, Status.MISSING)
    if luck < 0.02:
        return Observation(period, Status.SUPPRESSED, denominator=1000.0, low=1.0, high=4.0)
    return Observation(period, Status.FINAL, value, denominator=1000.0, responses=400.0)


def judge(judged: Sequence[Case]) -> list[Any]:
    return assess_all(judged, reference_date=LAST_DAY, freshness=Freshness())


def plain_loop(judged: Sequence[Case]) -> str:
    """One exact test of the last year against the first two for each series; which one was used."""
    name, test = exact_test()
    for one in judged:
        values = [o.value or 0.0 for o in one.series.observations]
        before, after = round(sum(values[:24])), round(sum(values[-12:]))
        if before + after:
            test(after, before)
    return name


def exact_test() -> tuple[str, Callable[[int, int], object]]:
    """A test of `after` events in 12 months against `before` in 24."""
    try:
        from statsmodels.stats.rates import test_poisson_2indep  # noqa: PLC0415
    except ImportError:
        return "scipy's binomtest", lambda after, before: stats.binomtest(
            after, after + before, 1 / 3
        )
    return "statsmodels' test_poisson_2indep", lambda after, before: test_poisson_2indep(
        after, 12, before, 24, method="exact-cond"
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def line(what: str, count: int, seconds: float) -> None:
    print(f"{what:<52} {count:>7} {seconds:>8.2f} s {count / seconds:>9.0f} series/s")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 17_400
    made = cases(count)
    gc.freeze()  # what was there before is not swept again and again while the clock runs
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    half, _ = timed(lambda: judge(made[: count // 2]))
    line("judged, half", count // 2, half)
    whole, verdicts = timed(lambda: judge(made))
    line("judged", count, whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"peak {peak:.0f} MB, of which the series themselves {before:.0f} MB")
    print(f"twice the series took {whole / half:.2f} times as long")
    for word, times in Counter(v.word.value for v in verdicts).most_common():
        print(f"    {word:<24} {times:>6}")
    for measure in dict.fromkeys(MEASURES):
        some = [c for c in made if c.indicator.measure == measure]
        seconds, _ = timed(lambda some=some: judge(some))
        line(f"judged, every {measure}", len(some), seconds)
    counted = [c for c in made if c.indicator.measure in ("count", "rate")][:2000]
    seconds, name = timed(lambda: plain_loop(counted))
    line(f"plain loop, one test each, {name}", len(counted), seconds)


if __name__ == "__main__":
    main()
