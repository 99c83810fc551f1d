"""Where a series stands against its target, in words. «Om inget ändras», never «kommer att»."""

from tracker.model.report import SeriesReport
from tracker.model.targets import Forecast, LevelStatus, ZeroStatus
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day, period
from tracker.texts.numbers import trimmed, with_unit


def target_lines(series: SeriesReport, texts: Texts) -> list[str]:
    """The target, how far it is reached, the pace, and what would follow if nothing changes."""
    match series.target:
        case LevelStatus() as status:
            return _level(status, series, texts)
        case ZeroStatus() as status:
            return _zero(status, texts)
        case None:
            return []


def _level(status: LevelStatus, series: SeriesReport, texts: Texts) -> list[str]:
    value = with_unit(status.value, series.indicator, texts)
    said = [texts("target.level", value=value, by=day(status.by, texts.language))]
    if status.standing is None:
        assert status.reason is not None
        return [*said, texts(f"target.reason.{status.reason}")]
    said.append(texts(f"target.standing.{status.standing}"))
    if status.pace and status.expected is not None:
        expected = with_unit(status.expected, series.indicator, texts)
        said.append(texts(f"target.pace.{status.pace}", expected=expected))
    if status.held_windows > 1:
        key = {True: "yes", False: "no", None: "unknown"}[status.held]
        said.append(texts(f"target.held.{key}", n=status.held_windows))
    if status.forecast:
        said.append(_forecast(status.forecast, texts))
    if status.point_only:
        said.append(texts("target.point_only"))
    return said


def _forecast(forecast: Forecast, texts: Texts) -> str:
    share = round(100 * forecast.probability)
    if share < 1 or share > 99:
        return texts("target.forecast.low" if share < 1 else "target.forecast.high")
    return texts("target.forecast", share=str(share))


def _zero(status: ZeroStatus, texts: Texts) -> list[str]:
    said = [texts("target.zero")]
    if status.newest is None or status.is_zero is None:
        reason = status.reason or "no_values"
        return [*said, texts(f"target.reason.{reason}")]
    key = "target.zero.now" if status.is_zero else "target.zero.not_now"
    said.append(texts(key, period=period(status.newest, texts)))
    if status.quiet_months and status.at_most_a_year is not None:
        said.append(
            texts(
                "target.zero.at_most",
                months=trimmed(status.quiet_months, texts.language),
                a_year=trimmed(status.at_most_a_year, texts.language),
            )
        )
    if status.months_needed is not None:
        said.append(
            texts("target.zero.needed", months=trimmed(status.months_needed, texts.language))
        )
    if status.held_periods > 1 and status.held is not None:
        held = "yes" if status.held else "no"
        said.append(texts(f"target.held.{held}", n=status.held_periods))
    return said
