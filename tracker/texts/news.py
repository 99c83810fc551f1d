"""What is new in a data version, in words: per series its values and its verdict."""

from tracker.model.definitions import Indicator
from tracker.model.observations import Observation
from tracker.service.changed import SeriesChange, ValueChange
from tracker.texts.catalogue import Texts
from tracker.texts.dates import period
from tracker.texts.sentences import observation_text, verdict_word

_REVISED_TOLD = 2


def change_lines(change: SeriesChange, texts: Texts) -> list[str]:
    """One sentence for new values, one for revised, one for withdrawn, one for the verdict."""
    indicator = change.series.indicator
    said = []
    if change.new:
        newest = change.new[-1]
        said.append(
            texts(
                "news.values.new",
                n=len(change.new),
                period=period(newest.period, texts),
                value=_value(newest.after, indicator, texts),
            )
        )
    said += [_revised(value, indicator, texts) for value in change.revised[-_REVISED_TOLD:]]
    if (untold := len(change.revised) - _REVISED_TOLD) > 0:
        said.append(texts("news.values.more", n=untold))
    if change.withdrawn:
        said.append(texts("news.values.withdrawn", n=len(change.withdrawn)))
    if change.before:
        before = verdict_word(change.before, indicator, texts)
        after = verdict_word(change.series.verdict, indicator, texts)
        said.append(
            texts("news.verdict.phase", phase=change.by_phase, before=before, after=after)
            if change.by_phase
            else texts("news.verdict", before=before, after=after)
        )
    return said


def _revised(value: ValueChange, indicator: Indicator, texts: Texts) -> str:
    before, after = (_value(one, indicator, texts) for one in (value.before, value.after))
    when = period(value.period, texts)
    if before == after:
        return texts("news.values.noted", period=when, value=after)
    return texts("news.values.revised", period=when, before=before, after=after)


def _value(one: Observation | None, indicator: Indicator, texts: Texts) -> str:
    return observation_text(one, indicator, texts) if one else "–"
