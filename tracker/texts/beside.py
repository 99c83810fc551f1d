"""What stands beside a verdict: earlier reviews, a drift, the rest of the city, fragility."""

import math

from tracker.model.comparison import Comparison, ComparisonReason
from tracker.model.fragility import Fragility
from tracker.model.headline import Headline
from tracker.model.report import SeriesReport
from tracker.model.verdicts import Review, Trend, Verdict, Word
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.numbers import in_words, number, p_value, trimmed

_CONFIRMED = {Word.CONFIRMED_PROGRESS, Word.CONFIRMED_SETBACK}


def review_lines(verdict: Verdict, texts: Texts) -> list[str]:
    """What each of the two reviews showed at the sharper level, and what follows of it."""
    if not verdict.reviews:
        return []
    said = [_review(review, texts) for review in verdict.reviews]
    shown = {review.shows for review in verdict.reviews}
    if len(verdict.reviews) == 2 and len(shown) == 1 and shown != {None}:
        said.append(texts("review.confirmed"))
    elif len(verdict.reviews) < 2:
        said.append(texts("review.one"))
    else:
        said.append(texts("review.not_confirmed"))
    return said


def _review(review: Review, texts: Texts) -> str:
    return texts(f"review.{review.shows or 'nothing'}", day=day(review.cut, texts.language))


def trend_lines(trend: Trend | None, texts: Texts) -> list[str]:
    """Whether the values drift one way, how fast and how sure."""
    if trend is None:
        return []
    said = [texts("trend.test", n=trend.points, p=p_value(trend.p_value, texts.language))]
    if trend.slope is not None and trend.low is not None and trend.high is not None:
        slope, low, high = (
            number(value, texts.language, _decimals(trend))
            for value in (trend.slope, trend.low, trend.high)
        )
        said.append(texts("trend.slope", slope=slope, low=low, high=high))
    return said


def _decimals(trend: Trend) -> int:
    size = max(abs(trend.slope or 0), abs(trend.high or 0), abs(trend.low or 0))
    return 0 if size >= 100 else 1 if size >= 1 else 2


def comparison_lines(found: Comparison | ComparisonReason | None, texts: Texts) -> list[str]:
    """The area's change against that of the rest of the municipality, or why it cannot be told."""
    match found:
        case None:
            return []
        case ComparisonReason():
            return [texts(f"comparison.reason.{found}")]
        case Comparison():
            ratio = found.ratio
            high = "∞" if math.isinf(ratio.high) else number(ratio.high, texts.language, 2)
            said = [
                texts(f"comparison.{found.reading}"),
                texts(
                    "comparison.ratio",
                    ratio=number(ratio.estimate, texts.language, 2),
                    low=number(ratio.low, texts.language, 2),
                    high=high,
                ),
            ]
            if found.reading.value == "cannot_tell" and found.least_fall is not None:
                least = number(found.least_fall, texts.language, 2)
                said.append(texts("comparison.least", ratio=least))
            if found.corrected:
                said.append(texts("comparison.corrected"))
            return said


def fragility_lines(found: Fragility | None, series: SeriesReport, texts: Texts) -> list[str]:
    """Whether the verdict would be another if a single thing were otherwise."""
    if found is None or not found.tried:
        return []
    if found.is_steady:
        return [texts("fragility.steady")]
    share = series.indicator.measure.value == "share"
    return [
        texts(
            f"fragility.{what}.share"
            if share and f"fragility.{what}.share" in texts
            else f"fragility.{what}",
            word=texts(f"verdict.word.{word}"),
        )
        for what, word in found.changed
    ]


def headline_sentence(headline: Headline | None, texts: Texts) -> str:
    """How many of all the series have changed, and how many chance alone would give."""
    if headline is None or not headline.tested:
        return ""
    return texts(
        "headline",
        n=len(headline.changed),
        word=in_words(len(headline.changed), texts.language),
        tested=headline.tested,
        chance=trimmed(headline.by_chance, texts.language),
    )
