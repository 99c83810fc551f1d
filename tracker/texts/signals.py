"""Control charts and rare counts in words: signals to look at, never a verdict."""

from tracker.model.control import (
    Assurance,
    ControlChart,
    ControlRefusal,
    PointType,
    RareCount,
    Signal,
)
from tracker.texts.catalogue import Texts
from tracker.texts.dates import period
from tracker.texts.numbers import number, trimmed

# Refusals that a reader who looks at the series does not ask about.
_OF_ANOTHER_KIND = {
    ControlRefusal.NO_SERIES,
    ControlRefusal.OUTPUT,
    ControlRefusal.BACKGROUND,
    ControlRefusal.FREQUENCY,
    ControlRefusal.ANSWERS_KNOWN,
}


def control_lines(chart: ControlChart, texts: Texts) -> list[str]:
    """What the newest point shows, whether the target would be met, and how sure the limits are.

    Why there is none where people may look for one; nothing where the series is of another kind.
    """
    if chart.control is None:
        told = chart.refused not in _OF_ANOTHER_KIND
        return [texts(f"control.refused.{chart.refused}")] if told else []
    control = chart.control
    known = [point for point in control.points if point.value is not None]
    said = []
    if known and known[-1].signal is not Signal.NONE:
        newest = texts(f"control.signal.{known[-1].signal}")
        said.append(texts("control.newest", signal=newest))
    else:
        said.append(texts("control.newest.none"))
    if control.assurance is not Assurance.NONE:
        said.append(texts(f"control.assurance.{control.assurance}"))
    if control.is_short:
        said.append(texts("control.short"))
    return said


def is_signal(chart: ControlChart | None) -> bool:
    """Whether the newest point of the chart asks for a look."""
    shown = chart.control.variation if chart and chart.control else None
    return shown not in (None, PointType.COMMON_CAUSE)


def rare_lines(rare: RareCount, texts: Texts) -> list[str]:
    """What chance alone would give a period, and how long it has been without an event."""
    low, high = rare.band.low, rare.band.high
    drawn = texts(f"often.{rare.drawn_as}")
    if low > 0:
        said = [texts("rare.band", period=drawn, low=str(low), high=str(high))]
    else:
        said = [texts("rare.band.high", period=drawn, high=str(high))]
    run = rare.since_last
    key = "rare.quiet.exact" if run.is_exact else "rare.quiet.at_least"
    if run.months == 0 and run.is_exact:
        key = "rare.quiet.none"
    said.append(texts(key, n=run.months, through=period(run.through, texts)))
    return said


def level_text(value: float | None, texts: Texts, decimals: int) -> str:
    """A mean or limit with one decimal more than the values have."""
    return "–" if value is None else number(value, texts.language, decimals + 1)


def point_label(name: str, value: float | None, signal: Signal, texts: Texts) -> str:
    """What hovering over a point says: the period, the value, the signal."""
    said = f"{name}: {'–' if value is None else trimmed(value, texts.language, 2)}"
    if signal is not Signal.NONE:
        said += f" ({texts(f'control.signal.{signal}')})"
    return said
